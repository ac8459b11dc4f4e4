import type { ShopifyClient } from './client.ts';
import { listOrders, type OrderPage } from './list-orders.ts';

/**
 * One page of the orders whose returns are not over, however long ago they changed: the second net
 * under `listChangedOrders`, should a return change without its order's `updatedAt` changing.
 */
export async function listOpenReturnOrders(
  client: ShopifyClient,
  options: { status: 'in_progress' | 'return_requested'; after: string | null },
): Promise<OrderPage> {
  return await listOrders(client, `return_status:${options.status}`, options.after);
}
