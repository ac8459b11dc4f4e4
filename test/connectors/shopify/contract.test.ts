import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  adjustInventory,
  adjustInventoryVariables,
} from '../../../src/connectors/shopify/adjust-inventory.ts';
import {
  approveReturn,
  approveReturnVariables,
} from '../../../src/connectors/shopify/approve-return.ts';
import { changeTags, changeTagsVariables } from '../../../src/connectors/shopify/change-tags.ts';
import { closeReturn, closeReturnVariables } from '../../../src/connectors/shopify/close-return.ts';
import {
  createRefund,
  createRefundVariables,
} from '../../../src/connectors/shopify/create-refund.ts';
import {
  createSubscription,
  createSubscriptionVariables,
} from '../../../src/connectors/shopify/create-subscription.ts';
import {
  declineReturn,
  declineReturnVariables,
} from '../../../src/connectors/shopify/decline-return.ts';
import { findRefundByNote } from '../../../src/connectors/shopify/find-refund-by-note.ts';
import { listChangedOrders } from '../../../src/connectors/shopify/list-changed-orders.ts';
import { listOpenReturnOrders } from '../../../src/connectors/shopify/list-open-return-orders.ts';
import { listSubscriptions } from '../../../src/connectors/shopify/list-subscriptions.ts';
import {
  moveInventory,
  moveInventoryVariables,
} from '../../../src/connectors/shopify/move-inventory.ts';
import {
  processReturn,
  processReturnVariables,
} from '../../../src/connectors/shopify/process-return.ts';
import { readInventory } from '../../../src/connectors/shopify/read-inventory.ts';
import { readOrder } from '../../../src/connectors/shopify/read-order.ts';
import { readReturn } from '../../../src/connectors/shopify/read-return.ts';
import {
  removeReturnLines,
  removeReturnLinesVariables,
} from '../../../src/connectors/shopify/remove-return-lines.ts';
import { resolveReturn } from '../../../src/connectors/shopify/resolve-return.ts';
import { resolveReverseFulfillmentOrder } from '../../../src/connectors/shopify/resolve-reverse-fulfillment-order.ts';
import { shopInfo } from '../../../src/connectors/shopify/shop-info.ts';
import { suggestOutcome } from '../../../src/connectors/shopify/suggest-outcome.ts';
import { writeStatus, writeStatusVariables } from '../../../src/connectors/shopify/write-status.ts';
import type { ShopifySide } from '../../../src/domain/snapshot.ts';
import { type SandboxShop, startSandboxShops } from './sandbox-shop.ts';

let sandbox: Awaited<ReturnType<typeof startSandboxShops>>;
beforeAll(async () => {
  sandbox = await startSandboxShops();
});
afterAll(() => sandbox.close());

const article = (number: number, more: object = {}) => ({
  title: `Article ${number}`,
  sku: `A-${number}`,
  unitPriceMinor: 2_000,
  quantity: 2,
  ...more,
});

async function look(shop: SandboxShop, orderId: string): Promise<ShopifySide> {
  const side = await readOrder(shop.client, orderId, new Date());
  if (side === null) throw new Error('the order is not there');
  return side;
}

/** An order of two articles, paid and shipped, with a return of one of each that is OPEN. */
async function anOpenReturn(shop: SandboxShop) {
  const order = await shop.order({
    lines: [article(1), article(2)],
    shipping: { priceMinor: 490 },
  });
  const returnId = await shop.requestReturn({
    orderId: order.id,
    lines: order.lines.map(({ id }) => ({ lineItemId: id, quantity: 1, reason: 'UNWANTED' })),
  });
  await approveReturn(shop.client, approveReturnVariables(returnId));
  const side = await look(shop, order.id);
  const [payment] = side.order.payments;
  const [one] = side.returns;
  if (payment === undefined || one === undefined) throw new Error('the order is not complete');
  return { orderId: order.id, returnId, payment, one };
}

const aRefundOf = (orderId: string, parentId: string, amountMinor: bigint, note: string) =>
  createRefundVariables({
    orderId,
    presentmentCurrency: 'EUR',
    note,
    tenders: [{ parentId, gateway: 'shopify_payments', amountMinor }],
  });

describe('a return, from request to close', () => {
  it('is approved, processed, refunded and closed, and Shopify writes nobody', async () => {
    const shop = await sandbox.shop();
    const order = await shop.order({ lines: [article(1), article(2)] });
    const before = (await shop.state()).notifications.length;
    const returnId = await shop.requestReturn({
      orderId: order.id,
      lines: [{ lineItemId: order.lines[0]?.id, quantity: 2, restockingFeePercentage: 10 }],
    });
    expect(await resolveReturn(shop.client, returnId)).toBe(order.id);
    const requested = await look(shop, order.id);
    expect(requested.returns).toMatchObject([
      {
        status: 'REQUESTED',
        reverseFulfillmentOrders: [],
        lines: [{ lineId: order.lines[0]?.id, quantity: 2, restockingFeePercent: '10' }],
      },
    ]);

    const approved = await approveReturn(shop.client, approveReturnVariables(returnId));
    expect(approved).toEqual({ returnId, status: 'OPEN' });
    const seen = await readReturn(shop.client, returnId);
    const [line] = seen?.return.lines ?? [];
    const [reverse] = seen?.return.reverseFulfillmentOrders ?? [];
    expect(await resolveReverseFulfillmentOrder(shop.client, reverse?.id ?? '')).toBe(order.id);

    const suggested = await suggestOutcome(shop.client, returnId, [
      { returnLineId: line?.id ?? '', quantity: 2 },
    ]);
    expect(suggested).toMatchObject({ direction: 'refund', amountMinor: 3_600n });

    await processReturn(
      shop.client,
      processReturnVariables({
        returnId,
        note: 'effect 1',
        lines: [
          {
            id: line?.id ?? '',
            quantity: 2,
            dispositions: [
              {
                reverseFulfillmentOrderLineId: reverse?.lines[0]?.id ?? '',
                quantity: 2,
                type: 'NOT_RESTOCKED',
              },
            ],
          },
        ],
      }),
    );
    const [payment] = requested.order.payments;
    const refund = await createRefund(
      shop.client,
      aRefundOf(order.id, payment?.id ?? '', 3_599n, 'effect 2'),
      randomUUID(),
    );
    expect(refund).toMatchObject({
      note: 'effect 2',
      totalMinor: 3_599n,
      transactions: [{ status: 'SUCCESS', parentId: payment?.id, amountMinor: 3_599n }],
    });
    await closeReturn(shop.client, closeReturnVariables(returnId));

    const after = await look(shop, order.id);
    expect(after.returns).toMatchObject([
      {
        status: 'CLOSED',
        lines: [{ processedQuantity: 2 }],
        reverseFulfillmentOrders: [
          { lines: [{ dispositions: [{ type: 'NOT_RESTOCKED', quantity: 2 }] }] },
        ],
      },
    ]);
    expect(after.order.refunds).toEqual([refund]);
    expect(after.order).toMatchObject({
      totalRefundedMinor: 3_599n,
      netPaymentMinor: requested.order.netPaymentMinor - 3_599n,
      payments: [{ refundableMinor: requested.order.netPaymentMinor - 3_599n }],
    });
    expect((await shop.state()).notifications).toHaveLength(before);
  });

  it('is refused where the state does not allow it, with the code of the refusal', async () => {
    const shop = await sandbox.shop();
    const { returnId } = await anOpenReturn(shop);
    const again = approveReturn(shop.client, approveReturnVariables(returnId));
    await expect(again).rejects.toMatchObject({
      code: 'shopify-rejected',
      retry: 'never',
      detail: { code: 'INVALID_STATE' },
    });
    const declined = declineReturnVariables({ returnId, reason: 'OTHER', note: null });
    await expect(declineReturn(shop.client, declined)).rejects.toMatchObject({
      detail: { code: 'INVALID_STATE' },
    });
  });

  it('loses units that are taken out of it', async () => {
    const shop = await sandbox.shop();
    const { returnId, one } = await anOpenReturn(shop);
    const [first] = one.lines;
    await removeReturnLines(
      shop.client,
      removeReturnLinesVariables({ returnId, lines: [{ id: first?.id ?? '', quantity: 1 }] }),
    );
    const units = (await readReturn(shop.client, returnId))?.return.lines ?? [];
    expect(units.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(1);
  });
});

describe('a refund', () => {
  it('whose reply is lost is found by its note, and the same bytes and key pay no second time', async () => {
    const shop = await sandbox.shop();
    const { orderId, payment } = await anOpenReturn(shop);
    const journalled = JSON.stringify(aRefundOf(orderId, payment.id, 1_234n, 'effect 3'));
    const key = randomUUID();
    await shop.play('faults', { dropReplyAfterCommit: { next: 1, match: 'refundCreate' } });
    await expect(createRefund(shop.client, journalled, key)).rejects.toMatchObject({
      code: 'shopify-outcome-unknown',
      retry: 'probe',
    });
    const found = await findRefundByNote(shop.client, orderId, 'effect 3');
    expect(found).toMatchObject({ totalMinor: 1_234n });
    expect(await createRefund(shop.client, journalled, key)).toEqual(found);
    expect((await shop.state()).orders[0]?.refunds).toHaveLength(1);
  });

  it('with the same key and another amount is a defect, and pays nothing', async () => {
    const shop = await sandbox.shop();
    const { orderId, payment } = await anOpenReturn(shop);
    const key = randomUUID();
    await createRefund(shop.client, aRefundOf(orderId, payment.id, 100n, 'effect 4'), key);
    const other = createRefund(shop.client, aRefundOf(orderId, payment.id, 200n, 'effect 4'), key);
    await expect(other).rejects.toMatchObject({ code: 'shopify-idempotency-mismatch' });
    expect((await shop.state()).orders[0]?.refunds).toMatchObject([{ totalMinor: 100 }]);
  });

  it('above what was paid is refused whole', async () => {
    const shop = await sandbox.shop();
    const { orderId, payment } = await anOpenReturn(shop);
    const variables = aRefundOf(orderId, payment.id, payment.refundableMinor + 1n, 'effect 5');
    await expect(createRefund(shop.client, variables, randomUUID())).rejects.toMatchObject({
      code: 'shopify-rejected',
      retry: 'never',
    });
    expect((await shop.state()).orders[0]?.refunds).toEqual([]);
  });

  it('is not sent twice through a bad gateway', async () => {
    const shop = await sandbox.shop();
    const { orderId, payment } = await anOpenReturn(shop);
    await shop.play('faults', { error502: { next: 1, match: 'refundCreate' } });
    const variables = aRefundOf(orderId, payment.id, 100n, 'effect 6');
    await expect(createRefund(shop.client, variables, randomUUID())).rejects.toMatchObject({
      code: 'shopify-outcome-unknown',
    });
    expect(await findRefundByNote(shop.client, orderId, 'effect 6')).toBeNull();
  });
});

describe('the look at an order', () => {
  it('misses nothing of an order that is longer than every page', async () => {
    const shop = await sandbox.shop({ catalogSize: 1 });
    const lines = Array.from({ length: 40 }, (_, index) => article(index, { quantity: 3 }));
    const order = await shop.order({ lines, parcels: 3 });
    const lineIds = order.lines.map(({ id }) => id);
    for (const some of [lineIds, ...lineIds.slice(0, 4).map((id) => [id])]) {
      await shop.play('staff/return', {
        orderId: order.id,
        lines: some.map((lineItemId) => ({ lineItemId, quantity: 1 })),
      });
    }
    const side = await look(shop, order.id);
    expect(side.order.lines.map(({ sku }) => sku)).toEqual(lines.map(({ sku }) => sku));
    const [first, ...others] = side.returns;
    expect(first?.lines).toHaveLength(40);
    expect(new Set(first?.lines.map(({ lineId }) => lineId)).size).toBe(40);
    const reverse = first?.reverseFulfillmentOrders.flatMap((one) => one.lines) ?? [];
    expect(new Set(reverse.map(({ id }) => id)).size).toBe(40);
    expect(others).toHaveLength(4);
  });

  it('is null for an order that does not exist', async () => {
    const shop = await sandbox.shop();
    expect(await readOrder(shop.client, 'gid://shopify/Order/1', new Date())).toBeNull();
  });

  it('sees discounts, taxes and shipping with the cents that the shop has', async () => {
    const shop = await sandbox.shop();
    const order = await shop.order({
      lines: [article(1, { unitPriceMinor: 3_333, quantity: 3, discountMinor: 100 }), article(2)],
      discounts: [{ percentage: 15 }],
      shipping: { priceMinor: 490 },
    });
    const side = await look(shop, order.id);
    expect(side.order.lines.map(({ discountMinor }) => Number(discountMinor))).toEqual(
      order.lines.map((line) => line['discountMinor']),
    );
    expect(
      side.order.lines.map(({ taxes }) =>
        taxes.reduce((sum, tax) => sum + Number(tax.amountMinor), 0),
      ),
    ).toEqual(order.lines.map((line) => line['taxMinor']));
    expect(Number(side.order.netPaymentMinor)).toBe(order.netPaymentMinor);
  });

  it('finds orders by change and by open return', async () => {
    const shop = await sandbox.shop();
    const startedAt = new Date(Date.now() - 60_000);
    const { orderId, returnId } = await anOpenReturn(shop);
    await shop.order({ lines: [article(1)] });
    const changed = await listChangedOrders(shop.client, { updatedFrom: startedAt, after: null });
    expect(changed.orders).toHaveLength(2);
    expect(changed.after).toBeNull();
    const later = new Date(Date.now() + 3_600_000);
    const none = await listChangedOrders(shop.client, { updatedFrom: later, after: null });
    expect(none.orders).toEqual([]);
    const open = await listOpenReturnOrders(shop.client, { status: 'in_progress', after: null });
    expect(open.orders).toMatchObject([
      { id: orderId, returnStatus: 'IN_PROGRESS', returns: [{ id: returnId, status: 'OPEN' }] },
    ]);
  });
});

describe('stock', () => {
  it('is held out of what can be bought and let go again, once per key', async () => {
    const shop = await sandbox.shop();
    const [locationId = ''] = shop.locationIds;
    const state = await shop.state();
    const levels = state['inventory'] as { inventoryItemId: string; tracked: boolean }[];
    const inventoryItemId = levels.find(({ tracked }) => tracked)?.inventoryItemId ?? '';
    const at = { inventoryItemId, locationId, document: 'gid://backhaul/Hold/1' };
    const level = async () =>
      (await readInventory(shop.client, [inventoryItemId], locationId))[0]?.quantities ?? null;
    const before = await level();
    const held = adjustInventoryVariables({
      ...at,
      name: 'quality_control',
      delta: 3,
      reason: 'quality_control',
    });
    const key = randomUUID();
    await adjustInventory(shop.client, held, key);
    await adjustInventory(shop.client, JSON.stringify(held), key);
    expect(await level()).toMatchObject({
      available: before?.available,
      onHand: (before?.onHand ?? 0) + 3,
      qualityControl: 3,
    });
    const cleared = moveInventoryVariables({
      ...at,
      quantity: 2,
      from: 'quality_control',
      to: 'available',
      reason: 'restock',
    });
    await moveInventory(shop.client, cleared, randomUUID());
    expect(await level()).toMatchObject({
      available: (before?.available ?? 0) + 2,
      onHand: (before?.onHand ?? 0) + 3,
      qualityControl: 1,
    });
    const stale = moveInventoryVariables({
      ...at,
      quantity: 1,
      from: 'quality_control',
      to: 'damaged',
      reason: 'damaged',
      fromQuantity: 7,
    });
    await expect(moveInventory(shop.client, stale, randomUUID())).rejects.toMatchObject({
      code: 'shopify-rejected',
      detail: { code: 'CHANGE_FROM_QUANTITY_STALE' },
    });
  });
});

describe('the surfaces of an order', () => {
  it('shows one status that nobody overwrites unseen, and one tag', async () => {
    const shop = await sandbox.shop();
    const { id: orderId } = await shop.order({ lines: [article(1)], tags: ['vip'] });
    const write = async (value: string, compareDigest: string | null) =>
      await writeStatus(shop.client, writeStatusVariables({ orderId, value, compareDigest }));
    const first = await write('{"version":1}', null);
    expect((await look(shop, orderId)).order.statusMetafield).toEqual(first);
    await expect(write('{"version":2}', null)).rejects.toMatchObject({
      code: 'shopify-rejected',
      detail: { code: 'STALE_OBJECT' },
    });
    await write('{"version":2}', first.compareDigest);
    const tag = async (remove: string[], add: string[]) =>
      await changeTags(shop.client, changeTagsVariables({ orderId, remove, add }));
    await tag([], ['return:received']);
    await tag(['return:received', 'return:requested'], ['return:inspected']);
    await tag(['return:received'], ['return:inspected']);
    expect((await look(shop, orderId)).order.tags.toSorted()).toEqual(['return:inspected', 'vip']);
  });
});

describe('the shop', () => {
  it('says who it is and what the app may do', async () => {
    const shop = await sandbox.shop({ currency: 'USD', timezone: 'America/New_York' });
    const info = await shopInfo(shop.client);
    expect(info).toMatchObject({ currency: 'USD', timezone: 'America/New_York' });
    expect(info.domain).toBe(shop.client.shop);
    expect(info.scopes).toContain('write_returns');
  });

  it('keeps subscriptions, and refuses the same one twice', async () => {
    const shop = await sandbox.shop();
    const wanted = createSubscriptionVariables({
      topic: 'RETURNS_APPROVE',
      uri: 'https://backhaul.example.com/webhooks/shopify',
    });
    const made = await createSubscription(shop.client, wanted);
    expect(await listSubscriptions(shop.client)).toEqual([made]);
    await expect(createSubscription(shop.client, wanted)).rejects.toMatchObject({
      code: 'shopify-rejected',
    });
  });

  it('is not asked again while it is throttled', async () => {
    const shop = await sandbox.shop();
    const { id } = await shop.order({ lines: [article(1)] });
    await look(shop, id);
    await shop.play('faults', { throttle: { next: 1 } });
    await expect(look(shop, id)).rejects.toMatchObject({
      code: 'shopify-throttled',
      retry: 'after',
    });
    await look(shop, id);
  });
});
