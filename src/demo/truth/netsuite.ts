import { z } from 'zod';
import { minor } from './minor.ts';

const moneyLine = z.object({
  line: z.number(),
  orderDoc: z.string().nullable(),
  orderLine: z.number().nullable(),
  item: z.string(),
  sku: z.string().nullable(),
  itemType: z.string(),
  quantity: z.number(),
  shopifyLineId: z.string().nullable(),
});
export type MoneyLine = z.output<typeof moneyLine>;

const document = z.object({
  id: z.string(),
  tranId: z.string(),
  externalId: z.string().nullable(),
  currency: z.string(),
  createdFrom: z.string().nullable(),
  status: z.string(),
  voided: z.boolean(),
  totalMinor: minor,
  custom: z.record(z.string(), z.unknown()),
});

const saleSchema = document.extend({ lines: z.array(moneyLine) });
export type TrueSale = z.output<typeof saleSchema>;

const rmaSchema = document.extend({
  createdFromType: z.string().nullable(),
  lines: z.array(
    moneyLine.extend({
      quantityReceived: z.number(),
      quantityBilled: z.number(),
      isClosed: z.boolean(),
    }),
  ),
});
export type TrueRma = z.output<typeof rmaSchema>;

const applied = z.array(z.object({ doc: z.string(), amountMinor: minor }));

const creditSchema = document.extend({
  amountRemainingMinor: minor.nullable(),
  applied,
  lines: z.array(moneyLine),
});
export type TrueCredit = z.output<typeof creditSchema>;

const receiptSchema = z.object({
  id: z.string(),
  createdFrom: z.string().nullable(),
  lines: z.array(
    z.object({
      line: z.number(),
      orderLine: z.number().nullable(),
      item: z.string(),
      sku: z.string().nullable(),
      quantity: z.number(),
      location: z.string().nullable(),
    }),
  ),
});

const movementSchema = z.object({
  id: z.string(),
  item: z.string(),
  sku: z.string().nullable(),
  location: z.string(),
  previousStatus: z.string(),
  revisedStatus: z.string(),
  quantity: z.number(),
  rma: z.string().nullable(),
  lastModified: z.string(),
});

/** What the NetSuite simulator says about itself: the parts that the demo plays with and judges by. */
export const netsuiteTruthSchema = z.object({
  account: z.string(),
  items: z.array(z.object({ id: z.string(), sku: z.string() })),
  locations: z.array(z.object({ id: z.string(), name: z.string() })),
  salesOrders: z.array(saleSchema),
  invoices: z.array(saleSchema),
  cashSales: z.array(saleSchema),
  returnAuthorizations: z.array(rmaSchema),
  itemReceipts: z.array(receiptSchema),
  statusChanges: z.array(movementSchema),
  creditMemos: z.array(creditSchema),
  cashRefunds: z.array(creditSchema),
  customerRefunds: z.array(document.extend({ applied })),
  calls: z.object({
    total: z.number(),
    concurrencyRejections: z.number(),
    operations: z.record(z.string(), z.object({ calls: z.number() })),
  }),
});
export type NetsuiteTruth = z.output<typeof netsuiteTruthSchema>;

/** Every credit that stands: memos and cash refunds that nobody voided. */
export function validCredits(truth: NetsuiteTruth): readonly TrueCredit[] {
  return [...truth.creditMemos, ...truth.cashRefunds].filter(({ voided }) => !voided);
}

/** RMAs are ours when the external id says so: `shprma_<return>_<source>_<revision>`. */
export function returnNumberOf(rma: TrueRma): string | null {
  return /^shprma_([0-9]+)_/i.exec(rma.externalId ?? '')?.[1] ?? null;
}
