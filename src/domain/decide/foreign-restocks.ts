import type { ReturnCase } from './return-case.ts';
import type { TrackedUnit } from './track-units.ts';

export interface ForeignRestock {
  readonly unit: TrackedUnit;
  readonly reverseLineId: string;
  readonly locationId: string | null;
}

/**
 * Units that somebody put on sale before the ERP cleared them: a RESTOCKED disposition, which
 * Backhaul itself never sends. Cleared units are taken to be the ones restocked first, so a count is
 * never above what is certain. Nothing is inferred from levels.
 */
export function foreignRestocks(its: ReturnCase): readonly ForeignRestock[] {
  const found: ForeignRestock[] = [];
  const rest = new Map<string, TrackedUnit[]>();
  for (const order of its.shopifyReturn.reverseFulfillmentOrders) {
    for (const line of order.lines) {
      const key = line.fulfillmentLineItemId ?? '';
      const units =
        rest.get(key) ??
        its.units.filter((unit) => unit.fulfillmentLineItemId === line.fulfillmentLineItemId);
      const uncleared = units.filter((unit) => unit.judgement?.disposition !== 'sellable');
      let excused = units.length - uncleared.length;
      for (const disposition of line.dispositions) {
        if (disposition.type !== 'RESTOCKED') continue;
        const certain = Math.max(0, disposition.quantity - excused);
        excused = Math.max(0, excused - disposition.quantity);
        for (const unit of uncleared.splice(0, certain)) {
          found.push({ unit, reverseLineId: line.id, locationId: disposition.locationId });
        }
      }
      rest.set(key, uncleared);
    }
  }
  return found;
}
