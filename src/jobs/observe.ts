import { readOrder as readNetsuiteOrder } from '../connectors/netsuite/read-order.ts';
import { readOrder as readShopifyOrder } from '../connectors/shopify/read-order.ts';
import { Problem } from '../domain/problem.ts';
import type { NetsuiteSide, ShopifySide } from '../domain/snapshot.ts';
import { decodeJson } from '../ledger/json.ts';
import type { OrderLease } from '../ledger/orders.ts';
import { nameOrder, saveSide } from '../ledger/orders.ts';
import type { Work } from './work.ts';

/** Both sides of one order during one look, read again only where a hint or a step asks for it. */
export interface Observer {
  shopify(): Promise<ShopifySide | null>;
  netsuite(): Promise<NetsuiteSide>;
  /** Asks for a fresh reading at the next call. */
  demand(side: 'shopify' | 'netsuite'): void;
  /** Whether this very look has read the side after the last demand. */
  isFresh(side: 'shopify' | 'netsuite'): boolean;
}

/**
 * Observes an order under its lease. A side that no hint marked stale is taken from the ledger;
 * many hints cost one reading. Throws a `Problem` when a system cannot be read.
 */
export function observe(lease: OrderLease, shopifyOrderId: string, work: Work): Observer {
  const { order } = lease;
  let shopify =
    order.shopify_stale || order.shopify_side === null
      ? null
      : decodeJson<ShopifySide>(order.shopify_side);
  let netsuite =
    order.netsuite_stale || order.netsuite_side === null
      ? null
      : decodeJson<NetsuiteSide>(order.netsuite_side);
  const fresh = { shopify: false, netsuite: false };

  const save = async (side: 'shopify' | 'netsuite', value: object, readAt: Date) => {
    const saved = await saveSide(work.ledger, {
      id: lease.id,
      fence: lease.fence,
      side,
      value,
      readAt,
      hintSeq: lease.hintSeq,
    });
    if (!saved) throw new Problem('lease-lost', 'Another worker took the order over.');
    fresh[side] = true;
  };

  return {
    async shopify() {
      if (shopify !== null) return shopify;
      const readAt = work.now();
      shopify = await readShopifyOrder(work.shop.shopify.client, shopifyOrderId, readAt);
      if (shopify === null) return null;
      await save('shopify', shopify, readAt);
      await nameOrder(work.ledger, lease.id, { name: shopify.order.name });
      return shopify;
    },
    async netsuite() {
      if (netsuite !== null) return netsuite;
      const readAt = work.now();
      netsuite = await readNetsuiteOrder(work.shop.netsuite.client, {
        shopifyOrderId,
        fields: work.shop.tables.fields,
        exposure: work.shop.netsuite.exposure,
        nowMs: readAt.getTime(),
      });
      await save('netsuite', netsuite, readAt);
      const id = netsuite.salesOrder?.id;
      if (id !== undefined && order.netsuite_order_id !== id) {
        await nameOrder(work.ledger, lease.id, { netsuiteOrderId: id });
      }
      return netsuite;
    },
    demand(side) {
      if (side === 'shopify') shopify = null;
      else netsuite = null;
      fresh[side] = false;
    },
    isFresh: (side) => fresh[side],
  };
}
