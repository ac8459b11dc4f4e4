import type { Fields, TransactionType } from '../model.ts';
import { isCustomLine, isLineField, readOnlyLine } from './fields.ts';
import { type NameValidation, refuseName } from './read-body.ts';
import {
  asObject,
  readBoolean,
  readCustom,
  readDecimal,
  readItems,
  readQuantity,
  readRecordId,
} from './read-values.ts';

export type AssignmentInput = {
  status: number | null;
  bin: number | null;
  quantity: number;
  inventoryNumber: string | null;
};

/** One row of an item sublist as it was sent. */
export type LineInput = {
  path: string;
  line?: number;
  orderLine?: number;
  itemId?: number;
  quantity?: number;
  rateE8?: bigint;
  amountE8?: bigint;
  isClosed?: boolean;
  itemReceive?: boolean;
  locationId?: number | null;
  inventory?: AssignmentInput[];
  custom: Record<string, Fields[string] | null>;
  extra: Record<string, unknown>;
};

type Reader = (row: LineInput, value: unknown, path: string) => void;

const readers: Readonly<Record<string, Reader>> = {
  line: (row, value, path) => {
    row.line = readQuantity(value, 'line', path);
  },
  orderLine: (row, value, path) => {
    row.orderLine = readQuantity(value, 'orderLine', path);
  },
  item: (row, value, path) => {
    const itemId = readRecordId(value, 'item', path);
    if (itemId !== null) row.itemId = itemId;
  },
  quantity: (row, value, path) => {
    row.quantity = readQuantity(value, 'quantity', path);
  },
  rate: (row, value, path) => {
    row.rateE8 = readDecimal(value, 'rate', path);
  },
  amount: (row, value, path) => {
    row.amountE8 = readDecimal(value, 'amount', path);
  },
  isClosed: (row, value, path) => {
    row.isClosed = readBoolean(value, 'isClosed', path);
  },
  itemReceive: (row, value, path) => {
    row.itemReceive = readBoolean(value, 'itemReceive', path);
  },
  location: (row, value, path) => {
    row.locationId = readRecordId(value, 'location', path);
  },
  inventoryDetail: (row, value, path) => {
    row.inventory = readAssignments(value, path);
  },
};

/** Reads one line; unknown columns are refused with their path. */
export function readLine(
  row: Record<string, unknown>,
  index: number,
  type: TransactionType,
  names: NameValidation,
): LineInput {
  const input: LineInput = { path: `item.items[${index}]`, custom: {}, extra: {} };
  for (const [name, value] of Object.entries(row)) {
    const path = `${input.path}.${name}`;
    if (isCustomLine(name)) input.custom[name] = readCustom(value, name, path);
    else if (!isLineField(type, name)) refuseName(name, path, names);
    else if (readOnlyLine.has(name)) continue;
    else if (readers[name] !== undefined) readers[name](input, value, path);
    else input.extra[name] = value;
  }
  return input;
}

function readAssignments(value: unknown, path: string): AssignmentInput[] {
  const sublist = asObject(value)?.['inventoryAssignment'] ?? { items: [] };
  return readItems(sublist, 'inventoryAssignment').map((row) => {
    const number = row['receiptInventoryNumber'];
    return {
      status: readRecordId(row['inventoryStatus'] ?? null, 'inventoryStatus', path),
      bin: readRecordId(row['binNumber'] ?? null, 'binNumber', path),
      quantity: readQuantity(row['quantity'] ?? 0, 'quantity', path),
      inventoryNumber: typeof number === 'string' ? number : null,
    };
  });
}
