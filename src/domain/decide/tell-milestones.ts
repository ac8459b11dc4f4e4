import type { LedgerQuote, UnitKey } from '../ledger-side.ts';
import type { Milestone } from '../stage.ts';
import type { TellCustomer } from '../step.ts';
import { unitText } from '../unit-key.ts';
import type { CreditProgress } from './credit-progress.ts';
import type { Findings, ReturnCase } from './return-case.ts';
import type { TrackedUnit } from './track-units.ts';

interface Batch {
  readonly milestone: Milestone;
  readonly key: string;
  readonly units: readonly UnitKey[];
  readonly amountMinor: bigint | null;
}

/**
 * Tells the customer each milestone once per batch of units, with the amount that stands in the
 * locked quote. Nothing is told before the lock; a batch told is never told again.
 */
export function tellMilestones(
  its: ReturnCase,
  authorized: boolean,
  credits: readonly CreditProgress[],
  out: Findings,
): void {
  if (!authorized || its.quote?.state !== 'locked') return;
  for (const batch of batches(its, credits)) {
    if (!its.policy.telling.milestones.includes(batch.milestone)) continue;
    out.propose(its.ledger.effects, noticeOf(its, its.quote, batch), 'notice-refused');
  }
}

function noticeOf(its: ReturnCase, quote: LedgerQuote, batch: Batch): TellCustomer {
  return {
    kind: 'tell-customer',
    returnId: its.id,
    subject: `${its.id}:${batch.milestone}:${batch.key}`,
    milestone: batch.milestone,
    batchKey: batch.key,
    units: batch.units.map(({ returnLineId, ordinal }) => ({ returnLineId, ordinal })),
    amountMinor: batch.amountMinor,
    currency: quote.currency,
    returnName: its.shopifyReturn.name,
    orderName: its.shopify.order.name,
    email: its.shopify.order.email,
  };
}

/** The message that goes with the lock of a quote: what the customer is told is what is locked. */
export function confirmedNotice(its: ReturnCase, quote: LedgerQuote): TellCustomer {
  return noticeOf(its, quote, confirmedBatch(its, quote));
}

function confirmedBatch(its: ReturnCase, quote: LedgerQuote): Batch {
  const key = `quote-${quote.revision}`;
  return { milestone: 'confirmed', key, units: its.units, amountMinor: quote.totalMinor };
}

/** The batches whose milestone is reached and not told; the key names the documents that reached it. */
function batches(its: ReturnCase, credits: readonly CreditProgress[]): readonly Batch[] {
  const told = (milestone: Milestone) =>
    new Set(
      its.ledger.tellings
        .filter((each) => each.returnId === its.id && each.milestone === milestone)
        .flatMap((each) => each.units.map(unitText)),
    );
  const result: Batch[] = [];
  const confirmed = told('confirmed');
  const quote = its.quote;
  if (quote !== null && its.units.some((unit) => !confirmed.has(unitText(unit)))) {
    result.push({
      milestone: 'confirmed',
      key: `quote-${quote.revision}`,
      units: its.units,
      amountMinor: quote.totalMinor,
    });
  }
  const inspectedTold = told('inspected');
  for (const [document, units] of byJudgement(its.units)) {
    // One message for each judgement, when all its goods lie where it sends them.
    const open = units.filter((unit) => !inspectedTold.has(unitText(unit)));
    if (open.length === 0 || !units.every(isJudgedAndMoved)) continue;
    result.push({ milestone: 'inspected', key: document, units: open, amountMinor: null });
  }
  for (const each of credits.filter((credit) => credit.equal)) {
    const posted = creditBatch(quote, each, 'posted', told('posted'));
    if (posted !== null) result.push(posted);
    const settled = each.settled ? creditBatch(quote, each, 'settled', told('settled')) : null;
    if (settled !== null) result.push(settled);
  }
  return result;
}

/** What of a credit was not told yet: units of a credit that was voided since may have been. */
function creditBatch(
  quote: LedgerQuote | null,
  { credit, units, shareMinor }: CreditProgress,
  milestone: Milestone,
  told: ReadonlySet<string>,
): Batch | null {
  const open = units.filter((unit) => !told.has(unitText(unit)));
  if (open.length === 0) return null;
  const known = new Set(units.map(unitText).filter((unit) => told.has(unit)));
  const knownMinor = (quote?.units ?? [])
    .filter((unit) => known.has(unitText(unit)))
    .reduce((sum, unit) => sum + unit.netMinor + unit.taxMinor, 0n);
  return { milestone, key: credit.id, units: open, amountMinor: shareMinor - knownMinor };
}

/** Judged, and its stock already where the disposition sends it: only then is it told. */
export function isJudgedAndMoved(unit: TrackedUnit): boolean {
  if (unit.judgement?.disposition == null) return false;
  const state = unit.hold?.state ?? 'expected';
  return state === 'released' || state === 'set_aside' || state === 'written_off';
}

function byJudgement(units: readonly TrackedUnit[]): ReadonlyMap<string, TrackedUnit[]> {
  const groups = new Map<string, TrackedUnit[]>();
  for (const unit of units) {
    if (unit.judgement?.disposition == null) continue;
    const document = unit.judgement.documentId;
    groups.set(document, [...(groups.get(document) ?? []), unit]);
  }
  return groups;
}
