import type { NetsuiteSide } from '../domain/snapshot.ts';

/**
 * Units that earlier RMAs and credits took from each source line, keyed `sourceId:line`: per RMA
 * line the larger of authorized and credited, a closed or cancelled RMA only what was credited, and
 * credits made straight from the source without an RMA.
 */
export function usedUnits(
  netsuite: NetsuiteSide,
  exceptRmaIds: ReadonlySet<string>,
): Map<string, number> {
  const used = new Map<string, number>();
  const add = (key: string, quantity: number) => used.set(key, (used.get(key) ?? 0) + quantity);
  for (const rma of netsuite.rmas) {
    if (rma.sourceId === null || exceptRmaIds.has(rma.id)) continue;
    const ended = rma.status === 'C' || rma.status === 'H';
    for (const line of rma.lines) {
      if (line.orderLine === null) continue;
      const authorized = ended || line.isClosed ? 0 : line.quantity;
      add(`${rma.sourceId}:${line.orderLine}`, Math.max(authorized, line.quantityBilled));
    }
  }
  for (const credit of netsuite.credits) {
    if (credit.rmaId !== null || credit.voided || credit.sourceId === null) continue;
    const source = netsuite.sources.find((each) => each.id === credit.sourceId);
    for (const line of credit.lines) {
      const sold = source?.lines.find((each) => each.itemId === line.itemId);
      if (sold !== undefined) add(`${credit.sourceId}:${sold.line}`, line.quantity);
    }
  }
  return used;
}
