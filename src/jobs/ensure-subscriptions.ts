import type { WebhookSubscriptionTopic } from '../connectors/shopify/admin.generated.ts';
import {
  createSubscription,
  createSubscriptionVariables,
} from '../connectors/shopify/create-subscription.ts';
import { listSubscriptions } from '../connectors/shopify/list-subscriptions.ts';
import type { ShopRuntime } from './work.ts';

/** What Backhaul listens to. `orders/updated` is left out: it echoes each of our own writes. */
export const subscribedTopics: readonly WebhookSubscriptionTopic[] = [
  'RETURNS_REQUEST',
  'RETURNS_APPROVE',
  'RETURNS_DECLINE',
  'RETURNS_UPDATE',
  'RETURNS_PROCESS',
  'RETURNS_CANCEL',
  'RETURNS_CLOSE',
  'RETURNS_REOPEN',
  'REVERSE_FULFILLMENT_ORDERS_DISPOSE',
  'REFUNDS_CREATE',
  'ORDER_TRANSACTIONS_CREATE',
  'DISPUTES_CREATE',
  'DISPUTES_UPDATE',
];

/**
 * Subscribes to whatever is missing at our address: Shopify removes a subscription after eight
 * failed deliveries in a row. Returns the topics it had to create.
 */
export async function ensureSubscriptions(
  shop: ShopRuntime,
  publicUrl: string,
): Promise<readonly string[]> {
  const uri = `${publicUrl}/webhooks/shopify`;
  const present = await listSubscriptions(shop.shopify.client);
  const missing = subscribedTopics.filter(
    (topic) => !present.some((each) => each.topic === topic && each.uri === uri),
  );
  for (const topic of missing) {
    await createSubscription(shop.shopify.client, createSubscriptionVariables({ topic, uri }));
  }
  return missing;
}
