import type { SeedBody } from '../seed/body.ts';
import type { Background } from './background.ts';
import type { SimulatedShop } from './client.ts';
import { rootOf, typeOf } from './facts.ts';
import { seedOf } from './hydrate.ts';
import type { Identity } from './identity.ts';
import { globalIds, type JsonRecord } from './json.ts';

/** Puts earlier state into the simulator when an exchange first asks for it. */
export interface Seeding {
  /** Makes the ids known as far as the recording tells of them; gives back why some are not. */
  provide(ids: readonly string[]): Promise<string[]>;
}

/** Seeds things whole, once, and with their own ids, which then stand for themselves. */
export function createSeeding(
  shop: SimulatedShop,
  background: Background,
  identity: Identity,
): Seeding {
  const { facts, hydrations } = background;
  const tried = new Map<string, string | undefined>();
  const asked = new Set<number>();

  const markKnown = (body: SeedBody): void => {
    for (const id of globalIds(JSON.parse(JSON.stringify(body)))) identity.pair(id, id);
  };

  /** Things that a seed refers to come first; what cannot be had is left out of it. */
  const withoutUnknown = async (body: SeedBody): Promise<SeedBody> => {
    const references = globalIds(JSON.parse(JSON.stringify(body))).filter((id) =>
      ['Location', 'Customer', 'ProductVariant'].includes(typeOf(id)),
    );
    const own = new Set(
      (body.products ?? []).flatMap((product) => (product.variants ?? []).map((one) => one.id)),
    );
    for (const id of references) if (!own.has(id) && !identity.knows(id)) await seedRootOf(id);
    const orders = (body.orders ?? []).map((order) => ({
      ...order,
      customerId:
        order.customerId != null && identity.knows(order.customerId) ? order.customerId : null,
      lines: order.lines.map((line) => ({
        ...line,
        variantId: line.variantId != null && identity.knows(line.variantId) ? line.variantId : null,
      })),
    }));
    const metafields = (body.metafields ?? []).map((field) => ({
      ...field,
      // The app's own namespace holds the number of the app.
      namespace: identity.translate(field.namespace),
    }));
    return { ...body, orders, metafields };
  };

  const seedRootOf = async (id: string): Promise<string | undefined> => {
    const root = rootOf(facts, id);
    if (root === undefined) return undefined;
    if (tried.has(root)) return tried.get(root);
    tried.set(root, undefined);
    if (identity.knows(root)) return undefined;
    const body = seedOf(facts, root);
    if (body === undefined) return `${root} cannot be seeded`;
    const seeded = await shop.seed(await withoutUnknown(body));
    const reason = seeded.ok ? undefined : `${root}: ${seeded.reason}`;
    tried.set(root, reason);
    if (seeded.ok) {
      markKnown(body);
      await pairDigests(body);
    }
    return reason;
  };

  /** Digests are the simulator's own; reading them pairs them with the store's. */
  const pairDigests = async (body: SeedBody): Promise<void> => {
    for (const { id } of body.metafields ?? []) {
      const digest = id === undefined ? undefined : facts.get(id)?.fields['compareDigest'];
      if (id === undefined || digest === undefined) continue;
      const query = 'query ($id: ID!) { node(id: $id) { ... on Metafield { compareDigest } } }';
      const answer = await shop.ask(query, { id });
      identity.learn({ node: { compareDigest: digest } }, answer.data);
    }
  };

  /** Asks a hydrating query of the simulator, so that ids told only there become known. */
  const askAgain = async (id: string): Promise<void> => {
    for (const [index, { document, variables, data }] of hydrations.entries()) {
      if (asked.has(index) || !globalIds(data).includes(id)) continue;
      if (globalIds(variables).some((one) => one !== id && !identity.knows(one))) continue;
      asked.add(index);
      const given: JsonRecord = {};
      for (const [name, value] of Object.entries(variables))
        given[name] = identity.translateAll(value);
      const answer = await shop.ask(identity.translate(document), given);
      identity.learn(data, answer.data);
    }
  };

  return {
    provide: async (ids) => {
      const reasons: string[] = [];
      for (const id of ids) {
        if (identity.knows(id)) continue;
        const reason = await seedRootOf(id);
        if (reason !== undefined) reasons.push(reason);
        if (!identity.knows(id)) await askAgain(id);
      }
      return reasons;
    },
  };
}
