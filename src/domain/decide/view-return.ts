import type { UnitKey } from '../ledger-side.ts';
import { leastAdvanced } from '../lifecycle.ts';
import type { ProblemCode } from '../problems.ts';
import { type Milestone, milestones, type Stage } from '../stage.ts';
import { unitText } from '../unit-key.ts';
import type { CreditProgress } from './credit-progress.ts';
import type { Findings, ReturnCase } from './return-case.ts';
import { isJudgedAndMoved } from './tell-milestones.ts';
import type { TrackedUnit } from './track-units.ts';

/** What is known of one return after a look: the ledger keeps it for screens, it decides nothing. */
export interface ReturnView {
  readonly id: string;
  readonly shopifyReturnId: string;
  readonly name: string;
  readonly createdAt: string;
  readonly stage: Stage;
  readonly ended: boolean;
  readonly observedOnly: boolean;
  readonly amountMinor: bigint | null;
  readonly currency: string;
  readonly blockerCode: ProblemCode | null;
  /** One sentence: what the return waits for. Null once it has ended. */
  readonly blocker: string | null;
  readonly reached: readonly Milestone[];
  readonly rmaNames: readonly string[];
  readonly lines: readonly {
    readonly id: string;
    readonly shopifyReturnLineId: string;
    readonly shopifyLineId: string | null;
    readonly fulfillmentLineItemId: string | null;
    readonly quantity: number;
    readonly reason: string | null;
    readonly note: string | null;
  }[];
  readonly units: readonly UnitView[];
}

export interface UnitView extends UnitKey {
  readonly stage: Stage;
  readonly rmaId: string | null;
  readonly rmaLine: number | null;
  readonly received: boolean;
  readonly disposition: string | null;
  readonly creditId: string | null;
}

/** Derives the stage of a return from its least advanced open unit, and the sentence that explains it. */
export function viewReturn(
  its: ReturnCase,
  authorized: boolean,
  credits: readonly CreditProgress[],
  out: Findings,
): ReturnView {
  const closed = its.shopifyReturn.status === 'CLOSED';
  const units = its.units.map((unit) => viewUnit(unit, authorized, credits, closed));
  const open = units.filter((_, index) => its.units[index]?.cancelled !== true);
  // A request that nobody has answered in Shopify yet has not ended, whatever NetSuite says.
  const none = its.shopifyReturn.status === 'REQUESTED' ? 'requested' : 'cancelled';
  const stage = open.length === 0 ? none : leastAdvanced(open.map((unit) => unit.stage));
  // What is still to be done, such as a last message, is part of it.
  const ended = (stage === 'closed' || stage === 'cancelled') && out.steps.length === 0;
  return {
    ...basics(its),
    stage,
    ended,
    observedOnly: false,
    amountMinor: its.quote?.totalMinor ?? null,
    blockerCode: ended ? null : (out.findings[0]?.code ?? null),
    blocker: ended ? null : (out.waitingFor ?? defaultWait(stage)),
    reached: reachedMilestones(its, authorized, credits),
    rmaNames: its.rmas.flatMap(({ document }) => (document ? [document.tranId] : [])),
    units,
  };
}

/** A return that is only watched: from before the shop's start, or ended in Shopify before we began. */
export function viewWatched(
  its: ReturnCase,
  stage: Stage,
  sentence: string | null,
  observedOnly: boolean,
): ReturnView {
  return {
    ...basics(its),
    stage,
    ended: sentence === null,
    observedOnly,
    amountMinor: its.quote?.totalMinor ?? null,
    blockerCode: null,
    blocker: sentence,
    reached: [],
    rmaNames: [],
    units: its.units.map((unit) => ({ ...viewUnit(unit, false, [], false), stage })),
  };
}

function basics(its: ReturnCase) {
  return {
    id: its.id,
    shopifyReturnId: its.shopifyReturn.id,
    name: its.shopifyReturn.name,
    createdAt: its.shopifyReturn.createdAt,
    currency: its.shopify.order.presentmentCurrency,
    lines: its.shopifyReturn.lines.map((line) => ({
      id: its.units.find((unit) => unit.shopifyReturnLineId === line.id)?.returnLineId ?? line.id,
      shopifyReturnLineId: line.id,
      shopifyLineId: line.lineId,
      fulfillmentLineItemId: line.fulfillmentLineItemId,
      quantity: line.quantity,
      reason: line.reason,
      note: line.note,
    })),
  };
}

function viewUnit(
  unit: TrackedUnit,
  authorized: boolean,
  credits: readonly CreditProgress[],
  closed: boolean,
): UnitView {
  const credit = credits.find((each) =>
    each.units.some((known) => unitText(known) === unitText(unit)),
  );
  return {
    returnLineId: unit.returnLineId,
    ordinal: unit.ordinal,
    rmaId: unit.rma?.externalId ?? null,
    rmaLine: unit.rma?.line ?? null,
    received: unit.receipt !== null,
    disposition: unit.judgement?.disposition ?? null,
    creditId: unit.credit?.id ?? null,
    stage: stageOf(unit, authorized, credit, closed),
  };
}

function stageOf(
  unit: TrackedUnit,
  authorized: boolean,
  credit: CreditProgress | undefined,
  closed: boolean,
): Stage {
  const goodsDone = !unit.receivable || isJudgedAndMoved(unit);
  if (unit.cancelled) return 'cancelled';
  if (credit?.settled && goodsDone) return closed ? 'closed' : 'settled';
  if (credit?.equal && goodsDone) return 'posted';
  if (unit.receivable && isJudgedAndMoved(unit)) return 'inspected';
  if (unit.receipt !== null) return 'received';
  return authorized ? 'authorized' : 'requested';
}

function reachedMilestones(
  its: ReturnCase,
  authorized: boolean,
  credits: readonly CreditProgress[],
): readonly Milestone[] {
  const open = its.units.filter((unit) => !unit.cancelled);
  const reached: Record<Milestone, boolean> = {
    confirmed: authorized,
    inspected: open.length > 0 && open.every((unit) => !unit.receivable || isJudgedAndMoved(unit)),
    posted:
      open.length > 0 &&
      open.every((unit) => credits.some((c) => c.equal && c.credit.id === unit.credit?.id)),
    settled:
      open.length > 0 &&
      open.every((unit) => credits.some((c) => c.settled && c.credit.id === unit.credit?.id)),
  };
  return milestones.filter((milestone) => reached[milestone]);
}

function defaultWait(stage: Stage): string {
  switch (stage) {
    case 'requested':
      return 'the amount to be confirmed';
    case 'authorized':
    case 'in_transit':
      return 'the goods to arrive';
    case 'received':
      return 'inspection of the goods';
    case 'inspected':
      return 'the credit to be posted in NetSuite';
    case 'posted':
      return 'the refund to be settled';
    case 'settled':
      return 'the return to be closed in Shopify';
    case 'closed':
    case 'declined':
    case 'cancelled':
      return 'the last word to customer and books';
    default:
      return stage satisfies never;
  }
}
