import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Seed } from './seed/body.ts';
import { seedBody } from './seed/body.ts';
import { seedOrder } from './seed/orders.ts';
import { emptyCatalog, seedLocations, seedProduct } from './seed/products.ts';
import type { Shop } from './shop.ts';
import type { Tenant } from './tenants.ts';

/** Ids in a seed that the shop already has; a seed never overwrites what is there. */
const takenIds = (shop: Shop, seed: Seed): string[] =>
  [...seed.locations, ...seed.customers, ...seed.products, ...seed.orders]
    .map((one) => one.id)
    .filter((id) => shop.findAny(id) !== undefined);

function unknownOwners(shop: Shop, seed: Seed): string[] {
  const given = new Set([...seed.products, ...seed.orders, ...seed.customers].map((one) => one.id));
  return seed.metafields
    .map((field) => field.ownerId)
    .filter((id) => !given.has(id) && id !== shop.id && shop.findAny(id) === undefined);
}

/** Puts earlier state into a shop, with the ids given. Nothing is logged and no webhook is sent. */
export function applySeed(shop: Shop, seed: Seed): { ok: true } | { ok: false; reason: string } {
  if (seed.empty) emptyCatalog(shop);
  const taken = takenIds(shop, seed);
  if (taken.length > 0) return { ok: false, reason: `already there: ${taken.join(', ')}` };
  const unknown = unknownOwners(shop, seed);
  if (unknown.length > 0) return { ok: false, reason: `unknown owner: ${unknown.join(', ')}` };
  seedLocations(shop, seed.locations);
  for (const given of seed.customers) {
    const customer = { __typename: 'Customer' as const, ...given, createdAt: shop.now() };
    shop.customers.set(given.id, shop.register(customer));
  }
  for (const product of seed.products) seedProduct(shop, product);
  for (const order of seed.orders) seedOrder(shop, order);
  for (const field of seed.metafields) {
    const now = shop.now();
    const made = shop.register({
      __typename: 'Metafield' as const,
      ...field,
      id: field.id ?? shop.ids.next('Metafield'),
      createdAt: now,
      updatedAt: now,
    });
    shop.metafields.set(field.ownerId, [...(shop.metafields.get(field.ownerId) ?? []), made]);
  }
  shop.takeEvents();
  return { ok: true };
}

/** `POST /_sandbox/seed`: state that a shop had before, as `seed/body.ts` describes it. */
export function seedHandler(tenant: Tenant, request: Request, response: Response): void {
  const parsed = seedBody.safeParse(request.body);
  if (!parsed.success) {
    response.status(400).json({ error: z.prettifyError(parsed.error) });
    return;
  }
  const applied = applySeed(tenant.shop, parsed.data);
  if (applied.ok) response.status(201).json({ shopId: tenant.shop.id, appId: tenant.shop.appId });
  else response.status(409).json({ error: applied.reason });
}
