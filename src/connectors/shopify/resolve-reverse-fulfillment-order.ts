import { z } from 'zod';
import { ResolveReverseFulfillmentOrderDocument } from './admin.generated.ts';
import type { ShopifyClient } from './client.ts';

const answerSchema = z.object({
  reverseFulfillmentOrder: z.object({ order: z.object({ id: z.string() }).nullable() }).nullable(),
});

/** The order of a reverse fulfillment order; null when there is none, or the app may not see it. */
export async function resolveReverseFulfillmentOrder(
  client: ShopifyClient,
  id: string,
): Promise<string | null> {
  const document = ResolveReverseFulfillmentOrderDocument;
  const answer = await client.execute(document, { id }, answerSchema);
  return answer.reverseFulfillmentOrder?.order?.id ?? null;
}
