import type { Random } from '../random.ts';

/** Types whose numbers lie above 2^53, so that whoever reads them as a float gets them wrong. */
const largeTypes = new Set([
  'Return',
  'ReturnLineItem',
  'Refund',
  'RefundLineItem',
  'OrderTransaction',
  'ReverseFulfillmentOrderLineItem',
]);

export type Ids = {
  /** The next global id of a type, `gid://shopify/Order/…`; numbers of one type rise. */
  next(type: string): string;
};

/** Ids of one shop; the same random source gives the same ids. */
export function createIds(random: Random): Ids {
  const lastByType = new Map<string, bigint>();
  return {
    next: (type) => {
      const base = largeTypes.has(type) ? 9_007_199_254_740_993n : 5_000_000_000n;
      const last =
        lastByType.get(type) ?? base + BigInt(random.fork(type).integer(1, 900_000)) * 1_000n;
      const number = last + BigInt(random.integer(1, 9)) * 2n;
      lastByType.set(type, number);
      return `gid://shopify/${type}/${number}`;
    },
  };
}

/** `gid://shopify/Order/12` → 12n; bigint, since many real ids are above 2^53. */
export function numberOfId(gid: string): bigint {
  const number = /\/(\d+)(?:\?.*)?$/.exec(gid)?.[1];
  if (number === undefined) throw new Error(`not a global id: ${gid}`);
  return BigInt(number);
}

/** `gid://shopify/Order/12` → Order; undefined if the text is no Shopify id. */
export function typeOfId(gid: string): string | undefined {
  return /^gid:\/\/shopify\/([A-Za-z]+)\/[^/]+$/.exec(gid)?.[1];
}
