import { z } from 'zod';
import type { ShopifyRefund } from '../../domain/snapshot.ts';
import { ReadRefundsDocument } from './admin.generated.ts';
import type { ShopifyClient } from './client.ts';
import { completeRefund } from './complete-refund.ts';
import { refundSchema } from './shapes/refund.ts';

const answerSchema = z.object({
  order: z
    .object({ presentmentCurrencyCode: z.string(), refunds: z.array(refundSchema) })
    .nullable(),
});

/** Every refund of an order with lines and transactions; null when there is no such order. */
export async function readRefunds(
  client: ShopifyClient,
  orderId: string,
): Promise<readonly ShopifyRefund[] | null> {
  const { order } = await client.execute(ReadRefundsDocument, { id: orderId }, answerSchema);
  if (order === null) return null;
  const refunds: ShopifyRefund[] = [];
  for (const part of order.refunds) refunds.push(await completeRefund(client, part));
  return refunds;
}
