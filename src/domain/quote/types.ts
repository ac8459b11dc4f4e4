import type { Policy } from '../policy.ts';
import type { ProblemCode } from '../problems.ts';
import type { DerivationRow, Reversal } from '../reversal/types.ts';
import type { NetsuiteRma } from '../snapshot.ts';
import type { Variance } from '../variance.ts';

/** One returned unit and the RMA line it stands on. */
export interface QuoteUnitInput {
  readonly returnLineId: string;
  /** 1-based within the return line. */
  readonly ordinal: number;
  readonly rmaId: string;
  readonly rmaLine: number;
  readonly shopifyLineId: string;
}

export type PartKind = 'shopify' | 'store-credit' | 'exchange' | 'on-account' | 'erp';

export interface QuotePart {
  readonly kind: PartKind;
  readonly amountMinor: bigint;
}

/** Items that stand for charges on an RMA; what is not named here goes by its sign. */
export interface ChargeItems {
  readonly shipping: string | null;
  readonly restockingFee: string | null;
  readonly returnShipping: string | null;
}

export interface QuoteInput {
  readonly returnId: string;
  readonly revision: number;
  /** In the order in which they are reversed: the units of one Shopify line meet the reversal's in order. */
  readonly units: readonly QuoteUnitInput[];
  /** The RMAs of this return that are not cancelled. */
  readonly rmas: readonly NetsuiteRma[];
  /** What NetSuite would credit without saving; an RMA without one is not cross-checked. */
  readonly previews: readonly ({
    readonly rmaId: string;
    readonly totalMinor: bigint;
    readonly taxMinor: bigint;
  } | null)[];
  readonly suggestedMinor: bigint | null;
  /** Of exactly these units; earlier reversals exclude this return's own credits. */
  readonly reversal: Reversal;
  readonly currency: string;
  readonly policy: Policy;
  /** What does not go back through Shopify; the rest of the total does. */
  readonly customParts: readonly QuotePart[];
  readonly chargeItems?: ChargeItems;
}

export interface QuoteUnit {
  readonly returnLineId: string;
  readonly ordinal: number;
  readonly rmaId: string;
  readonly rmaLine: number;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
}

/** A charge line of an RMA, signed as in NetSuite: a fee is negative. */
export interface QuoteCharge {
  readonly rmaId: string;
  readonly rmaLine: number;
  readonly itemId: string;
  readonly kind: 'shipping' | 'fee' | 'unknown';
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
}

export type QuoteVerdict =
  | { readonly lockable: true }
  /** Nobody is told and no money moves until a person accepts the quote by its hash. */
  | { readonly lockable: false; readonly code: ProblemCode; readonly why: string };

/**
 * The ERP's amount. Units (net and tax) plus `shippingMinor` less `feeMinor` plus `otherMinor` is
 * `totalMinor`; so are the parts.
 */
export interface Quote {
  readonly returnId: string;
  readonly revision: number;
  readonly currency: string;
  readonly totalMinor: bigint;
  readonly units: readonly QuoteUnit[];
  readonly charges: readonly QuoteCharge[];
  readonly shippingMinor: bigint;
  /** Taken from the credit, tax included; positive. */
  readonly feeMinor: bigint;
  /** On an RMA, but no unit of the return and no charge that we know; 0 in a lockable quote. */
  readonly otherMinor: bigint;
  readonly parts: readonly QuotePart[];
  readonly differences: readonly Variance[];
  readonly verdict: QuoteVerdict;
  /** SHA-256 over what decides the amount and its split; the revision is not part of it. */
  readonly hash: string;
  readonly derivation: readonly DerivationRow[];
}
