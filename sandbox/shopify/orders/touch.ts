import type { OrderRecord } from '../model.ts';
import type { Shop } from '../shop.ts';
import { orderBody } from '../webhooks/order-body.ts';

/** Raises Order.updatedAt and queues orders/updated, once per action. */
export function touchOrder(shop: Shop, order: OrderRecord): void {
  order.updatedAt = shop.now();
  shop.emit({
    topic: 'orders/updated',
    onceKey: `orders/updated ${order.id}`,
    body: () => orderBody(shop, order),
  });
}
