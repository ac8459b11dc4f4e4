import type { Shop } from '../shop.ts';

/** Raises a customer's balance in one currency; returns the new balance in minor units. */
export function addStoreCredit(
  shop: Shop,
  customerId: string,
  currency: string,
  minor: bigint,
): bigint {
  const key = `${customerId} ${currency}`;
  const balance = (shop.storeCredit.get(key) ?? 0n) + minor;
  shop.storeCredit.set(key, balance);
  return balance;
}
