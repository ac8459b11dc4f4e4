import type { Complaints } from './complaints.ts';
import type { FileShop } from './file-schema.ts';
import { readOrigin, withoutSlash } from './read-origin.ts';
import type { SettingReader } from './read-settings.ts';
import type { ShopifyConfig } from './types.ts';

/**
 * How to reach one store and whose webhooks to believe. The client secret is always among the webhook
 * secrets: Shopify signs with it. Null after a complaint.
 */
export function buildShopify(
  shop: FileShop,
  label: string,
  domain: string | null,
  only: boolean,
  settings: SettingReader,
  complaints: Complaints,
): ShopifyConfig | null {
  const names = shop.shopify.credentials;
  const accessToken = settings.secret(names.accessToken);
  const clientId = settings.secret(names.clientId);
  const clientSecret = settings.secret(names.clientSecret);
  const listed = (settings.secret(names.webhookSecrets) ?? '').split(',').map((one) => one.trim());
  const webhookSecrets = [...new Set([...listed, clientSecret ?? ''])].filter((one) => one !== '');
  if (webhookSecrets.length === 0) {
    complaints.add(
      names.webhookSecrets,
      `no webhook of ${label} could be verified`,
      `Set it, or ${names.clientSecret}, to the app's client secret`,
    );
  }
  const login = loginOf(accessToken, clientId, clientSecret);
  if (login === null) {
    complaints.add(
      names.accessToken,
      `there is no way to sign in to ${label}`,
      `Set it, or ${names.clientId} and ${names.clientSecret}`,
    );
  }
  const override = only ? readOrigin('SHOPIFY_ORIGIN', settings, complaints) : null;
  if (login === null || domain === null || webhookSecrets.length === 0) return null;
  return {
    origin: withoutSlash(shop.shopify.origin ?? override ?? `https://${domain}`),
    plan: shop.shopify.plan,
    keyAgeMs: shop.shopify.keyAgeMs,
    lateCommitMs: shop.shopify.lateCommitMs,
    login,
    webhookSecrets,
  };
}

function loginOf(
  accessToken: string | null,
  clientId: string | null,
  clientSecret: string | null,
): ShopifyConfig['login'] | null {
  if (accessToken !== null) return { kind: 'token', accessToken };
  if (clientId === null || clientSecret === null) return null;
  return { kind: 'client-credentials', clientId, clientSecret };
}
