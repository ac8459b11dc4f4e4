import { randomUUID } from 'node:crypto';
import type { Ledger } from '../../src/ledger/open.ts';
import { leaseOrder, type OrderLease, touchOrder } from '../../src/ledger/orders.ts';
import { saveShop } from '../../src/ledger/shops.ts';

/** A shop of the test's own, so that tests can share one ledger. */
export const aShop = async (ledger: Ledger): Promise<string> => {
  const id = `shop-${randomUUID()}`;
  await saveShop(ledger, {
    id,
    domain: `${id}.myshopify.com`,
    netsuiteAccount: '1234567',
    startAt: new Date('2026-01-01T00:00:00Z'),
  });
  return id;
};

/** An order that was hinted once. */
export const anOrder = async (
  ledger: Ledger,
  shopId?: string,
): Promise<{ id: string; shopId: string }> => {
  const shop = shopId ?? (await aShop(ledger));
  const { id } = await touchOrder(ledger, {
    shopId: shop,
    key: { shopifyOrderId: `gid://shopify/Order/${randomUUID()}` },
    name: '#1001',
    stale: 'both',
  });
  return { id, shopId: shop };
};

/** A new order, held by `owner`. */
export const aLeasedOrder = async (ledger: Ledger, leaseMs = 30_000): Promise<OrderLease> => {
  const { id } = await anOrder(ledger);
  const lease = await leaseOrder(ledger, id, 'a test', leaseMs);
  if (!lease) throw new Error('a new order could not be leased');
  return lease;
};

/** A return of one line with so many units. */
export const aReturn = async (
  ledger: Ledger,
  { quantity = 1 } = {},
): Promise<{ id: string; lineId: string; orderId: string; shopId: string }> => {
  const order = await anOrder(ledger);
  const id = `return-${randomUUID()}`;
  const lineId = `line-${randomUUID()}`;
  const db = ledger.db();
  await db
    .insertInto('returns')
    .values({
      id,
      order_id: order.id,
      shop_id: order.shopId,
      name: '#1001-R1',
      origin: 'shopify',
      stage: 'requested',
    })
    .execute();
  await db.insertInto('return_lines').values({ id: lineId, return_id: id, quantity }).execute();
  await db
    .insertInto('units')
    .values(
      Array.from({ length: quantity }, (_, index) => ({
        return_line_id: lineId,
        ordinal: index + 1,
      })),
    )
    .execute();
  return { id, lineId, orderId: order.id, shopId: order.shopId };
};

export const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
