import type { Account } from '../account.ts';
import { newLine } from '../drafts.ts';
import { invalidValue, NetsuiteError, userError } from '../errors.ts';
import { goodStatus, inspectionStatus } from '../fixtures.ts';
import { hashInteger } from '../hash.ts';
import {
  type Assignment,
  type Doc,
  type Fields,
  isReceivable,
  type Line,
  type TransactionType,
  typeFacts,
} from '../model.ts';
import type { LineInput } from '../records/read-line.ts';
import { type ChosenLine, staticSublist } from './choose-lines.ts';
import { priceCopied, priceDiscount, priceExtra } from './price-line.ts';
import { priorReturnedUnits } from './prior-units.ts';

/** The target's lines, priced and numbered; line numbers have gaps, as they have after edits. */
export function buildLines(
  account: Account,
  source: Doc,
  target: TransactionType,
  chosen: readonly ChosenLine[],
): Line[] {
  const built: Line[] = [];
  const bySource = new Map<number, { line: Line; units: number; source: Line }>();
  let number = 0;
  for (const [index, one] of chosen.entries()) {
    number +=
      1 + (hashInteger(account.seed, String(source.id), target, String(index)) % 3 === 0 ? 1 : 0);
    if (one.kind === 'extra') {
      built.push(extraLine(account, source, one.input, number));
    } else if (one.source.kind === 'Discount') {
      const parent = bySource.get(one.source.discountOf ?? -1);
      if (parent === undefined) {
        if (one.input === null) continue;
        throw userError('A discount line must follow the item it discounts.', one.input.path);
      }
      const price = priceDiscount(account, source, one.source, parent, target, one.input);
      built.push({
        ...copied(source, one.source, 0, number, one.input),
        ...price,
        discountOf: parent.line.line,
      });
    } else {
      assertUnits(account, source, target, one);
      const price = priceCopied(account, source, one.source, one.units, target, one.input);
      const line = { ...copied(source, one.source, one.units, number, one.input), ...price };
      if (target === 'itemReceipt') line.assignments = receiptAssignments(account, line, one.input);
      bySource.set(one.source.line, { line, units: one.units, source: one.source });
      built.push(line);
    }
  }
  if (built.length === 0)
    throw userError('You must enter at least one line item for this transaction.');
  return built;
}

/** Custom columns after a request: what was sent overrules what was copied, null clears. */
export function mergeCustom(own: Fields, sent: Record<string, Fields[string] | null>): Fields {
  const merged: Fields = { ...own };
  for (const [name, value] of Object.entries(sent)) {
    if (value === null) delete merged[name];
    else merged[name] = value;
  }
  return merged;
}

function copied(
  source: Doc,
  line: Line,
  units: number,
  number: number,
  input: LineInput | null,
): Line {
  return newLine({
    line: number,
    itemId: line.itemId,
    kind: line.kind,
    quantity: units,
    location: input?.locationId === undefined ? line.location : input.locationId,
    orderDoc: source.id,
    orderLine: line.line,
    isClosed: input?.isClosed ?? false,
    custom: mergeCustom(line.custom, input?.custom ?? {}),
    extra: { ...input?.extra },
  });
}

function extraLine(account: Account, source: Doc, input: LineInput, number: number): Line {
  const item = input.itemId === undefined ? undefined : account.items.get(input.itemId);
  if (item === undefined) {
    if (input.itemId !== undefined) throw invalidValue(input.itemId, 'item', `${input.path}.item`);
    throw new NetsuiteError(
      400,
      'INVALID_CONTENT',
      'Error while accessing a resource. Please enter a value for item.',
      `${input.path}.item`,
    );
  }
  return {
    ...newLine({
      line: number,
      itemId: item.id,
      kind: item.kind,
      quantity: item.kind === 'Discount' ? 0 : (input.quantity ?? 1),
      location: input.locationId ?? source.location,
      custom: mergeCustom({}, input.custom),
      extra: { ...input.extra },
    }),
    ...priceExtra(account, source, item, input),
  };
}

function assertUnits(
  account: Account,
  source: Doc,
  target: TransactionType,
  one: Extract<ChosenLine, { kind: 'copied' }>,
): void {
  const path = `${one.input?.path ?? 'item.items[0]'}.quantity`;
  if (one.units <= 0) throw invalidValue(one.units, 'quantity', path);
  if (target !== 'returnAuthorization' && typeFacts[target].sign !== 'return') {
    if (one.units > one.maximumUnits) throw invalidValue(one.units, 'quantity', path);
    return;
  }
  const check = account.settings.get('overReturnCheck');
  if (source.type !== 'returnAuthorization' && check === 'none') return;
  const taken =
    target === 'returnAuthorization' && check === 'cumulative'
      ? priorReturnedUnits(account, source, one.source)
      : 0;
  if (one.units + taken > one.maximumUnits) throw invalidValue(one.units, 'quantity', path);
}

function receiptAssignments(account: Account, line: Line, input: LineInput | null): Assignment[] {
  if (!isReceivable(line.kind)) return [];
  if (input?.inventory !== undefined && input.inventory.length > 0) {
    if (account.settings.get('receiptInventoryDetail') === 'refused') {
      throw staticSublist(`${input.path}.inventoryDetail`);
    }
    const total = input.inventory.reduce((sum, one) => sum + one.quantity, 0);
    if (total !== line.quantity) {
      throw userError(
        `The total inventory detail quantity must be ${line.quantity}.`,
        `${input.path}.inventoryDetail`,
      );
    }
    return input.inventory.map((one) => ({ ...one, status: one.status ?? goodStatus }));
  }
  return [{ ...arrival(account), quantity: line.quantity, inventoryNumber: null }];
}

/** Where a receipt puts units unless told otherwise. */
export function arrival(account: Account): { status: number; bin: number | null } {
  const source = account.settings.get('inspectionSource');
  if (source === 'statusChange') return { status: inspectionStatus, bin: null };
  return { status: goodStatus, bin: source === 'bin' ? 12 : null };
}
