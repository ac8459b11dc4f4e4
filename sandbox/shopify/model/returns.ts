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
