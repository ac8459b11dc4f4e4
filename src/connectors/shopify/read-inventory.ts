import { z } from 'zod';
import { ReadInventoryDocument } from './admin.generated.ts';
import type { ShopifyClient } from './client.ts';

export interface StockLevel {
  readonly inventoryItemId: string;
  readonly tracked: boolean;
  /** Null when the item has never been stocked at the location. */
  readonly quantities: {
    readonly available: number;
    readonly onHand: number;
    readonly qualityControl: number;
    readonly damaged: number;
    readonly incoming: number;
  } | null;
}

const answerSchema = z.object({
  nodes: z.array(
    z
      .object({
        id: z.string().optional(),
        tracked: z.boolean().optional(),
        inventoryLevel: z
          .object({
            quantities: z.array(z.object({ name: z.string(), quantity: z.number().int() })),
          })
          .nullish(),
      })
      .nullable(),
  ),
});

/** Shopify takes at most 250 ids; levels are heavy, so they are asked for in smaller groups. */
const groupSize = 50;

/** The stock of items at one location; an item that does not exist is left out. */
export async function readInventory(
  client: ShopifyClient,
  inventoryItemIds: readonly string[],
  locationId: string,
): Promise<readonly StockLevel[]> {
  const levels: StockLevel[] = [];
  for (let start = 0; start < inventoryItemIds.length; start += groupSize) {
    const ids = inventoryItemIds.slice(start, start + groupSize);
    const { nodes } = await client.execute(
      ReadInventoryDocument,
      { ids, locationId },
      answerSchema,
    );
    for (const node of nodes) {
      if (node?.id === undefined) continue;
      const quantities = node.inventoryLevel?.quantities;
      levels.push({
        inventoryItemId: node.id,
        tracked: node.tracked ?? false,
        quantities: quantities === undefined ? null : byName(quantities),
      });
    }
  }
  return levels;
}

function byName(quantities: readonly { name: string; quantity: number }[]) {
  const of = (name: string) => quantities.find((entry) => entry.name === name)?.quantity ?? 0;
  return {
    available: of('available'),
    onHand: of('on_hand'),
    qualityControl: of('quality_control'),
    damaged: of('damaged'),
    incoming: of('incoming'),
  };
}
