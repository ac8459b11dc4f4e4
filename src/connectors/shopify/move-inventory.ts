import { z } from 'zod';
import { MoveInventoryDocument, type MoveInventoryMutationVariables } from './admin.generated.ts';
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

export type MoveInventoryVariables = Given<MoveInventoryMutationVariables>;

const answerSchema = z.object({ inventoryMoveQuantities: inventoryPayloadSchema });

/**
 * Moves units of one item between two quantities at one location; `on_hand` stays as it is. Another
 * location takes two adjustments, the subtraction first. `fromQuantity` guards as in
 * `adjustInventoryVariables`.
 */
export function moveInventoryVariables(options: {
  inventoryItemId: string;
  locationId: string;
  quantity: number;
  from: StockName;
  to: StockName;
  reason: StockReason;
  document: string;
  fromQuantity?: number | null;
}): MoveInventoryVariables {
  const { inventoryItemId, locationId, quantity, from, to, reason, document } = options;
  return {
    input: {
      reason,
      referenceDocumentUri: document,
      changes: [
        {
          inventoryItemId,
          quantity,
          from: {
            name: from,
            locationId,
            changeFromQuantity: options.fromQuantity ?? null,
            ...ledgerDocumentFor(from, document),
          },
          to: {
            name: to,
            locationId,
            changeFromQuantity: null,
            ...ledgerDocumentFor(to, document),
          },
        },
      ],
    },
  };
}

/** Moves stock, once per key for a day. It cannot be probed: see `adjustInventory`. */
export async function moveInventory(
  client: ShopifyClient,
  variables: MoveInventoryVariables | string,
  key: string,
): Promise<StockChange> {
  const answer = await client.execute(MoveInventoryDocument, variables, answerSchema, { key });
  throwOnUserErrors(MoveInventoryDocument.name, answer.inventoryMoveQuantities?.userErrors ?? []);
  return toStockChange(answer.inventoryMoveQuantities);
}
