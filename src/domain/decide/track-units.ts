import type { LedgerCredit, LedgerHold, LedgerSide, UnitKey } from '../ledger-side.ts';
import type { Policy } from '../policy.ts';
import type {
  NetsuiteCredit,
  NetsuiteRma,
  NetsuiteSide,
  ShopifyOrderLine,
  ShopifySide,
} from '../snapshot.ts';
import type { Disposition } from '../stage.ts';
import { returnKey, returnLineKey, unitText } from '../unit-key.ts';

/** Where one unit of a return stands on its two tracks, read off the documents of both systems. */
export interface TrackedUnit extends UnitKey {
  readonly soldLine: ShopifyOrderLine | null;
  readonly shopifyReturnLineId: string;
  readonly fulfillmentLineItemId: string | null;
  readonly rma: {
    readonly externalId: string;
    readonly netsuiteId: string;
    readonly line: number;
  } | null;
  readonly receipt: UnitReceipt | null;
  readonly judgement: UnitJudgement | null;
  readonly credit: NetsuiteCredit | null;
  readonly hold: LedgerHold | null;
  /** The RMA line was closed before the unit arrived or was credited: it will not come. */
  readonly cancelled: boolean;
  /** False for services and the like: nothing is to be received, held or judged. */
  readonly receivable: boolean;
}

export interface UnitReceipt {
  readonly documentId: string;
  readonly rmaLine: number;
  readonly locationId: string | null;
}

export interface UnitJudgement {
  readonly documentId: string;
  readonly rmaLine: number;
  readonly locationId: string | null;
  /** Null while the ERP's status has no disposition in the policy: then it judges nothing. */
  readonly disposition: Disposition | null;
  readonly status: string;
}

/**
 * Lays the quantities of NetSuite's documents over the units of each return. NetSuite counts, it
 * does not name units; so units are taken in their own order, and what the ledger once bound to a
 * unit (its RMA line, its credit) stays bound.
 */
export function trackUnits(
  shopify: ShopifySide,
  netsuite: NetsuiteSide | null,
  ledger: LedgerSide,
  policy: Policy,
): ReadonlyMap<string, readonly TrackedUnit[]> {
  const binding = new Map<string, { externalId: string; orderLine: number }>();
  for (const rma of ledger.rmas) {
    for (const unit of rma.units) {
      binding.set(unitText(unit), { externalId: rma.id, orderLine: unit.orderLine });
    }
  }
  const holds = new Map(ledger.holds.map((hold) => [unitText(hold), hold]));
  const pools = new Map<string, LinePool>();
  const result = new Map<string, readonly TrackedUnit[]>();

  for (const shopifyReturn of shopify.returns) {
    const units: TrackedUnit[] = [];
    for (const line of shopifyReturn.lines) {
      const soldLine = shopify.order.lines.find((each) => each.id === line.lineId) ?? null;
      for (let ordinal = 1; ordinal <= line.quantity; ordinal += 1) {
        const key = { returnLineId: returnLineKey(line.id), ordinal };
        const bound = binding.get(unitText(key));
        const rma = bound && netsuite ? findRma(netsuite, ledger, bound.externalId) : null;
        const pool =
          bound && rma && netsuite
            ? poolOf(pools, rma, bound.orderLine, netsuite, ledger, policy)
            : null;
        const receipt = pool?.receipts.shift() ?? null;
        const judgement = receipt === null ? null : (pool?.takeJudgement(receipt) ?? null);
        const credit = pool?.takeCredit(key) ?? null;
        units.push({
          ...key,
          soldLine,
          shopifyReturnLineId: line.id,
          fulfillmentLineItemId: line.fulfillmentLineItemId,
          rma:
            bound && rma && pool
              ? { externalId: bound.externalId, netsuiteId: rma.id, line: pool.line }
              : null,
          receipt,
          judgement,
          credit,
          hold: holds.get(unitText(key)) ?? null,
          cancelled: (pool?.closed ?? false) && receipt === null && credit === null,
          receivable: soldLine?.requiresShipping ?? true,
        });
      }
    }
    result.set(returnKey(shopifyReturn.id), units);
  }
  return result;
}

/** NetSuite's record of one of our RMAs; null while it is not there. */
export function findRma(
  netsuite: NetsuiteSide,
  ledger: LedgerSide,
  externalId: string,
): NetsuiteRma | null {
  const known = ledger.rmas.find((rma) => rma.id === externalId);
  return (
    netsuite.rmas.find(
      (rma) =>
        rma.externalId?.toLowerCase() === externalId.toLowerCase() ||
        (known?.netsuiteId !== null && rma.id === known?.netsuiteId),
    ) ?? null
  );
}

interface LinePool {
  readonly line: number;
  readonly closed: boolean;
  readonly receipts: UnitReceipt[];
  takeJudgement(receipt: UnitReceipt): UnitJudgement | null;
  takeCredit(unit: UnitKey): NetsuiteCredit | null;
}

function poolOf(
  pools: Map<string, LinePool>,
  rma: NetsuiteRma,
  orderLine: number,
  netsuite: NetsuiteSide,
  ledger: LedgerSide,
  policy: Policy,
): LinePool | null {
  const key = `${rma.id}:${orderLine}`;
  const existing = pools.get(key);
  if (existing !== undefined) return existing;
  const line = rma.lines.find((each) => each.orderLine === orderLine);
  if (line === undefined) return null;
  const pool = buildPool(
    rma,
    line.line,
    line.itemId,
    line.isClosed || ended(rma),
    netsuite,
    ledger,
    policy,
  );
  pools.set(key, pool);
  return pool;
}

const ended = (rma: NetsuiteRma) => rma.status === 'C' || rma.status === 'H';

function buildPool(
  rma: NetsuiteRma,
  rmaLine: number,
  itemId: string,
  closed: boolean,
  netsuite: NetsuiteSide,
  ledger: LedgerSide,
  policy: Policy,
): LinePool {
  const receipts: UnitReceipt[] = [];
  const onReceipt: (UnitJudgement | null)[] = [];
  for (const receipt of inOrder(
    netsuite.receipts.filter((each) => each.rmaId === rma.id),
    (each) => each.at,
  )) {
    for (const part of receipt.lines.filter((each) => each.rmaLine === rmaLine)) {
      for (let n = 0; n < part.quantity; n += 1) {
        const seen = { documentId: receipt.id, rmaLine, locationId: part.locationId };
        receipts.push(seen);
        onReceipt.push(judgedByReceipt(policy, seen, part.disposition));
      }
    }
  }
  const movements = inspectionUnits(netsuite, rma.id, rmaLine, itemId, policy);
  const credited = creditUnits(netsuite, rma.id, rmaLine, ledger.credits);
  let taken = 0;
  return {
    line: rmaLine,
    closed,
    receipts,
    takeJudgement() {
      const own = onReceipt[taken] ?? null;
      taken += 1;
      return policy.inspection.source === 'status-change' ? (movements.shift() ?? null) : own;
    },
    takeCredit: credited,
  };
}

function judgedByReceipt(
  policy: Policy,
  receipt: UnitReceipt,
  value: string | null,
): UnitJudgement | null {
  switch (policy.inspection.source) {
    case 'receipt-is-clearance':
      return { ...receipt, disposition: 'sellable', status: 'received' };
    case 'receipt-line-field':
      if (value === null || value === '') return null;
      return {
        ...receipt,
        disposition: policy.inspection.dispositions[value] ?? null,
        status: value,
      };
    case 'status-change':
      return null;
    default:
      return policy.inspection.source satisfies never;
  }
}

/** Only a unit's first movement out of inspection judges it; a movement judges units of its own RMA alone. */
function inspectionUnits(
  netsuite: NetsuiteSide,
  rmaId: string,
  rmaLine: number,
  itemId: string,
  policy: Policy,
): UnitJudgement[] {
  const units: UnitJudgement[] = [];
  for (const document of inOrder(
    netsuite.inspections.filter((each) => each.rmaId === rmaId),
    (each) => each.at,
  )) {
    for (const part of document.lines) {
      const mine = part.rmaLine === null ? part.itemId === itemId : part.rmaLine === rmaLine;
      if (!mine) continue;
      for (let n = 0; n < part.quantity; n += 1) {
        units.push({
          documentId: document.id,
          rmaLine,
          locationId: part.locationId,
          disposition: policy.inspection.dispositions[part.revisedStatus] ?? null,
          status: part.revisedStatus,
        });
      }
    }
  }
  return units;
}

/** Units of valid credits: first those the ledger released already, then the next free ones in order. */
function creditUnits(
  netsuite: NetsuiteSide,
  rmaId: string,
  rmaLine: number,
  released: readonly LedgerCredit[],
): (unit: UnitKey) => NetsuiteCredit | null {
  const valid = inOrder(
    netsuite.credits.filter((each) => each.rmaId === rmaId && !each.voided),
    (each) => each.postedAt,
  );
  const releasedIds = new Set(released.map((credit) => credit.id));
  const bound = new Map(
    released.flatMap((credit) => credit.units.map((unit) => [unitText(unit), credit.id] as const)),
  );
  // A released credit's units are all bound; only a credit not yet released has units to give.
  const free: NetsuiteCredit[] = valid
    .filter((credit) => !releasedIds.has(credit.id))
    .flatMap((credit) => {
      const lines = credit.lines.filter((line) => line.rmaLine === rmaLine);
      const quantity = lines.reduce((sum, line) => sum + line.quantity, 0);
      return Array.from({ length: quantity }, () => credit);
    });
  return (unit) => {
    const own = bound.get(unitText(unit));
    if (own !== undefined) return valid.find((credit) => credit.id === own) ?? null;
    return free.shift() ?? null;
  };
}

/** Document order: by time, then by id, so that every look lays quantities the same way. */
function inOrder<T extends { readonly id: string }>(
  documents: readonly T[],
  timeOf: (document: T) => string,
): readonly T[] {
  return [...documents].sort(
    (a, b) =>
      timeOf(a).localeCompare(timeOf(b)) || a.id.localeCompare(b.id, undefined, { numeric: true }),
  );
}
