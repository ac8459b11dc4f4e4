import { invalidValue, NetsuiteError, userError } from '../errors.ts';
import type { Line, TransactionType } from '../model.ts';
import type { LineInput } from '../records/read-line.ts';
import type { OpenLine } from './open-lines.ts';

/** A line of the target: copied from a source line, or an extra row of the request. */
export type ChosenLine =
  | { kind: 'copied'; source: Line; units: number; maximumUnits: number; input: LineInput | null }
  | { kind: 'extra'; input: LineInput };

/**
 * Merges the request's rows into the default lines, keyed by orderLine. With `replaceItem` default lines
 * that were not sent vanish; without it they stay in full, which is NetSuite's way of returning everything.
 */
export function chooseLines(
  open: readonly OpenLine[],
  rows: readonly LineInput[] | undefined,
  target: TransactionType,
  replaceItem: boolean,
): ChosenLine[] {
  const keyed = keyRows(rows ?? []);
  const fixed = target === 'itemReceipt' || target === 'itemFulfillment';
  if (fixed && replaceItem) throw staticSublist('item');
  const chosen: ChosenLine[] = [];
  for (const line of open) {
    const input = keyed.get(line.source.line) ?? null;
    keyed.delete(line.source.line);
    if (input === null && replaceItem && rows !== undefined) continue;
    if (input?.itemReceive === false) continue;
    assertSameItem(line, input);
    chosen.push({
      kind: 'copied',
      source: line.source,
      units: input?.quantity ?? line.openQuantity,
      maximumUnits: line.maximumQuantity,
      input,
    });
  }
  for (const [orderLine, input] of keyed) {
    throw invalidValue(orderLine, 'orderLine', `${input.path}.orderLine`);
  }
  for (const input of rows ?? []) {
    if (input.orderLine !== undefined) continue;
    if (fixed) throw staticSublist(input.path);
    chosen.push({ kind: 'extra', input });
  }
  return chosen;
}

function keyRows(rows: readonly LineInput[]): Map<number, LineInput> {
  const keyed = new Map<number, LineInput>();
  for (const row of rows) {
    if (row.orderLine === undefined) continue;
    if (keyed.has(row.orderLine)) {
      throw new NetsuiteError(
        400,
        'DUPLICATE_KEYS',
        'There are multiple sublist lines with the same identifier.',
        'item.items',
      );
    }
    keyed.set(row.orderLine, row);
  }
  return keyed;
}

function assertSameItem(line: OpenLine, input: LineInput | null): void {
  if (input?.itemId === undefined || input.itemId === line.source.itemId) return;
  throw invalidValue(input.itemId, 'item', `${input.path}.item`);
}

/** The refusal that practitioners meet when a prefilled sublist is written to. */
export function staticSublist(path: string): NetsuiteError {
  return userError(
    'You have attempted an invalid sublist or line item operation. You are either trying to access a field on a non-existent line or you are trying to add or remove lines from a static sublist.',
    path,
  );
}
