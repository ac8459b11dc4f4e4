import type { Account } from '../account.ts';
import { statusOf } from '../balance.ts';
import { userError } from '../errors.ts';
import { type Doc, isReceivable, type Line, type TransactionType } from '../model.ts';

/** A source line with the units that the target would take by default and those it may take at most. */
export type OpenLine = { source: Line; openQuantity: number; maximumQuantity: number };

/**
 * The lines a transform starts from. Returns copy every line of the sale in full, whatever was returned
 * before; receipts, credits and bills take what is still open. Throws when the source is not in a state
 * for the target.
 */
export function openLines(account: Account, source: Doc, target: TransactionType): OpenLine[] {
  if (source.voided || source.cancelled) throw cannotInitialize(source, target);
  if (source.type === 'salesOrder' && source.orderStatus === 'A')
    throw cannotInitialize(source, target);
  if (source.type === 'returnAuthorization') return openReturnLines(account, source, target);
  if (target === 'returnAuthorization') {
    return source.lines.map((line) => ({
      source: line,
      openQuantity: line.quantity,
      maximumQuantity: line.quantity,
    }));
  }
  if (source.type === 'salesOrder') {
    const done = (line: Line) =>
      target === 'itemFulfillment' ? line.quantityFulfilled : line.quantityBilled;
    const lines = source.lines.filter(
      (line) =>
        !line.isClosed &&
        (line.kind === 'Discount' || line.quantity > done(line)) &&
        (target !== 'itemFulfillment' || isReceivable(line.kind)),
    );
    return ifAny(
      lines.map((line) => open(line, line.quantity - done(line))),
      source,
      target,
    );
  }
  return source.lines.map((line) => open(line, line.quantity));
}

function openReturnLines(account: Account, source: Doc, target: TransactionType): OpenLine[] {
  const status = statusOf(account, source);
  if (status === 'A' || status === 'C' || status === 'H') throw cannotInitialize(source, target);
  const lines = source.lines.filter((line) => !line.isClosed);
  if (target === 'itemReceipt') {
    return ifAny(
      lines
        .filter((line) => isReceivable(line.kind) && line.quantityReceived < line.quantity)
        .map((line) => open(line, line.quantity - line.quantityReceived)),
      source,
      target,
    );
  }
  const refundable = lines
    .map((line) => open(line, refundableQuantity(account, line)))
    .filter((line) => line.source.kind === 'Discount' || line.openQuantity > 0);
  return ifAny(refundable, source, target);
}

function refundableQuantity(account: Account, line: Line): number {
  const settings = account.settings;
  const inFull =
    !isReceivable(line.kind) ||
    settings.get('refundInAdvance') ||
    !settings.get('advancedReceiving');
  return (inFull ? line.quantity : line.quantityReceived) - line.quantityBilled;
}

function open(source: Line, quantity: number): OpenLine {
  return { source, openQuantity: quantity, maximumQuantity: quantity };
}

function ifAny(lines: OpenLine[], source: Doc, target: TransactionType): OpenLine[] {
  if (!lines.some((line) => line.openQuantity > 0)) throw cannotInitialize(source, target);
  return lines;
}

function cannotInitialize(source: Doc, target: TransactionType) {
  return userError(
    `You can not initialize ${target.toLowerCase()}: invalid reference ${source.id}.`,
  );
}
