import type { CreditProgress } from './credit-progress.ts';
import { type Findings, isDone, type ReturnCase } from './return-case.ts';

/** Closes the return in Shopify once every unit that will come is credited and its money is on the way. */
export function closeReturn(
  its: ReturnCase,
  credits: readonly CreditProgress[],
  out: Findings,
): void {
  const open = its.units.filter((unit) => !unit.cancelled);
  const done =
    open.length > 0 &&
    open.every((unit) =>
      credits.some((each) => each.credit.id === unit.credit?.id && each.sent && !each.failed),
    );
  if (its.shopifyReturn.status === 'CLOSED') {
    const ours = isDone(its.ledger.effects, 'close-return', its.shopifyReturn.id);
    if (!done && !ours)
      out.raise('ended-early', its.id, 'it was closed in Shopify with units or money still due');
    return;
  }
  if (!done) return;
  out.propose(
    its.ledger.effects,
    {
      kind: 'close-return',
      returnId: its.id,
      subject: its.shopifyReturn.id,
      shopifyReturnId: its.shopifyReturn.id,
    },
    'shopify-rejected',
  );
}
