/**
 * The records a shop is made of. They are plain, mutable objects; every one with an `id` carries
 * its GraphQL type name, so that interfaces and unions resolve by themselves.
 * All `…Minor` values are in the order's presentment currency unless the name says `shop`.
 */

export type LocationRecord = {
  __typename: 'Location';
  id: string;
  name: string;
  isActive: boolean;
  createdAt: Date;
};

export type ProductRecord = {
  __typename: 'Product';
  id: string;
  title: string;
  handle: string;
  status: 'ACTIVE' | 'ARCHIVED' | 'DRAFT';
  vendor: string;
  productType: string;
  tags: string[];
  variantIds: string[];
  createdAt: Date;
  updatedAt: Date;
};

export type VariantRecord = {
  __typename: 'ProductVariant';
  id: string;
  productId: string;
  title: string;
  sku: string | null;
  barcode: string | null;
  /** In the shop's currency. */
  priceShopMinor: bigint;
  inventoryItemId: string;
  inventoryPolicy: 'DENY' | 'CONTINUE';
  taxable: boolean;
  position: number;
  createdAt: Date;
  updatedAt: Date;
};

export const quantityNames = [
  'available',
  'committed',
  'reserved',
  'damaged',
  'safety_stock',
  'quality_control',
  'incoming',
] as const;
/** The stored states; `on_hand` is always their sum without `incoming` and is never stored. */
export type QuantityName = (typeof quantityNames)[number];

export type InventoryItemRecord = {
  __typename: 'InventoryItem';
  id: string;
  variantId: string;
  sku: string | null;
  tracked: boolean;
  requiresShipping: boolean;
  unitCostShopMinor: bigint | null;
  createdAt: Date;
  updatedAt: Date;
};

export type InventoryLevelRecord = {
  __typename: 'InventoryLevel';
  id: string;
  inventoryItemId: string;
  locationId: string;
  isActive: boolean;
  quantities: Record<QuantityName, number>;
  /** Per state, and for on_hand: when it last changed; absent until the first change. */
  changedAt: Partial<Record<QuantityName | 'on_hand', Date>>;
  createdAt: Date;
  updatedAt: Date;
};

export type InventoryLogRow = {
  at: Date;
  inventoryItemId: string;
  locationId: string;
  name: QuantityName;
  delta: number;
  reason: string;
  /** `app` for the API client, else who acted: `staff`, `shopper`, `shopify`, the name of another app. */
  by: string;
};

export type MetafieldRecord = {
  __typename: 'Metafield';
  id: string;
  ownerId: string;
  namespace: string;
  key: string;
  type: string;
  value: string;
  createdAt: Date;
  updatedAt: Date;
};

export type CustomerRecord = {
  __typename: 'Customer';
  id: string;
  email: string;
  firstName: string;
  lastName: string;
  tags?: string[];
  createdAt: Date;
};

export type TaxLine = {
  title: string;
  /** As a decimal, 0.19 for 19 %. */
  rate: number;
  amountMinor: bigint;
};

export type DiscountApplication = {
  index: number;
  title: string;
  code: string | null;
  allocationMethod: 'ACROSS' | 'EACH' | 'ONE';
  targetSelection: 'ALL' | 'ENTITLED' | 'EXPLICIT';
  targetType: 'LINE_ITEM' | 'SHIPPING_LINE';
  value: { kind: 'percentage'; percentage: number } | { kind: 'fixed'; amountMinor: bigint };
};

export type DiscountAllocation = {
  applicationIndex: number;
  /** `line` = the discount was for this line; `order` = its share of a discount on the whole order. */
  kind: 'line' | 'order';
  amountMinor: bigint;
};

export type LineRecord = {
  __typename: 'LineItem';
  id: string;
  orderId: string;
  title: string;
  variantTitle: string | null;
  sku: string | null;
  vendor: string | null;
  quantity: number;
  /** Units taken off the order before they were shipped (cancelled or refunded unfulfilled). */
  removedQuantity: number;
  variantId: string | null;
  productId: string | null;
  inventoryItemId: string | null;
  unitPriceMinor: bigint;
  taxable: boolean;
  requiresShipping: boolean;
  isGiftCard: boolean;
  discountAllocations: DiscountAllocation[];
  taxLines: TaxLine[];
};

export type ShippingLineRecord = {
  __typename: 'ShippingLine';
  id: string;
  orderId: string;
  title: string;
  code: string | null;
  priceMinor: bigint;
  discountAllocations: DiscountAllocation[];
  taxLines: TaxLine[];
};

export type FulfillmentOrderLineRecord = {
  __typename: 'FulfillmentOrderLineItem';
  id: string;
  lineId: string;
  totalQuantity: number;
  remainingQuantity: number;
};
export type FulfillmentOrderRecord = {
  __typename: 'FulfillmentOrder';
  id: string;
  orderId: string;
  locationId: string;
  status: 'OPEN' | 'IN_PROGRESS' | 'CLOSED' | 'CANCELLED';
  lines: FulfillmentOrderLineRecord[];
  createdAt: Date;
};

export type FulfillmentLineRecord = {
  __typename: 'FulfillmentLineItem';
  id: string;
  fulfillmentId: string;
  orderId: string;
  lineId: string;
  quantity: number;
};
export type FulfillmentRecord = {
  __typename: 'Fulfillment';
  id: string;
  orderId: string;
  name: string;
  status: 'SUCCESS' | 'CANCELLED';
  locationId: string;
  createdAt: Date;
  tracking: { company: string | null; number: string | null; url: string | null }[];
  lines: FulfillmentLineRecord[];
};

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

export type ReturnStatus = 'REQUESTED' | 'OPEN' | 'CLOSED' | 'DECLINED' | 'CANCELED';
export type ReturnLineRecord = {
  __typename: 'ReturnLineItem';
  id: string;
  returnId: string;
  fulfillmentLineItemId: string;
  lineId: string;
  quantity: number;
  processedQuantity: number;
  refundedQuantity: number;
  reason: string;
  reasonNote: string;
  reasonDefinitionId: string | null;
  customerNote: string | null;
  restockingFee: { id: string; percentage: number } | null;
};
export type ExchangeLineRecord = {
  __typename: 'ExchangeLineItem';
  id: string;
  returnId: string;
  variantId: string | null;
  title: string;
  variantTitle: string | null;
  sku: string | null;
  unitPriceMinor: bigint;
  quantity: number;
  processedQuantity: number;
  lineId: string | null;
};
export type DispositionType = 'RESTOCKED' | 'NOT_RESTOCKED' | 'PROCESSING_REQUIRED' | 'MISSING';
export type DispositionRecord = {
  __typename: 'ReverseFulfillmentOrderDisposition';
  id: string;
  type: DispositionType;
  quantity: number;
  locationId: string | null;
  createdAt: Date;
  by: string;
};
export type ReverseFulfillmentOrderLineRecord = {
  __typename: 'ReverseFulfillmentOrderLineItem';
  id: string;
  reverseFulfillmentOrderId: string;
  returnLineId: string;
  fulfillmentLineItemId: string;
  totalQuantity: number;
  dispositions: DispositionRecord[];
};
export type ReverseDeliveryRecord = {
  __typename: 'ReverseDelivery';
  id: string;
  reverseFulfillmentOrderId: string;
  lines: {
    __typename: 'ReverseDeliveryLineItem';
    id: string;
    quantity: number;
    reverseFulfillmentOrderLineItemId: string;
  }[];
  tracking: { number: string | null; url: string | null; carrierName: string | null } | null;
  label: { publicFileUrl: string; createdAt: Date; updatedAt: Date } | null;
  createdAt: Date;
};
export type ReverseFulfillmentOrderRecord = {
  __typename: 'ReverseFulfillmentOrder';
  id: string;
  orderId: string;
  returnId: string;
  status: 'OPEN' | 'CLOSED' | 'CANCELED';
  lines: ReverseFulfillmentOrderLineRecord[];
  reverseDeliveries: ReverseDeliveryRecord[];
  createdAt: Date;
};
export type ReturnRecord = {
  __typename: 'Return';
  id: string;
  orderId: string;
  name: string;
  status: ReturnStatus;
  createdAt: Date;
  requestApprovedAt: Date | null;
  closedAt: Date | null;
  decline: { reason: string; note: string | null } | null;
  lines: ReturnLineRecord[];
  exchangeLines: ExchangeLineRecord[];
  shippingFees: { __typename: 'ReturnShippingFee'; id: string; amountMinor: bigint }[];
  reverseFulfillmentOrders: ReverseFulfillmentOrderRecord[];
};

export type DisputeRecord = {
  __typename: 'ShopifyPaymentsDispute';
  id: string;
  orderId: string;
  status:
    | 'NEEDS_RESPONSE'
    | 'UNDER_REVIEW'
    | 'WON'
    | 'LOST'
    | 'ACCEPTED'
    | 'CHARGE_REFUNDED'
    | 'PREVENTED';
  initiatedAs: 'CHARGEBACK' | 'INQUIRY';
  amountMinor: bigint;
  createdAt: Date;
};

export type AddressRecord = {
  firstName: string;
  lastName: string;
  address1: string;
  city: string;
  zip: string;
  countryCode: string;
};

export type OrderRecord = {
  __typename: 'Order';
  id: string;
  number: number;
  name: string;
  createdAt: Date;
  updatedAt: Date;
  processedAt: Date;
  closedAt: Date | null;
  cancelledAt: Date | null;
  cancelReason: string | null;
  staffNote: string | null;
  email: string | null;
  phone: string | null;
  customerId: string | null;
  note: string | null;
  tags: string[];
  customAttributes: { key: string; value: string }[];
  sourceName: string | null;
  test: boolean;
  currency: string;
  presentmentCurrency: string;
  /** Shop money = presentment money × this, fixed when the order was placed. */
  shopPerPresentment: number;
  taxesIncluded: boolean;
  /** What orderCreate said about the payment; used while there is no transaction. */
  declaredFinancialStatus: string | null;
  discountApplications: DiscountApplication[];
  lines: LineRecord[];
  shippingLines: ShippingLineRecord[];
  fulfillmentOrders: FulfillmentOrderRecord[];
  fulfillments: FulfillmentRecord[];
  transactions: TransactionRecord[];
  refunds: RefundRecord[];
  returns: ReturnRecord[];
  disputes: DisputeRecord[];
  shippingAddress: AddressRecord | null;
};

export type WebhookSubscriptionRecord = {
  __typename: 'WebhookSubscription';
  id: string;
  /** Enum spelling, RETURNS_REQUEST. */
  topic: string;
  uri: string;
  name: string | null;
  filter: string | null;
  includeFields: string[];
  metafieldNamespaces: string[];
  format: 'JSON' | 'XML';
  apiVersion: string;
  createdAt: Date;
  updatedAt: Date;
  consecutiveFailures: number;
};

/** Everything that can be looked up by its global id. */
export type NodeRecord =
  | LocationRecord
  | ProductRecord
  | VariantRecord
  | InventoryItemRecord
  | InventoryLevelRecord
  | MetafieldRecord
  | CustomerRecord
  | OrderRecord
  | LineRecord
  | ShippingLineRecord
  | FulfillmentOrderRecord
  | FulfillmentOrderLineRecord
  | FulfillmentRecord
  | FulfillmentLineRecord
  | TransactionRecord
  | RefundRecord
  | RefundLineRecord
  | ReturnRecord
  | ReturnLineRecord
  | ExchangeLineRecord
  | ReverseFulfillmentOrderRecord
  | ReverseFulfillmentOrderLineRecord
  | ReverseDeliveryRecord
  | ReverseDeliveryRecord['lines'][number]
  | DisputeRecord
  | WebhookSubscriptionRecord;
