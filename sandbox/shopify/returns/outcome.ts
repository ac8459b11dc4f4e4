import type { OrderRecord, ReturnRecord, TransactionRecord } from '../model.ts';
import { scale } from '../money.ts';
import {
  discountedOf,
  maximumRefundableOf,
  netPaymentOf,
  refundedUnitsOf,
  shareOf,
  taxOf,
} from '../orders/totals.ts';

export type OutcomeInput = {
  lines: { returnLineId: string; quantity: number }[];
  exchangeLines: { exchangeLineId: string; quantity: number }[];
  shippingMinor: bigint;
};
export type Outcome = {
  discountedSubtotalMinor: bigint;
  taxMinor: bigint;
  cartDiscountMinor: bigint;
  feesMinor: bigint;
  exchangeMinor: bigint;
  shippingMinor: bigint;
  maximumRefundableMinor: bigint;
  /** Positive: the customer gets it back; negative: the customer owes it. */
  balanceMinor: bigint;
  transactions: { parent: TransactionRecord; amountMinor: bigint }[];
};

/** What Shopify would suggest: goods and tax minus fees and exchanges, never below zero, capped by what was paid. */
export function suggestOutcome(
  order: OrderRecord,
  one: ReturnRecord,
  input: OutcomeInput,
): Outcome {
  let discountedSubtotalMinor = 0n;
  let taxMinor = 0n;
  let cartDiscountMinor = 0n;
  let feesMinor = one.shippingFees.reduce((sum, fee) => sum + fee.amountMinor, 0n);
  for (const { returnLineId, quantity } of input.lines) {
    const returned = one.lines.find((line) => line.id === returnLineId);
    const line = order.lines.find((candidate) => candidate.id === returned?.lineId);
    if (returned === undefined || line === undefined) continue;
    const before = Math.min(refundedUnitsOf(order, line.id), line.quantity - quantity);
    const subtotal = shareOf(discountedOf(line), line.quantity, before, quantity);
    const tax = shareOf(taxOf(line), line.quantity, before, quantity);
    const cart = line.discountAllocations
      .filter((allocation) => allocation.kind === 'order')
      .reduce((sum, allocation) => sum + allocation.amountMinor, 0n);
    discountedSubtotalMinor += subtotal;
    taxMinor += tax;
    cartDiscountMinor += shareOf(cart, line.quantity, before, quantity);
    feesMinor += restockingFeeOf(subtotal, returned.restockingFee?.percentage ?? 0);
  }
  const exchangeMinor = input.exchangeLines.reduce((sum, wanted) => {
    const line = one.exchangeLines.find((candidate) => candidate.id === wanted.exchangeLineId);
    return sum + (line?.unitPriceMinor ?? 0n) * BigInt(wanted.quantity);
  }, 0n);
  const goods = discountedSubtotalMinor + (order.taxesIncluded ? 0n : taxMinor);
  const balanceMinor = goods + input.shippingMinor - feesMinor - exchangeMinor;
  const maximumRefundableMinor = netPaymentOf(order);
  const amount = balanceMinor > maximumRefundableMinor ? maximumRefundableMinor : balanceMinor;
  return {
    discountedSubtotalMinor,
    taxMinor,
    cartDiscountMinor,
    feesMinor,
    exchangeMinor,
    shippingMinor: input.shippingMinor,
    maximumRefundableMinor,
    balanceMinor: amount,
    transactions: spread(order, amount),
  };
}

/** A percentage of what the line is worth, half up. */
export function restockingFeeOf(subtotalMinor: bigint, percentage: number): bigint {
  return scale(subtotalMinor, BigInt(Math.round(percentage * 1000)), 100_000n);
}

/** Payments in the order they were made, each up to what can still be given back. */
function spread(order: OrderRecord, amountMinor: bigint) {
  let left = amountMinor;
  return order.transactions.flatMap((parent) => {
    const maximum = maximumRefundableOf(order, parent) ?? 0n;
    const part = left > maximum ? maximum : left;
    if (part <= 0n) return [];
    left -= part;
    return [{ parent, amountMinor: part }];
  });
}
