import type { SimulatedShop } from './client.ts';
import type { Exchange } from './exchanges.ts';
import { isInvented, saysUnknown } from './excuse.ts';
import { type Facts, typeOf } from './facts.ts';
import type { Identity } from './identity.ts';
import { globalIds, type JsonRecord, valuesOf } from './json.ts';

/** The store itself and the app that asked it, which every recording shows under one id each. */
export function pairOwn(content: JsonRecord, identity: Identity, shop: SimulatedShop): void {
  const own = globalIds(content).find((id) => typeOf(id) === 'Shop');
  if (own !== undefined) identity.pair(own, shop.shopId);
  const app = globalIds(content).find((id) => typeOf(id) === 'App');
  const inNamespace = /app--(\d+)/.exec(JSON.stringify(content))?.[1];
  const appId = app ?? (inNamespace === undefined ? undefined : `gid://shopify/App/${inNamespace}`);
  if (appId !== undefined) identity.pair(appId, shop.appId);
}

/**
 * Locations as answers show them, first those that orders were assigned to: the simulator assigns
 * new orders to the first. One that was only asked with, and accepted, exists too.
 */
export function locationsOf(exchanges: readonly Exchange[], facts: Facts): string[] {
  const answers = exchanges.map((exchange) => exchange.answer.data ?? null);
  const assigned = valuesOf(answers, 'assignedLocation').flatMap(globalIds);
  const accepted = exchanges
    .filter((exchange) => !saysUnknown(exchange.answer))
    .flatMap((exchange) => globalIds(exchange.variables))
    .filter((id) => !isInvented(id));
  const known = new Set([...assigned, ...globalIds(answers), ...facts.keys(), ...accepted]);
  const locations = [...known].filter((id) => typeOf(id) === 'Location');
  for (const id of locations)
    if (!facts.has(id)) facts.set(id, { id, type: 'Location', fields: { id }, parent: undefined });
  return locations;
}
