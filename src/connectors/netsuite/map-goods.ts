import type { NetsuiteInspection, NetsuiteReceipt, NetsuiteRma } from '../../domain/snapshot.ts';
import { requiredColumn } from './column.ts';
import { wholeQuantity } from './money.ts';
import { statusChangeRecord } from './order-sql.ts';
import type { SuiteqlRow } from './suiteql.ts';

/** Maps receipts: a line whose units lie in several inventory statuses comes once for each status. */
export function mapReceipts(
  headers: readonly SuiteqlRow[],
  lineRows: readonly SuiteqlRow[],
  toIso: (accountTime: string) => string,
): readonly NetsuiteReceipt[] {
  return headers.map((header) => {
    const id = requiredColumn(header, 'id');
    return {
      id,
      tranId: header['tranid'] ?? '',
      rmaId: requiredColumn(header, 'createdfrom'),
      at: toIso(requiredColumn(header, 'createdat')),
      lines: lineRows
        .filter((row) => row['doc'] === id && row['sourceline'] !== undefined)
        .map((row) => ({
          rmaLine: wholeQuantity(requiredColumn(row, 'sourceline')),
          itemId: requiredColumn(row, 'item'),
          quantity: Math.abs(wholeQuantity(row['assignedquantity'] ?? row['quantity'] ?? '0')),
          locationId: row['location'] ?? null,
          inventoryStatus: row['inventorystatus'] ?? null,
          // A free-text column has no display value of its own.
          disposition: row['disposition'] ?? row['dispositionid'] ?? null,
        }))
        .filter((line) => line.quantity > 0),
    };
  });
}

/**
 * Maps stock judgements to the RMA that they name: by custom field (its id or number), else by exactly
 * one number in the memo. A movement that names two returns judges neither.
 */
export function mapInspections(
  lineRows: readonly SuiteqlRow[],
  rmas: readonly NetsuiteRma[],
  toIso: (accountTime: string) => string,
): readonly NetsuiteInspection[] {
  const documents = new Map<string, SuiteqlRow[]>();
  for (const row of lineRows) {
    if (row['recordtype'] !== statusChangeRecord) continue;
    const id = requiredColumn(row, 'doc');
    documents.set(id, [...(documents.get(id) ?? []), row]);
  }
  return [...documents].flatMap(([id, rows]) => {
    const first = rows[0];
    const rmaId = first === undefined ? null : namedRma(first, rmas);
    if (first === undefined || rmaId === null) return [];
    const lines = judgedLines(rows);
    return [{ id, rmaId, at: toIso(requiredColumn(first, 'createdat')), lines }];
  });
}

/** Which RMA a movement names; null for none and for more than one. */
export function namedRma(
  movement: SuiteqlRow,
  rmas: readonly { readonly id: string; readonly tranId: string }[],
): string | null {
  const reference = movement['rmaref'];
  const byField = rmas.filter((rma) => reference === rma.id || reference === rma.tranId);
  if (reference !== undefined) return byField[0]?.id ?? null;
  const words = new Set(memoWords(movement['memo']));
  const byMemo = rmas.filter((rma) => words.has(rma.tranId.toUpperCase()));
  return byMemo.length === 1 ? (byMemo[0]?.id ?? null) : null;
}

/** The words of a memo that could be a document number, upper case. */
export function memoWords(memo: string | undefined): readonly string[] {
  return (memo ?? '')
    .toUpperCase()
    .split(/[^A-Z0-9_-]+/)
    .filter((word) => /\d/.test(word));
}

/** A change of status takes units out of one status and puts them into another. */
function judgedLines(rows: readonly SuiteqlRow[]): NetsuiteInspection['lines'] {
  const quantityOf = (row: SuiteqlRow) => wholeQuantity(row['assignedquantity'] ?? '0');
  const taken = rows.filter((row) => quantityOf(row) < 0);
  return rows
    .filter((row) => quantityOf(row) > 0 && row['inventorystatus'] !== undefined)
    .map((row) => ({
      itemId: requiredColumn(row, 'item'),
      rmaLine: null,
      quantity: quantityOf(row),
      locationId: row['location'] ?? null,
      previousStatus:
        taken.find((other) => other['item'] === row['item'])?.['inventorystatus'] ?? null,
      revisedStatus: requiredColumn(row, 'inventorystatus'),
    }));
}
