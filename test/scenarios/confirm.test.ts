import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReturnTruth } from '../support/truth.ts';
import { eventually, openWorlds, type World } from '../support/world.ts';

let worlds: Awaited<ReturnType<typeof openWorlds>>;
let world: World;
beforeAll(async () => {
  worlds = await openWorlds();
  world = await worlds.world();
});
afterAll(() => worlds.close());

const coat = { title: 'Coat', sku: 'COAT', quantity: 1, unitPriceMinor: 9_999 };
const hat = { title: 'Hat', sku: 'HAT', quantity: 1, unitPriceMinor: 5_555 };

/** What the customer was told of this return. */
const toldOf = async (one: ReturnTruth): Promise<readonly string[]> =>
  (await world.told())
    .filter((notice) => notice.subject.includes(`${one.name}:`))
    .map((notice) => notice.subject.split(': ')[1] ?? '');

const untilBlocked = async (one: ReturnTruth, part: string): Promise<string> =>
  await eventually(
    async () => `a blocker with "${part}"; it is "${(await world.rowOf(one))?.blocker}"`,
    async () => {
      const blocker = (await world.rowOf(one))?.blocker ?? '';
      return blocker.includes(part) ? blocker : null;
    },
  );

test('an RMA that waits for approval says so in one sentence, and nobody is told before it has it', async () => {
  await world.netsuite('settings', { defaultReturnStatus: 'A' });
  const { order } = await world.sell({ lines: [coat] });
  const one = await world.requestReturn(order);
  const rma = await world.rma(one);
  await world.netsuite('settings', { defaultReturnStatus: 'B' });
  expect(await untilBlocked(one, 'approval')).toBe(`approval of ${rma.tranId} in NetSuite`);
  await world.quiet();
  expect((await world.returnAt(one)).status).toBe('REQUESTED');
  expect((await world.rowOf(one))?.stage).toBe('requested');
  expect(await toldOf(one)).toEqual([]);
  await world.netsuite('staff/approve', { rma: rma.id });
  await world.until(one, 'authorized');
  await world.quiet();
  expect(await toldOf(one)).toEqual(['confirmed']);
  expect((await world.returnAt(one)).status).toBe('OPEN');
});

test("cents of difference within the limit are told and refunded at the ERP's amount", async () => {
  await world.netsuite('settings', { taxDifferenceShare: 1 });
  const { order } = await world.sell({ lines: [coat] });
  await world.netsuite('settings', { taxDifferenceShare: 0 });
  const one = await world.requestReturn(order);
  const { amount_minor: promised } = await world.until(one, 'authorized');
  expect(promised).not.toBe(order.totalMinor);
  await world.receive(one);
  await world.until(one, 'received');
  await world.inspect(one);
  await world.until(one, 'inspected');
  await world.credit(one);
  await world.until(one, 'closed');
  const rma = await world.rma(one);
  expect(rma.totalMinor).toBe(promised);
  const { refunds } = await world.order(order.id);
  expect(refunds.map((refund) => refund.totalMinor)).toEqual([promised]);
});

test('an amount that nobody can explain is parked, and nobody is told', async () => {
  const { order } = await world.sell(
    { lines: [coat, hat], discounts: [{ amountMinor: 2_000 }] },
    { discountShape: 'headerFlat' },
  );
  const one = await world.requestReturn(order, [{ lineItemId: order.lines[0]?.id, quantity: 1 }]);
  const parked = await world.untilParked(one, 'amount-unexplained');
  expect(parked.detail).not.toBe('');
  await world.quiet();
  expect(await toldOf(one)).toEqual([]);
  expect((await world.returnAt(one)).status).toBe('REQUESTED');
});

test('where the ERP carries no line ids the only line that fits is taken', async () => {
  const { order } = await world.sell({ lines: [coat, hat] }, { lineIdColumn: false });
  const one = await world.requestReturn(order, [{ lineItemId: order.lines[1]?.id, quantity: 1 }]);
  await world.until(one, 'authorized');
  expect((await world.rma(one)).lines.map((line) => line.sku)).toEqual(['HAT']);
});

test('where the ERP carries no line ids and two lines fit a person decides', async () => {
  const { order } = await world.sell({ lines: [coat, coat] }, { lineIdColumn: false });
  const one = await world.requestReturn(order, [{ lineItemId: order.lines[0]?.id, quantity: 1 }]);
  await world.untilParked(one, 'line-ambiguous');
  await world.quiet();
  expect(await world.rmasOf(one)).toEqual([]);
  expect(await toldOf(one)).toEqual([]);
});

test('a return of an order that NetSuite does not know yet waits for it and then goes on', async () => {
  const order = await world.placeOrder({ lines: [coat] });
  const one = await world.requestReturn(order);
  await untilBlocked(one, 'is not in NetSuite yet');
  expect(await world.exceptions(one)).toEqual([]);
  await world.importOrder(order);
  await world.until(one, 'authorized');
});

test('a transform whose reply was lost and that commits late makes one RMA', async () => {
  const { order } = await world.sell({ lines: [coat] });
  await world.netsuite('faults', {
    commitAfterClientGaveUpMs: { ms: 1_200, next: 1, match: 'transform' },
  });
  const one = await world.requestReturn(order);
  await world.until(one, 'authorized');
  await world.quiet();
  expect(await world.rmasOf(one)).toHaveLength(1);
  expect(await toldOf(one)).toEqual(['confirmed']);
});

test('a return cancelled in Shopify before anything came closes its RMA', async () => {
  const { order } = await world.sell({ lines: [coat] });
  const one = await world.requestReturn(order);
  await world.until(one, 'authorized');
  await world.shopify('staff/cancel', { returnId: one.id });
  await world.until(one, 'cancelled');
  await eventually('a closed RMA', async () => {
    const [rma] = await world.rmasOf(one);
    return rma?.lines.every((line) => line.isClosed) ? true : null;
  });
});

test('a return closed in NetSuite before anything came is cancelled in Shopify', async () => {
  const { order } = await world.sell({ lines: [coat] });
  const one = await world.requestReturn(order);
  await world.until(one, 'authorized');
  await world.netsuite('staff/close', { rma: (await world.rma(one)).id });
  await world.until(one, 'cancelled');
  await eventually('a cancelled return', async () =>
    (await world.returnAt(one)).status === 'CANCELED' ? true : null,
  );
});
