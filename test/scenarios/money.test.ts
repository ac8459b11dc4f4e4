import { afterAll, beforeAll, expect, test } from 'vitest';
import { shippingItemId } from '../../sandbox/netsuite/fixtures.ts';
import type { ReturnTruth } from '../support/truth.ts';
import { openWorlds, type World } from '../support/world.ts';

let worlds: Awaited<ReturnType<typeof openWorlds>>;
/** One for all tests that need nothing special; those that do come last, each with its own. */
let world: World;
beforeAll(async () => {
  worlds = await openWorlds();
  world = await worlds.world();
});
afterAll(() => worlds.close());

const coatAndHat = {
  lines: [
    { title: 'Coat', sku: 'COAT', quantity: 1, unitPriceMinor: 10_000 },
    { title: 'Hat', sku: 'HAT', quantity: 1, unitPriceMinor: 20_000 },
  ],
};

/** Everything before finance: the goods are in and passed. */
async function untilInspected(world: World, one: ReturnTruth): Promise<void> {
  await world.until(one, 'authorized');
  await world.receive(one);
  await world.until(one, 'received');
  await world.inspect(one);
  await world.until(one, 'inspected');
}

const refundedMinor = async (world: World, orderId: string): Promise<readonly bigint[]> =>
  (await world.order(orderId)).refunds.map((refund) => refund.totalMinor);

test('a refund that staff made in the admin on the returned line is not paid a second time', async () => {
  const { order } = await world.sell(coatAndHat);
  const coat = order.lines[0];
  const one = await world.requestReturn(order, [{ lineItemId: coat?.id, quantity: 1 }]);
  await untilInspected(world, one);
  await world.shopify('staff/refund', {
    orderId: order.id,
    amountMinor: 11_900,
    lines: [{ lineItemId: coat?.id, quantity: 1 }],
  });
  await world.quiet();
  await world.credit(one);
  await world.untilParked(one, 'refund-foreign');
  await world.quiet();
  expect(await refundedMinor(world, order.id)).toEqual([11_900n]);
});

test('a refund that staff made in the admin on the return is not paid a second time', async () => {
  const { order } = await world.sell(coatAndHat);
  const one = await world.requestReturn(order, [{ lineItemId: order.lines[0]?.id, quantity: 1 }]);
  await untilInspected(world, one);
  await world.shopify('staff/process', { returnId: one.id, refundMinor: 'suggested' });
  await world.quiet();
  await world.credit(one);
  await world.untilParked(one, 'refund-foreign');
  await world.quiet();
  expect(await refundedMinor(world, order.id)).toEqual([11_900n]);
});

test('a credit that staff changed moves no money and says so', async () => {
  const { order } = await world.sell(coatAndHat);
  const one = await world.requestReturn(order, [{ lineItemId: order.lines[0]?.id, quantity: 1 }]);
  await untilInspected(world, one);
  await world.credit(one, { amountOverrideMinor: 11_000 });
  await world.untilParked(one, 'credit-differs');
  await world.quiet();
  expect(await refundedMinor(world, order.id)).toEqual([]);
});

test('an invoice is credited, refunded through Shopify and paid out in the books, not by a gateway', async () => {
  const { order } = await world.sell(coatAndHat, { billing: 'invoice', paid: true });
  const one = await world.requestReturn(order);
  await untilInspected(world, one);
  await world.credit(one);
  await world.until(one, 'closed');
  await world.quiet();
  const state = await world.netsuiteState();
  const rmas = (await world.rmasOf(one)).map((rma) => rma.id);
  const memos = state.creditMemos.filter((memo) => rmas.includes(memo.createdFrom ?? ''));
  expect(memos.map((memo) => memo.totalMinor)).toEqual([35_700n]);
  expect(memos.map((memo) => memo.amountRemainingMinor)).toEqual([0n]);
  const paid = state.customerRefunds.filter((refund) =>
    refund.applied.some((each) => each.doc === memos[0]?.id),
  );
  expect(paid.map((each) => [each.totalMinor, each.paidThroughGateway])).toEqual([
    [35_700n, false],
  ]);
  expect(await refundedMinor(world, order.id)).toEqual([35_700n]);
});

test('replies lost after the commit leave one RMA and one refund', async () => {
  const { order } = await world.sell(coatAndHat);
  await world.netsuite('faults', { loseReplyAfterCommit: { next: 1, match: 'transform' } });
  await world.shopify('faults', { dropReplyAfterCommit: { next: 1, match: 'refund' } });
  const one = await world.requestReturn(order);
  await untilInspected(world, one);
  await world.credit(one);
  await world.until(one, 'closed');
  expect(await world.rmasOf(one)).toHaveLength(1);
  expect(await refundedMinor(world, order.id)).toEqual([35_700n]);
});

test('a discount that is a line of its own in NetSuite goes back with its item', async () => {
  const { order } = await world.sell(
    { ...coatAndHat, discounts: [{ percentage: 10 }] },
    { discountShape: 'discountLine' },
  );
  const one = await world.requestReturn(order, [{ lineItemId: order.lines[0]?.id, quantity: 1 }]);
  await untilInspected(world, one);
  await world.credit(one);
  await world.until(one, 'closed');
  expect(await refundedMinor(world, order.id)).toEqual([10_710n]);
});

test('two returns on one order over time add up to what was paid', async () => {
  const world = await worlds.world({ shop: { taxesIncluded: true } });
  const { order } = await world.sell({
    lines: [{ title: 'Sock', sku: 'SOCK', quantity: 3, unitPriceMinor: 333 }],
    discounts: [{ amountMinor: 100 }],
  });
  const first = await world.requestReturn(order, [{ lineItemId: order.lines[0]?.id, quantity: 1 }]);
  await untilInspected(world, first);
  await world.credit(first);
  await world.until(first, 'closed');
  const second = await world.requestReturn(order, [
    { lineItemId: order.lines[0]?.id, quantity: 2 },
  ]);
  await untilInspected(world, second);
  await world.credit(second);
  await world.until(second, 'closed');
  const refunds = await refundedMinor(world, order.id);
  expect(refunds.reduce((sum, each) => sum + each, 0n)).toBe(899n);
});

test('shipping goes back with the whole order where policy says so', async () => {
  const world = await worlds.world({
    policy: { money: { refundShipping: 'whole-order' } },
    mappings: { chargeItems: { shipping: String(shippingItemId) } },
  });
  const { order } = await world.sell({ ...coatAndHat, shipping: { priceMinor: 500 } });
  const one = await world.requestReturn(order);
  await untilInspected(world, one);
  await world.credit(one);
  await world.until(one, 'closed');
  expect(await refundedMinor(world, order.id)).toEqual([36_295n]);
});

test('a refund above the limit waits for an approval', async () => {
  const world = await worlds.world({ policy: { money: { approvalAboveMinor: 5_000 } } });
  const { order } = await world.sell(coatAndHat);
  const one = await world.requestReturn(order);
  await untilInspected(world, one);
  await world.credit(one);
  await world.untilParked(one, 'approval-needed');
  await world.quiet();
  expect(await refundedMinor(world, order.id)).toEqual([]);
});
