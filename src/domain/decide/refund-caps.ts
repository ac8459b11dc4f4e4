import type { LedgerRefund } from '../ledger-side.ts';
import { planTenders, type TenderPlan } from '../tenders.ts';
import type { ReturnCase } from './return-case.ts';

/** Whether a refund of ours has moved money or still may: not one that was refused or has failed. */
export function mayMove(its: ReturnCase, refund: LedgerRefund): boolean {
  if (refund.state === 'failed') return false;
  return its.ledger.effects.find((effect) => effect.id === refund.effectId)?.state !== 'REJECTED';
}

/** Our refunds that Shopify's figures do not show yet, by payment. */
function pendingByPayment(
  its: ReturnCase,
  exceptCreditId: string | null,
): ReadonlyMap<string, bigint> {
  const pending = new Map<string, bigint>();
  for (const refund of its.ledger.refunds) {
    const shown = its.shopify.order.refunds.some((known) => known.id === refund.shopifyRefundId);
    if (shown || !mayMove(its, refund) || refund.creditId === exceptCreditId) continue;
    for (const tender of refund.tenders) {
      pending.set(tender.parentId, (pending.get(tender.parentId) ?? 0n) + tender.amountMinor);
    }
  }
  return pending;
}

/** How this amount would go back over the order's payments; never clipped, so it may not fit. */
export function planRefund(its: ReturnCase, amountMinor: bigint, creditId: string): TenderPlan {
  return planTenders({
    amountMinor,
    payments: its.shopify.order.payments,
    pendingByPayment: pendingByPayment(its, creditId),
  });
}

/**
 * What the payments lack for a promise of this amount, beside what other returns of the order were
 * promised and have not been paid; 0 when it fits, or when nothing was paid through Shopify.
 */
export function missingForPromise(its: ReturnCase, amountMinor: bigint): bigint {
  const promised = its.ledger.quotes
    .filter((quote) => quote.returnId !== its.id && quote.state === 'locked')
    .reduce((sum, quote) => sum + quote.totalMinor, 0n);
  const paidOfThose = its.ledger.refunds
    .filter((refund) => refund.returnId !== its.id && mayMove(its, refund))
    .reduce((sum, refund) => sum + refund.amountMinor, 0n);
  const plan = planTenders({
    amountMinor: amountMinor + promised - paidOfThose,
    payments: its.shopify.order.payments,
    pendingByPayment: pendingByPayment(its, null),
  });
  return plan.ok || plan.reason === 'no-payment' ? 0n : plan.missingMinor;
}
