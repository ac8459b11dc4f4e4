import { percentOf } from './decimal.ts';
import type { Doc, Draft, HeaderDiscount, Line } from './model.ts';

export type Totals = {
  subtotalMinor: bigint;
  /** Header discount, negative or zero. */
  discountMinor: bigint;
  shippingMinor: bigint;
  taxMinor: bigint;
  totalMinor: bigint;
};

/** The figures of a document's foot, all in its own currency. */
export function totalsOf(doc: Doc | Draft): Totals {
  if (doc.voided) {
    return {
      subtotalMinor: 0n,
      discountMinor: 0n,
      shippingMinor: 0n,
      taxMinor: 0n,
      totalMinor: 0n,
    };
  }
  if (doc.lines.length === 0 && doc.shippingMinor === 0n) {
    return {
      subtotalMinor: 0n,
      discountMinor: 0n,
      shippingMinor: 0n,
      taxMinor: 0n,
      totalMinor: doc.paymentMinor,
    };
  }
  const subtotalMinor = sumOf(doc.lines, (line) => line.amountMinor);
  const discountMinor = -headerDiscountMinor(doc.headerDiscount, subtotalMinor);
  const taxMinor = sumOf(doc.lines, (line) => line.taxMinor) + doc.shippingTaxMinor;
  return {
    subtotalMinor,
    discountMinor,
    shippingMinor: doc.shippingMinor,
    taxMinor,
    totalMinor: subtotalMinor + discountMinor + doc.shippingMinor + taxMinor,
  };
}

/** What a header discount takes off a subtotal, positive. */
export function headerDiscountMinor(
  discount: HeaderDiscount | null,
  subtotalMinor: bigint,
): bigint {
  if (discount === null) return 0n;
  return discount.percentE8 === null
    ? discount.amountMinor
    : percentOf(subtotalMinor, discount.percentE8);
}

function sumOf(lines: readonly Line[], of: (line: Line) => bigint): bigint {
  return lines.reduce((total, line) => total + of(line), 0n);
}
