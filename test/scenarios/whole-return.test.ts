import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorlds } from '../support/world.ts';

let worlds: Awaited<ReturnType<typeof openWorlds>>;
beforeAll(async () => {
  worlds = await openWorlds();
});
afterAll(() => worlds.close());

test('a whole return on a cash sale comes out to the cent: told = credited = refunded', async () => {
  const world = await worlds.world();
  const { order } = await world.sell({
    lines: [{ title: 'Coat', sku: 'COAT', quantity: 1, unitPriceMinor: 9_999 }],
  });
  const one = await world.requestReturn(order);
  await world.until(one, 'authorized');
  await world.receive(one);
  await world.until(one, 'received');
  await world.inspect(one);
  await world.until(one, 'inspected');
  await world.credit(one);
  await world.until(one, 'closed');

  const [credit] = (await world.netsuiteState()).cashRefunds;
  const after = await world.order(order.id);
  expect(credit?.totalMinor).toBe(11_899n);
  expect(after.refunds.map((refund) => refund.totalMinor)).toEqual([11_899n]);
  expect((await world.returnAt(one)).status).toBe('CLOSED');
  await world.quiet();
  const told = await world.told();
  expect(told.map((notice) => notice.subject)).toEqual([
    'Return #1001-R1: confirmed',
    'Return #1001-R1: inspected',
    'Return #1001-R1: credit booked',
    'Return #1001-R1: refunded',
  ]);
  expect(told.filter((notice) => notice.text.includes('€118.99'))).toHaveLength(3);
});
