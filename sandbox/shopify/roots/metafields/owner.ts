import { createHash } from 'node:crypto';
import { connectionOf } from '../../graphql/connection.ts';
import type { Args, Context } from '../../graphql/define.ts';
import { RequestError } from '../../graphql/errors.ts';
import { numberOfId, typeOfId } from '../../ids.ts';
import type { MetafieldRecord } from '../../model.ts';
import type { Shop } from '../../shop.ts';

/** `MetafieldOwnerType` by GraphQL type; returns, refunds and fulfillments can own none. */
export const ownerTypes: Record<string, string> = {
  Customer: 'CUSTOMER',
  Location: 'LOCATION',
  Order: 'ORDER',
  Product: 'PRODUCT',
  ProductVariant: 'PRODUCTVARIANT',
  Shop: 'SHOP',
};

/** The owner's type, or the refusal Shopify has for ids that can own no metafield. */
export function ownerTypeOf(id: string): string {
  const type = ownerTypes[typeOfId(id) ?? ''];
  if (type === undefined) throw new RequestError('RESOURCE_NOT_FOUND', 'invalid id');
  return type;
}

export const ownerExists = (shop: Shop, id: string): boolean =>
  id === shop.id || shop.findAny(id) !== undefined;

/** `$app:returns` is short for this app's own namespace, `app--<app id>--returns`. */
export function resolveNamespace(shop: Shop, namespace: string | null | undefined): string {
  const own = `app--${numberOfId(shop.appId)}`;
  if (namespace === null || namespace === undefined || namespace === '$app') return own;
  return namespace.startsWith('$app:') ? `${own}--${namespace.slice(5)}` : namespace;
}

/** Opaque to clients: changes whenever the value does, and comes back when the value comes back. */
export const digestOf = (field: MetafieldRecord): string =>
  createHash('sha256').update(`${field.id}\n${field.type}\n${field.value}`).digest('hex');

export const findMetafield = (
  shop: Shop,
  ownerId: string,
  namespace: string,
  key: string,
): MetafieldRecord | undefined =>
  shop.metafields.get(ownerId)?.find((one) => one.namespace === namespace && one.key === key);

/** The fields `metafield` and `metafields` of anything that can own some. */
export const metafieldFields = {
  metafield: (owner: { id: string }, args: Args, { shop }: Context) => {
    const key = String(args['key']);
    const given = args['namespace'];
    const parts = key.split('.');
    const inKey = given === undefined || given === null ? parts.slice(0, -1).join('.') : '';
    const namespace = typeof given === 'string' ? given : inKey === '' ? null : inKey;
    const bare = inKey === '' ? key : (parts.at(-1) ?? key);
    return findMetafield(shop, owner.id, resolveNamespace(shop, namespace), bare) ?? null;
  },
  metafields: (owner: { id: string }, args: Args, { shop }: Context) => {
    const all = byNumber(shop.metafields.get(owner.id) ?? []);
    const given = args['namespace'];
    const namespace = typeof given === 'string' ? resolveNamespace(shop, given) : null;
    const within = namespace === null ? all : all.filter((one) => one.namespace === namespace);
    const keys = Array.isArray(args['keys']) ? args['keys'].map(String) : null;
    return connectionOf(keys === null ? within : byKeys(within, keys, namespace), args);
  },
};

/** The default order is that of the ids (recorded). */
const byNumber = (fields: readonly MetafieldRecord[]): MetafieldRecord[] =>
  fields.toSorted((left, right) => (numberOfId(left.id) < numberOfId(right.id) ? -1 : 1));

/**
 * Metafields in the order in which their keys were asked for. Without a namespace a key must hold
 * one, `details.size`, and is then answered with it too (recorded).
 */
function byKeys(
  fields: readonly MetafieldRecord[],
  keys: readonly string[],
  namespace: string | null,
): MetafieldRecord[] {
  return keys.flatMap((key) =>
    fields.flatMap((field) => {
      const qualified = `${field.namespace}.${field.key}`;
      if (qualified === key) return [namespace === null ? { ...field, key } : field];
      return namespace !== null && field.key === key ? [field] : [];
    }),
  );
}
