import { invalidValue, NetsuiteError } from '../errors.ts';
import type { Fields, HandlingMode, TransactionType } from '../model.ts';
import { isBodyField, isCustomBody, readOnlyBody } from './fields.ts';
import { type LineInput, readLine } from './read-line.ts';
import {
  asObject,
  readBoolean,
  readCustom,
  readDate,
  readDecimal,
  readItems,
  readRecordId,
  readReference,
} from './read-values.ts';

export type NameValidation = 'Error' | 'Warning' | 'Ignore';
export type ApplyInput = { docId: number; apply: boolean; amountE8: bigint | null; path: string };

/** A request body read field by field; what is absent was not sent, null means cleared. */
export type BodyInput = {
  externalId?: string | null;
  tranDate?: string;
  tranId?: string;
  memo?: string | null;
  locationId?: number | null;
  entityId?: number | null;
  currencyId?: number | null;
  otherRefNum?: string | null;
  orderStatus?: 'A' | 'B';
  shippingE8?: bigint;
  discountItemId?: number | null;
  discountRate?: { percentE8: bigint } | { amountE8: bigint } | null;
  handlingMode?: HandlingMode;
  paymentOption?: string | null;
  accountId?: string | null;
  paymentE8?: bigint;
  salesOrderId?: number | null;
  items?: LineInput[];
  apply?: ApplyInput[];
  deposit?: ApplyInput[];
  custom: Record<string, Fields[string] | null>;
  extra: Record<string, unknown>;
};

type Reader = (
  input: BodyInput,
  value: unknown,
  type: TransactionType,
  names: NameValidation,
) => void;

const readers: Readonly<Record<string, Reader>> = {
  externalId: (input, value) => {
    input.externalId = readText(value, 'externalId');
  },
  tranDate: (input, value) => {
    input.tranDate = readDate(value, 'tranDate', 'tranDate');
  },
  tranId: (input, value) => {
    const tranId = readText(value, 'tranId');
    if (tranId !== null) input.tranId = tranId;
  },
  memo: (input, value) => {
    input.memo = readText(value, 'memo');
  },
  otherRefNum: (input, value) => {
    input.otherRefNum = readText(value, 'otherRefNum');
  },
  location: (input, value) => {
    input.locationId = readRecordId(value, 'location', 'location');
  },
  entity: (input, value) => {
    input.entityId = readRecordId(value, 'entity', 'entity');
  },
  customer: (input, value) => {
    input.entityId = readRecordId(value, 'customer', 'customer');
  },
  currency: (input, value) => {
    input.currencyId = readRecordId(value, 'currency', 'currency');
  },
  salesOrder: (input, value) => {
    input.salesOrderId = readRecordId(value, 'salesOrder', 'salesOrder');
  },
  orderStatus: (input, value) => {
    const letter = readReference(value, 'orderStatus', 'orderStatus');
    if (letter !== 'A' && letter !== 'B') throw invalidValue(letter, 'orderStatus', 'orderStatus');
    input.orderStatus = letter;
  },
  shippingCost: (input, value) => {
    input.shippingE8 = readDecimal(value, 'shippingCost', 'shippingCost');
  },
  payment: (input, value) => {
    input.paymentE8 = readDecimal(value, 'payment', 'payment');
  },
  discountItem: (input, value) => {
    input.discountItemId = readRecordId(value, 'discountItem', 'discountItem');
  },
  discountRate: (input, value) => {
    input.discountRate = readDiscountRate(value);
  },
  handlingMode: (input, value) => {
    const mode = readReference(value, 'handlingMode', 'handlingMode');
    if (mode !== 'SAVE_ONLY' && mode !== 'PROCESS' && mode !== 'MIMIC') {
      throw invalidValue(mode, 'handlingMode', 'handlingMode');
    }
    input.handlingMode = mode;
  },
  paymentOption: (input, value) => {
    input.paymentOption = readReference(value, 'paymentOption', 'paymentOption');
  },
  account: (input, value) => {
    input.accountId = readReference(value, 'account', 'account');
  },
  item: (input, value, type, names) => {
    input.items = readItems(value, 'item').map((row, index) => readLine(row, index, type, names));
  },
  apply: (input, value) => {
    input.apply = readApplications(value, 'apply');
  },
  deposit: (input, value) => {
    input.deposit = readApplications(value, 'deposit');
  },
};

/** Reads a transaction's body; throws INVALID_CONTENT with the path of the first thing wrong. */
export function readBody(body: unknown, type: TransactionType, names: NameValidation): BodyInput {
  const input: BodyInput = { custom: {}, extra: {} };
  const object = body === undefined ? {} : asObject(body);
  if (object === null)
    throw new NetsuiteError(400, 'INVALID_CONTENT', 'Invalid content in the request body.');
  for (const [name, value] of Object.entries(object)) {
    if (isCustomBody(name)) input.custom[name] = readCustom(value, name, name);
    else if (!isBodyField(type, name)) refuseName(name, name, names);
    else if (readOnlyBody.has(name)) continue;
    else if (readers[name] !== undefined) readers[name](input, value, type, names);
    else input.extra[name] = value;
  }
  return input;
}

/** What an unknown property does: an error, or nothing. */
export function refuseName(name: string, path: string, names: NameValidation): void {
  if (names !== 'Error') return;
  throw new NetsuiteError(
    400,
    'INVALID_CONTENT',
    `Error while accessing a resource. The request body contains an unknown property '${name}'.`,
    path,
  );
}

function readText(value: unknown, field: string): string | null {
  if (value === null || typeof value === 'string') return value === '' ? null : value;
  throw invalidValue(value, field, field);
}

function readDiscountRate(value: unknown): NonNullable<BodyInput['discountRate']> | null {
  if (value === null || value === '') return null;
  if (typeof value === 'string' && value.trim().endsWith('%')) {
    const percentE8 = readDecimal(value.trim().slice(0, -1), 'discountRate', 'discountRate');
    return percentE8 === 0n ? null : { percentE8: percentE8 < 0n ? -percentE8 : percentE8 };
  }
  const amountE8 = readDecimal(value, 'discountRate', 'discountRate');
  return amountE8 === 0n ? null : { amountE8: amountE8 < 0n ? -amountE8 : amountE8 };
}

function readApplications(value: unknown, field: string): ApplyInput[] {
  return readItems(value, field).map((row, index) => {
    const path = `${field}.items[${index}]`;
    const docId = readRecordId(row['doc'] ?? null, 'doc', `${path}.doc`);
    if (docId === null) throw invalidValue(row['doc'] ?? '', 'doc', `${path}.doc`);
    return {
      docId,
      apply:
        row['apply'] === undefined ? true : readBoolean(row['apply'], 'apply', `${path}.apply`),
      amountE8:
        row['amount'] === undefined ? null : readDecimal(row['amount'], 'amount', `${path}.amount`),
      path,
    };
  });
}
