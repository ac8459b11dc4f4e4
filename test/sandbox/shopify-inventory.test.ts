import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type InventoryState,
  type OrderState,
  type ReturnState,
  type Served,
  type ShopHarness,
  type ShopState,
  serveShopify,
} from './shopify-harness.ts';

let served: Served;
beforeAll(async () => {
  served = await serveShopify();
});
afterAll(() => served.close());

const parts = [
  'available',
  'committed',
  'reserved',
  'damaged',
  'safety_stock',
  'quality_control',
] as const;

function expectIdentity(levels: readonly InventoryState[]): void {
  for (const level of levels) {
    expect(level.on_hand).toBe(parts.reduce((sum, name) => sum + level[name], 0));
  }
}

async function returned(shop: ShopHarness) {
  const { catalog, shop: place } = await shop.state<ShopState>();
  const sku = catalog.find((one) => one.tracked)?.sku;
  const order = await shop.play<OrderState>('shopper/order', { lines: [{ sku, quantity: 2 }] });
  const open = await shop.play<ReturnState>('staff/return', { orderId: order.id });
  const line = open.reverseFulfillmentOrders[0]?.lines[0]?.id;
  const locationId = place.locations[0]?.id;
  const available = async () =>
    (await shop.state<ShopState>()).inventory.find(
      (one) =>
        one.inventoryItemId === order.lines[0]?.inventoryItemId && one.locationId === locationId,
    )?.available;
  const dispose = (dispositionType: string, quantity = 1) =>
    shop.graphql<{ done: { userErrors: { message: string }[] } }>(
      'mutation($i: [ReverseFulfillmentOrderDisposeInput!]!) { done: reverseFulfillmentOrderDispose(dispositionInputs: $i) { userErrors { message } } }',
      { i: [{ reverseFulfillmentOrderLineItemId: line, quantity, dispositionType, locationId }] },
    );
  return { order, open, available, dispose };
}

describe('stock', () => {
  it('keeps on_hand equal to the sum of its parts, and the log explains every level', async () => {
    const shop = await served.shop('identity');
    for (let index = 0; index < 8; index += 1) {
      const order = await shop.play<OrderState>('shopper/order', {
        shape: 'random',
        seed: String(index),
      });
      const open = await shop.play<ReturnState>('staff/return', { orderId: order.id });
      if (index % 2 === 0) await shop.play('staff/restock', { returnId: open.id });
    }
    const state = await shop.state<ShopState>();
    expectIdentity(state.inventory);
    for (const level of state.inventory) {
      for (const name of [...parts, 'incoming'] as const) {
        const logged = state.inventoryLog
          .filter(
            (row) =>
              row.inventoryItemId === level.inventoryItemId &&
              row.locationId === level.locationId &&
              row.name === name,
          )
          .reduce((sum, row) => sum + row.delta, 0);
        expect(logged).toBe(level[name]);
      }
    }
  });

  it('comes back on sale by RESTOCKED alone', async () => {
    const shop = await served.shop('restock');
    const { available, dispose } = await returned(shop);
    const before = (await available()) ?? 0;
    for (const type of ['PROCESSING_REQUIRED', 'NOT_RESTOCKED']) await dispose(type);
    expect(await available()).toBe(before);
    expect((await dispose('RESTOCKED')).data?.done.userErrors).toEqual([]);
    expect(await available()).toBe(before + 1);
    expect((await dispose('RESTOCKED')).data?.done.userErrors).toHaveLength(1);
  });

  it('is untouched by asking for, opening, processing and refunding a return', async () => {
    const shop = await served.shop('untouched');
    const { order, open, available } = await returned(shop);
    const before = await available();
    const lines = open.lines.map(({ id, quantity }) => ({ id, quantity }));
    await shop.play('staff/process', { returnId: open.id, lines, refundMinor: 'suggested' });
    await shop.play('staff/close', { returnId: open.id });
    expect(await available()).toBe(before);
    expect(
      (await shop.state<ShopState>()).orders.find((one) => one.id === order.id)?.refunds,
    ).toHaveLength(1);
  });

  it('comes back when staff refund with restock, and names who did it', async () => {
    const shop = await served.shop('staff-restock');
    const { order, available } = await returned(shop);
    const before = (await available()) ?? 0;
    const lines = [{ lineItemId: order.lines[0]?.id, quantity: 1, restockType: 'RETURN' }];
    await shop.play('staff/refund', {
      orderId: order.id,
      amountMinor: 100,
      lines,
      by: 'another app',
    });
    expect(await available()).toBe(before + 1);
    const { inventoryLog } = await shop.state<ShopState>();
    expect(inventoryLog.at(-1)).toMatchObject({ name: 'available', delta: 1, by: 'another app' });
  });
});
