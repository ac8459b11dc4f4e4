import type { LineRecord, OrderRecord, ShippingLineRecord, TransactionRecord } from '../model.ts';
import { scale } from '../money.ts';

const sum = (amounts: readonly bigint[]) => amounts.reduce((total, one) => total + one, 0n);

/** Unit price × quantity, before discounts. */
export const grossOf = (line: LineRecord) => line.unitPriceMinor * BigInt(line.quantity);
export const lineDiscountOf = (line: LineRecord) =>
  sum(line.discountAllocations.map((one) => one.amountMinor));
export const taxOf = (line: { taxLines: { amountMinor: bigint }[] }) =>
  sum(line.taxLines.map((one) => one.amountMinor));
/** The line after all of its discounts; contains tax when the order's prices do. */
export const discountedOf = (line: LineRecord) => grossOf(line) - lineDiscountOf(line);
export const shippingDiscountOf = (line: ShippingLineRecord) =>
  sum(line.discountAllocations.map((one) => one.amountMinor));
export const shippingDiscountedOf = (line: ShippingLineRecord) =>
  line.priceMinor - shippingDiscountOf(line);

export function refundedUnitsOf(order: OrderRecord, lineId: string): number {
  return order.refunds
    .flatMap((refund) => refund.lines)
    .filter((one) => one.lineId === lineId)
    .reduce((total, one) => total + one.quantity, 0);
}

export function fulfilledUnitsOf(order: OrderRecord, lineId: string): number {
  return order.fulfillments
    .filter((one) => one.status === 'SUCCESS')
    .flatMap((one) => one.lines)
    .filter((one) => one.lineId === lineId)
    .reduce((total, one) => total + one.quantity, 0);
}

/** Units processed as returned. */
export function processedUnitsOf(order: OrderRecord, lineId: string): number {
  return order.returns
    .flatMap((one) => one.lines)
    .filter((one) => one.lineId === lineId)
    .reduce((total, one) => total + one.processedQuantity, 0);
}

/** Units still part of the order: neither taken off, refunded nor processed as returned. */
export function currentUnitsOf(order: OrderRecord, line: LineRecord): number {
  const givenBack = order.refunds
    .flatMap((refund) => refund.lines)
    .filter((one) => one.lineId === line.id && one.restockType !== 'CANCEL')
    .reduce((total, one) => total + one.quantity, 0);
  const gone = line.removedQuantity + Math.max(givenBack, processedUnitsOf(order, line.id));
  return Math.max(0, line.quantity - gone);
}

/** The worth of `units` units of a line once `before` units are gone; the last unit takes what rounding left. */
export function shareOf(
  totalMinor: bigint,
  quantity: number,
  before: number,
  units: number,
): bigint {
  const upTo = (count: number) => scale(totalMinor, BigInt(count), BigInt(quantity));
  return upTo(before + units) - upTo(before);
}

/** What a line's first-to-last unit share of its discounted price is worth to the customer, with tax. */
function worthOf(order: OrderRecord, line: LineRecord, units: number): bigint {
  const taxMinor = order.taxesIncluded ? 0n : shareOf(taxOf(line), line.quantity, 0, units);
  return shareOf(discountedOf(line), line.quantity, 0, units) + taxMinor;
}

export function subtotalOf(order: OrderRecord): bigint {
  return sum(order.lines.map(discountedOf));
}
export function shippingTotalOf(order: OrderRecord): bigint {
  return sum(order.shippingLines.map(shippingDiscountedOf));
}
export function taxTotalOf(order: OrderRecord): bigint {
  return sum([...order.lines, ...order.shippingLines].map(taxOf));
}
export function discountTotalOf(order: OrderRecord): bigint {
  return sum([...order.lines.map(lineDiscountOf), ...order.shippingLines.map(shippingDiscountOf)]);
}
/** What the order cost when it was placed. */
export function totalOf(order: OrderRecord): bigint {
  return (
    subtotalOf(order) + shippingTotalOf(order) + (order.taxesIncluded ? 0n : taxTotalOf(order))
  );
}

/** What the order costs now, without units that are gone and shipping that was given back. */
export function currentTotalOf(order: OrderRecord): bigint {
  if (order.cancelledAt !== null) return 0n;
  const lines = sum(order.lines.map((line) => worthOf(order, line, currentUnitsOf(order, line))));
  const shipping =
    shippingTotalOf(order) + (order.taxesIncluded ? 0n : sum(order.shippingLines.map(taxOf)));
  return lines + shipping - shippingRefundedOf(order);
}

/** Shipping given back so far; with tax where taxes are added to prices. */
export function shippingRefundedOf(order: OrderRecord): bigint {
  return sum(
    order.refunds
      .flatMap((refund) => refund.shippingLines)
      .map((one) => one.subtotalMinor + (order.taxesIncluded ? 0n : one.taxMinor)),
  );
}

const isSuccess = (one: TransactionRecord) => one.status === 'SUCCESS';
const isPayment = (one: TransactionRecord) => one.kind === 'SALE' || one.kind === 'CAPTURE';

/** Money that arrived. */
export function receivedOf(order: OrderRecord): bigint {
  return sum(
    order.transactions
      .filter((one) => isPayment(one) && isSuccess(one))
      .map((one) => one.amountMinor),
  );
}
/** Money given back, store credit included; `withPending` also counts refunds that are still under way. */
export function refundedOf(order: OrderRecord, withPending = false): bigint {
  const counted = (one: TransactionRecord) =>
    isSuccess(one) ||
    (withPending && ['PENDING', 'AWAITING_RESPONSE', 'UNKNOWN'].includes(one.status));
  const paidBack = order.transactions.filter((one) => one.kind === 'REFUND' && counted(one));
  return (
    sum(paidBack.map((one) => one.amountMinor)) +
    sum(order.refunds.map((one) => one.storeCreditMinor))
  );
}
/** Received minus given back: the cap of every refund. */
export function netPaymentOf(order: OrderRecord): bigint {
  return receivedOf(order) - refundedOf(order);
}
/** What the customer still owes; negative when the merchant owes. */
export function outstandingOf(order: OrderRecord): bigint {
  return currentTotalOf(order) - netPaymentOf(order);
}

/** How much of a payment can still be given back; null for what is no successful payment. */
export function maximumRefundableOf(order: OrderRecord, payment: TransactionRecord): bigint | null {
  if (!isPayment(payment) || !isSuccess(payment)) return null;
  const back = order.transactions.filter(
    (one) =>
      one.kind === 'REFUND' &&
      one.parentId === payment.id &&
      !['FAILURE', 'ERROR'].includes(one.status),
  );
  return payment.amountMinor - sum(back.map((one) => one.amountMinor));
}

/** The unavoidable word for money: PENDING, AUTHORIZED, PARTIALLY_PAID, PAID, PARTIALLY_REFUNDED, REFUNDED, VOIDED. */
export function financialStatusOf(order: OrderRecord): string | null {
  if (order.transactions.length === 0) return order.declaredFinancialStatus;
  const received = receivedOf(order);
  const refunded = refundedOf(order);
  if (refunded > 0n) return refunded >= received ? 'REFUNDED' : 'PARTIALLY_REFUNDED';
  if (received > 0n)
    return received >= totalOf(order) || outstandingOf(order) <= 0n ? 'PAID' : 'PARTIALLY_PAID';
  if (order.transactions.some((one) => one.kind === 'VOID' && isSuccess(one))) return 'VOIDED';
  if (order.transactions.some((one) => one.kind === 'AUTHORIZATION' && isSuccess(one)))
    return 'AUTHORIZED';
  return order.cancelledAt === null ? 'PENDING' : 'VOIDED';
}

export function fulfillmentStatusOf(order: OrderRecord): string {
  const units = order.lines.map((line) => ({
    wanted: line.quantity - line.removedQuantity,
    done: fulfilledUnitsOf(order, line.id),
  }));
  if (units.every(({ done }) => done === 0)) return 'UNFULFILLED';
  return units.every(({ wanted, done }) => done >= wanted) ? 'FULFILLED' : 'PARTIALLY_FULFILLED';
}

/** REQUESTED beats OPEN beats CLOSED; only declined or cancelled returns count as none. */
export function returnStatusOf(order: OrderRecord): string {
  const statuses = order.returns.map((one) => one.status);
  if (statuses.includes('REQUESTED')) return 'RETURN_REQUESTED';
  if (statuses.includes('OPEN')) return 'IN_PROGRESS';
  if (statuses.includes('CLOSED')) return 'RETURNED';
  return 'NO_RETURN';
}
