import { buildNetsuite } from './build-netsuite.ts';
import { buildShopify } from './build-shopify.ts';
import type { Complaints } from './complaints.ts';
import { type FileShop, isShopDomain } from './file-schema.ts';
import type { SettingReader } from './read-settings.ts';
import type { NoticeConfig, ShopConfig } from './types.ts';

/**
 * Puts a shop together from the file and the variables it refers to. `only` is true when it is the
 * single shop, which alone may take its names and addresses from the environment. Null after a
 * complaint.
 */
export function buildShop(
  shop: FileShop,
  only: boolean,
  settings: SettingReader,
  complaints: Complaints,
): ShopConfig | null {
  const domain = shop.domain ?? (only ? shopFromEnvironment(settings, complaints) : null);
  if (shop.domain === undefined && !only) {
    complaints.add('shops[].domain', 'a shop has none', 'Name the domain of each shop');
  }
  const id = shop.id ?? domain?.split('.')[0] ?? null;
  const label = id ?? 'shop';
  const shopify = buildShopify(shop, label, domain, only, settings, complaints);
  const netsuite = buildNetsuite(shop, label, only, settings, complaints);
  if (domain === null || id === null || shopify === null || netsuite === null) return null;
  return {
    id,
    domain,
    startAt: shop.startAt,
    timeZone: shop.timeZone,
    policy: shop.policy,
    mappings: shop.mappings,
    shopify,
    netsuite,
    notices: buildNotices(shop, settings),
    reconciliation: shop.reconciliation,
  };
}

function shopFromEnvironment(settings: SettingReader, complaints: Complaints): string | null {
  const given = settings.get('SHOPIFY_SHOP');
  if (given === null) {
    complaints.add('SHOPIFY_SHOP', 'it is not set', 'Set it to <name>.myshopify.com');
    return null;
  }
  const domain = given.toLowerCase();
  if (isShopDomain(domain)) return domain;
  complaints.add(
    'SHOPIFY_SHOP',
    'it is not a store domain',
    'Write <name>.myshopify.com, without https:// and not the shop’s own domain',
  );
  return null;
}

function buildNotices(shop: FileShop, settings: SettingReader): NoticeConfig {
  const { customers, from, replyTo, shopName, alertsTo, locale } = shop.notices;
  return {
    customers:
      customers === 'auto' ? customerChannel(settings) : customers === 'none' ? null : customers,
    alertsTo,
    from: from ?? null,
    replyTo: replyTo ?? null,
    shopName: shopName ?? null,
    locale,
  };
}

function customerChannel(settings: SettingReader): 'email' | 'file' | null {
  if (settings.has('SMTP_URL')) return 'email';
  return settings.has('NOTICE_FILE') ? 'file' : null;
}
