import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { describe, expect, it } from 'vitest';
import { createHealth } from '../../src/telemetry/health.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { createTelemetryRouter } from '../../src/telemetry/router.ts';

type Options = Parameters<typeof createHealth>[0];

const healthy = (more: Partial<Options> = {}) =>
  createHealth({
    profile: 'postgres',
    databaseTime: async () => new Date(),
    pingQueue: async () => 'PONG',
    timeoutMs: 100,
    ...more,
  });

const failing = async (more: Partial<Options>): Promise<string[]> => {
  const { ready, checks } = await healthy(more).ready();
  expect(ready).toBe(false);
  return checks.filter(({ ok }) => !ok).map(({ name }) => name);
};

describe('readiness', () => {
  it('holds when ledger and queue answer and the clocks agree', async () => {
    expect(await healthy().ready()).toMatchObject({ ready: true });
  });

  it('fails with the ledger, without telling its address', async () => {
    const databaseTime = () => Promise.reject(new Error('connect ECONNREFUSED db.internal:5432'));
    expect(await failing({ databaseTime })).toEqual(['ledger', 'clock']);
    expect(JSON.stringify(await healthy({ databaseTime }).ready())).not.toContain('db.internal');
  });

  it('fails with the queue', async () => {
    expect(await failing({ pingQueue: () => Promise.reject(new Error('down')) })).toEqual([
      'queue',
    ]);
  });

  it('fails when nothing answers, in time', async () => {
    const never = () => new Promise<never>(() => undefined);
    const startedAt = performance.now();
    const failed = await failing({ databaseTime: never, pingQueue: never });
    expect(failed).toEqual(['ledger', 'clock', 'queue']);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  it.each([
    [1_500, false],
    [-1_500, false],
    [900, true],
    [-900, true],
  ])('with a clock %i ms off is %s', async (offMs, ready) => {
    const databaseTime = async () => new Date(Date.now() + offMs);
    expect((await healthy({ databaseTime }).ready()).ready).toBe(ready);
  });

  it('takes the round trip out of the skew', async () => {
    let time = 0;
    const health = healthy({
      now: () => (time += 3_000),
      databaseTime: async () => new Date(4_500),
    });
    expect((await health.ready()).ready).toBe(true);
  });

  it('says that the embedded ledger survives the death of the process only', async () => {
    const { durability } = await healthy({ profile: 'embedded' }).ready();
    expect(durability).toContain('not of the machine');
  });

  it('asks once for many at the same time', async () => {
    let asked = 0;
    const health = healthy({ pingQueue: async () => ++asked });
    await Promise.all(Array.from({ length: 20 }, () => health.ready()));
    expect(asked).toBe(1);
    await health.ready();
    expect(asked).toBe(2);
  });
});

describe('the routes', () => {
  it('answer over HTTP', async () => {
    const metrics = createMetrics();
    let down = false;
    const health = healthy({
      pingQueue: () => (down ? Promise.reject(new Error('down')) : Promise.resolve()),
    });
    const app = express().use(createTelemetryRouter({ health, metrics }));
    const server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const get = (path: string) =>
      fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
    try {
      expect((await get('/healthz')).status).toBe(200);
      expect((await get('/readyz')).status).toBe(200);
      down = true;
      const unready = await get('/readyz');
      expect(unready.status).toBe(503);
      expect(await unready.json()).toMatchObject({ ready: false });
      expect((await get('/healthz')).status).toBe(200);
      const text = await get('/metrics');
      expect(text.headers.get('content-type')).toContain('text/plain');
      expect(await text.text()).toContain('# TYPE backhaul_webhooks_total counter');
    } finally {
      metrics.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });
});
