import { expect, test } from 'vitest';
import { newTestDatabase } from '../support/ledger.ts';
import { openWorlds } from '../support/world.ts';

test.skipIf(!process.env['TEST_DATABASE_URL'])(
  'two processes on one ledger do nothing twice, and one goes on without the other',
  { timeout: 120_000 },
  async () => {
    const { databaseUrl, drop } = await newTestDatabase();
    const worlds = await openWorlds();
    try {
      const world = await worlds.world({ databaseUrl });
      const second = await world.startSecond();
      const sales = [];
      for (let n = 0; n < 4; n += 1) {
        const coat = { title: 'Coat', sku: `COAT-${n}`, quantity: 2, unitPriceMinor: 10_000 };
        sales.push(await world.sell({ lines: [coat] }));
      }
      await world.shopify('faults', { webhook: { duplicate: 0.5 } });
      const returns = await Promise.all(sales.map(({ order }) => world.requestReturn(order)));
      const whole = async (one: (typeof returns)[number]) => {
        await world.until(one, 'authorized');
        await world.receive(one);
        await world.until(one, 'received');
        await world.inspect(one);
        await world.until(one, 'inspected');
        await world.credit(one);
        await world.until(one, 'closed');
      };
      await Promise.all(returns.slice(0, 3).map(whole));
      await second.close();
      await Promise.all(returns.slice(3).map(whole));
      await world.quiet();
      for (const [index, one] of returns.entries()) {
        const order = await world.order(sales[index]?.order.id ?? '');
        expect(order.refunds.map((refund) => refund.totalMinor)).toEqual([23_800n]);
        expect(await world.rmasOf(one)).toHaveLength(1);
      }
      const told = (await world.told()).map((notice) => notice.effectId);
      expect(new Set(told).size).toBe(told.length);
      expect(told).toHaveLength(4 * returns.length);
    } finally {
      await worlds.close();
      await drop();
    }
  },
);
