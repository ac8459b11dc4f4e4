import type { Doc, Draft, Line, TransactionType } from './model.ts';

/** A draft with nothing on it. */
export function emptyDraft(type: TransactionType, customerId: number, currency: string): Draft {
  return {
    type,
    externalId: null,
    customerId,
    currency,
    exchangeRate: 1,
    location: null,
    tranDate: null,
    tranId: null,
    createdFrom: null,
    memo: null,
    otherRefNum: null,
    orderStatus: 'B',
    cancelled: false,
    voided: false,
    lines: [],
    shippingMinor: 0n,
    shippingTaxMinor: 0n,
    shippingTaxes: [],
    headerDiscount: null,
    paymentMinor: 0n,
    applications: [],
    payment: null,
    taxIncluded: false,
    taxDifference: null,
    statusMove: null,
    custom: {},
    extra: {},
  };
}

/** A draft that inherits customer, currency and the sale's tax habits from its source. */
export function draftFrom(source: Doc, type: TransactionType): Draft {
  return {
    ...emptyDraft(type, source.customerId, source.currency),
    exchangeRate: source.exchangeRate,
    location: source.location,
    createdFrom: source.id,
    otherRefNum: source.otherRefNum,
    taxIncluded: source.taxIncluded,
    taxDifference: source.taxDifference,
    custom: { ...source.custom },
  };
}

/** A line with nothing counted yet. */
export function newLine(
  line: Pick<Line, 'line' | 'itemId' | 'kind' | 'quantity'> & Partial<Line>,
): Line {
  return {
    uniqueKey: 0,
    rateE8: 0n,
    amountMinor: 0n,
    taxMinor: 0n,
    taxes: [],
    location: null,
    isClosed: false,
    orderDoc: null,
    orderLine: null,
    discountOf: null,
    quantityFulfilled: 0,
    quantityReceived: 0,
    quantityBilled: 0,
    assignments: [],
    custom: {},
    extra: {},
    ...line,
  };
}
