import { isTrue, requiredColumn } from './column.ts';
import { minorFromDecimal, wholeQuantity } from './money.ts';
import { absoluteQuantity, amountsOwed, byPosition } from './sign.ts';
import type { SuiteqlRow } from './suiteql.ts';

/** One line of a document, with discounts taken off, before tax; positive is the goods' side. */
export interface DocumentLine {
  readonly line: number;
  readonly sourceLine: number | null;
  readonly itemId: string;
  readonly itemType: string;
  readonly sku: string | null;
  readonly quantity: number;
  readonly quantityReceived: number;
  readonly quantityBilled: number;
  readonly isClosed: boolean;
  readonly rate: string | null;
  readonly shopifyLineId: string | null;
  readonly amountMinor: bigint;
  /** Discount lines that were folded into this one. */
  readonly discounts: readonly { readonly line: number; readonly itemId: string }[];
}

export interface DocumentLines {
  readonly lines: readonly DocumentLine[];
  readonly taxMinor: bigint;
}

/** Lines that only structure a document; their amounts repeat those of others. */
const structural = new Set(['Subtotal', 'Description', 'Group', 'EndGroup']);

/** Groups rows by document, one row a line: a line comes once for each of its assignments. */
export function linesByDocument(
  rows: readonly SuiteqlRow[],
): ReadonlyMap<string, readonly SuiteqlRow[]> {
  const documents = new Map<string, Map<string, SuiteqlRow>>();
  for (const row of rows) {
    const document = requiredColumn(row, 'doc');
    const lines = documents.get(document) ?? new Map<string, SuiteqlRow>();
    const line = requiredColumn(row, 'line');
    if (!lines.has(line)) lines.set(line, row);
    documents.set(document, lines);
  }
  return new Map([...documents].map(([id, lines]) => [id, [...lines.values()].sort(byPosition)]));
}

/**
 * Reads a money document's lines: discount lines are folded into the line they follow, tax rows are
 * summed. A discount on the whole document is no line: it shows as total less lines and tax.
 */
export function mapLines(rows: readonly SuiteqlRow[], currency: string): DocumentLines {
  const counted = rows.filter((row) => !structural.has(row['itemtype'] ?? ''));
  const owed = amountsOwed(counted.map((row) => minorFromDecimal(row['amount'] ?? '0', currency)));
  const lines: DocumentLine[] = [];
  let taxMinor = 0n;
  counted.forEach((row, index) => {
    const amountMinor = owed[index] ?? 0n;
    if (isTrue(row['taxline'])) {
      taxMinor += amountMinor;
      return;
    }
    const previous = lines.at(-1);
    if (isDocumentDiscount(row)) return;
    const line = lineOf(row);
    if (line.itemType === 'Discount' && previous !== undefined) {
      lines[lines.length - 1] = {
        ...previous,
        amountMinor: previous.amountMinor + amountMinor,
        discounts: [...previous.discounts, { line: line.line, itemId: line.itemId }],
      };
      return;
    }
    lines.push({ ...line, amountMinor });
  });
  return { lines, taxMinor };
}

/** What a line says besides its amount. */
export function lineOf(row: SuiteqlRow): Omit<DocumentLine, 'amountMinor'> {
  const quantity = (name: string) => absoluteQuantity(wholeQuantity(row[name] ?? '0'));
  const sourceLine = row['sourceline'];
  return {
    line: wholeQuantity(requiredColumn(row, 'line')),
    sourceLine: sourceLine === undefined ? null : wholeQuantity(sourceLine),
    itemId: row['item'] ?? '',
    itemType: row['itemtype'] ?? '',
    sku: row['sku'] ?? null,
    quantity: quantity('quantity'),
    quantityReceived: quantity('quantityshiprecv'),
    quantityBilled: quantity('quantitybilled'),
    isClosed: isTrue(row['isclosed']),
    rate: row['rate'] ?? null,
    shopifyLineId: lineGid(row['shopifyline']),
    discounts: [],
  };
}

/** Importers store a line's id as a gid or as its number; inside it is always a gid. */
function lineGid(stored: string | undefined): string | null {
  if (stored === undefined || stored === '') return null;
  return stored.startsWith('gid://') ? stored : `gid://shopify/LineItem/${stored}`;
}

/** Where the flag is not shown, a discount line without a rate of its own is the header's. */
function isDocumentDiscount(row: SuiteqlRow): boolean {
  if (row['itemtype'] !== 'Discount') return false;
  const flag = row['transactiondiscount'];
  return flag === undefined ? row['rate'] === undefined : isTrue(flag);
}
