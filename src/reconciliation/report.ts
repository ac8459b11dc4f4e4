import type { OrderComparison } from './compare.ts';

export interface Report {
  readonly counts: {
    readonly orders: number;
    readonly changedInShopify: number;
    readonly changedInNetsuite: number;
    readonly openReturns: number;
    readonly differing: number;
    readonly healed: number;
    readonly unread: number;
  };
  /** By currency, in minor units; `differenceMinor` is that of orders whose returns have all ended. */
  readonly sums: Readonly<
    Record<string, { refundedMinor: bigint; creditedMinor: bigint; differenceMinor: bigint }>
  >;
}

/** Sums a run up: what was walked, what each side shows, what differs, what had been missed. */
export function report(
  walked: {
    readonly shopify: number;
    readonly netsuite: number;
    readonly unread: number;
    readonly healed: number;
  },
  comparisons: readonly OrderComparison[],
): Report {
  const sums: Record<
    string,
    { refundedMinor: bigint; creditedMinor: bigint; differenceMinor: bigint }
  > = {};
  for (const each of comparisons) {
    const sum = sums[each.currency] ?? {
      refundedMinor: 0n,
      creditedMinor: 0n,
      differenceMinor: 0n,
    };
    sum.refundedMinor += each.refundedMinor;
    sum.creditedMinor += each.creditedMinor;
    if (each.differs) sum.differenceMinor += each.refundedMinor - each.creditedMinor;
    sums[each.currency] = sum;
  }
  return {
    counts: {
      orders: comparisons.length + walked.unread,
      changedInShopify: walked.shopify,
      changedInNetsuite: walked.netsuite,
      openReturns: comparisons.reduce((sum, each) => sum + each.openReturns, 0),
      differing: comparisons.filter((each) => each.differs).length,
      healed: walked.healed,
      unread: walked.unread,
    },
    sums,
  };
}
