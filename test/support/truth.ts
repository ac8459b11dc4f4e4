import { z } from 'zod';

const minor = z.union([z.number().int(), z.string()]).transform((value) => BigInt(value));

const transaction = z.object({
  id: z.string(),
  kind: z.string(),
  status: z.string(),
  gateway: z.string(),
  amountMinor: minor,
  parentId: z.string().nullable(),
});

/** One return as the Shopify simulator holds it. */
export const returnTruth = z.object({
  id: z.string(),
  name: z.string(),
  orderId: z.string(),
  status: z.string(),
  lines: z.array(
    z.object({
      id: z.string(),
      lineItemId: z.string().nullable(),
      quantity: z.number(),
      processedQuantity: z.number(),
      refundedQuantity: z.number(),
    }),
  ),
  reverseFulfillmentOrders: z.array(
    z.object({
      lines: z.array(
        z.object({
          id: z.string(),
          quantity: z.number(),
          dispositions: z.array(
            z.object({ type: z.string(), quantity: z.number(), locationId: z.string().nullable() }),
          ),
        }),
      ),
    }),
  ),
});
export type ReturnTruth = z.infer<typeof returnTruth>;

/** One order as the Shopify simulator holds it; what the import needs and no test reads stays in it. */
export const orderTruth = z.looseObject({
  id: z.string(),
  name: z.string(),
  tags: z.array(z.string()),
  metafields: z.array(z.object({ namespace: z.string(), key: z.string(), value: z.string() })),
  lines: z.array(
    z.looseObject({
      id: z.string(),
      sku: z.string().nullable(),
      quantity: z.number(),
      inventoryItemId: z.string().nullable(),
    }),
  ),
  totalMinor: minor,
  netPaymentMinor: minor,
  transactions: z.array(transaction),
  refunds: z.array(
    z.object({
      id: z.string(),
      note: z.string().nullable(),
      returnId: z.string().nullable(),
      totalMinor: minor,
      lines: z.array(z.unknown()),
      transactions: z.array(transaction),
    }),
  ),
  returns: z.array(returnTruth),
});
export type OrderTruth = z.infer<typeof orderTruth>;

/** Everything that the Shopify simulator holds of one shop. */
export const shopifyTruth = z.object({
  shop: z.object({ locations: z.array(z.object({ id: z.string(), name: z.string() })) }),
  catalog: z.array(
    z.object({ variantId: z.string(), inventoryItemId: z.string(), sku: z.string() }),
  ),
  orders: z.array(orderTruth),
  inventory: z.array(
    z.object({
      inventoryItemId: z.string(),
      locationId: z.string(),
      available: z.number(),
      on_hand: z.number(),
      quality_control: z.number(),
      damaged: z.number(),
    }),
  ),
  inventoryLog: z.array(
    z.looseObject({ inventoryItemId: z.string(), name: z.string(), delta: z.number() }),
  ),
  notifications: z.array(z.looseObject({ kind: z.string() })),
  webhooks: z.looseObject({
    subscriptions: z.array(z.looseObject({ topic: z.string() })),
    deliveries: z.array(
      z.looseObject({ webhookId: z.string(), topic: z.string(), status: z.string() }),
    ),
  }),
});
export type ShopifyTruth = z.infer<typeof shopifyTruth>;

const moneyLine = z.looseObject({
  line: z.number(),
  orderLine: z.number().nullable(),
  item: z.string(),
  sku: z.string().nullable(),
  itemType: z.string(),
  quantity: z.number(),
  amountMinor: minor,
});

const document = z.object({
  id: z.string(),
  tranId: z.string(),
  externalId: z.string().nullable(),
  createdFrom: z.string().nullable(),
  status: z.string().nullable(),
  voided: z.boolean(),
  totalMinor: minor,
  taxMinor: minor,
  custom: z.record(z.string(), z.unknown()),
});

const credit = document.extend({
  amountRemainingMinor: minor.nullable(),
  lines: z.array(moneyLine),
  paidThroughGateway: z.boolean(),
});

const rma = document.extend({
  lines: z.array(
    moneyLine.extend({
      quantityReceived: z.number(),
      quantityBilled: z.number(),
      isClosed: z.boolean(),
    }),
  ),
});
export type RmaTruth = z.infer<typeof rma>;
export type CreditTruth = z.infer<typeof credit>;

/** Everything that the NetSuite simulator holds of one account. */
export const netsuiteTruth = z.object({
  account: z.string(),
  locations: z.array(z.object({ id: z.string(), name: z.string() })),
  invoices: z.array(document.extend({ lines: z.array(moneyLine) })),
  cashSales: z.array(document.extend({ lines: z.array(moneyLine) })),
  returnAuthorizations: z.array(rma),
  itemReceipts: z.array(z.object({ id: z.string() })),
  creditMemos: z.array(credit),
  cashRefunds: z.array(credit),
  customerRefunds: z.array(
    document.extend({
      handlingMode: z.string().nullable(),
      paidThroughGateway: z.boolean(),
      applied: z.array(z.object({ doc: z.string(), amountMinor: minor })),
    }),
  ),
});
export type NetsuiteTruth = z.infer<typeof netsuiteTruth>;

/** A message as the notice file keeps it. */
export const noticeTruth = z.object({
  effectId: z.string(),
  audience: z.string(),
  to: z.string().nullable(),
  subject: z.string(),
  text: z.string(),
});
export type NoticeTruth = z.infer<typeof noticeTruth>;
