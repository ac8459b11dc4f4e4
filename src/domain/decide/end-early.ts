import { creditsOf } from './credit-progress.ts';
import { handleGoods } from './handle-goods.ts';
import type { Findings, ReturnCase } from './return-case.ts';
import { type ReturnView, viewReturn, viewWatched } from './view-return.ts';

/**
 * A return that was declined or cancelled in Shopify: RMA lines of which nothing came are closed;
 * goods that come all the same are held like any others, and are a person's to decide.
 */
export function endInShopify(its: ReturnCase, out: Findings): ReturnView {
  const status = its.shopifyReturn.status;
  const open = its.rmas.flatMap(({ document }) =>
    document === null || document.status === 'C' || document.status === 'H' ? [] : [document],
  );
  const touched = its.units.some((unit) => unit.receipt !== null || unit.credit !== null);
  handleGoods(its, out);
  if (touched) {
    const what = `it was ${status.toLowerCase()} in Shopify with goods received or credited`;
    out.raise('ended-early', its.id, what);
    // What has come or was credited goes on: its stage is that of its units, not of the click.
    return viewReturn(its, its.quote?.state === 'locked', creditsOf(its), out);
  }
  for (const rma of open) closeLines(its, out, rma.id, rma.lines);
  const stage = status === 'DECLINED' ? 'declined' : 'cancelled';
  return viewWatched(its, stage, open.length > 0 ? out.waitingFor : null, false);
}

function closeLines(
  its: ReturnCase,
  out: Findings,
  rmaId: string,
  lines: readonly { readonly line: number; readonly isClosed: boolean }[],
): void {
  const still = lines.filter((line) => !line.isClosed).map((line) => line.line);
  if (still.length === 0) return;
  if (its.policy.netsuiteMode === 'readonly') {
    out.waitFor('the RMA to be closed in NetSuite');
    return;
  }
  out.waitFor('the RMA to be closed');
  out.propose(
    its.ledger.effects,
    {
      kind: 'close-rma',
      returnId: its.id,
      subject: `${rmaId}:${still.join('.')}`,
      rmaId,
      lines: still,
    },
    'netsuite-rejected',
  );
}

/**
 * RMA lines that were closed in NetSuite with nothing received or credited: their units leave the
 * return in Shopify, which is cancelled when none is left. Returns true when nothing of it goes on.
 */
export function endInNetsuite(its: ReturnCase, out: Findings): boolean {
  const gone = its.units.filter((unit) => unit.cancelled);
  if (gone.length === 0) return false;
  if (its.shopifyReturn.status === 'REQUESTED') {
    // Approving or declining the request is final, and an amount for units that will not come is no promise.
    out.raise('ended-early', its.id, 'its RMA was closed in NetSuite before it was approved');
    return true;
  }
  if (its.shopifyReturn.status !== 'OPEN') return false;
  const subject = its.shopifyReturn.id;
  if (gone.length === its.units.length) {
    const step = {
      kind: 'cancel-return',
      returnId: its.id,
      subject,
      shopifyReturnId: subject,
    } as const;
    out.propose(its.ledger.effects, step, 'ended-early');
    return true;
  }
  const lines = its.shopifyReturn.lines.flatMap((line) => {
    const quantity = gone.filter((unit) => unit.shopifyReturnLineId === line.id).length;
    const unprocessed = line.quantity - line.processedQuantity;
    return quantity > 0 && unprocessed > 0
      ? [{ id: line.id, quantity: Math.min(quantity, unprocessed) }]
      : [];
  });
  if (lines.length === 0) return false;
  const named = lines.map((line) => `${line.id}x${line.quantity}`).join('+');
  out.propose(
    its.ledger.effects,
    { kind: 'remove-lines', returnId: its.id, subject: named, shopifyReturnId: subject, lines },
    'ended-early',
  );
  return false;
}
