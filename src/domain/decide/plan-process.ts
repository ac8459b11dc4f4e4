import type { ProcessReturn } from '../step.ts';
import type { CreditProgress } from './credit-progress.ts';
import type { Findings, ReturnCase } from './return-case.ts';

type Line = ProcessReturn['lines'][number];

/**
 * Marks the credited units processed in Shopify, without money and without restocking: the stock
 * was moved by our own holds. Returns true once that is done, or when somebody else did it.
 */
export function planProcess(its: ReturnCase, each: CreditProgress, out: Findings): boolean {
  const lines: Line[] = [];
  for (const line of its.shopifyReturn.lines) {
    const credited = each.units.filter((unit) => unit.shopifyReturnLineId === line.id);
    const quantity = Math.min(credited.length, line.quantity - line.processedQuantity);
    if (quantity <= 0) continue;
    const missing = credited.filter((unit) => unit.judgement?.disposition === 'missing').length;
    lines.push({
      id: line.id,
      quantity,
      dispositions: dispositionsFor(its, line.fulfillmentLineItemId, quantity, missing),
    });
  }
  const step: ProcessReturn = {
    kind: 'process-return',
    returnId: its.id,
    subject: each.credit.id,
    shopifyReturnId: its.shopifyReturn.id,
    note: `${each.credit.tranId}`,
    lines,
  };
  if (lines.length === 0) return true;
  const done = out.propose(its.ledger.effects, step, 'shopify-rejected');
  return done || out.findings.length === 0;
}

/** Dispositions for units that have none yet, spread over the reverse fulfilment lines they belong to. */
function dispositionsFor(
  its: ReturnCase,
  fulfillmentLineItemId: string | null,
  quantity: number,
  missing: number,
): Line['dispositions'] {
  const result: Line['dispositions'][number][] = [];
  let left = quantity;
  let missingLeft = missing;
  for (const order of its.shopifyReturn.reverseFulfillmentOrders) {
    for (const line of order.lines) {
      if (line.fulfillmentLineItemId !== fulfillmentLineItemId) continue;
      const disposed = line.dispositions.reduce((sum, each) => sum + each.quantity, 0);
      let free = Math.min(left, line.quantity - disposed);
      const gone = Math.min(free, missingLeft);
      if (gone > 0) {
        result.push({ reverseFulfillmentOrderLineId: line.id, quantity: gone, type: 'MISSING' });
        missingLeft -= gone;
        left -= gone;
        free -= gone;
      }
      if (free > 0) {
        result.push({
          reverseFulfillmentOrderLineId: line.id,
          quantity: free,
          type: 'NOT_RESTOCKED',
        });
        left -= free;
      }
    }
  }
  return result;
}
