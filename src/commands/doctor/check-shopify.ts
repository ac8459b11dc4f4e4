import type { ShopConfig } from '../../config.ts';
import { createMemoryBudget } from '../../connectors/shopify/budget.ts';
import { createShopifyClient, type ShopifyClient } from '../../connectors/shopify/client.ts';
import { listSubscriptions } from '../../connectors/shopify/list-subscriptions.ts';
import { shopInfo } from '../../connectors/shopify/shop-info.ts';
import { subscribedTopics } from '../../jobs/ensure-subscriptions.ts';
import { createLog } from '../../telemetry/log.ts';
import { attempt, type Check, fail, ok, warn } from './check.ts';

/** Without these some step of a return is refused. */
const requiredScopes = [
  'read_orders',
  'write_orders',
  'read_returns',
  'write_returns',
  'read_inventory',
  'write_inventory',
  'read_locations',
  'read_products',
] as const;

/** Token, scopes and webhook subscriptions of one store. */
export async function checkShopify(
  shop: ShopConfig,
  publicUrl: string | null,
): Promise<readonly Check[]> {
  const { login } = shop.shopify;
  const client = createShopifyClient({
    shop: shop.domain,
    origin: shop.shopify.origin,
    auth:
      login.kind === 'token'
        ? { accessToken: login.accessToken }
        : { clientId: login.clientId, clientSecret: login.clientSecret },
    apiVersion: '2026-10',
    budget: createMemoryBudget({}),
    timeoutMs: 20_000,
    log: createLog({ level: 'silent' }),
  });
  const token = await attempt('Shopify token', () => checkToken(client, shop));
  if (token.some(({ name, state }) => name === 'Shopify token' && state === 'fail')) return token;
  const webhooks = await attempt('webhooks', () => checkSubscriptions(client, publicUrl));
  return [...token, ...webhooks];
}

async function checkToken(client: ShopifyClient, shop: ShopConfig): Promise<readonly Check[]> {
  const info = await shopInfo(client);
  const who = `${info.name} (${info.domain}), ${info.currency}, ${info.timezone}`;
  const missing = requiredScopes.filter((scope) => !grants(info.scopes, scope));
  return [
    info.domain === shop.domain
      ? ok('Shopify token', who)
      : fail(
          'Shopify token',
          `It opens ${who}, not ${shop.domain}.`,
          'Use the token of that store.',
        ),
    missing.length === 0
      ? ok('scopes', `${info.scopes.length} granted, none is missing`)
      : fail(
          'scopes',
          `not granted: ${missing.join(', ')}`,
          'Add them to the app and install it again.',
        ),
    ...(grants(info.scopes, 'read_all_orders')
      ? []
      : [
          warn(
            'old orders',
            'read_all_orders is not granted: orders older than 60 days are not seen.',
            'Ask Shopify for it if goods come back later than that.',
          ),
        ]),
    ...(info.timezone === shop.timeZone
      ? []
      : [
          warn(
            'time zone',
            `The store is in ${info.timezone}, the configuration says ${shop.timeZone}.`,
            'Set shops[].timeZone: the nightly run goes by it.',
          ),
        ]),
  ];
}

/** Shopify lets whoever may write read, and lists only the greater of the two. */
function grants(scopes: readonly string[], scope: string): boolean {
  return scopes.includes(scope) || scopes.includes(scope.replace(/^read_/, 'write_'));
}

async function checkSubscriptions(
  client: ShopifyClient,
  publicUrl: string | null,
): Promise<readonly Check[]> {
  if (publicUrl === null) {
    const remedy = 'Set PUBLIC_URL, or keep the subscriptions in the configuration of the app.';
    return [warn('webhooks', 'PUBLIC_URL is not set: Backhaul subscribes to nothing.', remedy)];
  }
  const uri = `${publicUrl}/webhooks/shopify`;
  const present = await listSubscriptions(client);
  const missing = subscribedTopics.filter(
    (topic) => !present.some((each) => each.topic === topic && each.uri === uri),
  );
  if (missing.length === 0) return [ok('webhooks', `${subscribedTopics.length} topics to ${uri}`)];
  const what = `not subscribed at ${uri}: ${missing.join(', ')}`;
  return [warn('webhooks', what, 'A running Backhaul makes them at its start and once a day.')];
}
