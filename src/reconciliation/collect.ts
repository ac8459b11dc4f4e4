import type { ChangeCursor, ListChanges } from '../connectors/netsuite/changes.ts';
import type { ShopifyClient } from '../connectors/shopify/client.ts';
import { listChangedOrders } from '../connectors/shopify/list-changed-orders.ts';
import { listOpenReturnOrders } from '../connectors/shopify/list-open-return-orders.ts';
import type { ListedOrder } from '../connectors/shopify/list-orders.ts';
import { patiently } from './patiently.ts';

export interface Collected {
  /** Orders with returns that changed in Shopify, or whose returns are not over there, by id. */
  readonly shopify: ReadonlyMap<string, ListedOrder>;
  /** Keys of the changes in NetSuite, by Shopify order id. */
  readonly netsuite: ReadonlyMap<string, readonly string[]>;
}

/**
 * Walks every return that changed in either system since `from`, read from the systems themselves:
 * Shopify's changed orders and, as a second net, all whose returns are open; NetSuite's changed RMAs
 * with their receipts, credits and refunds.
 */
export async function collect(
  clients: { readonly shopify: ShopifyClient; readonly listChanges: ListChanges },
  window: { readonly from: Date; readonly cursor: ChangeCursor },
): Promise<Collected> {
  const shopify = new Map<string, ListedOrder>();
  const keep = async (
    read: (after: string | null) => ReturnType<typeof listChangedOrders>,
  ): Promise<void> => {
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listChangedOrders>> = await patiently(() =>
        read(after),
      );
      for (const order of page.orders) if (order.returns.length > 0) shopify.set(order.id, order);
      after = page.after;
    } while (after !== null);
  };
  await keep((after) => listChangedOrders(clients.shopify, { updatedFrom: window.from, after }));
  for (const status of ['in_progress', 'return_requested'] as const) {
    await keep((after) => listOpenReturnOrders(clients.shopify, { status, after }));
  }

  const netsuite = new Map<string, string[]>();
  let cursor = window.cursor;
  for (let more = true; more; ) {
    const from = cursor;
    const page = await patiently(() => clients.listChanges(from));
    for (const { shopifyOrderId, key } of page.changes) {
      netsuite.set(shopifyOrderId, [...(netsuite.get(shopifyOrderId) ?? []), key]);
    }
    cursor = page.cursor;
    more = page.more;
  }
  return { shopify, netsuite };
}
