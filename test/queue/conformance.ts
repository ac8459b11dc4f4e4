import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getCursor, putCursor } from '../../src/ledger/cursors.ts';
import { dueOrders } from '../../src/ledger/orders.ts';
import { anOrder, aShop, sleep } from '../support/ledger-rows.ts';
import type { Bench, Place, QueueBackend } from './backends.ts';

/** What every back end must do, whatever lies under it. */
export const describeQueue = (backend: QueueBackend): void => {
  describe(`the queue on ${backend.name}`, () => {
    let place: Place;
    let bench: Bench;
    const handled: { name: string; orderId: string | undefined; at: number }[] = [];
    const of = (name: string) => handled.filter((job) => job.name === name);

    beforeAll(async () => {
      place = await backend.prepare();
      bench = await place.open();
      await bench.queue.work(
        'intake',
        async ({ name, data }) => {
          handled.push({ name, orderId: data['orderId'], at: performance.now() });
          if (name === 'throws') throw new Error('the handler threw');
        },
        { concurrency: 4 },
      );
    });
    afterAll(async () => {
      await bench.close();
      await place.remove();
    });

    const ring = (name: string, dedupeId?: string, delayMs?: number) =>
      bench.queue.ring(
        'intake',
        name,
        { orderId: name },
        {
          ...(dedupeId === undefined ? {} : { dedupeId }),
          ...(delayMs === undefined ? {} : { delayMs }),
        },
      );

    it('rings when the transaction commits, and not before', async () => {
      await bench.ledger.transact(async () => {
        await ring('committed');
        await putCursor(bench.ledger, 'committed', 1);
        await sleep(200);
        expect(of('committed')).toHaveLength(0);
      });
      await until(() => of('committed').length === 1);
    });

    it('rings for nothing that was rolled back', async () => {
      const attempt = bench.ledger.transact(async () => {
        await ring('rolled back');
        await putCursor(bench.ledger, 'rolled back', 1);
        throw new Error('no');
      });
      await expect(attempt).rejects.toThrow('no');
      await ring('after the roll-back');
      await until(() => of('after the roll-back').length === 1);
      expect(of('rolled back')).toHaveLength(0);
      expect(await getCursor(bench.ledger, 'rolled back')).toBeNull();
    });

    it('rings once for many rings of one transaction', async () => {
      await bench.ledger.transact(async () => {
        for (let count = 0; count < 5; count += 1) await ring('five times', 'five times');
      });
      await until(() => of('five times').length > 0);
      await sleep(100);
      expect(of('five times')).toHaveLength(1);
    });

    it('wakes an idle worker within 100 ms', async () => {
      const waits: number[] = [];
      for (let round = 0; round < 11; round += 1) {
        await sleep(60);
        const rungAt = performance.now();
        await bench.ledger.transact(() => ring(`wake ${round}`));
        await until(() => of(`wake ${round}`).length === 1);
        waits.push((of(`wake ${round}`)[0]?.at ?? Number.POSITIVE_INFINITY) - rungAt);
      }
      waits.sort((a, b) => a - b);
      expect(waits[5]).toBeLessThan(100);
    });

    it('waits as long as it is told to', async () => {
      const rungAt = performance.now();
      await ring('delayed', undefined, 400);
      await until(() => of('delayed').length === 1);
      const waited = (of('delayed')[0]?.at ?? 0) - rungAt;
      expect(waited).toBeGreaterThanOrEqual(390);
      expect(waited).toBeLessThan(1500);
    });

    it('lets an urgent ring pass a delayed one of the same id, and keeps the latest delay', async () => {
      await ring('much later', 'same id', 60_000);
      await ring('a bit later', 'same id', 300);
      await ring('urgent', 'same id');
      await until(() => of('urgent').length === 1);
      expect(of('a bit later')).toHaveLength(0);
      await until(() => of('a bit later').length === 1);
      expect(of('much later')).toHaveLength(0);
      expect((await bench.queue.counts()).intake.delayed).toBe(0);
    });

    it('tells of a handler that threw, and goes on', async () => {
      await ring('throws', 'throws');
      await until(() => bench.errors.some((error) => error.message === 'the handler threw'));
      await ring('throws', 'throws');
      await until(() => of('throws').length === 2);
    });

    it('loses no hint that comes in while its job runs', async () => {
      // Each job notes what it saw at its start; the last one must have seen the last hint.
      const seen: number[] = [];
      let hint = 0;
      let overlap = 0;
      let running = 0;
      await bench.queue.work(
        'notify',
        async () => {
          running += 1;
          overlap = Math.max(overlap, running);
          seen.push(hint);
          await sleep(15);
          running -= 1;
        },
        { concurrency: 3 },
      );
      for (let round = 0; round < 60; round += 1) {
        await bench.ledger.transact(async () => {
          await putCursor(bench.ledger, 'hint', round);
          await bench.queue.ring('notify', 'look', { orderId: 'one' }, { dedupeId: 'one' });
          hint = round;
        });
        await sleep((round * 7) % 23);
      }
      await until(() => seen.at(-1) === 59);
      expect(overlap).toBe(1);
    });

    it('works jobs of one lane at once, and another lane meanwhile', async () => {
      const { promise: gate, resolve: letGo } = Promise.withResolvers<void>();
      let inHand = 0;
      await bench.queue.work(
        'reconcile',
        async () => {
          inHand += 1;
          await gate;
        },
        { concurrency: 3 },
      );
      for (let count = 0; count < 5; count += 1) {
        await bench.queue.ring('reconcile', 'long', { orderId: String(count) });
      }
      await until(() => inHand === 3);
      await ring('meanwhile');
      await until(() => of('meanwhile').length === 1);
      expect(inHand).toBe(3);
      expect((await bench.queue.counts()).reconcile).toMatchObject({ active: 3, waiting: 2 });
      letGo();
      await until(() => inHand === 5);
    });

    it('runs a schedule once, however many processes announce and work it', async () => {
      // Where only one process can be, two queues of it.
      const second = backend.shared ? await place.open() : bench;
      const ticks: number[] = [];
      const handler = async (): Promise<void> => void ticks.push(performance.now());
      const queues = [bench.queue, second.queue];
      for (const queue of queues) {
        await queue.work('poll', handler, { concurrency: 2 });
        await queue.every('poll', 'tick', { everyMs: 400 });
      }
      await sleep(2500);
      if (backend.shared) await second.close();
      expect(ticks.length).toBeGreaterThanOrEqual(4);
      expect(ticks.length).toBeLessThanOrEqual(8);
      const gaps = ticks.slice(2).map((at, index) => at - (ticks[index + 1] ?? 0));
      expect(Math.min(...gaps)).toBeGreaterThan(150);
    });

    it('accepts a cron pattern in a time zone', async () => {
      const night = { cron: '30 3 * * *', timeZone: 'Europe/Berlin' };
      await bench.queue.every('reconcile', 'night', night);
      await bench.queue.every('reconcile', 'night', night);
      expect((await bench.queue.counts()).reconcile.delayed).toBe(1);
    });
  });

  it(`${backend.name} takes its first rings inside transactions that run at once`, async () => {
    const place = await backend.prepare();
    const bench = await place.open();
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        bench.ledger.transact(async () => {
          await putCursor(bench.ledger, `first-${index}`, index);
          await bench.queue.ring(
            'orders',
            'look',
            { orderId: `${index}` },
            { dedupeId: `${index}` },
          );
          await bench.queue.ring(
            'notify',
            'tell',
            { orderId: `${index % 3}` },
            { dedupeId: `${index % 3}` },
          );
        }),
      ),
    );
    const counts = await bench.queue.counts();
    expect(counts.orders.waiting).toBe(20);
    expect(counts.notify.waiting).toBe(3);
    await bench.close();
    await place.remove();
  });

  describe(`a loss on ${backend.name}`, () => {
    it('goes on with the job of a worker that was killed', { timeout: 30_000 }, async () => {
      const place = await backend.prepare();
      const child = spawnWorker({ ...process.env, ...place.environment, RING: 'in hand' });
      expect(await firstLine(child)).toBe('in hand');
      child.kill('SIGKILL');
      await new Promise((resolve) => child.once('exit', resolve));
      const killedAt = performance.now();

      const bench = await place.open();
      const { promise: taken, resolve } = Promise.withResolvers<string | undefined>();
      await bench.queue.work('orders', async ({ data }) => resolve(data['orderId']), {
        concurrency: 1,
      });
      expect(await taken).toBe('in hand');
      expect(performance.now() - killedAt).toBeLessThan(10_000);
      await bench.close();
      await place.remove();
    });

    it('of the whole queue is made good from the ledger', async () => {
      const place = await backend.prepare();
      const bench = await place.open();
      const looked = new Set<string>();
      const { promise: gate, resolve: letGo } = Promise.withResolvers<void>();
      let isBusy = false;
      await bench.queue.work(
        'orders',
        async ({ data }) => {
          isBusy = true;
          await gate;
          looked.add(data['orderId'] ?? '');
        },
        { concurrency: 1 },
      );
      const shopId = await aShop(bench.ledger);
      const ids: string[] = [];
      const ringFor = (id: string) =>
        bench.queue.ring('orders', 'look', { orderId: id }, { dedupeId: id });
      for (let count = 0; count < 5; count += 1) {
        const { id } = await anOrder(bench.ledger, shopId);
        await ringFor(id);
        ids.push(id);
      }
      await until(() => isBusy);
      await loseEverything(backend, bench);
      expect((await bench.queue.counts()).orders).toMatchObject({ waiting: 0, active: 0 });
      letGo();

      // The sweep, which has nothing but the ledger to go by.
      for (const { id } of await dueOrders(bench.ledger, 1000)) await ringFor(id);
      await until(() => looked.size === ids.length);
      expect([...looked].sort()).toEqual(ids.sort());
      await bench.close();
      await place.remove();
    });
  });
};

const until = async (condition: () => boolean): Promise<void> => {
  for (const deadline = performance.now() + 8000; !condition(); ) {
    if (performance.now() > deadline) throw new Error(`never: ${condition.toString()}`);
    await sleep(5);
  }
};

const spawnWorker = (environment: NodeJS.ProcessEnv): ChildProcess =>
  spawn(process.execPath, [fileURLToPath(new URL('./worker-process.ts', import.meta.url))], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });

const firstLine = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    child.stdout?.once('data', (data: Buffer) => resolve(data.toString().trim()));
    child.once('exit', (code) => reject(new Error(`the worker ended with ${code}`)));
  });

const loseEverything = async (backend: QueueBackend, bench: Bench): Promise<void> => {
  if (backend.redisUrl === null) return await bench.queue.empty();
  const redis = new Redis(backend.redisUrl);
  await redis.flushdb();
  redis.disconnect();
};
