import type { NetsuiteSide, ShopifySide } from '../domain/snapshot.ts';

export interface OrderComparison {
  readonly shopifyOrderId: string;
  readonly currency: string;
  /** Paid back in Shopify on this order, failed transactions left out. */
  readonly refundedMinor: bigint;
  /** Valid credits in NetSuite that stand on this order. */
  readonly creditedMinor: bigint;
  /** Returns still on their way: their two figures may rightly differ. */
  readonly openReturns: number;
  /** Every return has ended, and yet the figures differ. */
  readonly differs: boolean;
}

/**
 * Holds the two systems against each other for one order, from what each of them itself showed. A
 * difference counts only once all returns of the order have ended.
 */
export function compareOrder(
  shopify: ShopifySide,
  netsuite: NetsuiteSide,
  endedReturnIds: ReadonlySet<string>,
): OrderComparison {
  const refundedMinor = shopify.order.refunds
    .flatMap((refund) => refund.transactions)
    .filter((each) => each.status !== 'FAILURE' && each.status !== 'ERROR')
    .reduce((sum, each) => sum + each.amountMinor, 0n);
  const creditedMinor = netsuite.credits
    .filter((credit) => !credit.voided)
    .reduce((sum, credit) => sum + credit.totalMinor, 0n);
  const openReturns = shopify.returns.filter((each) => !endedReturnIds.has(each.id)).length;
  return {
    shopifyOrderId: shopify.order.id,
    currency: shopify.order.presentmentCurrency,
    refundedMinor,
    creditedMinor,
    openReturns,
    differs: openReturns === 0 && refundedMinor !== creditedMinor,
  };
}
