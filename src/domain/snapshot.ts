/**
 * What one look at an order sees. Each side is what that system itself answered, with the time of
 * the reading; nothing here is inferred. Money is in minor units of the side's own currency.
 */
export interface Snapshot {
  readonly shopify: ShopifySide | null;
  readonly netsuite: NetsuiteSide | null;
}

export type PaymentStatus =
  | 'SUCCESS'
  | 'PENDING'
  | 'AWAITING_RESPONSE'
  | 'FAILURE'
  | 'ERROR'
  | 'UNKNOWN';

export type ReturnStatus = 'REQUESTED' | 'OPEN' | 'CLOSED' | 'DECLINED' | 'CANCELED' | 'UNKNOWN';

export interface ShopifySide {
  readonly readAt: string;
  readonly order: ShopifyOrder;
  readonly returns: readonly ShopifyReturn[];
}

export interface ShopifyOrder {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Shop currency; amounts below are in `presentmentCurrency`. */
  readonly currency: string;
  readonly presentmentCurrency: string;
  readonly taxesIncluded: boolean;
  readonly email: string | null;
  readonly tags: readonly string[];
  readonly statusMetafield: { readonly value: string; readonly compareDigest: string } | null;
  /** Received minus refunded: Shopify's own cap for the whole order. */
  readonly netPaymentMinor: bigint;
  readonly totalRefundedMinor: bigint;
  /** Open chargebacks or inquiries on the order. */
  readonly openDisputes: number;
  readonly lines: readonly ShopifyOrderLine[];
  readonly shipping: readonly ShopifyShippingLine[];
  readonly payments: readonly ShopifyPayment[];
  readonly refunds: readonly ShopifyRefund[];
}

export interface ShopifyTax {
  readonly title: string;
  /** Decimal text as Shopify gives it, e.g. "0.19". */
  readonly rate: string;
  readonly amountMinor: bigint;
}

export interface ShopifyOrderLine {
  readonly id: string;
  readonly title: string;
  readonly sku: string | null;
  readonly variantId: string | null;
  readonly inventoryItemId: string | null;
  /** False for untracked or custom items: they have no stock to hold. */
  readonly tracked: boolean;
  readonly requiresShipping: boolean;
  readonly quantity: number;
  readonly unitPriceMinor: bigint;
  /** All discount allocations on the whole line, order-level shares included. */
  readonly discountMinor: bigint;
  readonly taxes: readonly ShopifyTax[];
}

export interface ShopifyShippingLine {
  readonly id: string;
  readonly title: string;
  readonly priceMinor: bigint;
  readonly discountMinor: bigint;
  readonly taxes: readonly ShopifyTax[];
}

/** A SALE or CAPTURE that can be refunded; authorizations and voids are not payments. */
export interface ShopifyPayment {
  readonly id: string;
  readonly kind: 'SALE' | 'CAPTURE';
  readonly gateway: string;
  readonly manual: boolean;
  readonly status: PaymentStatus;
  readonly amountMinor: bigint;
  readonly refundableMinor: bigint;
  readonly createdAt: string;
}

export interface ShopifyRefund {
  readonly id: string;
  readonly createdAt: string;
  readonly note: string | null;
  readonly returnId: string | null;
  readonly totalMinor: bigint;
  readonly lines: readonly {
    readonly lineId: string;
    readonly quantity: number;
    readonly restockType: string;
  }[];
  readonly transactions: readonly {
    readonly id: string;
    readonly status: PaymentStatus;
    readonly parentId: string | null;
    readonly gateway: string;
    readonly amountMinor: bigint;
  }[];
}

export interface ShopifyReturn {
  readonly id: string;
  readonly name: string;
  readonly status: ReturnStatus;
  readonly createdAt: string;
  readonly lines: readonly ShopifyReturnLine[];
  /** Lines that ship something new; they make the return an exchange. */
  readonly exchangeLineCount: number;
  readonly shippingFeeMinor: bigint;
  readonly reverseFulfillmentOrders: readonly ShopifyReverseFulfillmentOrder[];
}

export interface ShopifyReturnLine {
  readonly id: string;
  /** Null for a line of goods that were not on the order. */
  readonly lineId: string | null;
  readonly fulfillmentLineItemId: string | null;
  readonly quantity: number;
  readonly processedQuantity: number;
  readonly refundedQuantity: number;
  readonly reason: string | null;
  readonly note: string | null;
  /** Decimal percent text, e.g. "10.0"; null when there is no fee. */
  readonly restockingFeePercent: string | null;
}

export interface ShopifyReverseFulfillmentOrder {
  readonly id: string;
  readonly status: string;
  readonly lines: readonly {
    readonly id: string;
    readonly fulfillmentLineItemId: string | null;
    readonly quantity: number;
    readonly dispositions: readonly {
      readonly type: string;
      readonly quantity: number;
      readonly locationId: string | null;
    }[];
  }[];
}

export type SourceType = 'salesOrder' | 'invoice' | 'cashSale';

export interface NetsuiteSide {
  readonly readAt: string;
  /** Keys of the change feed that this reading covers: documents in the state in which it saw them. */
  readonly seen: readonly string[];
  readonly salesOrder: { readonly id: string; readonly tranId: string } | null;
  /** The documents an RMA can be transformed from: invoices and cash sales, else the sales order. */
  readonly sources: readonly NetsuiteSource[];
  readonly rmas: readonly NetsuiteRma[];
  readonly receipts: readonly NetsuiteReceipt[];
  readonly inspections: readonly NetsuiteInspection[];
  readonly credits: readonly NetsuiteCredit[];
  readonly customerRefunds: readonly NetsuiteCustomerRefund[];
}

export interface NetsuiteSource {
  readonly type: SourceType;
  readonly id: string;
  readonly tranId: string;
  readonly currency: string;
  readonly totalMinor: bigint;
  /** Open balance of an invoice; 0 for a cash sale. */
  readonly remainingMinor: bigint;
  readonly lines: readonly NetsuiteSourceLine[];
}

export interface NetsuiteSourceLine {
  /** The `orderLine` key of the transform. */
  readonly line: number;
  readonly itemId: string;
  readonly itemType: string;
  readonly sku: string | null;
  readonly quantity: number;
  /** Net of line discounts, before tax; positive. */
  readonly amountMinor: bigint;
  readonly rate: string | null;
  readonly shopifyLineId: string | null;
}

export interface NetsuiteRma {
  readonly id: string;
  readonly tranId: string;
  readonly externalId: string | null;
  readonly sourceId: string | null;
  /** The account's own status letter, `A`…`H`; unknown letters are kept. */
  readonly status: string;
  readonly currency: string;
  readonly totalMinor: bigint;
  readonly taxMinor: bigint;
  readonly lines: readonly NetsuiteRmaLine[];
}

export interface NetsuiteRmaLine {
  readonly line: number;
  /** Line of the source document; null for a charge line. */
  readonly orderLine: number | null;
  readonly itemId: string;
  readonly itemType: string;
  readonly sku: string | null;
  readonly quantity: number;
  readonly quantityReceived: number;
  readonly quantityBilled: number;
  readonly isClosed: boolean;
  /** Net, before tax; positive when it is owed to the customer, negative for a fee. */
  readonly amountMinor: bigint;
}

export interface NetsuiteReceipt {
  readonly id: string;
  readonly tranId: string;
  readonly rmaId: string;
  readonly at: string;
  readonly lines: readonly {
    readonly rmaLine: number;
    readonly itemId: string;
    readonly quantity: number;
    readonly locationId: string | null;
    readonly inventoryStatus: string | null;
    /** Value of the configured column on the receipt line, when inspection is recorded there. */
    readonly disposition: string | null;
  }[];
}

/** A stock movement that names the RMA, hence a judgement on its units. */
export interface NetsuiteInspection {
  readonly id: string;
  readonly rmaId: string;
  readonly at: string;
  readonly lines: readonly {
    readonly itemId: string;
    readonly rmaLine: number | null;
    readonly quantity: number;
    readonly locationId: string | null;
    readonly previousStatus: string | null;
    readonly revisedStatus: string;
  }[];
}

export interface NetsuiteCredit {
  readonly id: string;
  readonly type: 'creditMemo' | 'cashRefund';
  readonly tranId: string;
  readonly externalId: string | null;
  /** The RMA it was made from; null for one made straight from the invoice or by hand. */
  readonly rmaId: string | null;
  readonly sourceId: string | null;
  readonly status: string;
  readonly voided: boolean;
  readonly postedAt: string;
  readonly currency: string;
  readonly totalMinor: bigint;
  readonly taxMinor: bigint;
  /** Not yet applied or refunded; null for a cash refund. */
  readonly remainingMinor: bigint | null;
  /** What our own write-back put there: Shopify refund id; null before. */
  readonly shopifyRefundId: string | null;
  readonly lines: readonly {
    readonly rmaLine: number | null;
    readonly itemId: string;
    readonly quantity: number;
    readonly amountMinor: bigint;
  }[];
}

export interface NetsuiteCustomerRefund {
  readonly id: string;
  readonly externalId: string | null;
  readonly creditId: string;
  readonly amountMinor: bigint;
  readonly voided: boolean;
}
