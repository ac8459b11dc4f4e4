import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { createRandom, type Random } from '../random.ts';
import { type CallLog, createCallLog } from './calls.ts';
import { seedCatalog } from './catalog.ts';
import { createShopFaults, type ShopFaults } from './faults.ts';
import { type Bucket, createBucket } from './graphql/bucket.ts';
import { createIdempotency, type Idempotency } from './graphql/idempotency.ts';
import { createShop, type Shop } from './shop.ts';
import { createTokens, type Tokens } from './tokens.ts';
import { createDeliverer, type Deliverer } from './webhooks/deliver.ts';

/** One shop with everything that stands around it: tokens, cost bucket, keys, faults, webhooks, call log. */
export type Tenant = {
  shop: Shop;
  tokens: Tokens;
  bucket: Bucket;
  idempotency: Idempotency;
  faults: ShopFaults;
  webhooks: Deliverer;
  calls: CallLog;
  random: Random;
  clock: Clock;
  /** The tax a playing route puts on an order that names none. */
  taxRate: number;
};

export const tenantOptions = z.strictObject({
  currency: z.string().length(3).default('EUR'),
  timezone: z.string().default('Europe/Berlin'),
  /** standard | advanced | plus | enterprise: sets restore rate and bucket. */
  plan: z.enum(['standard', 'advanced', 'plus', 'enterprise']).default('standard'),
  taxesIncluded: z.boolean().default(true),
  taxRate: z.number().min(0).max(1).default(0.19),
  locations: z.array(z.string().min(1)).min(1).default(['Main warehouse', 'Returns centre']),
  catalogSize: z.int().min(1).max(500).default(20),
  stockPerVariant: z.int().min(0).default(100),
  settings: z.record(z.string(), z.unknown()).default({}),
});
export type TenantOptions = z.infer<typeof tenantOptions>;

const restoreRates = { standard: 100, advanced: 200, plus: 1000, enterprise: 2000 } as const;

/** Makes a shop with locations, catalog and stock; the same seed, name and options give the same shop. */
export function createTenant(
  name: string,
  seed: string,
  clock: Clock,
  options: TenantOptions,
): { ok: true; tenant: Tenant } | { ok: false; reason: string } {
  const random = createRandom(`${seed}/shopify/${name}`);
  const { currency, timezone, plan, taxesIncluded } = options;
  const shop = createShop({ tenant: name, currency, timezone, plan, taxesIncluded, random, clock });
  const restoreRate = restoreRates[plan];
  const merged = shop.settings.merge({
    restoreRate,
    maximumAvailable: restoreRate * 20,
    ...options.settings,
  });
  if (!merged.ok) return merged;
  seedCatalog(shop, options);
  const faults = createShopFaults(random.fork('faults'));
  return {
    ok: true,
    tenant: {
      shop,
      tokens: createTokens(shop, random.fork('tokens')),
      bucket: createBucket(shop),
      idempotency: createIdempotency(),
      faults,
      webhooks: createDeliverer(shop, faults.webhook, random.fork('webhooks')),
      calls: createCallLog(),
      random: random.fork('play'),
      clock,
      taxRate: options.taxRate,
    },
  };
}
