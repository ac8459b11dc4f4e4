import type { ProblemCode } from './problems.ts';
import type { SourceType } from './snapshot.ts';
import type { HoldState, Milestone } from './stage.ts';

/** One returned unit: the n-th of its return line. Everything that is counted is counted in these. */
export interface UnitKey {
  readonly returnLineId: string;
  readonly ordinal: number;
}

/** What the ledger knows of one order, read in the same look as the two systems. */
export interface LedgerSide {
  readonly rmas: readonly LedgerRma[];
  readonly quotes: readonly LedgerQuote[];
  readonly holds: readonly LedgerHold[];
  readonly credits: readonly LedgerCredit[];
  readonly refunds: readonly LedgerRefund[];
  readonly effects: readonly LedgerEffect[];
  readonly tellings: readonly LedgerTelling[];
  readonly approvals: readonly LedgerApproval[];
  /** Why the shop's money lane stands still; null while it runs. */
  readonly moneyStoppedReason: string | null;
  /** First time the ledger heard of each return, by return id. */
  readonly firstSeenAt: Readonly<Record<string, string>>;
}

export interface LedgerRma {
  /** Our external id. */
  readonly id: string;
  readonly returnId: string;
  readonly sourceType: SourceType;
  readonly sourceId: string;
  readonly revision: number;
  readonly netsuiteId: string | null;
  readonly units: readonly (UnitKey & { readonly orderLine: number })[];
}

export interface LedgerQuote {
  readonly id: string;
  readonly returnId: string;
  readonly revision: number;
  readonly state: 'open' | 'locked' | 'superseded';
  readonly totalMinor: bigint;
  readonly currency: string;
  readonly hash: string;
  /** Digest of the RMA facts it was made from: another digest means the facts changed. */
  readonly factsDigest: string;
  readonly shippingMinor: bigint;
  /** What fees take from the amount; positive. */
  readonly feeMinor: bigint;
  readonly lockable: boolean;
  readonly whyNotLockable: string | null;
  readonly units: readonly (UnitKey & { readonly netMinor: bigint; readonly taxMinor: bigint })[];
}

export interface LedgerHold extends UnitKey {
  readonly returnId: string;
  readonly state: HoldState;
  readonly inventoryItemId: string | null;
  readonly locationId: string | null;
  /** Whether the unit was put into `quality_control` in Shopify; else the hold is in the ledger only. */
  readonly inShopify: boolean;
}

/** A credit whose units' shares were released; a unit's share is released once. */
export interface LedgerCredit {
  readonly id: string;
  readonly returnId: string;
  readonly units: readonly UnitKey[];
  readonly amountMinor: bigint;
}

export interface LedgerRefund {
  readonly id: string;
  readonly returnId: string;
  readonly creditId: string;
  readonly effectId: string;
  readonly amountMinor: bigint;
  readonly state: 'planned' | 'sent' | 'pending' | 'settled' | 'failed';
  readonly shopifyRefundId: string | null;
  readonly tenders: readonly {
    readonly parentId: string;
    readonly gateway: string;
    readonly amountMinor: bigint;
    readonly transactionId: string | null;
    readonly status: string | null;
  }[];
}

export interface LedgerEffect {
  readonly id: string;
  readonly returnId: string | null;
  readonly kind: string;
  readonly subject: string;
  readonly attempt: number;
  readonly state: 'INTENT' | 'DONE' | 'REJECTED' | 'UNKNOWN';
  readonly sentAt: string | null;
  readonly remoteId: string | null;
  readonly problemCode: ProblemCode | null;
  readonly problemDetail: string | null;
}

export interface LedgerTelling {
  readonly returnId: string;
  readonly milestone: Milestone;
  readonly batchKey: string;
  readonly units: readonly UnitKey[];
}

export interface LedgerApproval {
  readonly returnId: string;
  readonly quoteHash: string;
  readonly decision: 'approved' | 'refused';
  readonly actor: string;
}
