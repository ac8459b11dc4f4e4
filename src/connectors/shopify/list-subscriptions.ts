import { z } from 'zod';
import { ListSubscriptionsDocument } from './admin.generated.ts';
import type { ShopifyClient } from './client.ts';
import { readAllPages } from './read-all-pages.ts';
import { pageSchema } from './shapes/page.ts';

/** A webhook subscription made through the API; those of the app's own file are not listed. */
export const subscriptionSchema = z.object({
  id: z.string(),
  /** `RETURNS_APPROVE` and so on; topics that are not known yet are kept. */
  topic: z.string(),
  uri: z.string(),
  name: z.string().nullable(),
  filter: z.string().nullable(),
  includeFields: z.array(z.string()),
});
export type Subscription = z.output<typeof subscriptionSchema>;

const answerSchema = z.object({ webhookSubscriptions: pageSchema(subscriptionSchema) });

/** All of them. Shopify removes one after eight failed deliveries in a row, so look daily. */
export async function listSubscriptions(client: ShopifyClient): Promise<readonly Subscription[]> {
  const read = async (after: string | null) => {
    const answer = await client.execute(ListSubscriptionsDocument, { after }, answerSchema);
    return answer.webhookSubscriptions;
  };
  return await readAllPages(await read(null), read);
}
