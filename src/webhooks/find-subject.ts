import type { WebhookSubject } from './hint.ts';

/** Thrown inside: the body's number has lost digits, read it again without loss. */
const inexact = Symbol('inexact');

export type FoundSubject = WebhookSubject | null | typeof inexact;

export type SubjectFinder = (body: object) => FoundSubject;

export const isInexact = (found: FoundSubject): found is typeof inexact => found === inexact;

const digits = /^[0-9]{1,20}$/;

/** One way to an id: the path of a field, either a gid or a bare number. */
export interface IdPath {
  readonly kind: 'order' | 'return' | 'rfo';
  readonly path: readonly string[];
}

const gidTypes = { order: 'Order', return: 'Return', rfo: 'ReverseFulfillmentOrder' } as const;

/**
 * Tries the paths in order and takes the first that holds an id. A gid of another type at a path is
 * passed over. Null when none is there.
 */
export const firstOf =
  (...paths: readonly IdPath[]): SubjectFinder =>
  (body) => {
    for (const { kind, path } of paths) {
      const id = idAt(body, path, gidTypes[kind]);
      if (id === inexact) return inexact;
      if (id !== null) return { kind, id: `gid://shopify/${gidTypes[kind]}/${id}` };
    }
    return null;
  };

/** The item and location of an inventory level, whose gid carries the item id as a parameter. */
export const inventoryLevel: SubjectFinder = (body) => {
  const item = itemOfLevel(body) ?? idAt(body, ['inventory_item_id'], 'InventoryItem');
  const location = idAt(body, ['location_id'], 'Location');
  if (item === inexact || location === inexact) return inexact;
  if (item === null || location === null) return null;
  return {
    kind: 'inventory',
    id: `gid://shopify/InventoryItem/${item}@gid://shopify/Location/${location}`,
  };
};

/** For messages that are about the app or a person, not about an order. */
export const noSubject: SubjectFinder = () => ({ kind: 'unknown', id: null });

function itemOfLevel(body: object): string | null {
  const gid = ownValue(body, 'admin_graphql_api_id');
  const match =
    typeof gid === 'string'
      ? /^gid:\/\/shopify\/InventoryLevel\/[0-9]+\?inventory_item_id=([0-9]{1,20})$/.exec(gid)
      : null;
  return match?.[1] ?? null;
}

function idAt(
  body: object,
  path: readonly string[],
  gidType: string,
): string | null | typeof inexact {
  let value: unknown = body;
  for (const key of path) value = ownValue(value, key);
  if (typeof value === 'number') {
    if (!Number.isInteger(value) || value <= 0) return null;
    return Number.isSafeInteger(value) ? String(value) : inexact;
  }
  if (typeof value !== 'string') return null;
  const bare = value.startsWith(`gid://shopify/${gidType}/`)
    ? value.slice(`gid://shopify/${gidType}/`.length)
    : value;
  return digits.test(bare) && bare !== '0' ? bare : null;
}

function ownValue(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return Reflect.get(value, key);
}
