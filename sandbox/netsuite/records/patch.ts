import type { Account } from '../account.ts';
import { shareMinor, splitTaxes } from '../arithmetic.ts';
import { statusOf } from '../balance.ts';
import { amountOfRate, currencyDecimals, divideHalfUp, rateOfAmount } from '../decimal.ts';
import { invalidValue, NetsuiteError, userError } from '../errors.ts';
import type { Doc, Line } from '../model.ts';
import { typeFacts } from '../model.ts';
import { assertExternalId, assertOpenPeriod, touchDoc } from '../save.ts';
import { creditApplications } from '../transforms/apply-credit.ts';
import { mergeCustom } from '../transforms/build-lines.ts';
import type { BodyInput } from './read-body.ts';
import type { LineInput } from './read-line.ts';

/**
 * Edits a document in place: all checks first, then every change at once. Lines are keyed by `line` (or
 * orderLine); with `replaceItem` lines that were not sent are removed.
 */
export function patchDoc(account: Account, doc: Doc, input: BodyInput, replaceItem: boolean): void {
  if (doc.voided) throw userError('This transaction has been voided and can not be edited.');
  const locked = doc.type === 'returnAuthorization' && account.settings.get('approvalWorkflowLock');
  if (locked) throw userError('This record has been locked by a user defined workflow.');
  if (input.externalId !== undefined && input.externalId !== null) {
    assertExternalId(account, input.externalId, doc.id);
  }
  if (typeFacts[doc.type].posting && input.tranDate !== undefined) {
    assertOpenPeriod(account, input.tranDate);
  }
  assertStatusChange(account, doc, input);
  const lines =
    input.items === undefined ? doc.lines : patchLines(account, doc, input.items, replaceItem);
  if (input.apply !== undefined && doc.type === 'creditMemo') {
    doc.applications = creditApplications(account, { ...doc, applications: [] }, null, input.apply);
  }
  doc.lines = lines;
  if (input.externalId !== undefined) {
    if (doc.externalId !== null) account.externalIds.delete(doc.externalId.toLowerCase());
    doc.externalId = input.externalId;
    if (doc.externalId !== null) account.externalIds.set(doc.externalId.toLowerCase(), doc.id);
  }
  if (input.memo !== undefined) doc.memo = input.memo;
  if (input.otherRefNum !== undefined) doc.otherRefNum = input.otherRefNum;
  if (input.tranDate !== undefined) doc.tranDate = input.tranDate;
  if (input.locationId !== undefined) doc.location = input.locationId;
  if (input.orderStatus !== undefined) doc.orderStatus = input.orderStatus;
  doc.custom = mergeCustom(doc.custom, input.custom);
  doc.extra = { ...doc.extra, ...input.extra };
  touchDoc(account, doc);
}

function assertStatusChange(account: Account, doc: Doc, input: BodyInput): void {
  if (input.orderStatus === undefined || input.orderStatus === doc.orderStatus) return;
  if (doc.type !== 'returnAuthorization' && doc.type !== 'salesOrder') {
    throw invalidValue(input.orderStatus, 'orderStatus', 'orderStatus');
  }
  const started = !['A', 'B'].includes(statusOf(account, doc));
  if (started) throw invalidValue(input.orderStatus, 'orderStatus', 'orderStatus');
}

function patchLines(
  account: Account,
  doc: Doc,
  rows: readonly LineInput[],
  replaceItem: boolean,
): Line[] {
  const rowOf = new Map<number, LineInput>();
  for (const row of rows) {
    const line = doc.lines.find((one) =>
      row.line !== undefined ? one.line === row.line : one.orderLine === row.orderLine,
    );
    if (line === undefined) {
      throw invalidValue(row.line ?? row.orderLine ?? '', 'line', `${row.path}.line`);
    }
    if (rowOf.has(line.line)) {
      throw new NetsuiteError(
        400,
        'DUPLICATE_KEYS',
        'There are multiple sublist lines with the same identifier.',
        'item.items',
      );
    }
    rowOf.set(line.line, row);
  }
  return doc.lines.flatMap((line) => {
    const row = rowOf.get(line.line);
    if (row !== undefined) return patchLine(account, doc, line, row);
    if (!replaceItem) return line;
    if (line.quantityReceived > 0 || line.quantityBilled > 0) {
      throw userError('This line has been processed and can not be removed.', 'item');
    }
    return [];
  });
}

function patchLine(account: Account, doc: Doc, line: Line, row: LineInput): Line {
  const quantity = row.quantity ?? line.quantity;
  if (
    line.kind !== 'Discount' &&
    quantity < Math.max(1, line.quantityReceived, line.quantityBilled)
  ) {
    throw invalidValue(quantity, 'quantity', `${row.path}.quantity`);
  }
  if (
    row.isClosed !== undefined &&
    row.isClosed !== line.isClosed &&
    !account.settings.get('closedByPatch')
  ) {
    throw userError(
      'You do not have permissions to set a value for element isClosed.',
      `${row.path}.isClosed`,
    );
  }
  return {
    ...line,
    ...reprice(doc, line, quantity, row),
    quantity,
    isClosed: row.isClosed ?? line.isClosed,
    location: row.locationId === undefined ? line.location : row.locationId,
    custom: mergeCustom(line.custom, row.custom),
    extra: { ...line.extra, ...row.extra },
  };
}

function reprice(doc: Doc, line: Line, quantity: number, row: LineInput): Partial<Line> {
  if (row.rateE8 === undefined && row.amountE8 === undefined && quantity === line.quantity)
    return {};
  const decimals = currencyDecimals(doc.currency);
  const taxMinor = shareMinor(line.taxMinor, line.quantity || 1, 0, quantity || 1);
  const tax = { taxMinor, taxes: splitTaxes(line.taxes, taxMinor) };
  if (row.amountE8 !== undefined) {
    const amountMinor = divideHalfUp(row.amountE8, 10n ** BigInt(8 - decimals));
    return { ...tax, amountMinor, rateE8: rateOfAmount(amountMinor, quantity, decimals) };
  }
  if (row.rateE8 !== undefined) {
    return {
      ...tax,
      rateE8: row.rateE8,
      amountMinor: amountOfRate(row.rateE8, quantity, decimals),
    };
  }
  return {
    ...tax,
    amountMinor: shareMinor(line.amountMinor, line.quantity || 1, 0, quantity || 1),
  };
}
