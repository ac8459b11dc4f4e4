import { type Account, moveStock } from './account.ts';
import { goodStatus } from './fixtures.ts';
import type { Doc } from './model.ts';

/** Moves the stock a document moves; `direction` -1 takes it back when the document is removed. */
export function moveStockOf(account: Account, doc: Doc, direction: 1 | -1): void {
  for (const line of doc.lines) {
    const location = line.location ?? doc.location ?? account.locations[0]?.id ?? 1;
    if (doc.type === 'itemFulfillment') {
      moveStock(account, line.itemId, location, goodStatus, null, -direction * line.quantity);
      continue;
    }
    for (const one of line.assignments) {
      moveStock(account, line.itemId, location, one.status, one.bin, direction * one.quantity);
      if (one.fromStatus === undefined && one.fromBin === undefined) continue;
      const status = one.fromStatus ?? one.status;
      const bin = one.fromBin === undefined ? one.bin : one.fromBin;
      moveStock(account, line.itemId, location, status, bin, -direction * one.quantity);
    }
  }
}
