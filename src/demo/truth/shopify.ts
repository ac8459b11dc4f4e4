import { z } from 'zod';
import { minor } from './minor.ts';

const lineSchema = z.object({
  id: z.string(),
  sku: z.string().nullable(),
  quantity: z.number(),
  inventoryItemId: z.string().nullable(),
});

const returnSchema = z.object({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  lines: z.array(z.object({ id: z.string(), lineItemId: z.string(), quantity: z.number() })),
});
export type TrueReturn = z.output<typeof returnSchema>;

const refundSchema = z.object({
  id: z.string(),
  note: z.string().nullable(),
  by: z.string(),
  returnId: z.string().nullable(),
  storeCreditMinor: minor,
  transactions: z.array(
    z.object({ id: z.string(), status: z.string(), gateway: z.string(), amountMinor: minor }),
  ),
});
export type TrueRefund = z.output<typeof refundSchema>;

/** An order as the shopper's route answers it, and as the state lists it. */
export const orderSchema = z.object({
  id: z.string(),
  name: z.string(),
  presentmentCurrency: z.string(),
  lines: z.array(lineSchema),
  refunds: z.array(refundSchema),
  returns: z.array(returnSchema),
});
export type TrueOrder = z.output<typeof orderSchema>;

const deliverySchema = z.object({
  webhookId: z.string(),
  topic: z.string(),
  subscriptionId: z.string(),
  attempts: z.number(),
  status: z.string(),
  faults: z.array(z.enum(['drop', 'reorder', 'duplicate'])),
  subjects: z.array(z.string()),
});

const inventoryRowSchema = z.object({
  at: z.string(),
  inventoryItemId: z.string(),
  locationId: z.string(),
  name: z.string(),
  delta: z.number(),
  reason: z.string(),
  by: z.string(),
});
export type InventoryRow = z.output<typeof inventoryRowSchema>;

/** What the Shopify simulator says about itself: the parts that the demo plays with and judges by. */
export const shopifyTruthSchema = z.object({
  shop: z.object({
    currency: z.string(),
    timezone: z.string(),
    locations: z.array(z.object({ id: z.string(), name: z.string() })),
  }),
  catalog: z.array(
    z.object({
      variantId: z.string(),
      sku: z.string(),
      inventoryItemId: z.string(),
      tracked: z.boolean(),
    }),
  ),
  orders: z.array(orderSchema),
  inventoryLog: z.array(inventoryRowSchema),
  webhooks: z.object({
    subscriptions: z.array(z.object({ id: z.string(), topic: z.string(), uri: z.string() })),
    deliveries: z.array(deliverySchema),
  }),
  calls: z.object({
    total: z.number(),
    actualCost: z.number(),
    throttled: z.number(),
    operations: z.record(z.string(), z.object({ count: z.number(), actualCost: z.number() })),
  }),
});
export type ShopifyTruth = z.output<typeof shopifyTruthSchema>;

/** What a refund really moved: transactions that failed moved nothing. */
export function movedMinor(refund: TrueRefund): bigint {
  return refund.transactions
    .filter(({ status }) => status !== 'FAILURE' && status !== 'ERROR')
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
}
