import type { OrderRecord, ReturnRecord } from '../model.ts';
import type { Shop } from '../shop.ts';
import { returnUpdateBody } from '../webhooks/return-body.ts';
import { closeReturn } from './change-status.ts';
import { bumpOrder } from './create.ts';

/** Takes unprocessed units off an open return; a return with nothing left closes itself (recorded). */
export function removeFromReturn(
  shop: Shop,
  order: OrderRecord,
  one: ReturnRecord,
  removals: readonly { returnLineId: string; quantity: number }[],
  exchangeRemovals: readonly { exchangeLineId: string; quantity: number }[],
): void {
  for (const { returnLineId, quantity } of removals) {
    const line = one.lines.find((candidate) => candidate.id === returnLineId);
    if (line === undefined) continue;
    line.quantity -= quantity;
    for (const rfo of one.reverseFulfillmentOrders) {
      for (const reverse of rfo.lines) {
        if (reverse.returnLineId === returnLineId) reverse.totalQuantity -= quantity;
      }
      rfo.lines = rfo.lines.filter((reverse) => reverse.totalQuantity > 0);
    }
  }
  for (const { exchangeLineId, quantity } of exchangeRemovals) {
    const line = one.exchangeLines.find((candidate) => candidate.id === exchangeLineId);
    if (line !== undefined) line.quantity -= quantity;
  }
  one.lines = one.lines.filter((line) => line.quantity > 0);
  one.exchangeLines = one.exchangeLines.filter((line) => line.quantity > 0);
  shop.emit({ topic: 'returns/update', body: () => returnUpdateBody(one, removals) });
  bumpOrder(shop, order);
  if (one.lines.length === 0 && one.exchangeLines.length === 0) closeReturn(shop, order, one);
}
