import type { Request, Response } from 'express';
import { z } from 'zod';
import { currentFaults, faultsBody, setFaults } from '../faults.ts';
import { changeInventory } from '../inventory/change.ts';
import { touchOrder } from '../orders/touch.ts';
import {
  approveReturn,
  cancelReturn,
  closeReturn,
  declineReturn,
  type Refusal,
  reopenReturn,
} from '../returns/change-status.ts';
import { removeFromReturn } from '../returns/remove.ts';
import { orderView, returnView, stateView } from '../state.ts';
import type { Tenant } from '../tenants.ts';
import {
  clockBody,
  declineBody,
  disputeBody,
  inventoryBody,
  orderBodySchema,
  processBody,
  refundBodySchema,
  removeBody,
  resendBody,
  restockBody,
  returnBodySchema,
  returnIdBody,
  tagsBody,
  transactionBodySchema,
} from './bodies.ts';
import { PlayError } from './error.ts';
import { playOrder } from './order.ts';
import { endTransaction, playDispute } from './payments.ts';
import {
  findOrder,
  findReturn,
  playProcess,
  playRefund,
  playRestock,
  playReturn,
} from './returns.ts';
import { uninstallApp } from './uninstall.ts';

type Route = (tenant: Tenant, body: unknown) => unknown;

/** Names a body schema and what to do with it; the schema refuses unknown keys. */
function route<S extends z.ZodType>(
  schema: S,
  handle: (tenant: Tenant, body: z.infer<S>) => unknown,
): Route {
  return (tenant, body) => handle(tenant, schema.parse(body ?? {}));
}

const none = z.strictObject({});
const allowed = (refusal: Refusal | null) => {
  if (refusal !== null) throw new PlayError(refusal.message);
};
const changing = (
  change: (tenant: Tenant, found: ReturnType<typeof findReturn>, notify: boolean) => Refusal | null,
): Route =>
  route(returnIdBody, (tenant, body) => {
    const found = findReturn(tenant.shop, body.returnId);
    allowed(change(tenant, found, body.notify));
    return returnView(found.order, found.one);
  });

const reads: Record<string, (tenant: Tenant) => unknown> = {
  state: stateView,
  calls: ({ calls }) => calls.summary(),
  settings: ({ shop }) => shop.settings.list(),
  faults: ({ faults }) => currentFaults(faults),
};

const writes: Record<string, Route> = {
  settings: (tenant, body) => {
    const merged = tenant.shop.settings.merge(body ?? {});
    if (!merged.ok) throw new BadBody(merged.reason);
    return tenant.shop.settings.list();
  },
  faults: route(faultsBody, ({ faults }, body) => {
    setFaults(faults, body);
    return currentFaults(faults);
  }),
  'shopper/order': route(orderBodySchema, ({ shop, taxRate }, body) =>
    orderView(shop, playOrder(shop, body, taxRate)),
  ),
  'shopper/return': route(returnBodySchema, ({ shop }, body) => {
    const { order, one } = playReturn(shop, body, 'REQUESTED');
    return returnView(order, one);
  }),
  'staff/return': route(returnBodySchema, ({ shop }, body) => {
    const { order, one } = playReturn(shop, body, 'OPEN');
    return returnView(order, one);
  }),
  'staff/approve': changing(({ shop }, { order, one }, notify) =>
    approveReturn(shop, order, one, notify),
  ),
  'staff/decline': route(declineBody, ({ shop }, body) => {
    const { order, one } = findReturn(shop, body.returnId);
    const { reason, note, notify } = body;
    allowed(declineReturn(shop, order, one, { reason, note, notify }));
    return returnView(order, one);
  }),
  'staff/close': changing(({ shop }, { order, one }) => closeReturn(shop, order, one)),
  'staff/reopen': changing(({ shop }, { order, one }) => reopenReturn(shop, order, one)),
  'staff/cancel': changing(({ shop }, { order, one }) => cancelReturn(shop, order, one)),
  'staff/process': route(processBody, ({ shop }, body) => {
    const one = playProcess(shop, body);
    return returnView(findOrder(shop, one.orderId), one);
  }),
  'staff/refund': route(refundBodySchema, ({ shop }, body) => {
    playRefund(shop, body);
    return orderView(shop, findOrder(shop, body.orderId));
  }),
  'staff/restock': route(restockBody, ({ shop }, body) => {
    const one = playRestock(shop, body);
    return returnView(findOrder(shop, one.orderId), one);
  }),
  'staff/remove': route(removeBody, ({ shop }, { returnId, lines }) => {
    const { order, one } = findReturn(shop, returnId);
    for (const { returnLineId, quantity } of lines) {
      const line = one.lines.find((candidate) => candidate.id === returnLineId);
      if (line === undefined || quantity > line.quantity - line.processedQuantity) {
        throw new PlayError(`${returnLineId} has no ${quantity} unprocessed units`);
      }
    }
    removeFromReturn(shop, order, one, lines, []);
    return returnView(order, one);
  }),
  'staff/edit-tags': route(tagsBody, ({ shop }, { orderId, add, remove }) => {
    const order = findOrder(shop, orderId);
    order.tags = [...new Set([...order.tags, ...add])]
      .filter((tag) => !remove.includes(tag))
      .sort();
    touchOrder(shop, order);
    return { tags: order.tags };
  }),
  'staff/inventory': route(inventoryBody, ({ shop }, { reason, by, ...change }) => {
    if (shop.inventoryItems.get(change.inventoryItemId) === undefined)
      throw new PlayError('no such inventory item');
    if (shop.locations.get(change.locationId) === undefined)
      throw new PlayError('no such location');
    changeInventory(shop, [change], { reason, by });
    return { ok: true };
  }),
  'payments/settle': route(transactionBodySchema, ({ shop }, { transactionId }) => {
    const { order } = endTransaction(shop, transactionId, { status: 'SUCCESS' });
    return orderView(shop, order);
  }),
  'payments/fail': route(transactionBodySchema, ({ shop }, { transactionId, errorCode }) => {
    const { order } = endTransaction(shop, transactionId, { status: 'FAILURE', errorCode });
    return orderView(shop, order);
  }),
  disputes: route(disputeBody, ({ shop }, body) => {
    const { id, orderId, status } = playDispute(shop, body);
    return { id, orderId, status };
  }),
  'webhooks/resend': route(resendBody, ({ webhooks }, { webhookId }) => {
    if (!webhooks.resend(webhookId)) throw new PlayError(`no delivery ${webhookId}`);
    return { ok: true };
  }),
  'tokens/revoke': route(none, ({ tokens }) => {
    tokens.revokeAll();
    return { ok: true };
  }),
  'app/uninstall': route(none, (tenant) => {
    uninstallApp(tenant);
    return { ok: true };
  }),
  clock: route(clockBody, ({ clock }, { advanceMs }) => {
    clock.advance(advanceMs);
    return { now: clock.now() };
  }),
};

class BadBody extends Error {}

/** All `_sandbox` routes of one shop; an action's webhooks leave when it ends. */
export function playRouter() {
  return (tenant: Tenant, request: Request, response: Response): void => {
    const name = request.path.replace(/^\/|\/$/g, '');
    const read = request.method === 'GET' ? reads[name] : undefined;
    const write = request.method === 'POST' ? writes[name] : undefined;
    if (read !== undefined) {
      response.json(read(tenant));
      return;
    }
    if (write === undefined) {
      response.status(404).json({ error: `no route ${request.method} /_sandbox/${name}` });
      return;
    }
    try {
      const answer = write(tenant, request.body);
      tenant.webhooks.publish(tenant.shop.takeEvents());
      response.json(answer);
    } catch (error) {
      tenant.shop.takeEvents();
      if (error instanceof z.ZodError) response.status(400).json({ error: z.prettifyError(error) });
      else if (error instanceof BadBody) response.status(400).json({ error: error.message });
      else if (error instanceof PlayError) response.status(422).json({ error: error.message });
      else throw error;
    }
  };
}
