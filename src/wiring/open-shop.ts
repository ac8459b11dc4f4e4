import type { Config, ShopConfig } from '../config.ts';
import { createNetsuiteClient } from '../connectors/netsuite/client.ts';
import { createExposure } from '../connectors/netsuite/exposure.ts';
import { listChangesBySuiteql } from '../connectors/netsuite/list-changes.ts';
import { listChangesBySearch } from '../connectors/netsuite/list-changes-by-search.ts';
import { defaultRestlet, searchTime } from '../connectors/netsuite/search-page.ts';
import { accountTime } from '../connectors/netsuite/server-time.ts';
import { createShopNotifier } from '../connectors/notify/compose.ts';
import { createShopifyClient } from '../connectors/shopify/client.ts';
import type { ShopRuntime } from '../jobs/work.ts';
import type { Ledger } from '../ledger/open.ts';
import { findShop, saveShop } from '../ledger/shops.ts';
import { createTranslate } from '../mappings/translate.ts';
import type { Log } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { sharedBudget, sharedGate } from './shared-limits.ts';

const shopifyTimeoutMs = 20_000;
const netsuiteTimeoutMs = 60_000;

/**
 * Makes one shop ready: its row in the ledger, its clients with the budgets all workers share. A
 * shop without `startAt` begins at its first start, which the ledger remembers.
 */
export async function openShop(
  ledger: Ledger,
  config: Config,
  shop: ShopConfig,
  log: Log,
  metrics: Metrics,
): Promise<ShopRuntime & { close(): void }> {
  const known = await findShop(ledger, shop.id);
  const startAt =
    shop.startAt === null ? (known?.start_at ?? (await ledger.now())) : new Date(shop.startAt);
  const { account } = shop.netsuite;
  await saveShop(ledger, { id: shop.id, domain: shop.domain, netsuiteAccount: account, startAt });

  const netsuite = createNetsuiteClient({
    account,
    ...(shop.netsuite.origin === null ? {} : { origin: shop.netsuite.origin }),
    clientId: shop.netsuite.clientId,
    certificateId: shop.netsuite.certificateId,
    privateKeyPem: shop.netsuite.privateKeyPem,
    gate: await sharedGate(ledger, account, shop.netsuite.concurrencyLimit, netsuiteTimeoutMs),
    timeoutMs: netsuiteTimeoutMs,
    log,
    onCall: (call) => metrics.vendorCall('netsuite', call.verb, call.outcome, call.seconds),
  });
  const { login } = shop.shopify;
  const shopify = createShopifyClient({
    shop: shop.domain,
    origin: shop.shopify.origin,
    auth:
      login.kind === 'token'
        ? { accessToken: login.accessToken }
        : { clientId: login.clientId, clientSecret: login.clientSecret },
    apiVersion: '2026-10',
    budget: await sharedBudget(ledger, shop.id, shop.shopify.plan),
    timeoutMs: shopifyTimeoutMs,
    log,
    onCall: (call) => {
      metrics.vendorCall('shopify', call.operation, call.outcome, call.seconds);
      metrics.points(call.points);
    },
  });
  const exposure = createExposure();
  const { fields } = shop.mappings;
  return {
    id: shop.id,
    domain: shop.domain,
    startAt,
    timeZone: shop.timeZone,
    policy: shop.policy,
    tables: shop.mappings,
    translate: createTranslate(shop.mappings),
    notifier: createShopNotifier(config, shop.notices),
    notices: { shopName: shop.notices.shopName ?? shop.domain, locale: shop.notices.locale },
    shopify: {
      client: shopify,
      keyAgeMs: shop.shopify.keyAgeMs,
      lateCommitMs: shop.shopify.lateCommitMs,
    },
    netsuite: {
      client: netsuite,
      account,
      exposure,
      lateCommitMs: shop.netsuite.lateCommitMs,
      readLagMs: shop.netsuite.readLagMs,
      pollIntervalMs: shop.netsuite.pollIntervalMs,
      changeTime: () =>
        shop.netsuite.changeSource === 'suiteql'
          ? accountTime(netsuite)
          : searchTime(netsuite, defaultRestlet),
      listChanges:
        shop.netsuite.changeSource === 'suiteql'
          ? listChangesBySuiteql(netsuite, { fields, exposure })
          : listChangesBySearch(netsuite, {
              restlet: defaultRestlet,
              search: null,
              fields,
              exposure,
            }),
    },
    close: () => netsuite.close(),
  };
}
