/**
 * The words of a reversal. *Base* is what the list price, less its discount, says: with tax where
 * prices include it, else without. *Earlier* is what was reversed before this return, by whomever.
 */
export interface SaleTax {
  readonly title: string;
  /** Decimal text, "0.19"; shown, never multiplied: the stored amount is what is reversed. */
  readonly rate: string;
  readonly amountMinor: bigint;
}

export interface SaleLine {
  readonly id: string;
  readonly quantity: number;
  readonly unitPriceMinor: bigint;
  /** Discount on this line, all units. */
  readonly lineDiscountMinor: bigint;
  /** Share of order discounts that was allocated to this line when it was sold, all units. */
  readonly orderDiscountMinor: bigint;
  readonly taxes: readonly SaleTax[];
  readonly taxesIncluded: boolean;
}

export type ChargeKind = 'shipping' | 'duty' | 'tip';

export interface SaleCharge {
  readonly id: string;
  readonly kind: ChargeKind;
  readonly priceMinor: bigint;
  readonly discountMinor: bigint;
  readonly taxes: readonly SaleTax[];
  readonly taxesIncluded: boolean;
}

/** Reversed before on one line; `units: 0` is money given for the line without taking a unit. */
export interface EarlierReversal {
  readonly lineId: string;
  readonly units: number;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
}

export type ReturnFee =
  | {
      readonly kind: 'restocking';
      readonly lineId: string;
      /** Of the base of the line's units returned now; decimal text, "10.0". */
      readonly percent: string;
      /** How many of those units bear the fee; all of them when it is not said. */
      readonly quantity?: number;
    }
  | {
      readonly kind: 'restocking' | 'return-shipping';
      /** Before the tax that is charged on the fee itself. */
      readonly amountMinor: bigint;
      readonly taxMinor: bigint;
    };

export interface ReversalInput {
  /** Currency of every amount here. */
  readonly currency: string;
  readonly lines: readonly SaleLine[];
  readonly charges: readonly SaleCharge[];
  readonly earlier: readonly EarlierReversal[];
  readonly earlierCharges: readonly {
    readonly chargeId: string;
    readonly netMinor: bigint;
    readonly taxMinor: bigint;
  }[];
  /** Units returned now. */
  readonly units: readonly { readonly lineId: string; readonly quantity: number }[];
  /** Money for a line without a unit coming back; tax included. */
  readonly amounts: readonly { readonly lineId: string; readonly grossMinor: bigint }[];
  /** Shipping, duties and tips to give back: all that is left of one, or a part, tax included. */
  readonly chargesNow: readonly {
    readonly chargeId: string;
    readonly refund: 'full' | bigint;
  }[];
  readonly fees: readonly ReturnFee[];
  /** Goodwill and other money that is no part of the sale; positive is for the customer. */
  readonly adjustments: readonly { readonly label: string; readonly amountMinor: bigint }[];
  /** What the returned goods are exchanged for; set against the credit, never a refund of its own. */
  readonly exchange: {
    readonly lines: readonly SaleLine[];
    readonly charges: readonly SaleCharge[];
  } | null;
}

export interface ReversedUnit {
  readonly lineId: string;
  /** 1-based among all units of the sale line, in the order in which they are reversed. */
  readonly ordinal: number;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
}

export interface ReversedLine {
  readonly lineId: string;
  readonly quantity: number;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly taxesIncluded: boolean;
  /** Discount on the whole line, and the share of it that belongs to the units returned now. */
  readonly discountMinor: bigint;
  readonly discountShareMinor: bigint;
  readonly units: readonly ReversedUnit[];
}

export interface ReversedCharge {
  readonly chargeId: string;
  readonly kind: ChargeKind;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
}

export interface ReversedFee {
  readonly kind: ReturnFee['kind'];
  /** What the rule asks, tax included, and what was left to take it from. */
  readonly askedMinor: bigint;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
}

/** One row of "how we got there". The rows that add up sum to the last row. */
export interface DerivationRow {
  readonly step:
    | 'paid'
    | 'discount'
    | 'tax'
    | 'shipping'
    | 'fee'
    | 'adjustment'
    | 'earlier'
    | 'exchange'
    | 'refund'
    | 'variance'
    | 'quote';
  readonly label: string;
  /** Where the number was read, for a person who wants to look it up. */
  readonly source: string;
  readonly amountMinor: bigint;
  /** False for a number that an earlier row already contains, such as a tax included in the price. */
  readonly adds: boolean;
}

export interface Reversal {
  readonly currency: string;
  readonly taxesIncluded: boolean;
  /** All discounts of the sale's lines, returned or not. */
  readonly saleDiscountMinor: bigint;
  readonly lines: readonly ReversedLine[];
  /** Money for lines without units. */
  readonly amounts: readonly {
    readonly lineId: string;
    readonly netMinor: bigint;
    readonly taxMinor: bigint;
  }[];
  readonly charges: readonly ReversedCharge[];
  /** Gross of the charges of kind `shipping`. */
  readonly shippingMinor: bigint;
  readonly fees: readonly ReversedFee[];
  /** What the fees take, tax included. */
  readonly feeMinor: bigint;
  readonly adjustmentMinor: bigint;
  /** Credit for what comes back, after fees; never negative. */
  readonly totalMinor: bigint;
  readonly exchangeMinor: bigint;
  /** `totalMinor` less the exchange; negative when the customer owes the difference. */
  readonly netMinor: bigint;
  readonly derivation: readonly DerivationRow[];
}
