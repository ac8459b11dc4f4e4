import type { OrderRecord, ReturnRecord } from '../model.ts';
import type { Shop } from '../shop.ts';
import { declinedReturnBody, shortReturnBody, wholeReturnBody } from '../webhooks/return-body.ts';
import { addReverseFulfillmentOrders, bumpOrder } from './create.ts';

export type Refusal = { message: string; code: string };
type Outcome = Refusal | null;

const invalidStatus: Refusal = { message: 'Return status is invalid.', code: 'INVALID_STATE' };

/** REQUESTED → OPEN, once and for all; makes the reverse fulfillment orders. */
export function approveReturn(
  shop: Shop,
  order: OrderRecord,
  one: ReturnRecord,
  notify: boolean,
): Outcome {
  if (one.status !== 'REQUESTED') {
    return {
      message: 'Return is not approvable. Only returns with status REQUESTED can be approved.',
      code: 'INVALID_STATE',
    };
  }
  one.status = 'OPEN';
  one.requestApprovedAt = shop.now();
  addReverseFulfillmentOrders(shop, order, one);
  shop.emit({ topic: 'returns/approve', body: () => wholeReturnBody(order, one) });
  if (notify)
    shop.notifications.push({ at: shop.now(), kind: 'return_approved', orderId: order.id });
  bumpOrder(shop, order);
  return null;
}

/** REQUESTED → DECLINED, once and for all. */
export function declineReturn(
  shop: Shop,
  order: OrderRecord,
  one: ReturnRecord,
  decline: { reason: string; note: string | null; notify: boolean },
): Outcome {
  if (one.status === 'DECLINED')
    return { message: 'The return is already declined.', code: 'INVALID_STATE' };
  if (one.status !== 'REQUESTED') {
    return {
      message:
        'Return is not declinable. Only non-refunded returns with status REQUESTED can be declined.',
      code: 'INVALID_STATE',
    };
  }
  one.status = 'DECLINED';
  one.decline = { reason: decline.reason, note: decline.note };
  shop.emit({ topic: 'returns/decline', body: () => declinedReturnBody(order, one) });
  if (decline.notify)
    shop.notifications.push({ at: shop.now(), kind: 'return_declined', orderId: order.id });
  bumpOrder(shop, order);
  return null;
}

/** OPEN → CLOSED; closing a closed return changes nothing. */
export function closeReturn(shop: Shop, order: OrderRecord, one: ReturnRecord): Outcome {
  if (one.status === 'CLOSED') return null;
  if (one.status !== 'OPEN') return invalidStatus;
  one.status = 'CLOSED';
  one.closedAt = shop.now();
  shop.emit({ topic: 'returns/close', body: () => shortReturnBody(order, one) });
  bumpOrder(shop, order);
  return null;
}

/** CLOSED → OPEN; reopening an open return changes nothing. */
export function reopenReturn(shop: Shop, order: OrderRecord, one: ReturnRecord): Outcome {
  if (one.status === 'OPEN') return null;
  if (one.status !== 'CLOSED') return invalidStatus;
  one.status = 'OPEN';
  one.closedAt = null;
  shop.emit({ topic: 'returns/reopen', body: () => shortReturnBody(order, one) });
  bumpOrder(shop, order);
  return null;
}

/** OPEN → CANCELED as long as nothing was processed, refunded or disposed; a second cancel changes nothing. */
export function cancelReturn(shop: Shop, order: OrderRecord, one: ReturnRecord): Outcome {
  if (one.status === 'CANCELED') return null;
  const touched =
    one.lines.some((line) => line.processedQuantity > 0 || line.refundedQuantity > 0) ||
    one.exchangeLines.some((line) => line.processedQuantity > 0) ||
    order.refunds.some((refund) => refund.returnId === one.id) ||
    one.reverseFulfillmentOrders.some((rfo) =>
      rfo.lines.some((line) => line.dispositions.length > 0),
    );
  if (touched || (one.status !== 'OPEN' && one.status !== 'CLOSED')) {
    return { message: 'Return is not cancelable.', code: 'INVALID_STATE' };
  }
  one.status = 'CANCELED';
  one.closedAt = null;
  for (const rfo of one.reverseFulfillmentOrders) rfo.status = 'CANCELED';
  shop.emit({ topic: 'returns/cancel', body: () => shortReturnBody(order, one) });
  bumpOrder(shop, order);
  return null;
}
