import { z } from 'zod';
import type { ShopifyReturn } from '../../domain/snapshot.ts';
import { ReadReturnDocument } from './admin.generated.ts';
import type { ShopifyClient } from './client.ts';
import { completeReturn } from './complete-return.ts';
import { returnSchema } from './shapes/return.ts';

const answerSchema = z.object({
  return: returnSchema
    .extend({ order: z.object({ id: z.string(), presentmentCurrencyCode: z.string() }) })
    .nullable(),
});

/**
 * One return with its status, processed quantities and dispositions: the probe of approve, decline,
 * process, dispose and close. Null when there is no such return.
 */
export async function readReturn(
  client: ShopifyClient,
  returnId: string,
): Promise<{ orderId: string; return: ShopifyReturn } | null> {
  const answer = await client.execute(ReadReturnDocument, { id: returnId }, answerSchema);
  if (answer.return === null) return null;
  const complete = await completeReturn(client, answer.return);
  return { orderId: answer.return.order.id, return: complete };
}
