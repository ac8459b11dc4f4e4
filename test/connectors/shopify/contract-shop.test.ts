import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  adjustInventory,
  adjustInventoryVariables,
} from '../../../src/connectors/shopify/adjust-inventory.ts';
import { changeTags, changeTagsVariables } from '../../../src/connectors/shopify/change-tags.ts';
import {
  createSubscription,
  createSubscriptionVariables,
} from '../../../src/connectors/shopify/create-subscription.ts';
import { listChangedOrders } from '../../../src/connectors/shopify/list-changed-orders.ts';
import { listOpenReturnOrders } from '../../../src/connectors/shopify/list-open-return-orders.ts';
import { listSubscriptions } from '../../../src/connectors/shopify/list-subscriptions.ts';
import {
  moveInventory,
  moveInventoryVariables,
} from '../../../src/connectors/shopify/move-inventory.ts';
import { readInventory } from '../../../src/connectors/shopify/read-inventory.ts';
import { readOrder } from '../../../src/connectors/shopify/read-order.ts';
import { shopInfo } from '../../../src/connectors/shopify/shop-info.ts';
import { writeStatus, writeStatusVariables } from '../../../src/connectors/shopify/write-status.ts';
import { anOpenReturn, article, look } from './sandbox-orders.ts';
import { startSandboxShops } from './sandbox-shop.ts';

let sandbox: Awaited<ReturnType<typeof startSandboxShops>>;
beforeAll(async () => {
  sandbox = await startSandboxShops();
});
afterAll(() => sandbox.close());

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
