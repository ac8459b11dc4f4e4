/** Answers in the shape of the Admin API, for one order; amounts are euros. */
export const money = (amount: string, currencyCode = 'EUR') => ({
  presentmentMoney: { amount, currencyCode },
});

export const page = <Node>(nodes: readonly Node[], endCursor: string | null = null) => ({
  nodes,
  pageInfo: { hasNextPage: endCursor !== null, endCursor },
});

export const aLine = (number: number, more: object = {}) => ({
  id: `gid://shopify/LineItem/${number}`,
  title: `Article ${number}`,
  sku: `SKU-${number}`,
  quantity: 2,
  requiresShipping: true,
  originalUnitPriceSet: money('20.0'),
  discountAllocations: [
    { allocatedAmountSet: money('3.0') },
    { allocatedAmountSet: money('1.05') },
  ],
  taxLines: [{ title: 'MwSt', rate: 0.19, priceSet: money('5.74') }],
  variant: {
    id: `gid://shopify/ProductVariant/${number}`,
    inventoryItem: { id: `gid://shopify/InventoryItem/${number}`, tracked: true },
  },
  ...more,
});

export const aReturnLine = (number: number, more: object = {}) => ({
  id: `gid://shopify/ReturnLineItem/${number}`,
  quantity: 1,
  processedQuantity: 0,
  refundedQuantity: 0,
  returnReasonDefinition: { handle: 'too-small' },
  returnReasonNote: '',
  fulfillmentLineItem: {
    id: `gid://shopify/FulfillmentLineItem/${number}`,
    lineItem: { id: `gid://shopify/LineItem/${number}` },
  },
  restockingFee: null,
  ...more,
});

export const aReverseLine = (number: number, more: object = {}) => ({
  id: `gid://shopify/ReverseFulfillmentOrderLineItem/${number}`,
  totalQuantity: 1,
  fulfillmentLineItem: { id: `gid://shopify/FulfillmentLineItem/${number}` },
  dispositions: [],
  ...more,
});

export const aReverseOrder = (number: number, more: object = {}) => ({
  id: `gid://shopify/ReverseFulfillmentOrder/${number}`,
  status: 'OPEN',
  lineItems: page([aReverseLine(1)]),
  ...more,
});

export const aReturn = (number: number, more: object = {}) => ({
  id: `gid://shopify/Return/${number}`,
  name: `#1001-R${number}`,
  status: 'OPEN',
  createdAt: '2026-11-03T09:00:00Z',
  returnLineItems: page([aReturnLine(1)]),
  exchangeLineItems: page([]),
  returnShippingFees: [{ amountSet: money('4.9') }],
  reverseFulfillmentOrders: page([aReverseOrder(1)]),
  ...more,
});

export const aTransaction = (number: number, more: object = {}) => ({
  id: `gid://shopify/OrderTransaction/${number}`,
  kind: 'SALE',
  status: 'SUCCESS',
  gateway: 'shopify_payments',
  manualPaymentGateway: false,
  createdAt: '2026-11-01T08:00:00Z',
  amountSet: money('71.66'),
  maximumRefundableV2: null,
  parentTransaction: null,
  ...more,
});

export const anOrder = (more: object = {}) => ({
  id: 'gid://shopify/Order/1',
  name: '#1001',
  createdAt: '2026-11-01T08:00:00Z',
  updatedAt: '2026-11-03T09:00:00Z',
  currencyCode: 'EUR',
  presentmentCurrencyCode: 'EUR',
  taxesIncluded: true,
  email: 'someone@example.com',
  tags: ['vip'],
  status: null,
  netPaymentSet: money('71.66'),
  totalRefundedSet: money('0.0'),
  disputes: [],
  lineItems: page([aLine(1)]),
  shippingLines: page([
    {
      id: 'gid://shopify/ShippingLine/1',
      title: 'Standard',
      originalPriceSet: money('4.9'),
      discountAllocations: [],
      taxLines: [{ title: 'MwSt', rate: 0.19, priceSet: money('0.78') }],
    },
  ]),
  transactions: [aTransaction(1)],
  refunds: [],
  returns: page([aReturn(1)]),
  ...more,
});

export const aRefund = (number: number, more: object = {}) => ({
  id: `gid://shopify/Refund/${number}`,
  createdAt: '2026-11-10T10:00:00Z',
  note: `effect ${number}`,
  return: null,
  totalRefundedSet: money('10.0'),
  refundLineItems: page([]),
  transactions: page([
    {
      id: 'gid://shopify/OrderTransaction/5',
      status: 'SUCCESS',
      gateway: 'shopify_payments',
      amountSet: money('10.0'),
      parentTransaction: { id: 'gid://shopify/OrderTransaction/1' },
    },
  ]),
  ...more,
});
