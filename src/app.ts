import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import helmet from 'helmet';
import type { Config } from './config.ts';
import { createDashboardRouter } from './dashboard/router.ts';
import { type Bell, createBell } from './jobs/bell.ts';
import { openQueue, type Queue } from './jobs/queue.ts';
import { freeDeadHolders } from './ledger/free-dead-holders.ts';
import { recordHints } from './ledger/inbox.ts';
import { type Ledger, openLedger } from './ledger/open.ts';
import { createHealth } from './telemetry/health.ts';
import type { Log } from './telemetry/log.ts';
import { createMetrics, type Metrics } from './telemetry/metrics.ts';
import { createTelemetryRouter } from './telemetry/router.ts';
import { createHintBatches } from './webhooks/batch.ts';
import { createWebhookRouter } from './webhooks/router.ts';
import { openShop } from './wiring/open-shop.ts';
import { schedule } from './wiring/schedule.ts';
import { workLanes } from './wiring/work-lanes.ts';

export interface App {
  /** Where the HTTP server listens; null without the `web` role. */
  readonly url: string | null;
  readonly ledger: Ledger;
  readonly bell: Bell;
  /** Takes no more work, gives what is in hand a deadline, and closes everything it opened. */
  close(): Promise<void>;
}

/** How long work in hand may take at a shutdown; steps are safe to be cut off after it. */
const shutdownMs = 20_000;

/**
 * Starts the program in the roles of its configuration. The only place where things are wired
 * together. Throws a `Problem` when it must not start: data folder in use, newer schema, evicting
 * Redis.
 */
export async function startApp(config: Config, log: Log): Promise<App> {
  for (const note of config.notes) log.warn({}, note);
  const closers: (() => Promise<void> | void)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const ledger = await openLedger({
      ...(config.databaseUrl === null
        ? { dataDir: config.dataDir }
        : { databaseUrl: config.databaseUrl }),
      onHold: (heldMs) => log.warn({ heldMs }, 'a transaction was held for long'),
      onError: (error) => log.warn({ err: error }, 'a database connection broke'),
    });
    closers.push(() => ledger.close());
    if (config.profile === 'embedded') await freeDeadHolders(ledger);
    const metrics = createMetrics();
    closers.push(() => metrics.close());
    const runtimes = [];
    for (const shop of config.shops) {
      const runtime = await openShop(ledger, config, shop, log, metrics);
      runtimes.push(runtime);
      closers.push(() => runtime.close());
    }
    const shops = new Map(runtimes.map((runtime) => [runtime.id, runtime]));

    const queue = await openQueue({
      ledger,
      ...(config.redisUrl === null ? {} : { redisUrl: config.redisUrl }),
      onError: (error, where) => log.warn({ err: error, ...where }, 'the queue reported an error'),
    });
    closers.push(() => queue.close({ deadlineMs: shutdownMs }));
    for (const warning of queue.warnings) log.warn({}, warning);
    const bell = createBell(queue);
    // One process owns an embedded queue: what a dead one left there is rung again from the ledger.
    if (config.profile === 'embedded') await queue.empty();

    const { publicUrl } = config;
    if (config.roles.includes('worker')) {
      await workLanes({ ledger, queue, bell, shops, publicUrl, log, metrics });
    }
    let url: string | null = null;
    if (config.roles.includes('web')) {
      const web = await openWeb(config, { ledger, queue, bell, metrics, log });
      closers.push(() => web.close());
      url = web.url;
    }
    if (config.roles.includes('scheduler')) {
      await schedule(queue, config.shops, { embedded: config.profile === 'embedded' });
    }
    return { url, ledger, bell, close };
  } catch (error) {
    await close();
    throw error;
  }
}

interface WebPorts {
  readonly ledger: Ledger;
  readonly queue: Queue;
  readonly bell: Bell;
  readonly metrics: Metrics;
  readonly log: Log;
}

async function openWeb(
  config: Config,
  ports: WebPorts,
): Promise<{ url: string; close(): Promise<void> }> {
  const { ledger, queue, bell, metrics, log } = ports;
  const byDomain = new Map(
    config.shops.map((shop) => [
      shop.domain,
      { shopId: shop.id, secrets: shop.shopify.webhookSecrets },
    ]),
  );
  const batches = createHintBatches({
    commit: async (hints) =>
      await ledger.transact(async () => {
        const recorded = await recordHints(ledger, hints);
        if (recorded.some((one) => one.isNew)) await bell.intake();
        return recorded.map((one) => (one.isNew ? 'new' : 'duplicate'));
      }),
  });
  const health = createHealth({
    profile: config.profile,
    databaseTime: () => ledger.now(),
    pingQueue: () => queue.counts(),
  });
  const web = express();
  web.disable('x-powered-by');
  web.use(
    createWebhookRouter({
      shops: (domain) => byDomain.get(domain) ?? null,
      record: batches.record,
      log,
      metrics,
      maxBytes: config.webhookMaxBytes,
    }),
  );
  web.use(helmet());
  web.use(createTelemetryRouter({ health, metrics }));
  web.use(createDashboardRouter({ ledger, bell, shopIds: config.shops.map(({ id }) => id) }));
  const server = createServer(web);
  // Slow headers and bodies must not hold connections that webhooks need.
  server.headersTimeout = 5_000;
  server.requestTimeout = 10_000;
  server.maxConnections = 2_000;
  const port = await listen(server, config.port);
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      // What was acknowledged is committed first; then idle connections go, then the rest.
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await batches.close();
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), 2_000);
      await closed;
      clearTimeout(cut);
    },
  };
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}
