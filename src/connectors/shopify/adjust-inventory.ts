import { z } from 'zod';
import {
  AdjustInventoryDocument,
  type AdjustInventoryMutationVariables,
} from './admin.generated.ts';
import type { ShopifyClient } from './client.ts';
import {
  inventoryPayloadSchema,
  ledgerDocumentFor,
  type StockChange,
  type StockName,
  type StockReason,
  toStockChange,
} from './inventory-change.ts';
import type { Given } from './operation.ts';
import { throwOnUserErrors } from './user-errors.ts';

export type AdjustInventoryVariables = Given<AdjustInventoryMutationVariables>;

const answerSchema = z.object({ inventoryAdjustQuantities: inventoryPayloadSchema });

/**
 * Adds `delta` (or takes it, when negative) to one quantity of one item at one location. `document` is
 * a URI of ours, such as `gid://backhaul/Hold/…`. With `changeFromQuantity` the change is refused
 * (CHANGE_FROM_QUANTITY_STALE) unless that is still the quantity; null skips the comparison.
 */
export function adjustInventoryVariables(options: {
  name: StockName;
  inventoryItemId: string;
  locationId: string;
  delta: number;
  reason: StockReason;
  document: string;
  changeFromQuantity?: number | null;
}): AdjustInventoryVariables {
  const { name, inventoryItemId, locationId, delta, reason, document } = options;
  return {
    input: {
      name,
      reason,
      referenceDocumentUri: document,
      changes: [
        {
          inventoryItemId,
          locationId,
          delta,
          // Must be written even when it is null, or Shopify refuses the input.
          changeFromQuantity: options.changeFromQuantity ?? null,
          ...ledgerDocumentFor(name, document),
        },
      ],
    },
  };
}

/**
 * Changes stock, once per key for a day. Adding to `quality_control` raises `on_hand` too and leaves
 * `available` alone. It cannot be probed: an unknown outcome older than the key is a count.
 */
export async function adjustInventory(
  client: ShopifyClient,
  variables: AdjustInventoryVariables | string,
  key: string,
): Promise<StockChange> {
  const answer = await client.execute(AdjustInventoryDocument, variables, answerSchema, { key });
  throwOnUserErrors(
    AdjustInventoryDocument.name,
    answer.inventoryAdjustQuantities?.userErrors ?? [],
  );
  return toStockChange(answer.inventoryAdjustQuantities);
}
