import type { UnitKey } from './ledger-side.ts';
import type { SourceType } from './snapshot.ts';
import type { Milestone, Stage } from './stage.ts';

/**
 * What `decide` wants done now. A step that writes to the outside has a `subject`, which together
 * with order, kind and attempt names its effect: the same step decided twice is one effect.
 * `quote` and `lock-quote` change the ledger alone.
 */
export type Step =
  | OpenRma
  | ApproveRma
  | MakeQuote
  | LockQuote
  | ApproveReturn
  | TellCustomer
  | MoveStock
  | ProcessReturn
  | RefundPayment
  | CloseReturn
  | CloseRma
  | CancelReturn
  | RemoveLines
  | WriteRefundIds
  | PostCustomerRefund
  | WriteStatus;

export type StepKind = Step['kind'];

/** The sides that must have been read in this very run before the step may go. */
export type Freshness = readonly ('shopify' | 'netsuite')[];

interface OfReturn {
  readonly returnId: string;
  readonly subject: string;
}

export interface OpenRma extends OfReturn {
  readonly kind: 'open-rma';
  readonly externalId: string;
  readonly sourceType: SourceType;
  readonly sourceId: string;
  readonly revision: number;
  readonly units: readonly (UnitKey & { readonly orderLine: number })[];
  readonly lines: readonly {
    readonly orderLine: number;
    readonly quantity: number;
    readonly reason: string | null;
  }[];
  readonly charges: readonly {
    readonly itemId: string;
    readonly amountMinor: bigint;
    readonly description: string;
  }[];
  readonly currency: string;
  readonly memo: string;
}

export interface ApproveRma extends OfReturn {
  readonly kind: 'approve-rma';
  readonly rmaId: string;
}

export interface MakeQuote extends OfReturn {
  readonly kind: 'quote';
  readonly shopifyReturnId: string;
  readonly revision: number;
  readonly units: readonly (UnitKey & {
    readonly rmaId: string;
    readonly rmaLine: number;
    readonly shopifyLineId: string;
  })[];
  readonly factsDigest: string;
}

export interface LockQuote extends OfReturn {
  readonly kind: 'lock-quote';
  readonly quoteId: string;
  /** The message whose intent is recorded with the lock; null where policy tells nothing then. */
  readonly tell: TellCustomer | null;
}

export interface ApproveReturn extends OfReturn {
  readonly kind: 'approve-return';
  readonly shopifyReturnId: string;
}

export interface TellCustomer extends OfReturn {
  readonly kind: 'tell-customer';
  readonly milestone: Milestone;
  readonly batchKey: string;
  readonly units: readonly UnitKey[];
  readonly amountMinor: bigint | null;
  readonly currency: string;
  readonly returnName: string;
  readonly orderName: string;
  readonly email: string | null;
}

/** One movement of one item at one location; `change` says which hold edge it stands for. */
export interface MoveStock extends OfReturn {
  readonly kind:
    | 'hold-stock'
    | 'retract-stock'
    | 'release-stock'
    | 'set-aside-stock'
    | 'write-off-stock';
  readonly units: readonly UnitKey[];
  /** Null for goods without stock in Shopify: the hold lives in the ledger only. */
  readonly inventoryItemId: string | null;
  readonly locationId: string | null;
  readonly quantity: number;
  readonly document: string;
  /** False where the ledger alone keeps the hold. */
  readonly inShopify: boolean;
  /** Where units that leave a hold lie in Shopify: set-aside ones are counted as damaged there. */
  readonly from: 'quality_control' | 'damaged';
  /** True where units that somebody put on sale lie in a hold already: that is undone, the hold stays. */
  readonly isHeld: boolean;
  /** True where cleared units go on sale by our hand; else they only leave `quality_control`. */
  readonly toAvailable: boolean;
}

export interface ProcessReturn extends OfReturn {
  readonly kind: 'process-return';
  readonly shopifyReturnId: string;
  readonly note: string;
  readonly lines: readonly {
    readonly id: string;
    readonly quantity: number;
    readonly dispositions: readonly {
      readonly reverseFulfillmentOrderLineId: string;
      readonly quantity: number;
      readonly type: 'NOT_RESTOCKED' | 'MISSING';
    }[];
  }[];
}

export interface RefundPayment extends OfReturn {
  readonly kind: 'refund';
  readonly orderId: string;
  readonly creditId: string;
  readonly creditName: string;
  readonly creditType: 'creditMemo' | 'cashRefund';
  readonly creditStatus: string;
  readonly postedAt: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly units: readonly UnitKey[];
  readonly tenders: readonly {
    readonly parentId: string;
    readonly gateway: string;
    readonly amountMinor: bigint;
  }[];
}

export interface CloseReturn extends OfReturn {
  readonly kind: 'close-return';
  readonly shopifyReturnId: string;
}

/** Closes RMA lines of which nothing was received or credited. */
export interface CloseRma extends OfReturn {
  readonly kind: 'close-rma';
  readonly rmaId: string;
  readonly lines: readonly number[];
}

/** Cancels a return of which nothing will come. */
export interface CancelReturn extends OfReturn {
  readonly kind: 'cancel-return';
  readonly shopifyReturnId: string;
}

/** Takes units that will not come out of a return that goes on. */
export interface RemoveLines extends OfReturn {
  readonly kind: 'remove-lines';
  readonly shopifyReturnId: string;
  readonly lines: readonly { readonly id: string; readonly quantity: number }[];
}

export interface WriteRefundIds extends OfReturn {
  readonly kind: 'write-refund-ids';
  readonly creditType: 'creditMemo' | 'cashRefund';
  readonly creditId: string;
  readonly refundId: string;
  readonly transactionIds: readonly string[];
}

export interface PostCustomerRefund extends OfReturn {
  readonly kind: 'post-customer-refund';
  readonly externalId: string;
  readonly creditId: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly gateway: string;
}

export interface WriteStatus {
  readonly kind: 'write-status';
  readonly returnId: string;
  readonly subject: string;
  readonly orderId: string;
  readonly returns: readonly StatusEntry[];
  /** Stage of the least advanced open return: the order's one-of-N tag. */
  readonly tagStage: Stage;
}

/** One return as support and customers read it on the order; no clock in it, so equal facts are equal text. */
export interface StatusEntry {
  readonly return: string;
  readonly name: string;
  readonly rma: readonly string[];
  readonly stage: Stage;
  readonly amount: string | null;
  readonly currency: string;
  readonly told: readonly Milestone[];
}

/** Which sides a step must see fresh: anything that moves money or closes reads both first. */
export function freshnessOf(step: Step): Freshness {
  switch (step.kind) {
    case 'open-rma':
    case 'lock-quote':
      return ['netsuite'];
    case 'process-return':
    case 'remove-lines':
    case 'retract-stock':
      return ['shopify'];
    case 'close-rma':
    case 'cancel-return':
      return ['shopify', 'netsuite'];
    case 'refund':
    case 'post-customer-refund':
      return ['shopify', 'netsuite'];
    case 'approve-rma':
    case 'quote':
    case 'approve-return':
    case 'tell-customer':
    case 'hold-stock':
    case 'release-stock':
    case 'set-aside-stock':
    case 'write-off-stock':
    case 'close-return':
    case 'write-refund-ids':
    case 'write-status':
      return [];
    default:
      return step satisfies never;
  }
}
