import type { Reversal } from '../reversal/types.ts';
import type { PlacedUnit } from './read-rma.ts';
import type { QuoteUnitInput } from './types.ts';

/**
 * Joins the return's units to the reversal's: the first unit of a Shopify line meets the first that is
 * reversed on that line, and so on. A surplus on either side is a finding.
 */
export function placeUnits(
  units: readonly QuoteUnitInput[],
  reversal: Reversal,
): { readonly placed: readonly PlacedUnit[]; readonly findings: readonly string[] } {
  const queues = new Map(reversal.lines.map((line) => [line.lineId, [...line.units]]));
  const findings: string[] = [];
  const placed = units.map((unit) => {
    const reversed = queues.get(unit.shopifyLineId)?.shift() ?? null;
    if (reversed === null) {
      findings.push(`unit ${unit.ordinal} of ${unit.returnLineId} is not in our reversal`);
    }
    return { unit, reversed };
  });
  for (const [lineId, rest] of queues) {
    if (rest.length > 0) findings.push(`${rest.length} units of ${lineId} stand on no RMA`);
  }
  return { placed, findings };
}
