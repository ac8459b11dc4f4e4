import type { UnitKey } from '../ledger-side.ts';
import type { ProblemCode } from '../problems.ts';
import type { NetsuiteSide, ShopifyOrder, ShopifyReturn, SourceType } from '../snapshot.ts';

/** An RMA to be opened: the units of one return that one source document sold. */
export interface RmaPlan {
  readonly sourceType: SourceType;
  readonly sourceId: string;
  readonly units: readonly (UnitKey & { readonly orderLine: number })[];
  readonly lines: readonly {
    readonly orderLine: number;
    readonly quantity: number;
    readonly reason: string | null;
  }[];
  /** A line was matched by SKU, quantity and price, for want of a line id. */
  readonly inferred: boolean;
}

/** Something that a person must settle before the return can go on. */
export interface Finding {
  readonly code: ProblemCode;
  readonly subject: string;
  readonly detail: string;
}

/**
 * The translations that `decide` needs, given in from outside: they are pure, and live in
 * `mappings`, which the domain does not know.
 */
export interface Translate {
  planRmas(
    order: ShopifyOrder,
    shopifyReturn: ShopifyReturn,
    netsuite: NetsuiteSide,
    ours: { readonly assigned: ReadonlySet<string>; readonly rmaIds: ReadonlySet<string> },
  ): { readonly plans: readonly RmaPlan[]; readonly findings: readonly Finding[] };
  /** Shopify location of a NetSuite location; null when it is not mapped. */
  shopifyLocation(netsuiteLocationId: string): string | null;
  /** NetSuite item that stands for money that is no article; null when it is not mapped. */
  chargeItem(kind: 'shipping' | 'restockingFee' | 'returnShipping'): string | null;
  /** NetSuite payment option and account for a gateway; null when it is not mapped. */
  paymentFor(gateway: string): { readonly paymentOption: string; readonly account: string } | null;
}
