/** The documents of an account. Ids are numbers inside, strings on the wire. Money is minor units. */
export const transactionTypes = [
  'salesOrder',
  'invoice',
  'cashSale',
  'customerPayment',
  'customerDeposit',
  'itemFulfillment',
  'returnAuthorization',
  'itemReceipt',
  'creditMemo',
  'cashRefund',
  'customerRefund',
  'inventoryStatusChange',
  'binTransfer',
] as const;
export type TransactionType = (typeof transactionTypes)[number];

export type ItemKind = 'InvtPart' | 'Kit' | 'Service' | 'OthCharge' | 'Discount' | 'GiftCert';

export type Item = {
  id: number;
  itemId: string;
  displayName: string;
  kind: ItemKind;
  /** Tax of a charge line: as the sale's shipping, or never. */
  charge: 'shipping' | 'fee' | null;
  lastModifiedAt: Date;
};

export type Customer = {
  id: number;
  externalId: string | null;
  entityId: string;
  email: string | null;
  lastModifiedAt: Date;
};

export type Place = { id: number; name: string };

/** What a custom or passing field may hold, as it came over the wire. */
export type FieldValue = string | number | boolean | { id: string; refName?: string };
export type Fields = Record<string, FieldValue>;

/** Part of a line's tax. `rateE8` is the percentage with eight decimals. */
export type LineTax = { title: string; rateE8: bigint; amountMinor: bigint };

/** Where units of an inventory line lie; `quantity` is positive, `from` only on movements. */
export type Assignment = {
  status: number;
  bin: number | null;
  quantity: number;
  inventoryNumber: string | null;
  fromStatus?: number;
  fromBin?: number | null;
};

export type Line = {
  line: number;
  uniqueKey: number;
  itemId: number;
  kind: ItemKind;
  quantity: number;
  rateE8: bigint;
  /** Net of tax; negative on discount lines and deductions. */
  amountMinor: bigint;
  taxMinor: bigint;
  taxes: LineTax[];
  location: number | null;
  isClosed: boolean;
  orderDoc: number | null;
  orderLine: number | null;
  /** The line that a Discount line belongs to. */
  discountOf: number | null;
  quantityFulfilled: number;
  quantityReceived: number;
  quantityBilled: number;
  assignments: Assignment[];
  custom: Fields;
  extra: Record<string, unknown>;
};

export type HeaderDiscount = {
  itemId: number;
  /** Either a percentage (eight decimals, positive) or a flat amount. */
  percentE8: bigint | null;
  amountMinor: bigint;
};

export type Application = { docId: number; amountMinor: bigint };

export type HandlingMode = 'SAVE_ONLY' | 'PROCESS' | 'MIMIC';

export type Payment = {
  handlingMode: HandlingMode;
  paymentOption: string | null;
  account: string | null;
  /** True when NetSuite itself moved money through its gateway. */
  paidThroughGateway: boolean;
};

export type Doc = {
  id: number;
  type: TransactionType;
  tranId: string;
  externalId: string | null;
  customerId: number;
  currency: string;
  exchangeRate: number;
  location: number | null;
  /** YYYY-MM-DD in the account's zone. */
  tranDate: string;
  createdAt: Date;
  lastModifiedAt: Date;
  version: number;
  createdFrom: number | null;
  memo: string | null;
  otherRefNum: string | null;
  orderStatus: 'A' | 'B';
  cancelled: boolean;
  voided: boolean;
  lines: Line[];
  shippingMinor: bigint;
  shippingTaxMinor: bigint;
  shippingTaxes: LineTax[];
  headerDiscount: HeaderDiscount | null;
  /** Amount of documents without lines: payments, deposits, refunds. */
  paymentMinor: bigint;
  applications: Application[];
  payment: Payment | null;
  /** The sale's prices included tax: a unit's net is its gross less its tax. */
  taxIncluded: boolean;
  /** Seed of the differing tax arithmetic, inherited from the sale; null where NetSuite agrees. */
  taxDifference: string | null;
  statusMove: { previous: number; revised: number } | null;
  custom: Fields;
  extra: Record<string, unknown>;
};

/** A document before it has an id: what a preview shows and a save turns into a document. */
export type Draft = Omit<
  Doc,
  'id' | 'tranId' | 'createdAt' | 'lastModifiedAt' | 'version' | 'tranDate'
> & { tranDate: string | null; tranId: string | null };

/** SuiteQL type code and labels of each transaction type. */
export const typeFacts: Record<
  TransactionType,
  {
    code: string;
    label: string;
    prefix: string;
    posting: boolean;
    sign: 'sale' | 'return' | 'none';
  }
> = {
  salesOrder: {
    code: 'SalesOrd',
    label: 'Sales Order',
    prefix: 'SO',
    posting: false,
    sign: 'sale',
  },
  invoice: { code: 'CustInvc', label: 'Invoice', prefix: 'INV', posting: true, sign: 'sale' },
  cashSale: { code: 'CashSale', label: 'Cash Sale', prefix: 'CS', posting: true, sign: 'sale' },
  customerPayment: {
    code: 'CustPymt',
    label: 'Payment',
    prefix: 'PYMT',
    posting: true,
    sign: 'none',
  },
  customerDeposit: {
    code: 'CustDep',
    label: 'Customer Deposit',
    prefix: 'CD',
    posting: true,
    sign: 'none',
  },
  itemFulfillment: {
    code: 'ItemShip',
    label: 'Item Fulfillment',
    prefix: 'IF',
    posting: true,
    sign: 'none',
  },
  returnAuthorization: {
    code: 'RtnAuth',
    label: 'Return Authorization',
    prefix: 'RMA',
    posting: false,
    sign: 'return',
  },
  itemReceipt: {
    code: 'ItemRcpt',
    label: 'Item Receipt',
    prefix: 'IR',
    posting: true,
    sign: 'none',
  },
  creditMemo: {
    code: 'CustCred',
    label: 'Credit Memo',
    prefix: 'CM',
    posting: true,
    sign: 'return',
  },
  cashRefund: {
    code: 'CashRfnd',
    label: 'Cash Refund',
    prefix: 'CR',
    posting: true,
    sign: 'return',
  },
  customerRefund: {
    code: 'CustRfnd',
    label: 'Customer Refund',
    prefix: 'CRF',
    posting: true,
    sign: 'none',
  },
  inventoryStatusChange: {
    code: 'StatChng',
    label: 'Inventory Status Change',
    prefix: 'ISC',
    posting: true,
    sign: 'none',
  },
  binTransfer: {
    code: 'BinTrnfr',
    label: 'Bin Transfer',
    prefix: 'BT',
    posting: true,
    sign: 'none',
  },
};

/** Whether units of this kind pass through a warehouse. */
export function isReceivable(kind: ItemKind): boolean {
  return kind === 'InvtPart' || kind === 'Kit';
}

/** Whether the kind is counted in units that a credit uses up. */
export function isCountable(kind: ItemKind): boolean {
  return kind !== 'Discount';
}
