import { z } from 'zod';
import { ResolveReturnDocument } from './admin.generated.ts';
import type { ShopifyClient } from './client.ts';

const answerSchema = z.object({
  return: z.object({ order: z.object({ id: z.string() }) }).nullable(),
});

/** The order of a return, or null when Shopify has no such return. */
export async function resolveReturn(
  client: ShopifyClient,
  returnId: string,
): Promise<string | null> {
  const answer = await client.execute(ResolveReturnDocument, { id: returnId }, answerSchema);
  return answer.return?.order.id ?? null;
}
