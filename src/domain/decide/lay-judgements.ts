import type { LedgerHold } from '../ledger-side.ts';
import type { Policy } from '../policy.ts';
import type { NetsuiteSide } from '../snapshot.ts';
import type { Disposition, HoldState } from '../stage.ts';

/** One judged unit, as the ERP's movements tell it: which unit it is, they do not say. */
export interface Judgement {
  /** The movement that judged it last. */
  readonly documentId: string;
  /** RMA line that the movement names; null when it names the item alone. */
  readonly rmaLine: number | null;
  readonly locationId: string | null;
  readonly status: string;
  /** Null while the status has no disposition in the policy: then it judges nothing. */
  readonly disposition: Disposition | null;
  /** It was set aside by an earlier movement and has been judged anew. */
  readonly again: boolean;
}

/**
 * The judged units of one item on one RMA. Only a movement out of the status in which units arrived
 * judges a further unit; one out of another status judges a unit anew that is in that status; one out
 * of a status that nothing is in tells of movements not seen yet, and judges nothing.
 */
export function judgementsOf(
  netsuite: NetsuiteSide,
  rmaId: string,
  itemId: string,
  policy: Policy,
): readonly Judgement[] {
  const arrivals = new Set(
    netsuite.receipts
      .filter((receipt) => receipt.rmaId === rmaId)
      .flatMap((receipt) => receipt.lines)
      .flatMap((line) =>
        line.itemId === itemId && line.inventoryStatus ? [line.inventoryStatus] : [],
      ),
  );
  const judged: Judgement[] = [];
  const documents = netsuite.inspections
    .filter((each) => each.rmaId === rmaId)
    .sort(
      (a, b) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id, undefined, { numeric: true }),
    );
  for (const document of documents) {
    for (const part of document.lines.filter((line) => line.itemId === itemId)) {
      for (let n = 0; n < part.quantity; n += 1) {
        const from = part.previousStatus;
        const earlier = judged.findIndex(
          (each) => from !== null && !arrivals.has(from) && each.status === from,
        );
        const arrived = from === null || arrivals.size === 0 || arrivals.has(from);
        if (earlier === -1 && !arrived) continue;
        const judgement = {
          documentId: document.id,
          rmaLine: part.rmaLine,
          locationId: part.locationId,
          status: part.revisedStatus,
          disposition: policy.inspection.dispositions[part.revisedStatus] ?? null,
          again: earlier !== -1,
        };
        if (earlier === -1) judged.push(judgement);
        else judged[earlier] = judgement;
      }
    }
  }
  return judged;
}

interface Received {
  readonly rmaLine: number;
  readonly hold: LedgerHold | null;
}

/**
 * Lays judgements over received units of one item. A unit whose stock was moved already keeps a
 * judgement that its hold agrees with, so that one which shows late falls to a unit still held; the
 * others take theirs in order, first those whose line is named.
 */
export function layJudgements<U extends Received>(
  units: readonly U[],
  judgements: readonly Judgement[],
): ReadonlyMap<U, Judgement> {
  const left = [...judgements];
  const laid = new Map<U, Judgement>();
  const take = (unit: U, fits: (judgement: Judgement) => boolean) => {
    if (laid.has(unit)) return;
    const index = left.findIndex(
      (each) => (each.rmaLine === null || each.rmaLine === unit.rmaLine) && fits(each),
    );
    const found = left[index];
    if (found === undefined) return;
    left.splice(index, 1);
    laid.set(unit, found);
  };
  // A judgement made anew is left to the unit that still lies aside for it, if any other one fits.
  for (const unit of units) take(unit, (each) => !each.again && agrees(unit.hold?.state, each));
  for (const unit of units) take(unit, (each) => agrees(unit.hold?.state, each));
  // Set aside once and judged again since: the unit in that hold is the one that was moved on.
  for (const unit of units) if (unit.hold?.state === 'set_aside') take(unit, (each) => each.again);
  for (const unit of units) take(unit, (each) => each.rmaLine !== null);
  for (const unit of units) take(unit, () => true);
  return laid;
}

/** Whether a hold went where this judgement sends it. */
function agrees(state: HoldState | undefined, { disposition }: Judgement): boolean {
  switch (disposition) {
    case null:
      return false;
    case 'sellable':
      return state === 'released';
    case 'refurbish':
    case 'quarantine':
    case 'vendor':
    case 'liquidate':
      return state === 'set_aside';
    case 'scrap':
    case 'missing':
    case 'kept_by_customer':
      return state === 'written_off';
    default:
      return disposition satisfies never;
  }
}
