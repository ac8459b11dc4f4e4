import type { Account } from '../account.ts';
import { originOf, remainingMinor } from '../balance.ts';
import { currencyDecimals, divideHalfUp } from '../decimal.ts';
import { invalidValue, userError } from '../errors.ts';
import type { Application, Doc, Draft, TransactionType } from '../model.ts';
import type { ApplyInput } from '../records/read-body.ts';
import { totalsOf } from '../totals.ts';

/** What a new credit memo is applied to: the invoices that were sent, or the still open one it reverses. */
export function creditApplications(
  account: Account,
  draft: Draft,
  source: Doc | null,
  sent: readonly ApplyInput[] | undefined,
): Application[] {
  const { totalMinor } = totalsOf(draft);
  if (sent !== undefined) {
    return readApplications(
      account,
      draft.customerId,
      draft.currency,
      sent,
      ['invoice'],
      totalMinor,
    );
  }
  if (source === null || !account.settings.get('creditAutoApply')) return [];
  const invoice = originOf(account, source);
  if (invoice?.type !== 'invoice') return [];
  const open = remainingMinor(account, invoice);
  const amountMinor = open < totalMinor ? open : totalMinor;
  return amountMinor > 0n ? [{ docId: invoice.id, amountMinor }] : [];
}

/** Reads apply rows: documents of that customer and type with enough left, `limitMinor` in total at most. */
export function readApplications(
  account: Account,
  customerId: number,
  currency: string,
  sent: readonly ApplyInput[],
  types: readonly TransactionType[],
  limitMinor: bigint | null,
): Application[] {
  let left = limitMinor;
  return sent
    .filter((row) => row.apply)
    .map((row) => {
      const doc = account.docs.get(row.docId);
      if (doc === undefined || !types.includes(doc.type) || doc.customerId !== customerId) {
        throw invalidValue(row.docId, 'doc', `${row.path}.doc`);
      }
      const open = remainingMinor(account, doc);
      const scale = 10n ** BigInt(8 - currencyDecimals(currency));
      const capped = left !== null && left < open ? left : open;
      const amountMinor = row.amountE8 === null ? capped : divideHalfUp(row.amountE8, scale);
      if (amountMinor <= 0n) throw invalidValue(row.docId, 'doc', `${row.path}.doc`);
      if (amountMinor > open || (left !== null && amountMinor > left)) {
        throw userError(
          'You cannot apply more than the remaining amount of a transaction.',
          `${row.path}.amount`,
        );
      }
      if (left !== null) left -= amountMinor;
      return { docId: doc.id, amountMinor };
    });
}
