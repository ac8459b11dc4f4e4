import type { Complaints } from './complaints.ts';
import type { FileShop } from './file-schema.ts';
import type { SettingReader } from './read-settings.ts';
import { roles, type ShopConfig } from './types.ts';

/** Refuses settings that are each valid and together are not, with the reason. */
export function refuseConflicts(
  settings: SettingReader,
  given: { readonly roles: readonly string[]; readonly fileShops: readonly FileShop[] | null },
  shops: readonly ShopConfig[],
  complaints: Complaints,
): void {
  refuseProcessConflicts(settings, given.roles, complaints);
  if (given.fileShops !== null) refuseFileConflicts(settings, given.fileShops, complaints);
  refuseShared(shops, complaints);
  for (const shop of shops) refuseWithin(shop, settings, complaints);
}

function refuseProcessConflicts(
  settings: SettingReader,
  given: readonly string[],
  complaints: Complaints,
): void {
  const embedded = !settings.has('DATABASE_URL');
  if (embedded && settings.has('REDIS_URL')) {
    complaints.add(
      'REDIS_URL',
      'it needs DATABASE_URL: an embedded ledger and a shared queue would not fit together',
      'Set DATABASE_URL, or remove REDIS_URL',
    );
  }
  if (embedded && roles.some((role) => !given.includes(role))) {
    complaints.add(
      'ROLES',
      'the embedded ledger belongs to one process, so nobody else could do the missing part',
      'Set DATABASE_URL, or keep web,worker,scheduler',
    );
  }
}

/** The variables of one store next to a file that says something else. */
function refuseFileConflicts(
  settings: SettingReader,
  fileShops: readonly FileShop[],
  complaints: Complaints,
): void {
  const domain = settings.get('SHOPIFY_SHOP')?.toLowerCase() ?? null;
  const domains = fileShops.flatMap((shop) => shop.domain ?? []);
  if (domain !== null && domains.length > 0 && !domains.includes(domain)) {
    complaints.add('SHOPIFY_SHOP', 'CONFIG_FILE describes other shops', 'Keep one of the two');
  }
  const account = settings.get('NETSUITE_ACCOUNT');
  const accounts = fileShops.flatMap((shop) => shop.netsuite.account ?? []);
  if (account !== null && accounts.length > 0 && !accounts.includes(account)) {
    complaints.add('NETSUITE_ACCOUNT', 'CONFIG_FILE names another account', 'Keep one of the two');
  }
  if (settings.has('START_AT')) {
    complaints.add('START_AT', 'CONFIG_FILE says it for each shop', 'Move it to shops[].startAt');
  }
  if (fileShops.length === 1) return;
  for (const name of ['SHOPIFY_ORIGIN', 'NETSUITE_ORIGIN'] as const) {
    if (!settings.has(name)) continue;
    const path = name === 'SHOPIFY_ORIGIN' ? 'shopify.origin' : 'netsuite.origin';
    complaints.add(
      name,
      'CONFIG_FILE describes several shops, and all would go to one address',
      `Move it to shops[].${path}`,
    );
  }
}

/** What two shops may not have in common, or must. */
function refuseShared(shops: readonly ShopConfig[], complaints: Complaints): void {
  for (const [at, shop] of shops.entries()) {
    for (const other of shops.slice(0, at)) {
      const both = `${other.id} and ${shop.id}`;
      if (other.id === shop.id) {
        complaints.add('shops[].id', `two shops are "${shop.id}"`, 'Give each its own id');
      }
      if (other.domain === shop.domain) {
        complaints.add('shops[].domain', `two shops are ${shop.domain}`, 'Describe each shop once');
      } else if (sameToken(other, shop)) {
        complaints.add(
          'shops[].shopify.credentials.accessToken',
          `${both} have the same token, and a token opens one store only`,
          'Name a variable of its own for each',
        );
      }
      const sameAccount = other.netsuite.account === shop.netsuite.account;
      if (sameAccount && other.netsuite.concurrencyLimit !== shop.netsuite.concurrencyLimit) {
        complaints.add(
          'shops[].netsuite.concurrencyLimit',
          `${both} share a NetSuite account and give different limits for it`,
          'Write the same limit for both',
        );
      }
    }
  }
}

function sameToken(one: ShopConfig, other: ShopConfig): boolean {
  const [a, b] = [one.shopify.login, other.shopify.login];
  return a.kind === 'token' && b.kind === 'token' && a.accessToken === b.accessToken;
}

function refuseWithin(shop: ShopConfig, settings: SettingReader, complaints: Complaints): void {
  const { policy, notices } = shop;
  if (policy.netsuiteMode === 'readonly' && policy.approvesRma) {
    complaints.add(
      'shops[].policy.approvesRma',
      `${shop.id} approves RMAs and writes nothing to NetSuite (netsuiteMode readonly)`,
      'Choose one of the two',
    );
  }
  if (notices.customers === 'email' && !settings.has('SMTP_URL')) {
    complaints.add('SMTP_URL', `${shop.id} mails its customers, and it is not set`, 'Set it');
  }
  if (notices.customers === 'file' && !settings.has('NOTICE_FILE')) {
    complaints.add('NOTICE_FILE', `${shop.id} writes notices to it, and it is not set`, 'Set it');
  }
  if (notices.alertsTo.length > 0 && !settings.has('SMTP_URL')) {
    complaints.add('SMTP_URL', `${shop.id} mails its alerts, and it is not set`, 'Set it');
  }
}
