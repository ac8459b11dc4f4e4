import { z } from 'zod';
import type { ShopifyRefund } from '../../domain/snapshot.ts';
import { ReadRefundLinesDocument, ReadRefundTransactionsDocument } from './admin.generated.ts';
import type { ShopifyClient } from './client.ts';
import { readAllPages } from './read-all-pages.ts';
import { pageSchema } from './shapes/page.ts';
import { type PartRefund, refundLineSchema, refundTransactionSchema } from './shapes/refund.ts';

const linesSchema = z.object({
  refund: z.object({ refundLineItems: pageSchema(refundLineSchema) }).nullable(),
});
const transactionsSchema = z.object({
  refund: z.object({ transactions: pageSchema(refundTransactionSchema) }).nullable(),
});

/** Reads what did not fit on the first pages of a refund; no request for a small one. */
export async function completeRefund(
  client: ShopifyClient,
  part: PartRefund,
): Promise<ShopifyRefund> {
  const { id } = part;
  const lines = await readAllPages(part.refundLineItems, async (after) => {
    const page = await client.execute(ReadRefundLinesDocument, { id, after }, linesSchema);
    return page.refund?.refundLineItems ?? null;
  });
  const transactions = await readAllPages(part.transactions, async (after) => {
    const document = ReadRefundTransactionsDocument;
    const page = await client.execute(document, { id, after }, transactionsSchema);
    return page.refund?.transactions ?? null;
  });
  return {
    id,
    // Empty only on refunds from before Shopify kept the time.
    createdAt: part.createdAt ?? '',
    note: part.note,
    returnId: part.return?.id ?? null,
    totalMinor: part.totalRefundedSet,
    lines,
    transactions,
  };
}
