import { numberOfId } from '../ids.ts';
import type { OrderRecord, RefundRecord, TransactionRecord } from '../model.ts';
import { formatFixed, toShopMinor } from '../money.ts';
import { moneySet, shopAmount } from './money-body.ts';
import { lineBody } from './order-body.ts';

/** The body of refunds/create, also inside orders. */
export function refundBody(order: OrderRecord, refund: RefundRecord): Record<string, unknown> {
  const { returnId } = refund;
  return {
    id: numberOfId(refund.id),
    order_id: numberOfId(order.id),
    created_at: refund.createdAt.toISOString(),
    note: refund.note,
    user_id: null,
    processed_at: refund.processedAt.toISOString(),
    duties: [],
    total_duties_set: moneySet(0n, order),
    return: returnId === null ? null : { id: numberOfId(returnId), admin_graphql_api_id: returnId },
    refund_shipping_lines: refund.shippingLines.map((one) => ({
      id: numberOfId(one.id),
      shipping_line_id: numberOfId(one.shippingLineId),
      subtotal_amount_set: moneySet(one.subtotalMinor, order),
      tax_amount_set: moneySet(one.taxMinor, order),
    })),
    restock: refund.lines.some((one) => one.restocked),
    admin_graphql_api_id: refund.id,
    order_adjustments: refund.adjustments.map((one) => ({
      id: numberOfId(one.id),
      order_id: numberOfId(order.id),
      refund_id: numberOfId(refund.id),
      amount: shopAmount(one.amountMinor, order),
      amount_set: moneySet(one.amountMinor, order),
      tax_amount: shopAmount(one.taxMinor, order),
      tax_amount_set: moneySet(one.taxMinor, order),
      kind: one.kind.toLowerCase(),
      reason: one.reason === 'REFUND_DISCREPANCY' ? 'Refund discrepancy' : one.reason.toLowerCase(),
    })),
    refund_line_items: refund.lines.map((one) => ({
      id: numberOfId(one.id),
      quantity: one.quantity,
      line_item_id: numberOfId(one.lineId),
      location_id: one.locationId === null ? null : numberOfId(one.locationId),
      restock_type: one.restockType.toLowerCase(),
      subtotal: Number(formatFixed(toShopMinor(one.subtotalMinor, order), order.currency)),
      total_tax: Number(formatFixed(toShopMinor(one.taxMinor, order), order.currency)),
      subtotal_set: moneySet(one.subtotalMinor, order),
      total_tax_set: moneySet(one.taxMinor, order),
      line_item:
        order.lines
          .filter((line) => line.id === one.lineId)
          .map((line) => lineBody(order, line))[0] ?? null,
    })),
    transactions: order.transactions
      .filter((one) => refund.transactionIds.includes(one.id))
      .map((one) => transactionBody(order, one)),
  };
}

/** The body of order_transactions/create. */
export function transactionBody(
  order: OrderRecord,
  transaction: TransactionRecord,
): Record<string, unknown> {
  const { parentId } = transaction;
  return {
    id: numberOfId(transaction.id),
    order_id: numberOfId(order.id),
    kind: transaction.kind.toLowerCase(),
    gateway: transaction.gateway,
    status: transaction.status.toLowerCase(),
    message: transaction.errorCode,
    created_at: transaction.createdAt.toISOString(),
    test: transaction.test,
    authorization: null,
    location_id: null,
    user_id: null,
    parent_id: parentId === null ? null : numberOfId(parentId),
    processed_at: transaction.processedAt?.toISOString() ?? null,
    device_id: null,
    error_code: transaction.errorCode,
    source_name: 'web',
    receipt: {},
    amount: formatFixed(transaction.amountMinor, order.presentmentCurrency),
    currency: order.presentmentCurrency,
    payment_id: `${order.name}.${order.transactions.indexOf(transaction) + 1}`,
    total_unsettled_set: moneySet(0n, order),
    manual_payment_gateway: transaction.manual,
    amount_rounding: null,
    admin_graphql_api_id: transaction.id,
  };
}
