import { previewCredit } from '../../connectors/netsuite/preview-credit.ts';
import { withDiscountLines } from '../../connectors/netsuite/transform-to-rma.ts';
import { suggestOutcome } from '../../connectors/shopify/suggest-outcome.ts';
import { Problem } from '../../domain/problem.ts';
import { buildQuote, type QuoteInput } from '../../domain/quote.ts';
import { type Reversal, reversalOfReturn, reverseSale } from '../../domain/reversal.ts';
import type { NetsuiteRma } from '../../domain/snapshot.ts';
import type { MakeQuote } from '../../domain/step.ts';
import { returnLineKey } from '../../domain/unit-key.ts';
import { recordEvent } from '../../ledger/events.ts';
import { saveQuote } from '../../ledger/quotes.ts';
import type { Performed } from '../perform-step.ts';
import type { Seen, Work } from '../work.ts';

/**
 * Makes a quote: the ERP's amount on the saved RMAs, held against NetSuite's own preview of the
 * credit, Shopify's suggestion and our reversal of the sale. It changes the ledger alone.
 */
export async function makeQuote(step: MakeQuote, work: Work, seen: Seen): Promise<Performed> {
  const ids = new Set(step.units.map((unit) => unit.rmaId));
  const rmas = seen.netsuite.rmas.filter((rma) => ids.has(rma.id));
  const currency = rmas[0]?.currency ?? seen.shopify.order.presentmentCurrency;
  let input: QuoteInput;
  try {
    const previews: QuoteInput['previews'][number][] = [];
    for (const rma of rmas) previews.push(await previewOf(rma, work, seen));
    input = {
      returnId: step.returnId,
      revision: step.revision,
      units: step.units,
      rmas,
      previews,
      suggestedMinor: await suggestionOf(step, work, seen),
      reversal: reversalOf(step, rmas, work, seen),
      currency,
      policy: work.shop.policy,
      customParts: [],
      chargeItems: work.shop.tables.chargeItems,
    };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const until = new Date(work.now().getTime() + (error.retryAfterMs ?? 10_000));
    return { kind: 'waiting', until, why: error.message };
  }
  const quote = buildQuote(input);
  await work.ledger.transact(async () => {
    const quoteId = await saveQuote(work.ledger, quote, step.factsDigest, null);
    await recordEvent(work.ledger, {
      shopId: work.shop.id,
      orderId: work.orderId,
      returnId: step.returnId,
      actorKind: 'system',
      actor: 'backhaul',
      action: 'quote.made',
      data: { quoteId, totalMinor: quote.totalMinor, currency, hash: quote.hash },
    });
  });
  return { kind: 'done' };
}

/** NetSuite's own figure for crediting these lines of the source; null where it cannot say. */
async function previewOf(
  rma: NetsuiteRma,
  work: Work,
  seen: Seen,
): Promise<QuoteInput['previews'][number]> {
  const source = seen.netsuite.sources.find((each) => each.id === rma.sourceId);
  // Charges stand on the RMA alone, so a preview from the source would lack them.
  if (source === undefined || source.type === 'salesOrder') return null;
  if (rma.lines.some((line) => line.orderLine === null)) return null;
  // The preview does not know of units that another RMA has taken and no credit has: it would share
  // tax and discount as if they were still to come.
  const others = seen.netsuite.rmas.filter(
    (each) => each.id !== rma.id && each.sourceId === source.id,
  );
  if (others.some(hasUncreditedUnits)) return null;
  const preview = await previewCredit(work.shop.netsuite.client, {
    sourceType: source.type,
    id: source.id,
    to: source.type === 'invoice' ? 'creditMemo' : 'cashRefund',
    currency: rma.currency,
    lines: withDiscountLines(
      source,
      rma.lines.flatMap((line) =>
        line.orderLine === null || line.itemType === 'Discount'
          ? []
          : [{ orderLine: line.orderLine, quantity: line.quantity }],
      ),
    ),
  });
  return {
    rmaId: rma.id,
    totalMinor: preview.totalMinor,
    taxMinor: preview.taxMinor ?? rma.taxMinor,
  };
}

function hasUncreditedUnits(rma: NetsuiteRma): boolean {
  if (rma.status === 'C' || rma.status === 'H') return false;
  return rma.lines.some((line) => !line.isClosed && line.quantityBilled < line.quantity);
}

async function suggestionOf(step: MakeQuote, work: Work, seen: Seen): Promise<bigint | null> {
  const shown = seen.shopify.returns.find((each) => each.id === step.shopifyReturnId);
  const lines = (shown?.lines ?? []).map((line) => ({
    returnLineId: line.id,
    quantity: line.quantity,
  }));
  const suggested = await suggestOutcome(work.shop.shopify.client, step.shopifyReturnId, lines);
  return suggested?.direction === 'refund' ? suggested.amountMinor : null;
}

/** Our own reversal of exactly these units, after what earlier returns of the order took. */
function reversalOf(
  step: MakeQuote,
  rmas: readonly NetsuiteRma[],
  work: Work,
  seen: Seen,
): Reversal {
  const { order, returns } = seen.shopify;
  const lineOf = new Map(
    returns.flatMap((each) =>
      each.lines.map((line) => [returnLineKey(line.id), line.lineId] as const),
    ),
  );
  const earlier = seen.ledger.quotes
    .filter((quote) => quote.returnId !== step.returnId && quote.state !== 'superseded')
    .flatMap((quote) =>
      quote.units.flatMap((unit) => {
        const lineId = lineOf.get(unit.returnLineId);
        return lineId
          ? [{ lineId, units: 1, netMinor: unit.netMinor, taxMinor: unit.taxMinor }]
          : [];
      }),
    );
  const shown = returns.find((each) => each.id === step.shopifyReturnId);
  if (shown === undefined) throw new Problem('sale-not-found', 'the return is gone from Shopify');
  const input = reversalOfReturn({
    order,
    shopifyReturn: shown,
    earlier,
    earlierCharges: [],
    policy: work.shop.policy,
  });
  // Whether shipping goes back was decided when the RMA was opened; the reversal follows it.
  const shippingBack = rmas.some((rma) =>
    rma.lines.some((line) => line.orderLine === null && line.amountMinor > 0n),
  );
  const chargesNow = input.charges.map((charge) => ({
    chargeId: charge.id,
    refund: 'full' as const,
  }));
  return reverseSale({ ...input, chargesNow: shippingBack ? chargesNow : [] });
}
