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
import { type Judgement, judgementsOf, layJudgements } from './lay-judgements.ts';

/** Where one unit of a return stands on its two tracks, read off the documents of both systems. */
export interface TrackedUnit extends UnitKey {
  readonly soldLine: ShopifyOrderLine | null;
  readonly shopifyReturnLineId: string;
  readonly fulfillmentLineItemId: string | null;
  readonly rma: {
    readonly externalId: string;
    readonly netsuiteId: string;
    readonly line: number;
    readonly itemId: string;
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
  /** The receipt line's own judgement, where inspection is recorded there. */
  readonly judged: { readonly status: string; readonly disposition: Disposition | null } | null;
  readonly rmaLine: number;
  readonly locationId: string | null;
}

export type UnitJudgement = Pick<Judgement, 'documentId' | 'locationId' | 'disposition' | 'status'>;

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
        const credit = pool?.takeCredit(key) ?? null;
        units.push({
          ...key,
          soldLine,
          shopifyReturnLineId: line.id,
          fulfillmentLineItemId: line.fulfillmentLineItemId,
          rma:
            bound && rma && pool
              ? {
                  externalId: bound.externalId,
                  netsuiteId: rma.id,
                  line: pool.line,
                  itemId: pool.itemId,
                }
              : null,
          receipt,
          judgement: null,
          credit,
          hold: holds.get(unitText(key)) ?? null,
          cancelled: (pool?.closed ?? false) && receipt === null && credit === null,
          receivable: soldLine?.requiresShipping ?? true,
        });
      }
    }
    result.set(returnKey(shopifyReturn.id), withJudgements(units, netsuite, policy));
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
  readonly itemId: string;
  readonly closed: boolean;
  readonly receipts: UnitReceipt[];
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
  const pool = {
    line: line.line,
    itemId: line.itemId,
    closed: line.isClosed || rma.status === 'C' || rma.status === 'H',
    receipts: receivedUnits(netsuite, rma.id, line.line, policy),
    takeCredit: creditUnits(netsuite, rma.id, line.line, ledger.credits),
  };
  pools.set(key, pool);
  return pool;
}

function receivedUnits(
  netsuite: NetsuiteSide,
  rmaId: string,
  rmaLine: number,
  policy: Policy,
): UnitReceipt[] {
  const mine = netsuite.receipts.filter((each) => each.rmaId === rmaId);
  return inOrder(mine, (each) => each.at).flatMap((receipt) =>
    receipt.lines
      .filter((part) => part.rmaLine === rmaLine)
      .flatMap((part) =>
        Array.from({ length: part.quantity }, () => ({
          documentId: receipt.id,
          rmaLine,
          locationId: part.locationId,
          judged: judgedByReceipt(policy, part.disposition),
        })),
      ),
  );
}

function judgedByReceipt(policy: Policy, value: string | null): UnitReceipt['judged'] {
  switch (policy.inspection.source) {
    case 'receipt-is-clearance':
      return { disposition: 'sellable', status: 'received' };
    case 'receipt-line-field':
      if (value === null || value === '') return null;
      return { disposition: policy.inspection.dispositions[value] ?? null, status: value };
    case 'status-change':
      return null;
    default:
      return policy.inspection.source satisfies never;
  }
}

/** Judges received units: by their receipt, or by the movements of their item on their RMA. */
function withJudgements(
  units: readonly TrackedUnit[],
  netsuite: NetsuiteSide | null,
  policy: Policy,
): readonly TrackedUnit[] {
  const judged = new Map<string, UnitJudgement>();
  const moved = new Map<string, (UnitKey & { rmaLine: number; hold: LedgerHold | null })[]>();
  for (const unit of units) {
    const { receipt, rma } = unit;
    if (receipt === null || rma === null) continue;
    if (receipt.judged !== null) {
      const { documentId, locationId } = receipt;
      judged.set(unitText(unit), { documentId, locationId, ...receipt.judged });
      continue;
    }
    const key = JSON.stringify([rma.netsuiteId, rma.itemId]);
    const { returnLineId, ordinal, hold } = unit;
    const entry = { returnLineId, ordinal, rmaLine: receipt.rmaLine, hold };
    moved.set(key, [...(moved.get(key) ?? []), entry]);
  }
  if (netsuite !== null && policy.inspection.source === 'status-change') {
    for (const [key, received] of moved) {
      const [rmaId, itemId] = JSON.parse(key) as [string, string];
      const judgements = judgementsOf(netsuite, rmaId, itemId, policy);
      for (const [unit, judgement] of layJudgements(received, judgements)) {
        judged.set(unitText(unit), judgement);
      }
    }
  }
  return units.map((unit) => ({ ...unit, judgement: judged.get(unitText(unit)) ?? null }));
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
