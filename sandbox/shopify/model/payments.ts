export type TransactionKind = 'SALE' | 'CAPTURE' | 'AUTHORIZATION' | 'VOID' | 'REFUND';
export type TransactionStatus =
  | 'SUCCESS'
  | 'PENDING'
  | 'AWAITING_RESPONSE'
  | 'FAILURE'
  | 'ERROR'
  | 'UNKNOWN';
export type TransactionRecord = {
  __typename: 'OrderTransaction';
  id: string;
  orderId: string;
  kind: TransactionKind;
  status: TransactionStatus;
  gateway: string;
  formattedGateway: string;
  /** Cash on delivery, bank deposit …: Shopify only notes the payment, no money moves by itself. */
  manual: boolean;
  amountMinor: bigint;
  parentId: string | null;
  refundId: string | null;
  errorCode: string | null;
  test: boolean;
  createdAt: Date;
  processedAt: Date | null;
};

export type RestockType = 'CANCEL' | 'LEGACY_RESTOCK' | 'NO_RESTOCK' | 'RETURN';
export type RefundLineRecord = {
  __typename: 'RefundLineItem';
  id: string;
  lineId: string;
  quantity: number;
  restockType: RestockType;
  restocked: boolean;
  locationId: string | null;
  /** After discounts, without tax when taxes are added to prices. */
  subtotalMinor: bigint;
  taxMinor: bigint;
};
export type RefundShippingLineRecord = {
  __typename: 'RefundShippingLine';
  id: string;
  shippingLineId: string;
  subtotalMinor: bigint;
  taxMinor: bigint;
};
export type OrderAdjustmentRecord = {
  __typename: 'OrderAdjustment';
  id: string;
  kind: 'REFUND_DISCREPANCY' | 'SHIPPING_REFUND';
  reason:
    | 'RESTOCK'
    | 'DAMAGE'
    | 'CUSTOMER'
    | 'REFUND_DISCREPANCY'
    | 'FULL_RETURN_BALANCING_ADJUSTMENT'
    | 'PENDING_REFUND_DISCREPANCY';
  amountMinor: bigint;
  taxMinor: bigint;
};
export type RefundRecord = {
  __typename: 'Refund';
  id: string;
  orderId: string;
  returnId: string | null;
  note: string | null;
  createdAt: Date;
  updatedAt: Date;
  processedAt: Date;
  lines: RefundLineRecord[];
  shippingLines: RefundShippingLineRecord[];
  adjustments: OrderAdjustmentRecord[];
  transactionIds: string[];
  /** Money that went to store credit instead of a payment. */
  storeCreditMinor: bigint;
  by: string;
};
