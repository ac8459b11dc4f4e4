import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { ReturnTruth } from '../support/truth.ts';
import { openWorlds, type Sale, type World } from '../support/world.ts';

let worlds: Awaited<ReturnType<typeof openWorlds>>;
let world: World;
beforeAll(async () => {
  worlds = await openWorlds();
  world = await worlds.world();
});
afterAll(() => worlds.close());

const coat = { title: 'Coat', sku: 'COAT', quantity: 1, unitPriceMinor: 10_000 };

/** A sale, and its return up to the inspected goods. */
async function untilInspected(body = {}): Promise<Sale & { one: ReturnTruth }> {
  const sale = await world.sell({ lines: [coat] }, body);
  const one = await world.requestReturn(sale.order);
  await world.until(one, 'authorized');
  await world.receive(one);
  await world.until(one, 'received');
  await world.inspect(one);
  await world.until(one, 'inspected');
  return { ...sale, one };
}

const refundsOf = async (orderId: string) => (await world.order(orderId)).refunds;

test('a credit voided before the refund moves no money; the one after it does, once', async () => {
  const { order } = await world.sell({ lines: [coat] });
  const one = await world.requestReturn(order);
  await world.until(one, 'authorized');
  await world.receive(one);
  await world.until(one, 'received');
  const wrong = await world.credit(one);
  await world.quiet();
  await world.netsuite('finance/void', { id: wrong });
  await world.inspect(one);
  await world.until(one, 'inspected');
  await world.quiet();
  expect(await refundsOf(order.id)).toEqual([]);
  await world.credit(one);
  await world.until(one, 'closed');
  expect((await refundsOf(order.id)).map((refund) => refund.totalMinor)).toEqual([11_900n]);
});

test('a refund that is pending at the provider is posted until it settles', async () => {
  const { order, one } = await untilInspected();
  await world.shopify('settings', { refundTransactionStatus: 'PENDING' });
  await world.credit(one);
  await world.until(one, 'posted');
  await world.quiet();
  await world.shopify('settings', { refundTransactionStatus: 'SUCCESS' });
  const row = await world.rowOf(one);
  expect(row).toMatchObject({ stage: 'posted', ended_at: null });
  expect(row?.blocker).toBe('the payment provider to confirm the refund');
  const [refund] = await refundsOf(order.id);
  const notices = async () =>
    (await world.told()).filter(
      (notice) => notice.subject.endsWith('refunded') && notice.text.includes(order.name),
    );
  expect(await notices()).toEqual([]);
  await world.shopify('payments/settle', { transactionId: refund?.transactions[0]?.id });
  await world.until(one, 'closed');
  await world.quiet();
  expect(await notices()).toHaveLength(1);
});

test('a refund that fails at the provider is an exception, and its return is not over', async () => {
  const { order, one } = await untilInspected();
  await world.shopify('settings', { refundTransactionStatus: 'PENDING' });
  await world.credit(one);
  await world.until(one, 'posted');
  await world.quiet();
  await world.shopify('settings', { refundTransactionStatus: 'SUCCESS' });
  const [refund] = await refundsOf(order.id);
  await world.shopify('payments/fail', { transactionId: refund?.transactions[0]?.id });
  await world.untilParked(one, 'refund-failed');
  await world.quiet();
  expect(await world.rowOf(one)).toMatchObject({ stage: 'posted', ended_at: null });
  expect((await world.exceptions(one)).map((each) => each.code)).toEqual(['refund-failed']);
  expect(await refundsOf(order.id)).toHaveLength(1);
});

test('a credit that the ERP paid out itself is not paid a second time', async () => {
  const { order, one } = await untilInspected({ billing: 'invoice', paid: true });
  const dispute = await world.shopify('disputes', { action: 'open', orderId: order.id });
  const memo = await world.credit(one);
  await world.untilParked(one, 'dispute-open');
  await world.netsuite('finance/customer-refund', { creditMemo: memo });
  const disputeId = z.object({ id: z.string() }).parse(dispute).id;
  await world.shopify('disputes', { action: 'close', disputeId });
  await world.untilParked(one, 'paid-by-erp');
  await world.quiet();
  expect(await refundsOf(order.id)).toEqual([]);
});

test('a lost reply of a stock change changes the stock once', async () => {
  const article = await world.article();
  const before = await world.stock(article.inventoryItemId);
  const { order } = await world.sell({
    lines: [{ variantId: article.variantId, quantity: 2, unitPriceMinor: 5_000 }],
  });
  const one = await world.requestReturn(order);
  await world.until(one, 'authorized');
  await world.shopify('faults', { dropReplyAfterCommit: { next: 1, match: 'inventoryAdjust' } });
  await world.receive(one);
  await world.until(one, 'received');
  await world.quiet();
  expect((await world.stock(article.inventoryItemId)).quality_control).toBe(2);
  await world.shopify('faults', { dropReplyAfterCommit: { next: 1, match: 'inventoryMove' } });
  await world.inspect(one);
  await world.until(one, 'inspected');
  await world.quiet();
  const after = await world.stock(article.inventoryItemId);
  expect([after.quality_control, after.available - before.available]).toEqual([0, 0]);
});

test.each(['before the receipt', 'while it lies in inspection'])(
  'a unit restocked by somebody else %s is on sale only when cleared, once',
  async (when) => {
    const article = await world.article();
    const { order } = await world.sell({
      lines: [{ variantId: article.variantId, quantity: 1, unitPriceMinor: 5_000 }],
    });
    const before = await world.stock(article.inventoryItemId);
    const level = async () => {
      const { available, quality_control } = await world.stock(article.inventoryItemId);
      return [available - before.available, quality_control - before.quality_control];
    };
    const one = await world.requestReturn(order);
    await world.until(one, 'authorized');
    if (when === 'before the receipt') {
      await world.shopify('staff/restock', { returnId: one.id });
      await world.untilParked(one, 'restocked-uncleared');
      await world.receive(one);
      await world.until(one, 'received');
    } else {
      await world.receive(one);
      await world.until(one, 'received');
      await world.quiet();
      await world.shopify('staff/restock', { returnId: one.id });
      await world.untilParked(one, 'restocked-uncleared');
    }
    await world.quiet();
    expect(await level()).toEqual([0, 1]);
    await world.inspect(one);
    await world.until(one, 'inspected');
    await world.quiet();
    expect(await level()).toEqual([1, 0]);
  },
);

test('a unit restocked by somebody else and sold meanwhile is a case for a person', async () => {
  const article = await world.article();
  const { order } = await world.sell({
    lines: [{ variantId: article.variantId, quantity: 1, unitPriceMinor: 5_000 }],
  });
  const one = await world.requestReturn(order);
  await world.until(one, 'authorized');
  await world.quiet();
  await world.shopify('faults', { webhook: { delayMs: 800 } });
  await world.shopify('staff/restock', { returnId: one.id });
  for (const { locationId, inventoryItemId, available } of (await world.shopifyState()).inventory) {
    if (inventoryItemId !== article.inventoryItemId || available === 0) continue;
    const change = {
      inventoryItemId,
      locationId,
      name: 'available',
      delta: -available,
      by: 'staff',
    };
    await world.shopify('staff/inventory', change);
  }
  await world.shopify('faults', { webhook: { delayMs: 0 } });
  await world.untilParked(one, 'sold-uninspected');
  await world.quiet();
  expect((await world.stock(article.inventoryItemId)).available).toBe(0);
});
