import type { RefundRecord, TransactionRecord } from './payments.ts';
import type { ReturnRecord } from './returns.ts';

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
