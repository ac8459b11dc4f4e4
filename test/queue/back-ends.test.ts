import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { openQueue } from '../../src/jobs/queue.ts';
import { getCursor, putCursor } from '../../src/ledger/cursors.ts';
import { openLedger } from '../../src/ledger/open.ts';
import { newTestDatabase, openTestLedger } from '../support/ledger.ts';
import { sleep } from '../support/ledger-rows.ts';

const hasRedisServer = (() => {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });

describe.runIf(hasRedisServer)('a Redis of our own', () => {
  const started: { server: ChildProcess; dir: string }[] = [];
  afterEach(() => {
    for (const { server, dir } of started.splice(0)) {
      server.kill('SIGKILL');
      rmSync(dir, { recursive: true, force: true });
    }
  });

  const startRedis = async (...settings: string[]) => {
    const port = await freePort();
    const dir = mkdtempSync(join(tmpdir(), 'backhaul-redis-'));
    const server = spawn(
      'redis-server',
      ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--save', '', ...settings],
      { stdio: 'ignore' },
    );
    started.push({ server, dir });
    const redisUrl = `redis://127.0.0.1:${port}/0`;
    const probe = new Redis(redisUrl, { retryStrategy: () => 50, maxRetriesPerRequest: null });
    probe.on('error', () => undefined);
    await probe.ping();
    probe.disconnect();
    return { server, redisUrl };
  };

  it('is refused when it may evict jobs', async () => {
    const { redisUrl } = await startRedis('--maxmemory-policy', 'allkeys-lru');
    const ledger = await openTestLedger();
    await expect(openQueue({ ledger, redisUrl })).rejects.toMatchObject({
      code: 'queue-evicts',
      detail: { policy: 'allkeys-lru' },
    });
    await ledger.close();
  });

  it('is accepted with a warning without an append-only file, and without one with it', async () => {
    const bare = await startRedis();
    const safe = await startRedis('--appendonly', 'yes');
    const ledger = await openTestLedger();
    const warned = await openQueue({ ledger, redisUrl: bare.redisUrl });
    const silent = await openQueue({ ledger, redisUrl: safe.redisUrl });
    expect(warned.warnings).toHaveLength(1);
    expect(warned.warnings[0]).toContain('append-only');
    expect(silent.warnings).toEqual([]);
    await warned.close();
    await silent.close();
    await ledger.close();
  });

  it('that went away costs a ring, not the transaction', async () => {
    const { server, redisUrl } = await startRedis();
    const ledger = await openTestLedger();
    const errors: Error[] = [];
    const queue = await openQueue({ ledger, redisUrl, onError: (error) => errors.push(error) });
    await queue.work('orders', async () => undefined, { concurrency: 1 });
    server.kill('SIGKILL');
    await new Promise((resolve) => server.once('exit', resolve));
    await sleep(50);
    const startedAt = performance.now();
    await ledger.transact(async () => {
      await putCursor(ledger, 'kept', 1);
      await queue.ring('orders', 'look', { orderId: '1' });
    });
    await queue.ring('orders', 'look', { orderId: '2' });
    expect(performance.now() - startedAt).toBeLessThan(2000);
    expect(await getCursor(ledger, 'kept')).toBe(1);
    expect(errors.length).toBeGreaterThan(0);
    await queue.close({ deadlineMs: 500 });
    await ledger.close();
  });
});

it('a Redis that is not there is an error at the start', async () => {
  const ledger = await openTestLedger();
  const redisUrl = `redis://127.0.0.1:${await freePort()}/0`;
  await expect(openQueue({ ledger, redisUrl })).rejects.toThrow();
  await ledger.close();
});

it('close waits for the job in hand, but not beyond its deadline', async () => {
  const ledger = await openTestLedger();
  const patient = await openQueue({ ledger, prefix: 'patient' });
  let done = false;
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  await patient.work(
    'orders',
    async () => {
      begin();
      await sleep(300);
      done = true;
    },
    { concurrency: 1 },
  );
  await patient.ring('orders', 'look', { orderId: '1' });
  await begun;
  await patient.close({ deadlineMs: 5000 });
  expect(done).toBe(true);

  const hasty = await openQueue({ ledger, prefix: 'hasty' });
  const { promise: stuck, resolve: stick } = Promise.withResolvers<void>();
  await hasty.work(
    'orders',
    async () => {
      stick();
      await sleep(60_000);
    },
    { concurrency: 1 },
  );
  await hasty.ring('orders', 'look', { orderId: '1' });
  await stuck;
  const startedAt = performance.now();
  await hasty.close({ deadlineMs: 300 });
  expect(performance.now() - startedAt).toBeLessThan(3000);
  await ledger.close();
});

describe.runIf(process.env['TEST_DATABASE_URL'])('PostgreSQL', () => {
  it('that cut every session is listened to again, and nothing ends the process', async () => {
    const { databaseUrl, drop } = await newTestDatabase();
    const ledger = await openLedger({ databaseUrl });
    const queue = await openQueue({ ledger });
    const handled: { id: string; at: number }[] = [];
    await queue.work(
      'orders',
      async ({ data }) => void handled.push({ id: data['orderId'] ?? '', at: performance.now() }),
      { concurrency: 2 },
    );
    const has = async (id: string): Promise<number> => {
      for (let round = 0; round < 2000; round += 1) {
        const job = handled.find((one) => one.id === id);
        if (job) return job.at;
        await sleep(5);
      }
      throw new Error(`${id} was never handled`);
    };
    await queue.ring('orders', 'look', { orderId: 'before' });
    await has('before');

    const operator = new pg.Client({ connectionString: databaseUrl });
    await operator.connect();
    await operator.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`);
    await operator.end();

    await sleep(200);
    await queue.ring('orders', 'look', { orderId: 'after' });
    await has('after');
    await sleep(2000);
    const rungAt = performance.now();
    await queue.ring('orders', 'look', { orderId: 'later' });
    expect((await has('later')) - rungAt).toBeLessThan(500);
    await queue.close({ deadlineMs: 1000 });
    await ledger.close();
    await drop();
  });
});
