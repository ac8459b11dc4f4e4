import { numberOfId } from '../ids.ts';
import type { Tenant } from '../tenants.ts';
import { removeSubscription } from '../webhooks/deliver.ts';

/** The merchant uninstalls the app: tokens stop working, app/uninstalled is sent, subscriptions go. */
export function uninstallApp({ shop, tokens, webhooks }: Tenant): void {
  tokens.revokeAll();
  shop.settings.merge({ staticAccessToken: false });
  shop.emit({
    topic: 'app/uninstalled',
    body: () => ({
      id: numberOfId(shop.id),
      name: shop.tenant,
      email: `owner@${shop.domain}`,
      domain: shop.domain,
      myshopify_domain: shop.domain,
      currency: shop.currency,
      iana_timezone: shop.timezone,
      plan_name: shop.plan,
      primary_location_id: [...shop.locations.keys()].map(numberOfId)[0] ?? null,
    }),
  });
  webhooks.publish(shop.takeEvents());
  for (const subscription of [...shop.webhookSubscriptions.values()]) {
    if (subscription.topic !== 'APP_UNINSTALLED') removeSubscription(shop, subscription);
  }
}
