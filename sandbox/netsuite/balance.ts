import { type Account, childrenOf } from './account.ts';
import { type Doc, typeFacts } from './model.ts';
import { returnStatus, salesOrderStatus } from './status.ts';
import { totalsOf } from './totals.ts';

/** What other live documents have applied to this one (payments, credits, refunds). */
export function appliedToMinor(account: Account, doc: Doc): bigint {
  let total = 0n;
  for (const child of childrenOf(account, doc.id)) {
    if (child.voided) continue;
    for (const application of child.applications) {
      if (application.docId === doc.id) total += application.amountMinor;
    }
  }
  return total;
}

/** What is still open: of an invoice what is unpaid, of a credit memo what is neither applied nor refunded. */
export function remainingMinor(account: Account, doc: Doc): bigint {
  if (doc.voided) return 0n;
  const own = doc.applications.reduce((sum, application) => sum + application.amountMinor, 0n);
  if (
    doc.type === 'creditMemo' ||
    doc.type === 'customerDeposit' ||
    doc.type === 'customerPayment'
  ) {
    return totalsOf(doc).totalMinor - own - appliedToMinor(account, doc);
  }
  return totalsOf(doc).totalMinor - appliedToMinor(account, doc);
}

/** The status letter a document shows now. */
export function statusOf(account: Account, doc: Doc): string {
  if (doc.type === 'returnAuthorization') {
    return returnStatus(doc, { advancedReceiving: account.settings.get('advancedReceiving') });
  }
  if (doc.type === 'salesOrder') return salesOrderStatus(doc);
  if (doc.voided) return 'V';
  if (doc.type === 'invoice' || doc.type === 'creditMemo') {
    return remainingMinor(account, doc) <= 0n ? 'B' : 'A';
  }
  if (doc.type === 'customerRefund') return 'R';
  if (doc.type === 'itemFulfillment') return 'C';
  if (doc.type === 'cashSale' || doc.type === 'customerPayment') return 'C';
  return doc.type === 'customerDeposit' ? 'B' : 'Y';
}

/** The sale type a return descends from: decides between cash refund and credit memo. */
export function originOf(account: Account, doc: Doc): Doc | null {
  let current: Doc | undefined = doc;
  while (current !== undefined && typeFacts[current.type].sign !== 'sale') {
    current = current.createdFrom === null ? undefined : account.docs.get(current.createdFrom);
  }
  return current ?? null;
}
