import type { Account } from '../account.ts';
import { remainingMinor, statusOf } from '../balance.ts';
import { currencyDecimals, formatScaled } from '../decimal.ts';
import { type Doc, type Fields, type TransactionType, typeFacts } from '../model.ts';
import { statusLabel } from '../status.ts';
import { utcText } from '../time.ts';
import { totalsOf } from '../totals.ts';
import type { Refs } from './references.ts';
import { showApplications, showLines, showTaxDetails } from './show-sublists.ts';

export type ShowOptions = { path: string; expand: boolean };
type Body = Record<string, unknown>;

/** A transaction as REST shows it: links on every node, references with names, empty fields left out. */
export function showTransaction(
  account: Account,
  doc: Doc,
  refs: Refs,
  options: ShowOptions,
): Body {
  const amount = (minor: bigint) => toNumber(minor, currencyDecimals(doc.currency));
  const { settings } = account;
  const totals = totalsOf(doc);
  const legacy = settings.get('taxEngine') === 'legacy';
  const body: Body = {
    links: refs.link(options.path),
    ...showExtra(doc),
    id: String(doc.id),
    tranId: doc.tranId,
    transactionNumber: `${typeFacts[doc.type].code.toUpperCase()}${doc.id}`,
    externalId: doc.externalId ?? undefined,
    tranDate: doc.tranDate,
    createdDate: utcText(doc.createdAt),
    lastModifiedDate: utcText(doc.lastModifiedAt),
    subsidiary: refs.subsidiary(),
    currency: refs.currency(doc.currency),
    exchangeRate: doc.exchangeRate,
    memo: doc.memo ?? undefined,
    otherRefNum: doc.otherRefNum ?? undefined,
    location: doc.location === null ? undefined : refs.location(doc.location),
    createdFrom: doc.createdFrom === null ? undefined : refs.transaction(doc.createdFrom),
    customForm: { id: '100', refName: `Standard ${typeFacts[doc.type].label}` },
    ...showCustom(account, doc.custom, refs),
  };
  body[usesCustomer(doc.type) ? 'customer' : 'entity'] = refs.customer(doc.customerId);
  if (typeFacts[doc.type].posting) {
    body['postingPeriod'] = refs.reference(
      'accountingPeriod',
      periodId(doc.tranDate),
      doc.tranDate.slice(0, 7),
    );
  }
  if (doc.type !== 'itemReceipt' && doc.type !== 'itemFulfillment') {
    body['total'] = amount(totals.totalMinor);
    body['status'] = showStatus(account, doc);
  }
  if (doc.type === 'returnAuthorization' || doc.type === 'salesOrder') {
    body['orderStatus'] = { id: doc.orderStatus, refName: statusLabel(doc, doc.orderStatus) };
  }
  if (typeFacts[doc.type].sign !== 'none') {
    body['subtotal'] = amount(totals.subtotalMinor);
    body['discountTotal'] = amount(totals.discountMinor);
    showDiscount(doc, body, refs);
    if (!legacy) {
      body['taxTotal'] = amount(totals.taxMinor);
      body['taxDetails'] = showTaxDetails(doc, refs, options);
    }
    if (doc.type !== 'returnAuthorization' && doc.shippingMinor !== 0n) {
      body['shippingCost'] = amount(doc.shippingMinor);
      if (!legacy) body['shippingTaxAmount'] = amount(doc.shippingTaxMinor);
    }
  }
  if (doc.type === 'invoice' || doc.type === 'creditMemo') {
    const remaining = remainingMinor(account, doc);
    body['amountRemaining'] = amount(remaining);
    body['amountPaid'] = amount(totals.totalMinor - remaining);
  }
  if (doc.type === 'creditMemo') {
    const applied = doc.applications.reduce((sum, one) => sum + one.amountMinor, 0n);
    body['applied'] = amount(applied);
    body['unapplied'] = amount(totals.totalMinor - applied);
  }
  if (doc.lines.length > 0) body['item'] = showLines(account, doc, refs, options);
  if (doc.type === 'creditMemo' || usesCustomer(doc.type)) {
    body['apply'] = showApplications(account, doc, refs, options);
  }
  showPayment(doc, body, refs);
  return body;
}

/** A minor-unit amount as the JSON number NetSuite writes. */
export function toNumber(value: bigint, decimals: number): number {
  return Number(formatScaled(value, decimals));
}

/** Custom fields: choices become {id, refName}, a transaction choice a reference. */
export function showCustom(account: Account, custom: Fields, refs: Refs): Body {
  return Object.fromEntries(
    Object.entries(custom).map(([name, value]) => {
      if (typeof value !== 'object') return [name, value];
      const doc = account.docs.get(Number(value.id));
      return [
        name,
        doc === undefined
          ? { id: value.id, refName: value.refName ?? value.id }
          : refs.transaction(doc.id),
      ];
    }),
  );
}

/** Internal id of the month a date falls into. */
export function periodId(tranDate: string): number {
  return Number(tranDate.slice(0, 4)) * 12 + Number(tranDate.slice(5, 7)) - 24_000;
}

function showStatus(account: Account, doc: Doc): Body {
  const letter = statusOf(account, doc);
  const label = statusLabel(doc, letter);
  const id = account.settings.get('restStatusShape') === 'letter' ? letter : label;
  return { id, refName: label };
}

function showDiscount(doc: Doc, body: Body, refs: Refs): void {
  if (doc.headerDiscount === null) return;
  const { itemId, percentE8, amountMinor } = doc.headerDiscount;
  body['discountItem'] = refs.item(itemId);
  body['discountRate'] =
    percentE8 === null
      ? toNumber(-amountMinor, currencyDecimals(doc.currency))
      : `-${formatScaled(percentE8, 8)}%`;
}

function showPayment(doc: Doc, body: Body, refs: Refs): void {
  if (doc.payment === null) return;
  body['handlingMode'] = { id: doc.payment.handlingMode, refName: doc.payment.handlingMode };
  if (doc.payment.paymentOption !== null) {
    body['paymentOption'] = refs.paymentOption(doc.payment.paymentOption);
  }
  if (doc.payment.account !== null) body['account'] = refs.account(doc.payment.account);
}

function showExtra(doc: Doc): Body {
  return Object.fromEntries(Object.entries(doc.extra).filter(([, value]) => value !== null));
}

function usesCustomer(type: TransactionType): boolean {
  return type === 'customerRefund' || type === 'customerPayment' || type === 'customerDeposit';
}
