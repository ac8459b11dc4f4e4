import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeJson } from '../../src/ledger/json.ts';
import type { Ledger } from '../../src/ledger/open.ts';
import {
  dueOrders,
  findOrder,
  leaseOrder,
  releaseOrder,
  renewLease,
  saveSide,
  touchOrder,
} from '../../src/ledger/orders.ts';
import { testLedgers } from '../support/ledger.ts';
import { aLeasedOrder, anOrder, aShop, sleep } from '../support/ledger-rows.ts';

describe.each(testLedgers)('orders on $name', ({ open }) => {
  let ledger: Ledger;
  beforeAll(async () => {
    ledger = await open();
  });
  afterAll(() => ledger.close());

  const hint = (order: { id: string; shopId: string }) =>
    touchOrder(ledger, { shopId: order.shopId, key: { id: order.id }, stale: 'shopify' });
  const isDue = async (id: string): Promise<boolean> =>
    (await dueOrders(ledger, 1000)).some((order) => order.id === id);

  it('are begun once, however many hints name them at once', async () => {
    const shopId = await aShop(ledger);
    const key = { shopifyOrderId: `gid://shopify/Order/${randomUUID()}` };
    const touched = await Promise.all(
      Array.from({ length: 8 }, () => touchOrder(ledger, { shopId, key, stale: 'both' })),
    );
    expect(new Set(touched.map(({ id }) => id)).size).toBe(1);
    expect(touched.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(touched.map(({ hintSeq }) => hintSeq).sort()).toEqual(
      [1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n].sort(),
    );
  });

  it('can be known by their document in NetSuite alone', async () => {
    const shopId = await aShop(ledger);
    const touch = { shopId, key: { netsuiteOrderId: '4711' }, stale: 'netsuite' as const };
    const first = await touchOrder(ledger, touch);
    const second = await touchOrder(ledger, touch);
    expect(second).toEqual({ id: first.id, hintSeq: 2n, isNew: false });
  });

  it('are never touched across shops', async () => {
    const order = await anOrder(ledger);
    const other = await aShop(ledger);
    await expect(hint({ id: order.id, shopId: other })).rejects.toThrow('has no order');
  });

  it('are leased to one worker of many', async () => {
    const { id } = await anOrder(ledger);
    const leases = await Promise.all(
      Array.from({ length: 8 }, (_, index) => leaseOrder(ledger, id, `worker-${index}`, 5000)),
    );
    expect(leases.filter(Boolean)).toHaveLength(1);
  });

  it('pass to the next worker when the lease runs out, and the first one can do nothing more', async () => {
    const first = await aLeasedOrder(ledger, 30);
    await sleep(60);
    const second = await leaseOrder(ledger, first.id, 'second', 5000);
    expect(second?.fence).toBe(first.fence + 1n);
    expect(await renewLease(ledger, first, 5000)).toBe(false);
    expect(await releaseOrder(ledger, { ...first, seenSeq: first.hintSeq, nextLookAt: null })).toBe(
      'lost',
    );
    expect(
      await saveSide(ledger, {
        ...first,
        side: 'shopify',
        value: { late: true },
        readAt: new Date(),
      }),
    ).toBe(false);
    expect(second && (await renewLease(ledger, second, 5000))).toBe(true);
  });

  it('hold while the lease is renewed in time', async () => {
    const lease = await aLeasedOrder(ledger, 80);
    for (let round = 0; round < 3; round += 1) {
      await sleep(40);
      expect(await renewLease(ledger, lease, 200)).toBe(true);
    }
    expect(await leaseOrder(ledger, lease.id, 'other', 100)).toBeNull();
  });

  it('are clean after a look that saw every hint, and hinted again if one came meanwhile', async () => {
    const lease = await aLeasedOrder(ledger);
    await hint(lease);
    const release = { id: lease.id, fence: lease.fence, nextLookAt: null };
    expect(await releaseOrder(ledger, { ...release, seenSeq: lease.hintSeq })).toBe('hinted-again');
    expect(await isDue(lease.id)).toBe(true);
    const next = await leaseOrder(ledger, lease.id, 'again', 5000);
    expect(next?.seenSeq).toBe(1n);
    expect(
      await releaseOrder(ledger, {
        id: lease.id,
        fence: next?.fence ?? 0n,
        seenSeq: next?.hintSeq ?? 0n,
        nextLookAt: null,
      }),
    ).toBe('clean');
    expect(await isDue(lease.id)).toBe(false);
  });

  it('are released once', async () => {
    const lease = await aLeasedOrder(ledger);
    const release = { ...lease, seenSeq: lease.hintSeq, nextLookAt: null };
    expect(await releaseOrder(ledger, release)).toBe('clean');
    expect(await releaseOrder(ledger, release)).toBe('lost');
  });

  it('lose no hint, however hints and looks interleave', async () => {
    const order = await anOrder(ledger);
    const hints = Array.from({ length: 40 }, async (_, index) => {
      await sleep(index * 3);
      await hint(order);
    });
    let ended = false;
    const worker = async (name: string): Promise<void> => {
      while (!ended) {
        const lease = await leaseOrder(ledger, order.id, name, 5000);
        if (lease) {
          await sleep(5);
          await releaseOrder(ledger, { ...lease, seenSeq: lease.hintSeq, nextLookAt: null });
        }
        await sleep(1);
      }
    };
    const workers = [worker('one'), worker('two')];
    await Promise.all(hints);
    const isBehind = async (): Promise<boolean> => {
      const row = await findOrder(ledger, order.id);
      return row?.hint_seq !== row?.seen_seq;
    };
    for (let round = 0; (await isBehind()) && round < 500; round += 1) await sleep(5);
    ended = true;
    await Promise.all(workers);
    const row = await findOrder(ledger, order.id);
    expect(row).toMatchObject({ hint_seq: 41n, seen_seq: 41n });
  });

  it('are due when their time has come, not while somebody holds them', async () => {
    const lease = await aLeasedOrder(ledger);
    const release = { ...lease, seenSeq: lease.hintSeq };
    expect(await isDue(lease.id)).toBe(false);
    await releaseOrder(ledger, { ...release, nextLookAt: new Date(Date.now() + 150) });
    expect(await isDue(lease.id)).toBe(false);
    await sleep(250);
    expect(await isDue(lease.id)).toBe(true);
    await leaseOrder(ledger, lease.id, 'holder', 50);
    expect(await isDue(lease.id)).toBe(false);
    await sleep(100);
    expect(await isDue(lease.id)).toBe(true);
  });

  it('keep a side with its bigints, and leave it stale if a hint came during the reading', async () => {
    const lease = await aLeasedOrder(ledger);
    const value = { readAt: '2026-11-20T00:00:00Z', totalMinor: 12345678901234567890n };
    const save = { ...lease, value, readAt: new Date() };
    await saveSide(ledger, { ...save, side: 'netsuite' });
    const seen = await findOrder(ledger, lease.id);
    expect(seen?.netsuite_stale).toBe(false);
    expect(seen?.shopify_stale).toBe(true);
    expect(seen?.netsuite_side && decodeJson(seen.netsuite_side)).toEqual(value);
    await hint(lease);
    await saveSide(ledger, { ...save, side: 'shopify' });
    expect((await findOrder(ledger, lease.id))?.shopify_stale).toBe(true);
  });
});
