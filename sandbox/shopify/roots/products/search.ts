import { numberOfId } from '../../ids.ts';
import type { ProductRecord } from '../../model.ts';
import type { Shop } from '../../shop.ts';

type Matches = (shop: Shop, product: ProductRecord, value: string) => boolean;

const contains = (text: string | null, value: string): boolean =>
  text?.toLowerCase().includes(value.toLowerCase()) ?? false;

const filters: Record<string, Matches> = {
  tag: (_, product, value) => product.tags.some((tag) => tag.toLowerCase() === value.toLowerCase()),
  title: (_, product, value) => contains(product.title, value.replaceAll('*', '')),
  handle: (_, product, value) => product.handle === value,
  status: (_, product, value) =>
    value
      .toUpperCase()
      .split(',')
      .some((status) => status === product.status),
  vendor: (_, product, value) => contains(product.vendor, value),
  id: (_, product, value) => String(numberOfId(product.id)) === value,
  sku: (shop, product, value) =>
    product.variantIds.some((id) => shop.variants.get(id)?.sku === value),
};

/**
 * Products by Shopify's search syntax: terms joined by AND, `-` before a term takes it away,
 * quotes hold blanks together. A field that is not known here matches nothing.
 */
export function searchProducts(shop: Shop, query: unknown): ProductRecord[] {
  const all = [...shop.products.values()];
  if (typeof query !== 'string' || query.trim() === '') return all;
  const terms = [...query.matchAll(/(-)?(?:(\w+):)?(?:"([^"]*)"|'([^']*)'|([^\s"']+))/g)].filter(
    ([term]) => term !== 'AND',
  );
  return all.filter((product) =>
    terms.every(([, minus, field, double, single, bare]) => {
      const value = double ?? single ?? bare ?? '';
      const found =
        field === undefined
          ? contains(product.title, value) || product.tags.some((tag) => contains(tag, value))
          : (filters[field]?.(shop, product, value) ?? false);
      return minus === undefined ? found : !found;
    }),
  );
}
