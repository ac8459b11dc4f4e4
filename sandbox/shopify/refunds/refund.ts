import { changeInventory, findLevel } from '../inventory/change.ts';
import type {
  OrderAdjustmentRecord,
  OrderRecord,
  RefundLineRecord,
  RefundRecord,
  RefundShippingLineRecord,
  RestockType,
  TransactionRecord,
} from '../model.ts';
import {
  discountedOf,
  fulfilledUnitsOf,
  refundedUnitsOf,
  shareOf,
  shippingDiscountedOf,
  taxOf,
} from '../orders/totals.ts';
import { touchOrder } from '../orders/touch.ts';
import type { Shop } from '../shop.ts';
import { refundBody, transactionBody } from '../webhooks/refund-body.ts';
import { addStoreCredit } from './store-credit.ts';

export type RefundPlan = {
  note: string | null;
  processedAt?: Date | undefined;
  lines: {
    lineId: string;
    quantity: number;
    restockType: RestockType;
    locationId: string | null;
  }[];
  /** Gross amount of shipping to give back, or all that is left of it. */
  shipping: { fullRefund: true } | { amountMinor: bigint } | null;
  payments: { parent: TransactionRecord; amountMinor: bigint }[];
  storeCreditMinor: bigint;
  discrepancyReason: OrderAdjustmentRecord['reason'];
  returnId: string | null;
  notify: boolean;
  by: string;
};

/** What the lines and the shipping of a plan are worth; the difference to the money is a discrepancy. */
export function suggestedFor(shop: Shop, order: OrderRecord, plan: RefundPlan) {
  const lines = plan.lines.map((one): Omit<RefundLineRecord, 'id' | '__typename'> => {
    const line = order.lines.find((candidate) => candidate.id === one.lineId);
    if (line === undefined) throw new Error(`no line ${one.lineId}`);
    const before = refundedUnitsOf(order, line.id);
    // "No items will be refunded" where units that were never shipped stay on the order (recorded).
    const shipped = Math.max(0, fulfilledUnitsOf(order, line.id) - before);
    const units = one.restockType === 'NO_RESTOCK' ? Math.min(one.quantity, shipped) : one.quantity;
    const item =
      line.inventoryItemId === null ? undefined : shop.inventoryItems.get(line.inventoryItemId);
    return {
      lineId: line.id,
      quantity: one.quantity,
      restockType: one.restockType,
      restocked: one.restockType !== 'NO_RESTOCK' && item?.tracked !== false,
      locationId: one.locationId,
      subtotalMinor: shareOf(discountedOf(line), line.quantity, before, units),
      taxMinor: shareOf(taxOf(line), line.quantity, before, units),
    };
  });
  const shipping = shippingParts(order, plan.shipping);
  const worth = (one: { subtotalMinor: bigint; taxMinor: bigint }) =>
    one.subtotalMinor + (order.taxesIncluded ? 0n : one.taxMinor);
  const totalMinor = [...lines, ...shipping].reduce((sum, one) => sum + worth(one), 0n);
  return { lines, shipping, totalMinor };
}

function shippingParts(order: OrderRecord, wanted: RefundPlan['shipping']) {
  const parts: Omit<RefundShippingLineRecord, 'id' | '__typename'>[] = [];
  if (wanted === null) return parts;
  let left = 'amountMinor' in wanted ? wanted.amountMinor : null;
  for (const line of order.shippingLines) {
    const given = order.refunds
      .flatMap((refund) => refund.shippingLines)
      .filter((one) => one.shippingLineId === line.id);
    const givenMinor = given.reduce((sum, one) => sum + one.subtotalMinor, 0n);
    const open = shippingDiscountedOf(line) - givenMinor;
    const subtotalMinor = left === null || left > open ? open : left;
    if (left !== null) left -= subtotalMinor;
    if (subtotalMinor <= 0n) continue;
    const whole = shippingDiscountedOf(line);
    const upTo = (amount: bigint) =>
      whole === 0n ? 0n : (taxOf(line) * amount * 2n + whole) / (whole * 2n);
    parts.push({
      shippingLineId: line.id,
      subtotalMinor,
      taxMinor: upTo(givenMinor + subtotalMinor) - upTo(givenMinor),
    });
  }
  return parts;
}

/** What is left of shipping that was paid and not given back. */
export function shippingLeftOf(order: OrderRecord): bigint {
  return shippingParts(order, { fullRefund: true }).reduce(
    (sum, one) => sum + one.subtotalMinor,
    0n,
  );
}

/** Books a refund: its lines, its transactions, its discrepancy, its restock. The caller has checked everything. */
export function refund(shop: Shop, order: OrderRecord, plan: RefundPlan): RefundRecord {
  const now = shop.now();
  const suggested = suggestedFor(shop, order, plan);
  const paidMinor =
    plan.payments.reduce((sum, one) => sum + one.amountMinor, 0n) + plan.storeCreditMinor;
  const creditShows = shop.settings.get('storeCreditRefundShowsTransaction');
  const record = shop.register<RefundRecord>({
    __typename: 'Refund',
    id: shop.ids.next('Refund'),
    orderId: order.id,
    returnId: plan.returnId,
    note: plan.note,
    createdAt: now,
    updatedAt: now,
    processedAt: plan.processedAt ?? now,
    lines: suggested.lines.map((line) =>
      shop.register<RefundLineRecord>({
        __typename: 'RefundLineItem',
        id: shop.ids.next('RefundLineItem'),
        ...line,
      }),
    ),
    shippingLines: suggested.shipping.map((line) => ({
      __typename: 'RefundShippingLine',
      id: shop.ids.next('RefundShippingLine'),
      ...line,
    })),
    adjustments: [],
    transactionIds: [],
    storeCreditMinor: creditShows ? 0n : plan.storeCreditMinor,
    by: plan.by,
  });
  if (paidMinor > 0n && paidMinor !== suggested.totalMinor) {
    record.adjustments.push({
      __typename: 'OrderAdjustment',
      id: shop.ids.next('OrderAdjustment'),
      kind: 'REFUND_DISCREPANCY',
      reason: plan.discrepancyReason,
      amountMinor: suggested.totalMinor - paidMinor,
      taxMinor: 0n,
    });
  }
  const transactions = plan.payments.map((payment) => payBack(shop, order, record, payment));
  if (plan.storeCreditMinor > 0n && order.customerId !== null) {
    addStoreCredit(shop, order.customerId, order.presentmentCurrency, plan.storeCreditMinor);
  }
  if (plan.storeCreditMinor > 0n && creditShows) {
    const credited = newTransaction(shop, order, record, {
      gateway: 'shopify_store_credit',
      amountMinor: plan.storeCreditMinor,
    });
    transactions.push(credited);
  }
  order.refunds.push(record);
  restock(shop, order, record, plan.by);
  for (const line of record.lines) takeOffOrder(order, line);
  shop.emit({ topic: 'refunds/create', body: () => refundBody(order, record) });
  for (const transaction of transactions) emitTransaction(shop, order, transaction);
  if (plan.notify)
    shop.notifications.push({ at: now, kind: 'refund', orderId: order.id, amountMinor: paidMinor });
  touchOrder(shop, order);
  return record;
}

function payBack(
  shop: Shop,
  order: OrderRecord,
  record: RefundRecord,
  { parent, amountMinor }: RefundPlan['payments'][number],
): TransactionRecord {
  return newTransaction(shop, order, record, { gateway: parent.gateway, amountMinor, parent });
}

/** A refund transaction; whatever gateway the client named, that of the payment counts (recorded). */
function newTransaction(
  shop: Shop,
  order: OrderRecord,
  record: RefundRecord,
  money: { gateway: string; amountMinor: bigint; parent?: TransactionRecord },
): TransactionRecord {
  const { gateway, amountMinor, parent } = money;
  const movesMoney = parent !== undefined && !parent.manual;
  const status = movesMoney ? shop.settings.get('refundTransactionStatus') : 'SUCCESS';
  const now = shop.now();
  const transaction = shop.register<TransactionRecord>({
    __typename: 'OrderTransaction',
    id: shop.ids.next('OrderTransaction'),
    orderId: order.id,
    kind: 'REFUND',
    status,
    gateway,
    formattedGateway: parent?.formattedGateway ?? gateway.replaceAll('_', ' '),
    manual: parent?.manual ?? false,
    amountMinor,
    parentId: parent?.id ?? null,
    refundId: record.id,
    errorCode: status === 'FAILURE' ? 'PROCESSING_ERROR' : null,
    test: order.test,
    createdAt: now,
    processedAt: now,
  });
  order.transactions.push(transaction);
  record.transactionIds.push(transaction.id);
  return transaction;
}

/** order_transactions/create fires when a transaction reached an end, not while it is pending. */
export function emitTransaction(
  shop: Shop,
  order: OrderRecord,
  transaction: TransactionRecord,
): void {
  if (!['SUCCESS', 'FAILURE', 'ERROR'].includes(transaction.status)) return;
  shop.emit({
    topic: 'order_transactions/create',
    body: () => transactionBody(order, transaction),
  });
}

function restock(shop: Shop, order: OrderRecord, record: RefundRecord, by: string): void {
  for (const line of record.lines) {
    const ordered = order.lines.find((one) => one.id === line.lineId);
    const item =
      ordered?.inventoryItemId == null
        ? undefined
        : shop.inventoryItems.get(ordered.inventoryItemId);
    const locationId = line.locationId ?? order.fulfillmentOrders[0]?.locationId;
    if (!line.restocked || item === undefined || !item.tracked || locationId === undefined)
      continue;
    const at = { inventoryItemId: item.id, locationId };
    const committed = findLevel(shop, item.id, locationId)?.quantities.committed ?? 0;
    const freed = line.restockType === 'CANCEL' ? Math.min(committed, line.quantity) : 0;
    changeInventory(
      shop,
      [
        { ...at, name: 'committed', delta: -freed },
        { ...at, name: 'available', delta: line.quantity },
      ],
      { reason: 'restock', by },
    );
  }
}

/** A refund with restock type CANCEL takes unshipped units off the order and off its fulfillment orders. */
function takeOffOrder(order: OrderRecord, line: RefundLineRecord): void {
  const ordered = order.lines.find((one) => one.id === line.lineId);
  if (line.restockType !== 'CANCEL' || ordered === undefined) return;
  ordered.removedQuantity += line.quantity;
  let left = line.quantity;
  for (const fulfillmentOrder of order.fulfillmentOrders) {
    for (const open of fulfillmentOrder.lines.filter((one) => one.lineId === line.lineId)) {
      const taken = Math.min(open.remainingQuantity, left);
      open.remainingQuantity -= taken;
      open.totalQuantity -= taken;
      left -= taken;
    }
    if (fulfillmentOrder.lines.every((one) => one.remainingQuantity === 0))
      fulfillmentOrder.status = 'CLOSED';
  }
}
