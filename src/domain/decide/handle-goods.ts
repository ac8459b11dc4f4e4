import type { ProblemCode } from '../problems.ts';
import type { Disposition } from '../stage.ts';
import type { MoveStock } from '../step.ts';
import { unitText } from '../unit-key.ts';
import type { Findings, ReturnCase } from './return-case.ts';
import type { TrackedUnit } from './track-units.ts';

type Move = MoveStock['kind'];

/**
 * The goods track: units that arrived are held, judged units leave the hold. Returns whether every
 * judged unit's stock is where its disposition sends it. Never adds an uncleared unit to what can
 * be bought.
 */
export function handleGoods(its: ReturnCase, out: Findings): void {
  const groups = new Map<string, { move: Move; document: string; units: TrackedUnit[] }>();
  const put = (move: Move, document: string, unit: TrackedUnit) => {
    const item = unit.soldLine?.inventoryItemId ?? 'none';
    const key = `${move}:${document}:${item}`;
    const group = groups.get(key) ?? { move, document, units: [] };
    group.units.push(unit);
    groups.set(key, group);
  };
  for (const unit of its.units) {
    if (!unit.receivable || unit.receipt === null) continue;
    const state = unit.hold?.state ?? 'expected';
    if (state === 'expected') {
      put('hold-stock', `${unit.receipt.documentId}.${unit.receipt.rmaLine}`, unit);
    } else if (state === 'pending_inspection' && unit.judgement !== null) {
      const { disposition, status, documentId, rmaLine } = unit.judgement;
      if (disposition === null) {
        out.raise('disposition-unmapped', status, `the status "${status}" has no disposition`);
        continue;
      }
      put(moveFor(disposition), `${documentId}.${rmaLine}`, unit);
    }
  }
  for (const group of groups.values()) proposeMove(its, out, group);
  noticeForeignRestock(its, out);
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

function proposeMove(
  its: ReturnCase,
  out: Findings,
  group: { readonly move: Move; readonly document: string; readonly units: readonly TrackedUnit[] },
): void {
  const first = group.units[0];
  if (first === undefined) return;
  const stocked = first.soldLine?.tracked === true && its.policy.stock.onHandOwner === 'backhaul';
  const location = locationOf(its, first, stocked, out);
  if (location === undefined) return;
  const held = group.move !== 'hold-stock';
  out.propose(
    its.ledger.effects,
    {
      kind: group.move,
      returnId: its.id,
      subject: `${group.document}.${first.soldLine?.inventoryItemId ?? 'none'}`,
      units: group.units.map(({ returnLineId, ordinal }) => ({ returnLineId, ordinal })),
      inventoryItemId: first.soldLine?.inventoryItemId ?? null,
      locationId: location,
      quantity: group.units.length,
      document: group.document,
      inShopify: held ? (first.hold?.inShopify ?? false) : stocked,
      toAvailable: its.policy.stock.availableOwner === 'backhaul',
    },
    'stock-refused' satisfies ProblemCode,
  );
}

/** Where the units lie in Shopify; undefined (and an exception) when the location is not mapped. */
function locationOf(
  its: ReturnCase,
  unit: TrackedUnit,
  stocked: boolean,
  out: Findings,
): string | null | undefined {
  if (unit.hold?.locationId) return unit.hold.locationId;
  const netsuiteId = unit.receipt?.locationId ?? null;
  const mapped = netsuiteId === null ? null : its.translate.shopifyLocation(netsuiteId);
  if (mapped === null && stocked) {
    out.raise(
      'location-unmapped',
      netsuiteId ?? 'none',
      netsuiteId === null
        ? 'the receipt names no location'
        : `NetSuite location ${netsuiteId} has no Shopify location`,
    );
    return undefined;
  }
  return mapped;
}

/** A RESTOCKED disposition on units that are not cleared: somebody else put them on sale. */
function noticeForeignRestock(its: ReturnCase, out: Findings): void {
  for (const order of its.shopifyReturn.reverseFulfillmentOrders) {
    for (const line of order.lines) {
      const restocked = line.dispositions
        .filter((each) => each.type === 'RESTOCKED')
        .reduce((sum, each) => sum + each.quantity, 0);
      if (restocked === 0) continue;
      const units = its.units.filter(
        (unit) => unit.fulfillmentLineItemId === line.fulfillmentLineItemId,
      );
      const cleared = units.filter((unit) => unit.judgement?.disposition === 'sellable').length;
      if (restocked > cleared) {
        out.raise(
          'restocked-uncleared',
          `${line.id}:${units.map(unitText).join(',')}`,
          `${restocked - cleared} of ${units.length} units were restocked in Shopify before inspection`,
        );
      }
    }
  }
}
