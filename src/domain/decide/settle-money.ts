import { formatDecimal } from '../money.ts';
import type { ShopifyRefund } from '../snapshot.ts';
import { customerRefundExternalId } from '../unit-key.ts';
import { type CreditProgress, isPaid } from './credit-progress.ts';
import { planProcess } from './plan-process.ts';
import { mayMove, planRefund } from './refund-caps.ts';
import type { Findings, ReturnCase } from './return-case.ts';

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
        `${each.credit.tranId} is ${amount(each.credit.totalMinor, each)} where the quote says ${amount(each.shareMinor, each)}`,
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
    if (refund.returnId !== its.id || valid.has(refund.creditId)) continue;
    if (!mayMove(its, refund)) continue;
    const currency = its.shopify.order.presentmentCurrency;
    const paid = `${formatDecimal(refund.amountMinor, currency)} ${currency}`;
    out.raise(
      'credit-voided',
      refund.creditId,
      `the credit behind a refund of ${paid} is void or gone`,
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
      `the payments have ${amount(plan.missingMinor, each)} too little left`,
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
      `${amount(foreign.totalMinor, each)} were refunded by somebody else`,
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

const amount = (minor: bigint, { credit }: CreditProgress): string =>
  `${formatDecimal(minor, credit.currency)} ${credit.currency}`;
