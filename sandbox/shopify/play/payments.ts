import type { z } from 'zod';
import { numberOfId } from '../ids.ts';
import type { DisputeRecord, OrderRecord, TransactionRecord } from '../model.ts';
import { formatFixed } from '../money.ts';
import { receivedOf } from '../orders/totals.ts';
import { touchOrder } from '../orders/touch.ts';
import { emitTransaction } from '../refunds/refund.ts';
import type { Shop } from '../shop.ts';
import type { disputeBody } from './bodies.ts';
import { PlayError } from './error.ts';
import { findOrder } from './returns.ts';

/** The payment provider reports the end of a pending transaction. */
export function endTransaction(
  shop: Shop,
  transactionId: string,
  end: { status: 'SUCCESS' } | { status: 'FAILURE'; errorCode: string },
): { order: OrderRecord; transaction: TransactionRecord } {
  const transaction = shop.find('OrderTransaction', transactionId);
  const order = transaction === undefined ? undefined : shop.orders.get(transaction.orderId);
  if (transaction === undefined || order === undefined)
    throw new PlayError(`no transaction ${transactionId}`);
  if (end.status === 'SUCCESS' && transaction.status === 'SUCCESS')
    throw new PlayError('transaction is settled already');
  transaction.status = end.status;
  transaction.errorCode = end.status === 'FAILURE' ? end.errorCode : null;
  transaction.processedAt = shop.now();
  if (end.status === 'FAILURE' && !shop.settings.get('failedRefundKeepsRefundRecord')) {
    order.refunds = order.refunds.filter((one) => one.id !== transaction.refundId);
  }
  emitTransaction(shop, order, transaction);
  touchOrder(shop, order);
  return { order, transaction };
}

/** A cardholder disputes a payment, or the dispute ends. */
export function playDispute(shop: Shop, body: z.infer<typeof disputeBody>): DisputeRecord {
  if (body.action === 'open') {
    const order = findOrder(shop, body.orderId ?? '');
    const dispute = shop.register<DisputeRecord>({
      __typename: 'ShopifyPaymentsDispute',
      id: shop.ids.next('ShopifyPaymentsDispute'),
      orderId: order.id,
      status: 'NEEDS_RESPONSE',
      initiatedAs: body.initiatedAs,
      amountMinor: body.amountMinor ?? receivedOf(order),
      createdAt: shop.now(),
    });
    order.disputes.push(dispute);
    shop.emit({ topic: 'disputes/create', body: () => disputeHook(order, dispute) });
    touchOrder(shop, order);
    return dispute;
  }
  const dispute = shop.find('ShopifyPaymentsDispute', body.disputeId ?? '');
  const order = dispute === undefined ? undefined : shop.orders.get(dispute.orderId);
  if (dispute === undefined || order === undefined)
    throw new PlayError(`no dispute ${body.disputeId}`);
  dispute.status = body.outcome;
  shop.emit({ topic: 'disputes/update', body: () => disputeHook(order, dispute) });
  touchOrder(shop, order);
  return dispute;
}

function disputeHook(order: OrderRecord, dispute: DisputeRecord): Record<string, unknown> {
  return {
    id: numberOfId(dispute.id),
    order_id: numberOfId(order.id),
    type: dispute.initiatedAs.toLowerCase(),
    amount: formatFixed(dispute.amountMinor, order.presentmentCurrency),
    currency: order.presentmentCurrency,
    reason: 'product_not_received',
    status: dispute.status.toLowerCase(),
    initiated_at: dispute.createdAt.toISOString(),
  };
}
