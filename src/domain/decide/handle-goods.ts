import type { Disposition, HoldState } from '../stage.ts';
import type { MoveStock } from '../step.ts';
import { unitText } from '../unit-key.ts';
import { foreignRestocks } from './foreign-restocks.ts';
import type { Findings, ReturnCase } from './return-case.ts';
import type { TrackedUnit } from './track-units.ts';

type Move = MoveStock['kind'];

interface Group {
  readonly move: Move;
  readonly document: string;
  readonly units: TrackedUnit[];
  /** Shopify location that is known already; else that of the receipt. */
  readonly locationId: string | null;
}

/**
 * The goods track: units that arrived are held, judged units leave the hold, units that somebody
 * put on sale before they were cleared are taken back. Never adds an uncleared unit to what can be
 * bought.
 */
export function handleGoods(its: ReturnCase, out: Findings): void {
  const groups = new Map<string, Group>();
  const put = (move: Move, document: string, unit: TrackedUnit, locationId: string | null) => {
    const item = unit.soldLine?.inventoryItemId ?? 'none';
    const one = move === 'retract-stock' ? unitText(unit) : '';
    const key = `${move}:${document}:${item}:${locationId ?? ''}:${one}`;
    const group = groups.get(key) ?? { move, document, units: [], locationId };
    group.units.push(unit);
    groups.set(key, group);
  };

  const retracting = new Set<string>();
  for (const { unit, reverseLineId, locationId } of foreignRestocks(its)) {
    out.raise(
      'restocked-uncleared',
      `${reverseLineId}:${unitText(unit)}`,
      'it was restocked in Shopify before it was inspected',
    );
    const ours = its.policy.stock.availableOwner === 'backhaul' && unit.soldLine?.tracked === true;
    const state = unit.hold?.state ?? 'expected';
    if (ours && (state === 'expected' || state === 'pending_inspection' || state === 'set_aside')) {
      // One effect for each unit: taken back once, it is not taken back again from its hold.
      put('retract-stock', `restock.${reverseLineId}`, unit, locationId);
      retracting.add(unitText(unit));
    }
  }
  for (const unit of its.units) {
    if (!unit.receivable || unit.receipt === null) continue;
    const state = unit.hold?.state ?? 'expected';
    // Taken back where it was restocked, the unit is held already: its receipt adds nothing.
    if (state === 'expected' && !retracting.has(unitText(unit))) {
      put('hold-stock', `${unit.receipt.documentId}.${unit.receipt.rmaLine}`, unit, null);
    } else if (
      unit.judgement !== null &&
      (state === 'pending_inspection' || state === 'set_aside')
    ) {
      const { disposition, status, documentId } = unit.judgement;
      if (disposition === null) {
        out.raise('disposition-unmapped', status, `the status "${status}" has no disposition`);
        continue;
      }
      const move = moveFor(disposition);
      // Judged again to another place to lie aside: in Shopify it lies there already.
      if (state === 'set_aside' && move === 'set-aside-stock') continue;
      const document = `${documentId}.${unit.receipt.rmaLine}.${state}`;
      put(move, document, unit, unit.hold?.locationId ?? null);
    } else if (isGone(state) && unit.judgement?.disposition) {
      refuteEnd(out, unit, state, unit.judgement.disposition);
    }
  }
  for (const group of groups.values()) proposeMove(its, out, group);
}

const isGone = (state: HoldState): state is 'released' | 'written_off' =>
  state === 'released' || state === 'written_off';

/** Judged anew after it had left its hold: no step of ours can mend that, a person has to count. */
function refuteEnd(
  out: Findings,
  unit: TrackedUnit,
  state: 'released' | 'written_off',
  disposition: Disposition,
): void {
  const move = moveFor(disposition);
  if (move === (state === 'released' ? 'release-stock' : 'write-off-stock')) return;
  const was = state === 'released' ? 'put on sale' : 'written off';
  out.raise(
    'stock-count-needed',
    unitText(unit),
    `it was ${was}, and NetSuite now judges it ${disposition}`,
  );
}

function moveFor(disposition: Disposition): Move {
  switch (disposition) {
    case 'sellable':
      return 'release-stock';
    case 'refurbish':
    case 'quarantine':
    case 'vendor':
    case 'liquidate':
      return 'set-aside-stock';
    case 'scrap':
    case 'missing':
    case 'kept_by_customer':
      return 'write-off-stock';
    default:
      return disposition satisfies never;
  }
}

function proposeMove(its: ReturnCase, out: Findings, group: Group): void {
  const first = group.units[0];
  if (first === undefined) return;
  const stocked = first.soldLine?.tracked === true && its.policy.stock.onHandOwner === 'backhaul';
  const held = group.move !== 'hold-stock' && group.move !== 'retract-stock';
  const locationId = group.locationId ?? locationOfReceipt(its, first, stocked && !held, out);
  if (locationId === undefined) return;
  out.propose(
    its.ledger.effects,
    {
      kind: group.move,
      returnId: its.id,
      // The first unit tells one batch of a document from a later one: what is begun is never widened.
      subject: `${group.document}.${unitText(first)}`,
      units: group.units.map(({ returnLineId, ordinal }) => ({ returnLineId, ordinal })),
      inventoryItemId: first.soldLine?.inventoryItemId ?? null,
      locationId,
      quantity: group.units.length,
      document: group.document,
      inShopify: held
        ? (first.hold?.inShopify ?? false)
        : stocked || group.move === 'retract-stock',
      from: first.hold?.state === 'set_aside' ? 'damaged' : 'quality_control',
      isHeld: (first.hold?.state ?? 'expected') !== 'expected',
      toAvailable: its.policy.stock.availableOwner === 'backhaul',
    },
    'stock-refused',
  );
}

/** Where received units lie in Shopify; undefined (and an exception) when that must be known and is not. */
function locationOfReceipt(
  its: ReturnCase,
  unit: TrackedUnit,
  needed: boolean,
  out: Findings,
): string | null | undefined {
  const netsuiteId = unit.receipt?.locationId ?? null;
  const mapped = netsuiteId === null ? null : its.translate.shopifyLocation(netsuiteId);
  if (mapped !== null || !needed) return mapped;
  out.raise(
    'location-unmapped',
    netsuiteId ?? 'none',
    netsuiteId === null
      ? 'the receipt names no location'
      : `NetSuite location ${netsuiteId} has no Shopify location`,
  );
  return undefined;
}
