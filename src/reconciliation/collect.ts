import type { ChangeCursor, ListChanges } from '../connectors/netsuite/changes.ts';
import type { ShopifyClient } from '../connectors/shopify/client.ts';
import { listChangedOrders } from '../connectors/shopify/list-changed-orders.ts';
import { listOpenReturnOrders } from '../connectors/shopify/list-open-return-orders.ts';

export interface Collected {
  /** Shopify order ids with returns that changed there, or whose returns are not over. */
  readonly shopify: ReadonlySet<string>;
  /** Shopify order ids whose return documents changed in NetSuite. */
  readonly netsuite: ReadonlySet<string>;
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
  const shopify = new Set<string>();
  const keep = async (
    read: (after: string | null) => ReturnType<typeof listChangedOrders>,
  ): Promise<void> => {
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listChangedOrders>> = await read(after);
      for (const order of page.orders) if (order.returns.length > 0) shopify.add(order.id);
      after = page.after;
    } while (after !== null);
  };
  await keep((after) => listChangedOrders(clients.shopify, { updatedFrom: window.from, after }));
  for (const status of ['in_progress', 'return_requested'] as const) {
    await keep((after) => listOpenReturnOrders(clients.shopify, { status, after }));
  }

  const netsuite = new Set<string>();
  let cursor = window.cursor;
  for (let more = true; more; ) {
    const page = await clients.listChanges(cursor);
    for (const change of page.changes) netsuite.add(change.shopifyOrderId);
    cursor = page.cursor;
    more = page.more;
  }
  return { shopify, netsuite };
}
