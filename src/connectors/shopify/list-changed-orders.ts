import type { ShopifyClient } from './client.ts';
import { listOrders, type OrderPage } from './list-orders.ts';

/**
 * One page of the orders changed at or after a moment, with or without returns. The search index lags
 * behind by seconds to minutes: begin again somewhat before the last `updatedAt` that was seen.
 */
export async function listChangedOrders(
  client: ShopifyClient,
  options: { updatedFrom: Date; after: string | null },
): Promise<OrderPage> {
  const query = `updated_at:>='${options.updatedFrom.toISOString()}'`;
  return await listOrders(client, query, options.after);
}
