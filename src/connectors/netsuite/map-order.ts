import type {
  NetsuiteCredit,
  NetsuiteCustomerRefund,
  NetsuiteRma,
  NetsuiteSide,
  NetsuiteSource,
  SourceType,
} from '../../domain/snapshot.ts';
import { isoOf, offsetMinutes } from './account-time.ts';
import { changeKey } from './changes.ts';
import { isTrue, requiredColumn } from './column.ts';
import { mapInspections, mapReceipts } from './map-goods.ts';
import { type DocumentLines, linesByDocument, mapLines } from './map-lines.ts';
import { minorFromDecimal } from './money.ts';
import { statusChangeRecord } from './order-sql.ts';
import { absolute } from './sign.ts';
import type { SuiteqlRow } from './suiteql.ts';

const sourceTypes: Readonly<Record<string, SourceType>> = {
  SalesOrd: 'salesOrder',
  CustInvc: 'invoice',
  CashSale: 'cashSale',
};

const noLines: DocumentLines = { lines: [], taxMinor: 0n };

/** Turns the two result sets of `readOrder` into NetSuite's side of a snapshot. Pure. */
export function mapOrder(
  documentRows: readonly SuiteqlRow[],
  lineRows: readonly SuiteqlRow[],
  nowMs: number,
): NetsuiteSide {
  const headers = new Map<string, SuiteqlRow>();
  for (const row of documentRows) {
    const id = requiredColumn(row, 'id');
    if (!headers.has(id)) headers.set(id, row);
  }
  const ofType = (...types: readonly string[]) =>
    [...headers.values()].filter((row) => types.includes(row['type'] ?? ''));
  const lines = linesByDocument(lineRows);
  const money = (row: SuiteqlRow): DocumentLines => {
    const rows = lines.get(requiredColumn(row, 'id'));
    return rows === undefined ? noLines : mapLines(rows, requiredColumn(row, 'currency'));
  };
  const accountNow = documentRows[0]?.['accountnow'];
  const offset = accountNow === undefined ? 0 : offsetMinutes(accountNow, nowMs);
  const toIso = (accountTime: string) => isoOf(accountTime, offset);

  const billed = ofType('CustInvc', 'CashSale').filter((row) => !isVoided(row));
  const salesOrder = ofType('SalesOrd')[0] ?? null;
  const sources = billed.length > 0 ? billed : ofType('SalesOrd');
  const rmas = ofType('RtnAuth').map((row) => mapRma(row, money(row)));
  const rmaIds = new Set(rmas.map((rma) => rma.id));
  const sourceOfRma = new Map(rmas.map((rma) => [rma.id, rma.sourceId]));
  const credits = ofType('CustCred', 'CashRfnd')
    // A memo made from something outside this order was merely applied to one of its invoices.
    .filter((row) => row['createdfrom'] === undefined || headers.has(row['createdfrom']))
    .map((row) => mapCredit(row, money(row), sourceOfRma, toIso));

  return {
    readAt: new Date(nowMs).toISOString(),
    salesOrder:
      salesOrder === null
        ? null
        : { id: requiredColumn(salesOrder, 'id'), tranId: salesOrder['tranid'] ?? '' },
    sources: sources.map((row) => mapSource(row, money(row))),
    rmas,
    receipts: mapReceipts(
      ofType('ItemRcpt').filter((row) => rmaIds.has(row['createdfrom'] ?? '')),
      lineRows,
      toIso,
    ),
    inspections: mapInspections(lineRows, rmas, toIso),
    credits,
    seen: seenChanges([...headers.values()], lineRows),
    customerRefunds: mapCustomerRefunds(documentRows, new Set(credits.map((credit) => credit.id))),
  };
}

/** The state of each document as the change feed would name it, so that it need not be read for that. */
function seenChanges(
  headers: readonly SuiteqlRow[],
  lineRows: readonly SuiteqlRow[],
): readonly string[] {
  const judgements = lineRows.filter((row) => row['recordtype'] === statusChangeRecord);
  const keys = [
    ...headers.map((row) =>
      changeKey(requiredColumn(row, 'id'), row['lmd'] ?? '', row['status'] ?? ''),
    ),
    ...judgements.map((row) =>
      changeKey(requiredColumn(row, 'doc'), row['lmd'] ?? '', row['status'] ?? ''),
    ),
  ];
  return [...new Set(keys)];
}

function mapSource(row: SuiteqlRow, money: DocumentLines): NetsuiteSource {
  const currency = requiredColumn(row, 'currency');
  return {
    type: sourceTypes[row['type'] ?? ''] ?? 'salesOrder',
    id: requiredColumn(row, 'id'),
    tranId: row['tranid'] ?? '',
    currency,
    totalMinor: totalOf(row, currency),
    remainingMinor:
      row['type'] === 'CustInvc'
        ? absolute(minorFromDecimal(row['foreignamountunpaid'] ?? '0', currency))
        : 0n,
    lines: sourceLines(money.lines),
  };
}

/**
 * Lines a transform can name. A line discount is folded into its line but stays listed, worth nothing:
 * a return that leaves it out loses the discount (`withDiscountLines`).
 */
function sourceLines(lines: DocumentLines['lines']): NetsuiteSource['lines'] {
  return lines.flatMap((line) => {
    if (line.itemType === 'ShipItem') return [];
    const { itemId, itemType, sku, quantity, amountMinor, rate, shopifyLineId } = line;
    return [
      { line: line.line, itemId, itemType, sku, quantity, amountMinor, rate, shopifyLineId },
      ...line.discounts.map((discount) => ({
        line: discount.line,
        itemId: discount.itemId,
        itemType: 'Discount',
        sku: null,
        quantity: 0,
        amountMinor: 0n,
        rate: null,
        shopifyLineId: null,
      })),
    ];
  });
}

function mapRma(row: SuiteqlRow, money: DocumentLines): NetsuiteRma {
  const currency = requiredColumn(row, 'currency');
  return {
    id: requiredColumn(row, 'id'),
    tranId: row['tranid'] ?? '',
    externalId: row['externalid'] ?? null,
    sourceId: row['createdfrom'] ?? null,
    status: statusLetter(row),
    currency,
    totalMinor: totalOf(row, currency),
    taxMinor: money.taxMinor,
    lines: money.lines.map((line) => ({
      line: line.line,
      orderLine: line.sourceLine,
      itemId: line.itemId,
      itemType: line.itemType,
      sku: line.sku,
      quantity: line.quantity,
      quantityReceived: line.quantityReceived,
      quantityBilled: line.quantityBilled,
      isClosed: line.isClosed,
      amountMinor: line.amountMinor,
    })),
  };
}

function mapCredit(
  row: SuiteqlRow,
  money: DocumentLines,
  sourceOfRma: ReadonlyMap<string, string | null>,
  toIso: (accountTime: string) => string,
): NetsuiteCredit {
  const currency = requiredColumn(row, 'currency');
  const createdFrom = row['createdfrom'] ?? null;
  const rmaId = createdFrom !== null && sourceOfRma.has(createdFrom) ? createdFrom : null;
  const totalMinor = totalOf(row, currency);
  const isMemo = row['type'] === 'CustCred';
  return {
    id: requiredColumn(row, 'id'),
    type: isMemo ? 'creditMemo' : 'cashRefund',
    tranId: row['tranid'] ?? '',
    externalId: row['externalid'] ?? null,
    rmaId,
    sourceId: rmaId === null ? createdFrom : (sourceOfRma.get(rmaId) ?? null),
    status: statusLetter(row),
    voided: isVoided(row),
    postedAt: toIso(requiredColumn(row, 'createdat')),
    currency,
    totalMinor,
    taxMinor: money.taxMinor,
    remainingMinor: isMemo ? remainingOf(row, currency, totalMinor) : null,
    shopifyRefundId: row['refundid'] ?? null,
    lines: money.lines.map((line) => ({
      rmaLine: rmaId === null ? null : line.sourceLine,
      itemId: line.itemId,
      quantity: line.quantity,
      amountMinor: line.amountMinor,
    })),
  };
}

/** What is left of a memo; where SuiteQL shows neither column, the letter tells whether it is used up. */
function remainingOf(row: SuiteqlRow, currency: string, totalMinor: bigint): bigint {
  const unused = row['foreignpaymentamountunused'] ?? row['foreignamountunpaid'];
  if (unused !== undefined) return absolute(minorFromDecimal(unused, currency));
  return statusLetter(row) === 'A' ? totalMinor : 0n;
}

/** A refund that pays several memos comes in one row for each; memos of other orders are left out. */
function mapCustomerRefunds(
  rows: readonly SuiteqlRow[],
  creditIds: ReadonlySet<string>,
): readonly NetsuiteCustomerRefund[] {
  return rows
    .filter((row) => row['type'] === 'CustRfnd' && creditIds.has(row['appliedto'] ?? ''))
    .map((row) => ({
      id: requiredColumn(row, 'id'),
      externalId: row['externalid'] ?? null,
      creditId: requiredColumn(row, 'appliedto'),
      amountMinor: absolute(
        minorFromDecimal(requiredColumn(row, 'appliedamount'), requiredColumn(row, 'currency')),
      ),
      voided: isVoided(row),
    }));
}

function totalOf(row: SuiteqlRow, currency: string): bigint {
  return absolute(minorFromDecimal(row['foreigntotal'] ?? '0', currency));
}

/** The letter alone: some channels give `RtnAuth:B`. */
function statusLetter(row: SuiteqlRow): string {
  return (row['status'] ?? '').split(':').at(-1) ?? '';
}

function isVoided(row: SuiteqlRow): boolean {
  return isTrue(row['voided']) || statusLetter(row) === 'V';
}
