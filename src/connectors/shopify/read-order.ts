import { z } from 'zod';
import type {
  ShopifyOrder,
  ShopifyRefund,
  ShopifyReturn,
  ShopifySide,
} from '../../domain/snapshot.ts';
import {
  ReadOrderDocument,
  ReadOrderLinesDocument,
  ReadOrderReturnsDocument,
  ReadShippingLinesDocument,
} from './admin.generated.ts';
import type { ShopifyClient } from './client.ts';
import { completeReturn } from './complete-return.ts';
import { readAllPages } from './read-all-pages.ts';
import { readRefunds } from './read-refunds.ts';
import {
  countOpenDisputes,
  orderLineSchema,
  orderSchema,
  shippingLineSchema,
  toPayments,
} from './shapes/order.ts';
import { pageSchema } from './shapes/page.ts';
import { returnSchema } from './shapes/return.ts';

const answerSchema = z.object({ order: orderSchema.nullable() });
const linesSchema = z.object({
  order: z.object({ lineItems: pageSchema(orderLineSchema) }).nullable(),
});
const shippingSchema = z.object({
  order: z.object({ shippingLines: pageSchema(shippingLineSchema) }).nullable(),
});
const returnsSchema = z.object({
  order: z.object({ returns: pageSchema(returnSchema) }).nullable(),
});

/**
 * Shopify's side of one order, complete: one request for an order of up to three lines and one
 * return without refunds, one more for its refunds, and one per further page. Null when the order
 * does not exist or is older than the app may see (60 days without `read_all_orders`). `email` is
 * null too where the app may not see it. Times and amounts are Shopify's; `readAt` is `now`.
 */
export async function readOrder(
  client: ShopifyClient,
  orderId: string,
  now: Date,
): Promise<ShopifySide | null> {
  const { order: part } = await client.execute(ReadOrderDocument, { id: orderId }, answerSchema, {
    mayBeDenied: ['email'],
  });
  if (part === null) return null;
  const { id } = part;
  const lines = await readAllPages(part.lineItems, async (after) => {
    const page = await client.execute(ReadOrderLinesDocument, { id, after }, linesSchema);
    return page.order?.lineItems ?? null;
  });
  const shipping = await readAllPages(part.shippingLines, async (after) => {
    const page = await client.execute(ReadShippingLinesDocument, { id, after }, shippingSchema);
    return page.order?.shippingLines ?? null;
  });
  const partReturns = await readAllPages(part.returns, async (after) => {
    const page = await client.execute(ReadOrderReturnsDocument, { id, after }, returnsSchema);
    return page.order?.returns ?? null;
  });
  const returns: ShopifyReturn[] = [];
  for (const partReturn of partReturns) returns.push(await completeReturn(client, partReturn));
  let refunds: readonly ShopifyRefund[] = [];
  if (part.refunds.length > 0) refunds = (await readRefunds(client, id)) ?? [];
  const order: ShopifyOrder = {
    id,
    name: part.name,
    createdAt: part.createdAt,
    updatedAt: part.updatedAt,
    currency: part.currencyCode,
    presentmentCurrency: part.presentmentCurrencyCode,
    taxesIncluded: part.taxesIncluded,
    email: part.email,
    tags: part.tags,
    statusMetafield: part.status,
    netPaymentMinor: part.netPaymentSet,
    totalRefundedMinor: part.totalRefundedSet,
    openDisputes: countOpenDisputes(part.disputes),
    lines,
    shipping,
    payments: toPayments(part.transactions, part.presentmentCurrencyCode),
    refunds,
  };
  return { readAt: now.toISOString(), order, returns };
}
