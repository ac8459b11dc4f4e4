import type { LedgerQuote, LedgerRefund, UnitKey } from '../ledger-side.ts';
import type { NetsuiteCredit, ShopifyRefund } from '../snapshot.ts';
import { customerRefundExternalId, unitText } from '../unit-key.ts';
import { planProcess } from './plan-process.ts';
import { planRefund } from './refund-caps.ts';
import { type Findings, isDone, type ReturnCase } from './return-case.ts';
import type { TrackedUnit } from './track-units.ts';

/** One valid credit of a return and how far its money has come. */
export interface CreditProgress {
  readonly credit: NetsuiteCredit;
  readonly units: readonly TrackedUnit[];
  readonly shareMinor: bigint;
  readonly refund: LedgerRefund | null;
  /** The credit is exactly its units' share of the quote. */
  readonly equal: boolean;
  /** The refund stands in Shopify; it may still be pending at the processor, or have failed there. */
  readonly sent: boolean;
  /** The processor refused a transaction: a person releases the next attempt. */
  readonly failed: boolean;
  /** Every transaction succeeded, and NetSuite carries the ids and the payment. */
  readonly settled: boolean;
}

/** The valid credits of a return in the order they were posted. */
export function creditsOf(its: ReturnCase): readonly CreditProgress[] {
  const quote = its.quote;
  if (quote === null) return [];
  const byCredit = new Map<string, { credit: NetsuiteCredit; units: TrackedUnit[] }>();
  for (const unit of its.units) {
    if (unit.credit === null) continue;
    const entry = byCredit.get(unit.credit.id) ?? { credit: unit.credit, units: [] };
    entry.units.push(unit);
    byCredit.set(unit.credit.id, entry);
  }
  return [...byCredit.values()]
    .sort(
      (a, b) =>
        a.credit.postedAt.localeCompare(b.credit.postedAt) ||
        a.credit.id.localeCompare(b.credit.id),
    )
    .map(({ credit, units }) => progressOf(its, quote, credit, units));
}

function progressOf(
  its: ReturnCase,
  quote: LedgerQuote,
  credit: NetsuiteCredit,
  units: readonly TrackedUnit[],
): CreditProgress {
  const shareMinor = shareOf(its, quote, credit, units);
  const refund = its.ledger.refunds.find((each) => each.creditId === credit.id) ?? null;
  const equal = shareMinor === credit.totalMinor && credit.currency === quote.currency;
  const sent = equal && (shareMinor === 0n || (refund !== null && refund.state !== 'planned'));
  const failed = refund !== null && transactionStatuses(its, refund).some(isFailure);
  const paid = sent && (shareMinor === 0n || (refund !== null && isPaid(its, refund)));
  return {
    credit,
    units,
    shareMinor,
    refund,
    equal,
    sent,
    failed,
    settled: paid && (shareMinor === 0n || erpKnows(its, credit)),
  };
}

/** What the quote says of exactly these units; charges go with the credit that carries their lines. */
function shareOf(
  its: ReturnCase,
  quote: LedgerQuote,
  credit: NetsuiteCredit,
  units: readonly UnitKey[],
): bigint {
  const wanted = new Set(units.map(unitText));
  const goods = quote.units
    .filter((unit) => wanted.has(unitText(unit)))
    .reduce((sum, unit) => sum + unit.netMinor + unit.taxMinor, 0n);
  const rma = its.rmas.find(({ document }) => document?.id === credit.rmaId)?.document ?? null;
  const chargeLines =
    rma?.lines.filter((line) => line.orderLine === null).map((line) => line.line) ?? [];
  const carries = credit.lines.some(
    (line) => line.rmaLine !== null && chargeLines.includes(line.rmaLine),
  );
  return carries ? goods + quote.shippingMinor - quote.feeMinor : goods;
}

const isFailure = (status: string) => status === 'FAILURE' || status === 'ERROR';

/** Every transaction SUCCESS, by the newest word of Shopify: its order if it shows the refund, else its reply. */
function isPaid(its: ReturnCase, refund: LedgerRefund): boolean {
  const statuses = transactionStatuses(its, refund);
  return statuses.length > 0 && statuses.every((status) => status === 'SUCCESS');
}

function transactionStatuses(its: ReturnCase, refund: LedgerRefund): readonly string[] {
  const shown = its.shopify.order.refunds.find((each) => each.id === refund.shopifyRefundId);
  if (shown !== undefined) return shown.transactions.map((each) => each.status);
  return refund.tenders.map((tender) => tender.status ?? 'UNKNOWN');
}

function erpKnows(its: ReturnCase, credit: NetsuiteCredit): boolean {
  if (its.policy.netsuiteMode === 'readonly') return true;
  if (!isDone(its.ledger.effects, 'write-refund-ids', credit.id)) return false;
  if (credit.type === 'cashRefund') return true;
  return (
    credit.remainingMinor === 0n ||
    isDone(its.ledger.effects, 'post-customer-refund', customerRefundExternalId(credit.id, 1))
  );
}

/** The money track of all credits of one return: verify, release, refund, settle. One refund in a run. */
export function settleMoney(
  its: ReturnCase,
  credits: readonly CreditProgress[],
  out: Findings,
): void {
  missCredits(its, credits, out);
  for (const each of credits) {
    if (!each.equal) {
      out.raise(
        'credit-differs',
        each.credit.id,
        `${each.credit.tranId} is ${each.credit.totalMinor} where the quote says ${each.shareMinor} (minor units)`,
      );
      continue;
    }
    if (each.settled) continue;
    if (each.sent) settleInErp(its, each, out);
    else release(its, each, out);
  }
}

/** Money that went out, or may have, on a credit that is no longer valid: the books have to be put right. */
function missCredits(its: ReturnCase, credits: readonly CreditProgress[], out: Findings): void {
  const valid = new Set(credits.map((each) => each.credit.id));
  for (const refund of its.ledger.refunds) {
    if (refund.returnId !== its.id || refund.state === 'failed' || valid.has(refund.creditId))
      continue;
    const amount = `${refund.amountMinor} minor units`;
    out.raise(
      'credit-voided',
      refund.creditId,
      `the credit behind a refund of ${amount} is void or gone`,
    );
  }
}

function release(its: ReturnCase, each: CreditProgress, out: Findings): void {
  if (!mayRelease(its, each, out)) return;
  const plan = planRefund(its, each.shareMinor, each.credit.id);
  if (!plan.ok && each.refund === null) {
    out.raise(
      'refund-over-cap',
      each.credit.id,
      `the payments have ${plan.missingMinor} minor units too little left`,
    );
    return;
  }
  const processed = planProcess(its, each, out);
  if (!processed) return;
  out.propose(
    its.ledger.effects,
    {
      kind: 'refund',
      returnId: its.id,
      subject: each.credit.id,
      orderId: its.shopify.order.id,
      creditId: each.credit.id,
      creditName: each.credit.tranId,
      creditType: each.credit.type,
      creditStatus: each.credit.status,
      postedAt: each.credit.postedAt,
      amountMinor: each.shareMinor,
      currency: each.credit.currency,
      units: each.units.map(({ returnLineId, ordinal }) => ({ returnLineId, ordinal })),
      tenders: plan.ok ? plan.tenders : [],
    },
    'refund-failed',
  );
}

function mayRelease(its: ReturnCase, each: CreditProgress, out: Findings): boolean {
  const { credit } = each;
  const unjudged = each.units.filter(
    (unit) => unit.receivable && unit.judgement?.disposition == null,
  );
  if (unjudged.length > 0) {
    out.waitFor(`inspection of ${unjudged.length} credited units`);
    return false;
  }
  if (its.shopify.order.openDisputes > 0) {
    out.raise(
      'dispute-open',
      its.shopify.order.id,
      'the customer disputes the payment at the bank',
    );
    return false;
  }
  if (its.ledger.moneyStoppedReason !== null) {
    out.waitFor(`the shop's refunds stand still: ${its.ledger.moneyStoppedReason}`);
    return false;
  }
  const foreign = its.shopify.order.refunds.find((refund) => isForeign(its, refund));
  if (foreign !== undefined) {
    out.raise(
      'refund-foreign',
      foreign.id,
      `${foreign.totalMinor} minor units were refunded by somebody else`,
    );
    return false;
  }
  const untouched = credit.remainingMinor === null || credit.remainingMinor === credit.totalMinor;
  if (!untouched && each.refund === null) {
    out.raise('paid-by-erp', credit.id, `${credit.tranId} was applied or paid in NetSuite`);
    return false;
  }
  return isApproved(its, each, out);
}

/**
 * A refund that somebody else made for this return: by its own word, or by lines of goods that are
 * on this return, made after the return began. One of goods never shipped counts for nothing here.
 */
function isForeign(its: ReturnCase, refund: ShopifyRefund): boolean {
  const ours = its.ledger.refunds.some(
    (each) => each.shopifyRefundId === refund.id || (refund.note ?? '').includes(each.effectId),
  );
  if (ours) return false;
  if (refund.returnId !== null) return refund.returnId === its.shopifyReturn.id;
  if (Date.parse(refund.createdAt) < Date.parse(its.shopifyReturn.createdAt)) return false;
  const returned = new Set(its.shopifyReturn.lines.map((line) => line.lineId));
  return refund.lines.some((line) => returned.has(line.lineId) && line.restockType !== 'CANCEL');
}

function isApproved(its: ReturnCase, each: CreditProgress, out: Findings): boolean {
  const limit = its.policy.money.approvalAboveMinor;
  if (limit === null || each.shareMinor <= BigInt(limit)) return true;
  const hash = its.quote?.hash;
  const approval = its.ledger.approvals.find(
    (known) => known.returnId === its.id && known.quoteHash === hash,
  );
  if (approval?.decision === 'approved') return true;
  out.raise(
    'approval-needed',
    each.credit.id,
    approval === undefined ? 'the amount is above the limit' : `${approval.actor} refused it`,
  );
  return false;
}

function settleInErp(its: ReturnCase, each: CreditProgress, out: Findings): void {
  const { credit, refund } = each;
  if (refund === null) return;
  if (each.failed) {
    out.raise('refund-failed', refund.id, 'the payment provider refused a transaction');
    return;
  }
  if (!isPaid(its, refund)) {
    out.waitFor('the payment provider to confirm the refund');
    out.lookAgain(new Date(its.now.getTime() + 60_000), 'shopify');
    return;
  }
  if (its.policy.netsuiteMode === 'readonly' || refund.shopifyRefundId === null) return;
  const written = out.propose(
    its.ledger.effects,
    {
      kind: 'write-refund-ids',
      returnId: its.id,
      subject: credit.id,
      creditType: credit.type,
      creditId: credit.id,
      refundId: refund.shopifyRefundId,
      transactionIds: refund.tenders.flatMap((tender) =>
        tender.transactionId ? [tender.transactionId] : [],
      ),
    },
    'netsuite-rejected',
  );
  if (credit.type === 'cashRefund' || credit.remainingMinor === 0n) return;
  if (its.policy.money.customerRefund === 'staff') {
    out.waitFor(`the customer refund against ${credit.tranId} in NetSuite`);
    return;
  }
  const gateway = refund.tenders[0]?.gateway ?? '*';
  if (its.translate.paymentFor(gateway) === null) {
    out.raise(
      'payment-unmapped',
      gateway,
      `the gateway "${gateway}" has no payment option in NetSuite`,
    );
    return;
  }
  if (!written && out.findings.length > 0) return;
  const externalId = customerRefundExternalId(credit.id, 1);
  out.propose(
    its.ledger.effects,
    {
      kind: 'post-customer-refund',
      returnId: its.id,
      subject: externalId,
      externalId,
      creditId: credit.id,
      amountMinor: each.shareMinor,
      currency: credit.currency,
      gateway,
    },
    'netsuite-rejected',
  );
}
