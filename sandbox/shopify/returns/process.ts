import type { OrderRecord, ReturnRecord, TransactionRecord } from '../model.ts';
import { type RefundPlan, refund } from '../refunds/refund.ts';
import type { Shop } from '../shop.ts';
import { wholeReturnBody } from '../webhooks/return-body.ts';
import { closeReturn } from './change-status.ts';
import { bumpOrder } from './create.ts';
import { type Disposal, dispose } from './dispose.ts';
import { shipExchange } from './exchange.ts';

export type ProcessPlan = {
  lines: { lineId: string; quantity: number }[];
  exchangeLines: { lineId: string; quantity: number }[];
  /** Per reverse fulfillment order. */
  disposals: Disposal[];
  money: {
    payments: { parent: TransactionRecord; amountMinor: bigint }[];
    storeCreditMinor: bigint;
    shipping: RefundPlan['shipping'];
  } | null;
  note: string | null;
  notify: boolean;
  by: string;
};

/** Marks units as processed, disposes of them, pays back what was asked for. Not idempotent: twice pays twice. */
export function processReturn(
  shop: Shop,
  order: OrderRecord,
  one: ReturnRecord,
  plan: ProcessPlan,
): void {
  const processed = plan.lines.flatMap(({ lineId, quantity }) => {
    const line = one.lines.find((candidate) => candidate.id === lineId);
    if (line === undefined) return [];
    line.processedQuantity += quantity;
    return [{ line, quantity }];
  });
  for (const { lineId, quantity } of plan.exchangeLines) {
    const line = one.exchangeLines.find((candidate) => candidate.id === lineId);
    if (line === undefined) continue;
    line.processedQuantity += quantity;
    if (shop.settings.get('exchangeProcessedCreatesFulfillmentOrder')) {
      shipExchange(shop, order, line, quantity, plan.by);
    }
  }
  for (const rfo of one.reverseFulfillmentOrders) {
    const disposals = plan.disposals.filter(
      ({ line }) => line.reverseFulfillmentOrderId === rfo.id,
    );
    if (disposals.length > 0) dispose(shop, order, rfo, disposals, plan.by);
  }
  if (plan.money !== null) {
    for (const { line, quantity } of processed) line.refundedQuantity += quantity;
    refund(shop, order, {
      note: plan.note,
      lines: processed.map(({ line, quantity }) => ({
        lineId: line.lineId,
        quantity,
        restockType: 'NO_RESTOCK',
        locationId: null,
      })),
      shipping: plan.money.shipping,
      payments: plan.money.payments,
      storeCreditMinor: plan.money.storeCreditMinor,
      discrepancyReason: 'REFUND_DISCREPANCY',
      returnId: one.id,
      notify: false,
      by: plan.by,
    });
  }
  shop.emit({ topic: 'returns/process', body: () => wholeReturnBody(order, one) });
  if (plan.notify)
    shop.notifications.push({ at: shop.now(), kind: 'return_processed', orderId: order.id });
  const done = one.lines.every((line) => line.processedQuantity >= line.quantity);
  if (done && shop.settings.get('processClosesReturn')) {
    for (const rfo of one.reverseFulfillmentOrders) rfo.status = 'CLOSED';
    closeReturn(shop, order, one);
  }
  bumpOrder(shop, order);
}
