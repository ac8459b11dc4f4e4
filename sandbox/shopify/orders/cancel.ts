import { changeInventory, findLevel } from '../inventory/change.ts';
import type { OrderRecord } from '../model.ts';
import { refund, shippingLeftOf } from '../refunds/refund.ts';
import type { Shop } from '../shop.ts';
import { orderBody } from '../webhooks/order-body.ts';
import { fulfilledUnitsOf, maximumRefundableOf, refundedUnitsOf } from './totals.ts';
import { touchOrder } from './touch.ts';

export type Cancellation = {
  reason: string;
  restock: boolean;
  refund: boolean;
  staffNote: string | null;
  notify: boolean;
  by: string;
};

/** Cancels an order: unshipped units come off, all money goes back if asked, stock is put back if asked. */
export function cancelOrder(shop: Shop, order: OrderRecord, wanted: Cancellation): void {
  const open = order.lines
    .map((line) => ({
      line,
      quantity: Math.min(
        line.quantity - line.removedQuantity - fulfilledUnitsOf(order, line.id),
        line.quantity - refundedUnitsOf(order, line.id),
      ),
    }))
    .filter((one) => one.quantity > 0);
  const payments = order.transactions.flatMap((parent) => {
    const amountMinor = maximumRefundableOf(order, parent) ?? 0n;
    return amountMinor > 0n ? [{ parent, amountMinor }] : [];
  });
  if (wanted.refund && payments.length > 0) {
    refund(shop, order, {
      note: wanted.staffNote,
      lines: open.map(({ line, quantity }) => ({
        lineId: line.id,
        quantity,
        restockType: wanted.restock ? 'CANCEL' : 'NO_RESTOCK',
        locationId: null,
      })),
      shipping: shippingLeftOf(order) > 0n ? { fullRefund: true } : null,
      payments,
      storeCreditMinor: 0n,
      discrepancyReason: 'REFUND_DISCREPANCY',
      returnId: null,
      notify: false,
      by: wanted.by,
    });
  } else {
    for (const { line, quantity } of open) {
      line.removedQuantity += quantity;
      if (wanted.restock) freeStock(shop, order, line.inventoryItemId, quantity, wanted.by);
    }
  }
  for (const fulfillmentOrder of order.fulfillmentOrders) {
    for (const line of fulfillmentOrder.lines) {
      line.totalQuantity -= line.remainingQuantity;
      line.remainingQuantity = 0;
    }
    fulfillmentOrder.status = 'CLOSED';
  }
  const now = shop.now();
  order.cancelledAt = now;
  order.closedAt = now;
  order.cancelReason = wanted.reason;
  order.staffNote = wanted.staffNote;
  if (wanted.notify)
    shop.notifications.push({ at: now, kind: 'order_cancelled', orderId: order.id });
  shop.emit({ topic: 'orders/cancelled', body: () => orderBody(shop, order) });
  touchOrder(shop, order);
}

function freeStock(
  shop: Shop,
  order: OrderRecord,
  inventoryItemId: string | null,
  quantity: number,
  by: string,
): void {
  const locationId = order.fulfillmentOrders[0]?.locationId;
  const item = inventoryItemId === null ? undefined : shop.inventoryItems.get(inventoryItemId);
  if (locationId === undefined || item === undefined || !item.tracked) return;
  const committed = findLevel(shop, item.id, locationId)?.quantities.committed ?? 0;
  const at = { inventoryItemId: item.id, locationId };
  changeInventory(
    shop,
    [
      { ...at, name: 'committed', delta: -Math.min(committed, quantity) },
      { ...at, name: 'available', delta: quantity },
    ],
    { reason: 'restock', by },
  );
}
