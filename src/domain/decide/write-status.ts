import { createHash } from 'node:crypto';
import type { LedgerSide } from '../ledger-side.ts';
import { leastAdvanced } from '../lifecycle.ts';
import { formatDecimal } from '../money.ts';
import type { ShopifySide } from '../snapshot.ts';
import type { StatusEntry, Step, WriteStatus } from '../step.ts';
import type { ReturnView } from './view-return.ts';

const settles: readonly Step['kind'][] = [
  'close-return',
  'write-refund-ids',
  'post-customer-refund',
];

/**
 * The status of all returns of an order as one step, when a milestone changed what it says. The
 * content carries no clock; the subject is its digest after a running number, so that going back to
 * an earlier text is written too.
 */
export function planStatus(
  shopify: ShopifySide,
  ledger: LedgerSide,
  views: readonly ReturnView[],
  steps: readonly Step[],
): WriteStatus | null {
  const told = views.filter((view) => view.reached.length > 0);
  // Money that goes in this very look changes the status again at once: one writing serves both.
  if (steps.some((step) => step.kind === 'refund' || settles.includes(step.kind))) return null;
  const first = told[0];
  if (first === undefined) return null;
  const returns: StatusEntry[] = told.map((view) => ({
    return: view.shopifyReturnId,
    name: view.name,
    rma: view.rmaNames,
    stage: statusStage(view),
    amount: view.amountMinor === null ? null : formatDecimal(view.amountMinor, view.currency),
    currency: view.currency,
    told: view.reached,
  }));
  const open = returns.filter((entry) => entry.stage !== 'closed');
  const tagStage = leastAdvanced((open.length > 0 ? open : returns).map((entry) => entry.stage));
  const digest = createHash('sha256')
    .update(JSON.stringify([returns, tagStage]))
    .digest('hex')
    .slice(0, 16);

  const written = ledger.effects
    .filter((effect) => effect.kind === 'write-status')
    .map((effect) => ({ effect, number: Number(effect.subject.split(':')[0] ?? 0) }))
    .sort((a, b) => a.number - b.number || a.effect.attempt - b.effect.attempt)
    .at(-1);
  const same = written?.effect.subject.endsWith(`:${digest}`) ?? false;
  if (same && (written?.effect.state === 'DONE' || written?.effect.state === 'REJECTED'))
    return null;
  const subject =
    same && written ? written.effect.subject : `${(written?.number ?? 0) + 1}:${digest}`;
  return {
    kind: 'write-status',
    returnId: first.id,
    subject,
    orderId: shopify.order.id,
    returns,
    tagStage,
  };
}

/** The stage at the last milestone reached: between milestones the order's status stays as it is. */
function statusStage(view: ReturnView): StatusEntry['stage'] {
  if (view.ended) return view.stage;
  const last = view.reached.at(-1);
  switch (last) {
    case undefined:
      return 'requested';
    case 'confirmed':
      return 'authorized';
    case 'inspected':
      return 'inspected';
    case 'posted':
      return 'posted';
    case 'settled':
      return 'settled';
    default:
      return last satisfies never;
  }
}
