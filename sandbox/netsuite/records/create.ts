import type { Account } from '../account.ts';
import { remainingMinor } from '../balance.ts';
import { amountOfRate, currencyDecimals, divideHalfUp, rateOfAmount } from '../decimal.ts';
import { emptyDraft, newLine } from '../drafts.ts';
import { invalidValue, NetsuiteError, userError } from '../errors.ts';
import { currencies } from '../fixtures.ts';
import type { Draft, Line, TransactionType } from '../model.ts';
import { readApplications } from '../transforms/apply-credit.ts';
import { mergeCustom } from '../transforms/build-lines.ts';
import { readPayment, withHeader } from '../transforms/transform.ts';
import type { BodyInput } from './read-body.ts';
import type { LineInput } from './read-line.ts';

/**
 * A document made on its own. A return or credit made this way is linked to nothing, as in NetSuite;
 * receipts and fulfilments can only come from a transform.
 */
export function createDraft(account: Account, type: TransactionType, input: BodyInput): Draft {
  if (type === 'itemReceipt' || type === 'itemFulfillment') {
    throw userError(`The record ${type.toLowerCase()} can only be created by a transformation.`);
  }
  const field = type === 'customerRefund' || type === 'customerPayment' ? 'customer' : 'entity';
  if (input.entityId === undefined || input.entityId === null) throw missing(field);
  if (!account.customers.has(input.entityId)) throw invalidValue(input.entityId, field, field);
  const currency = readCurrency(account, input, type);
  const draft = withHeader(account, emptyDraft(type, input.entityId, currency), input);
  draft.exchangeRate = exchangeRate(account, currency);
  if (type === 'customerRefund') return customerRefund(account, draft, input);
  if (type === 'customerPayment' || type === 'customerDeposit')
    return incoming(account, draft, input);
  if (input.items === undefined || input.items.length === 0) {
    throw userError('You must enter at least one line item for this transaction.', 'item');
  }
  draft.lines = input.items.map((row, index) => standaloneLine(account, currency, row, index + 1));
  if (type === 'returnAuthorization') {
    draft.orderStatus = input.orderStatus ?? account.settings.get('defaultReturnStatus');
  }
  if (type === 'creditMemo' && input.apply !== undefined) {
    draft.applications = readApplications(
      account,
      draft.customerId,
      currency,
      input.apply,
      ['invoice'],
      null,
    );
  }
  if (type === 'cashRefund') draft.payment = readPayment(account, input);
  return draft;
}

/** Units of the base currency that one unit of a currency is worth in this account. */
export function exchangeRate(account: Account, currency: string): number {
  if (currency === account.settings.get('baseCurrency')) return 1;
  return account.settings.get('exchangeRates')[currency] ?? 1;
}

function customerRefund(account: Account, draft: Draft, input: BodyInput): Draft {
  const sent = [...(input.apply ?? []), ...(input.deposit ?? [])];
  const applications = readApplications(
    account,
    draft.customerId,
    draft.currency,
    sent,
    ['creditMemo', 'customerDeposit', 'customerPayment'],
    null,
  );
  if (applications.length === 0) {
    throw userError('You must apply the refund to at least one transaction.', 'apply');
  }
  return {
    ...draft,
    applications,
    paymentMinor: applications.reduce((sum, one) => sum + one.amountMinor, 0n),
    payment: readPayment(account, input),
  };
}

function incoming(account: Account, draft: Draft, input: BodyInput): Draft {
  const applications = readApplications(
    account,
    draft.customerId,
    draft.currency,
    input.apply ?? [],
    ['invoice'],
    null,
  );
  const applied = applications.reduce((sum, one) => sum + one.amountMinor, 0n);
  const scale = 10n ** BigInt(8 - currencyDecimals(draft.currency));
  const paymentMinor =
    input.paymentE8 === undefined ? applied : divideHalfUp(input.paymentE8, scale);
  if (paymentMinor <= 0n) throw missing('payment');
  return { ...draft, applications, paymentMinor, createdFrom: input.salesOrderId ?? null };
}

function readCurrency(account: Account, input: BodyInput, type: TransactionType): string {
  if (typeof input.currencyId === 'number') {
    const code = currencies[input.currencyId - 1];
    if (code === undefined) throw invalidValue(input.currencyId, 'currency', 'currency');
    return code;
  }
  // A refund follows the currency of what it pays back.
  if (type === 'customerRefund' || type === 'customerPayment') {
    const first = [...(input.apply ?? []), ...(input.deposit ?? [])].find((row) => row.apply);
    const doc = first === undefined ? undefined : account.docs.get(first.docId);
    if (doc !== undefined && remainingMinor(account, doc) >= 0n) return doc.currency;
  }
  return account.settings.get('baseCurrency');
}

function standaloneLine(account: Account, currency: string, row: LineInput, number: number): Line {
  const item = row.itemId === undefined ? undefined : account.items.get(row.itemId);
  if (item === undefined) throw invalidValue(row.itemId ?? '', 'item', `${row.path}.item`);
  const quantity = row.quantity ?? 1;
  const decimals = currencyDecimals(currency);
  const amountMinor =
    row.amountE8 === undefined
      ? amountOfRate(row.rateE8 ?? 0n, quantity, decimals)
      : divideHalfUp(row.amountE8, 10n ** BigInt(8 - decimals));
  return newLine({
    line: row.line ?? number,
    itemId: item.id,
    kind: item.kind,
    quantity,
    amountMinor,
    rateE8: row.rateE8 ?? rateOfAmount(amountMinor, quantity, decimals),
    location: row.locationId ?? null,
    custom: mergeCustom({}, row.custom),
    extra: row.extra,
  });
}

function missing(field: string): NetsuiteError {
  return new NetsuiteError(
    400,
    'INVALID_CONTENT',
    `Error while accessing a resource. Please enter value(s) for: ${field}.`,
    field,
  );
}
