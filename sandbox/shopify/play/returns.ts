import type { z } from 'zod';
import type { FulfillmentLineRecord, OrderRecord, ReturnRecord } from '../model.ts';
import { maximumRefundableOf } from '../orders/totals.ts';
import { overNetPayment } from '../refunds/check.ts';
import { refund, shippingLeftOf } from '../refunds/refund.ts';
import { createReturn, type NewReturnLine, returnableUnitsOf } from '../returns/create.ts';
import { checkDisposals, dispose } from '../returns/dispose.ts';
import { suggestOutcome } from '../returns/outcome.ts';
import { processReturn } from '../returns/process.ts';
import { findReasonDefinition } from '../returns/reasons.ts';
import type { Shop } from '../shop.ts';
import type { processBody, ReturnBody, refundBodySchema, restockBody } from './bodies.ts';
import { PlayError } from './error.ts';

/** The order with this id, by whatever name the caller has for it: gid or `#1001`. */
export function findOrder(shop: Shop, id: string): OrderRecord {
  const found = shop.orders.get(id) ?? [...shop.orders.values()].find((one) => one.name === id);
  if (found === undefined) throw new PlayError(`no order ${id}`);
  return found;
}

export function findReturn(shop: Shop, id: string): { order: OrderRecord; one: ReturnRecord } {
  for (const order of shop.orders.values()) {
    const one = order.returns.find((candidate) => candidate.id === id || candidate.name === id);
    if (one !== undefined) return { order, one };
  }
  throw new PlayError(`no return ${id}`);
}

/** A return as the customer asks for it (REQUESTED) or as staff open it (OPEN). */
export function playReturn(
  shop: Shop,
  body: ReturnBody,
  status: 'REQUESTED' | 'OPEN',
): { order: OrderRecord; one: ReturnRecord } {
  const order = findOrder(shop, body.orderId);
  const shipped = order.fulfillments
    .filter((one) => one.status === 'SUCCESS')
    .flatMap((one) => one.lines);
  const wanted: NonNullable<ReturnBody['lines']> =
    body.lines ??
    shipped.map((line) => ({ fulfillmentLineItemId: line.id, reason: 'UNWANTED', note: '' }));
  const lines = wanted.flatMap((line) => pick(order, shipped, line));
  if (lines.length === 0 && (body.exchanges ?? []).length === 0)
    throw new PlayError('nothing is returnable');
  const exchangeLines = (body.exchanges ?? []).map(({ variantId, quantity }) => ({
    variantId,
    quantity,
    discountMinor: 0n,
  }));
  const shippingFeeMinor = body.shippingFeeMinor ?? null;
  return {
    order,
    one: createReturn(shop, order, status, { lines, exchangeLines, shippingFeeMinor }),
  };
}

function pick(
  order: OrderRecord,
  shipped: readonly FulfillmentLineRecord[],
  wanted: NonNullable<ReturnBody['lines']>[number],
): NewReturnLine[] {
  const candidates = shipped.filter(
    (line) =>
      line.id === wanted.fulfillmentLineItemId ||
      (wanted.fulfillmentLineItemId === undefined && line.lineId === wanted.lineItemId),
  );
  let left =
    wanted.quantity ?? candidates.reduce((sum, line) => sum + returnableUnitsOf(order, line), 0);
  const picked = candidates.flatMap((line) => {
    const quantity = Math.min(left, returnableUnitsOf(order, line));
    left -= quantity;
    return quantity > 0 ? [{ line, quantity }] : [];
  });
  if (left > 0) throw new PlayError(`only ${(wanted.quantity ?? 0) - left} units are returnable`);
  return picked.map(({ line, quantity }) => ({
    fulfillmentLine: line,
    quantity,
    reason: wanted.reason,
    reasonNote: wanted.note,
    reasonDefinitionId: findReasonDefinition(null, wanted.reason)?.id ?? null,
    customerNote: wanted.note === '' ? null : wanted.note,
    restockingFeePercentage: wanted.restockingFeePercentage ?? null,
  }));
}

/** Staff press "Process" in the admin: lines, perhaps a restock, perhaps a refund that is linked to the return. */
export function playProcess(shop: Shop, body: z.infer<typeof processBody>): ReturnRecord {
  const { order, one } = findReturn(shop, body.returnId);
  if (one.status !== 'OPEN') throw new PlayError(`return is ${one.status}`);
  const lines =
    body.lines?.map(({ id, quantity }) => ({ lineId: id, quantity })) ??
    one.lines
      .map((line) => ({ lineId: line.id, quantity: line.quantity - line.processedQuantity }))
      .filter((line) => line.quantity > 0);
  const { restockLocationId } = body;
  const disposals =
    restockLocationId === undefined
      ? []
      : one.reverseFulfillmentOrders
          .flatMap((rfo) => rfo.lines)
          .flatMap((line) => {
            const quantity =
              lines.find((wanted) => wanted.lineId === line.returnLineId)?.quantity ?? 0;
            return quantity > 0
              ? [{ line, quantity, type: 'RESTOCKED' as const, locationId: restockLocationId }]
              : [];
          });
  const suggested = suggestOutcome(order, one, {
    lines: lines.map(({ lineId, quantity }) => ({ returnLineId: lineId, quantity })),
    exchangeLines: [],
    shippingMinor: 0n,
  });
  const amount = body.refundMinor === 'suggested' ? suggested.balanceMinor : body.refundMinor;
  const money =
    amount === undefined || amount <= 0n
      ? null
      : { payments: split(shop, order, amount), storeCreditMinor: 0n, shipping: null };
  processReturn(shop, order, one, {
    lines,
    exchangeLines: [],
    disposals,
    money,
    note: body.note,
    notify: body.notify,
    by: body.by,
  });
  return one;
}

function split(shop: Shop, order: OrderRecord, amountMinor: bigint) {
  const over = overNetPayment(shop, order, amountMinor, false);
  if (over !== null) throw new PlayError(over);
  let left = amountMinor;
  return order.transactions.flatMap((parent) => {
    const maximum = maximumRefundableOf(order, parent) ?? 0n;
    const part = left > maximum ? maximum : left;
    left -= part;
    return part > 0n ? [{ parent, amountMinor: part }] : [];
  });
}

/** Staff or another app refund behind the middleware's back. */
export function playRefund(shop: Shop, body: z.infer<typeof refundBodySchema>) {
  const order = findOrder(shop, body.orderId);
  const parent = order.transactions.find((one) => one.id === body.parentId);
  const { amountMinor } = body;
  const payments =
    amountMinor === undefined
      ? []
      : parent === undefined
        ? split(shop, order, amountMinor)
        : [{ parent, amountMinor }];
  return refund(shop, order, {
    note: body.note,
    lines: body.lines.map(({ lineItemId, quantity, restockType, locationId }) => ({
      lineId: lineItemId,
      quantity,
      restockType,
      locationId: locationId ?? null,
    })),
    shipping: body.refundShipping && shippingLeftOf(order) > 0n ? { fullRefund: true } : null,
    payments,
    storeCreditMinor: 0n,
    discrepancyReason: 'REFUND_DISCREPANCY',
    returnId: body.returnId === null ? null : findReturn(shop, body.returnId).one.id,
    notify: body.notify,
    by: body.by,
  });
}

/** Staff, a point of sale or another app dispose of returned units, by default putting them on sale. */
export function playRestock(shop: Shop, body: z.infer<typeof restockBody>): ReturnRecord {
  const { order, one } = findReturn(shop, body.returnId);
  const locationId = body.locationId ?? [...shop.locations.keys()][0] ?? null;
  for (const rfo of one.reverseFulfillmentOrders) {
    const inputs = rfo.lines.flatMap((line) => {
      const disposed = line.dispositions.reduce(
        (sum, disposition) => sum + disposition.quantity,
        0,
      );
      const wanted =
        body.lines === undefined
          ? line.totalQuantity - disposed
          : (body.lines.find((asked) => asked.returnLineId === line.returnLineId)?.quantity ?? 0);
      return wanted > 0
        ? [
            {
              reverseFulfillmentOrderLineItemId: line.id,
              quantity: wanted,
              dispositionType: body.type,
              locationId,
            },
          ]
        : [];
    });
    if (inputs.length === 0) continue;
    const checked = checkDisposals(shop, inputs, ['lines']);
    if (!checked.ok) throw new PlayError(checked.errors.map((error) => error.message).join('; '));
    dispose(shop, order, rfo, checked.disposals, body.by);
  }
  return one;
}
