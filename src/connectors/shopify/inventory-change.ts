import { z } from 'zod';
import { userErrorSchema } from './user-errors.ts';

/** The quantities that Backhaul may change. */
export type StockName = 'available' | 'quality_control' | 'damaged' | 'incoming' | 'reserved';

/** The reasons of Shopify's list that fit returns; they show in the item's history. */
export type StockReason =
  | 'received'
  | 'quality_control'
  | 'restock'
  | 'damaged'
  | 'shrinkage'
  | 'correction'
  | 'movement_created'
  | 'movement_received'
  | 'movement_canceled'
  | 'other';

/** `available` must not carry a ledger document, every other quantity must. */
export function ledgerDocumentFor(name: StockName, document: string) {
  return name === 'available' ? {} : { ledgerDocumentUri: document };
}

/** The payload that both inventory mutations share. */
export const inventoryPayloadSchema = z
  .object({
    inventoryAdjustmentGroup: z
      .object({
        id: z.string(),
        changes: z.array(z.object({ name: z.string(), delta: z.number().int() })),
      })
      .nullable(),
    userErrors: z.array(userErrorSchema),
  })
  .nullable();

/** What Shopify says it changed; the id is null when nothing had to change. */
export interface StockChange {
  readonly adjustmentGroupId: string | null;
  readonly changes: readonly { readonly name: string; readonly delta: number }[];
}

/** The change of a payload whose userErrors have been looked at. */
export function toStockChange(payload: z.output<typeof inventoryPayloadSchema>): StockChange {
  const group = payload?.inventoryAdjustmentGroup;
  return { adjustmentGroupId: group?.id ?? null, changes: group?.changes ?? [] };
}
