import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorlds, type World } from '../support/world.ts';

let worlds: Awaited<ReturnType<typeof openWorlds>>;
let world: World;
beforeAll(async () => {
  worlds = await openWorlds();
  world = await worlds.world();
});
afterAll(() => worlds.close());

const coat = { title: 'Coat', sku: 'COAT', quantity: 1, unitPriceMinor: 10_000 };

test('webhooks that come twice and in disorder change nothing', async () => {
  await world.shopify('faults', { webhook: { duplicate: 1, reorder: 1 } });
  const { order } = await world.sell({ lines: [coat] });
  const one = await world.requestReturn(order);
  await world.until(one, 'authorized');
  await world.receive(one);
  await world.until(one, 'received');
  await world.inspect(one);
  await world.until(one, 'inspected');
  await world.credit(one);
  await world.until(one, 'closed');
  await world.quiet();
  await world.shopify('faults', { webhook: { duplicate: 0, reorder: 0 } });
  expect(await world.rmasOf(one)).toHaveLength(1);
  expect((await world.order(order.id)).refunds.map((refund) => refund.totalMinor)).toEqual([
    11_900n,
  ]);
  const told = (await world.told()).map((notice) => notice.subject);
  expect(new Set(told).size).toBe(told.length);
  expect(told).toHaveLength(4);
});

test('a return of which no webhook ever came is found by the reconciliation', async () => {
  const { order } = await world.sell({ lines: [coat] });
  await world.quiet();
  await world.shopify('faults', { webhook: { drop: 1 } });
  const one = await world.requestReturn(order);
  await world.quiet();
  expect(await world.rowOf(one)).toBeNull();
  const answer = await fetch(`${world.app.url}/api/reconcile`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ shop: world.shopId }),
  });
  expect(answer.status).toBe(202);
  await world.until(one, 'authorized');
  await world.quiet();
  await world.shopify('faults', { webhook: { drop: 0 } });
  expect(await world.rmasOf(one)).toHaveLength(1);
});

test('a restart in the middle goes on where it was, and does nothing twice', async () => {
  const { order } = await world.sell({ lines: [coat] });
  const one = await world.requestReturn(order);
  await world.rma(one);
  await world.restart();
  await world.until(one, 'authorized');
  await world.receive(one);
  await world.restart();
  await world.inspect(one);
  await world.until(one, 'inspected');
  await world.credit(one);
  await world.restart();
  await world.until(one, 'closed');
  await world.quiet();
  expect(await world.rmasOf(one)).toHaveLength(1);
  expect((await world.order(order.id)).refunds).toHaveLength(1);
});
