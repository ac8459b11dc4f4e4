import type { Ledger } from './open.ts';

/** Shopify's id of the order that a known Shopify return belongs to; null for one never seen. */
export const orderOfReturn = async (
  ledger: Ledger,
  shopId: string,
  shopifyReturnId: string,
): Promise<string | null> => {
  const row = await ledger
    .db()
    .selectFrom('returns')
    .innerJoin('orders', 'orders.id', 'returns.order_id')
    .select('orders.shopify_order_id')
    .where('returns.shop_id', '=', shopId)
    .where('returns.shopify_return_id', '=', shopifyReturnId)
    .executeTakeFirst();
  return row?.shopify_order_id ?? null;
};
