import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorlds, type World } from '../support/world.ts';

let worlds: Awaited<ReturnType<typeof openWorlds>>;
let world: World;
beforeAll(async () => {
  worlds = await openWorlds();
  world = await worlds.world();
});
afterAll(() => worlds.close());

test('of two lines of one variant only the inspected unit becomes available', async () => {
  const article = await world.article();
  const sold = (unitPriceMinor: number) => ({
    variantId: article.variantId,
    quantity: 1,
    unitPriceMinor,
  });
  const { order } = await world.sell({ lines: [sold(5_000), sold(4_000)] });
  const before = await world.stock(article.inventoryItemId);
  const one = await world.requestReturn(order);
  await world.until(one, 'authorized');
  await world.receive(one);
  await world.until(one, 'received');
  await world.quiet();
  expect((await world.stock(article.inventoryItemId)).quality_control).toBe(2);
  const rma = await world.rma(one);
  await world.inspect(one, [{ line: rma.lines[0]?.line, quantity: 1, outcome: 'sellable' }]);
  await world.quiet();
  const after = await world.stock(article.inventoryItemId);
  expect(after.available - before.available).toBe(1);
  expect(after.quality_control).toBe(1);
});

test('a return cancelled in Shopify after the goods arrived keeps its stage and is an exception', async () => {
  const article = await world.article();
  const { order } = await world.sell({
    lines: [{ variantId: article.variantId, quantity: 1, unitPriceMinor: 10_000 }],
  });
  const one = await world.requestReturn(order);
  await world.until(one, 'authorized');
  await world.receive(one);
  await world.until(one, 'received');
  await world.shopify('staff/cancel', { returnId: one.id });
  await world.untilParked(one, 'ended-early');
  expect((await world.rowOf(one))?.stage).toBe('received');
});

test('an inspection that passes in part clears only what passed and refunds all that was judged', async () => {
  const article = await world.article();
  const { order } = await world.sell({
    lines: [{ variantId: article.variantId, quantity: 3, unitPriceMinor: 1_000 }],
  });
  const before = await world.stock(article.inventoryItemId);
  const one = await world.requestReturn(order);
  await world.until(one, 'authorized');
  await world.receive(one);
  await world.until(one, 'received');
  await world.inspect(one, [
    { orderLine: 1, quantity: 1, outcome: 'sellable' },
    { orderLine: 1, quantity: 1, outcome: 'quarantine' },
    { orderLine: 1, quantity: 1, outcome: 'damaged' },
  ]);
  await world.until(one, 'inspected');
  await world.credit(one);
  await world.until(one, 'closed');
  const after = await world.stock(article.inventoryItemId);
  expect(after.available - before.available).toBe(1);
  expect(after.damaged - before.damaged).toBe(1);
  expect(after.quality_control).toBe(0);
  expect((await world.order(order.id)).refunds.map((refund) => refund.totalMinor)).toEqual([
    3_570n,
  ]);
});
