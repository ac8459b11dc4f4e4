import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { type Sandbox, startSandbox } from '../../sandbox/start.ts';
import { type App, startApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import type { Stage } from '../../src/domain/stage.ts';
import type { Row } from '../../src/ledger/tables.ts';
import { createLog } from '../../src/telemetry/log.ts';
import { newTestDataDir } from './ledger.ts';
import { sleep } from './ledger-rows.ts';
import {
  type CreditTruth,
  type NetsuiteTruth,
  type NoticeTruth,
  netsuiteTruth,
  noticeTruth,
  type OrderTruth,
  orderTruth,
  type ReturnTruth,
  type RmaTruth,
  returnTruth,
  type ShopifyTruth,
  shopifyTruth,
} from './truth.ts';

type Body = Readonly<Record<string, unknown>>;

export interface WorldOptions {
  /** Options of the shop, as `POST /_sandbox/create` of the Shopify simulator takes them. */
  readonly shop?: Body;
  /** Switches of the NetSuite account. */
  readonly account?: Body;
  readonly policy?: Body;
  readonly mappings?: Body;
  readonly netsuite?: Body;
  readonly shopify?: Body;
  readonly startAt?: string;
  /** Over PostgreSQL instead of a ledger of its own. */
  readonly databaseUrl?: string;
}

export interface Sale {
  readonly order: OrderTruth;
  /** The document an RMA is made from. */
  readonly saleId: string;
  readonly lines: readonly { readonly line: number; readonly shopifyLineId: string | null }[];
}

const port = async (): Promise<number> => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: free } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return free;
};

const call = async (url: string, body?: unknown): Promise<unknown> => {
  const answer = await fetch(
    url,
    body === undefined
      ? {}
      : {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body, (_key, value: unknown) =>
            typeof value === 'bigint' ? String(value) : value,
          ),
        },
  );
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${text.slice(0, 500)}`);
  return JSON.parse(text);
};

/** One sandbox for a test file; each `world` of it is a shop, an account and an app of their own. */
export async function openWorlds(): Promise<{
  world(options?: WorldOptions): Promise<World>;
  close(): Promise<void>;
}> {
  const sandbox = await startSandbox({ seed: 'scenarios' });
  const worlds: World[] = [];
  let count = 0;
  return {
    async world(options = {}) {
      count += 1;
      // One app at a time: tests of a file run one after the other.
      for (const earlier of worlds.splice(0)) await earlier.close();
      const world = await openWorld(sandbox, `w${count}`, options);
      worlds.push(world);
      return world;
    },
    async close() {
      for (const world of worlds) await world.close();
      await sandbox.close();
    },
  };
}

export type World = Awaited<ReturnType<typeof openWorld>>;

const credentialsSchema = z.object({
  account: z.string(),
  clientId: z.string(),
  certificateId: z.string(),
  privateKeyPem: z.string(),
});

const importedSchema = z.object({
  salesOrderId: z.string(),
  invoiceId: z.string().nullable(),
  cashSaleId: z.string().nullable(),
  lines: z.array(z.looseObject({ line: z.number(), shopifyLineId: z.string().nullable() })),
});

async function openWorld(sandbox: Sandbox, tenant: string, options: WorldOptions) {
  const shopifyOrigin = `${sandbox.shopifyOrigin}/t/${tenant}`;
  const netsuiteOrigin = `${sandbox.netsuiteOrigin}/t/${tenant}`;
  const shopify = (path: string, body?: unknown) => call(`${shopifyOrigin}/_sandbox/${path}`, body);
  const netsuite = (path: string, body?: unknown) =>
    call(`${netsuiteOrigin}/_sandbox/${path}`, body);

  await shopify('create', {
    currency: 'EUR',
    taxesIncluded: false,
    taxRate: 0.19,
    ...options.shop,
  });
  await netsuite('create', {
    currency: 'EUR',
    settings: { taxDifferenceShare: 0, ...options.account },
  });
  const credentials = credentialsSchema.parse(await netsuite('credentials'));
  const shopifyState = async (): Promise<ShopifyTruth> =>
    shopifyTruth.parse(await shopify('state'));
  const netsuiteState = async (): Promise<NetsuiteTruth> =>
    netsuiteTruth.parse(await netsuite('state'));

  const { locations } = (await shopifyState()).shop;
  const theirs = (await netsuiteState()).locations;
  const dataDir = await newTestDataDir();
  const noticeFile = join(dataDir, 'notices.jsonl');
  const shopId = tenant;
  const configOf = async (): Promise<Parameters<typeof startApp>[0]> => {
    const webPort = await port();
    const files = new Map([
      [
        '/backhaul.yaml',
        JSON.stringify({
          shops: [
            {
              id: shopId,
              domain: `${tenant}.myshopify.com`,
              startAt: options.startAt ?? '2020-01-01T00:00:00Z',
              policy: options.policy ?? {},
              shopify: options.shopify ?? {},
              netsuite: {
                pollIntervalMs: 300,
                lateCommitMs: 2_500,
                readLagMs: 200,
                changeSource: 'suiteql',
                ...options.netsuite,
              },
              mappings: {
                locations: Object.fromEntries(
                  theirs.map((one, index) => [one.id, locations[index]?.id ?? '']),
                ),
                payments: { '*': { paymentOption: '1', account: '1' } },
                ...options.mappings,
              },
            },
          ],
        }),
      ],
      ['/key.pem', credentials.privateKeyPem],
    ]);
    return loadConfig(
      {
        PORT: String(webPort),
        DATA_DIR: dataDir,
        CONFIG_FILE: '/backhaul.yaml',
        PUBLIC_URL: `http://127.0.0.1:${webPort}`,
        SHOPIFY_ORIGIN: shopifyOrigin,
        SHOPIFY_CLIENT_ID: `client-${tenant}`,
        SHOPIFY_CLIENT_SECRET: `secret-${tenant}`,
        NETSUITE_ORIGIN: netsuiteOrigin,
        NETSUITE_ACCOUNT: credentials.account,
        NETSUITE_CLIENT_ID: credentials.clientId,
        NETSUITE_CERTIFICATE_ID: credentials.certificateId,
        NETSUITE_PRIVATE_KEY_FILE: '/key.pem',
        NOTICE_FILE: noticeFile,
        LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'silent',
        ...(options.databaseUrl === undefined ? {} : { DATABASE_URL: options.databaseUrl }),
      },
      (path) => {
        const text = files.get(path);
        if (text === undefined) throw new Error(`no file ${path}`);
        return text;
      },
    );
  };
  const apps: App[] = [];
  const start = async (): Promise<App> => {
    const config = await configOf();
    const app = await startApp(config, createLog({ level: config.logLevel }));
    apps.push(app);
    return app;
  };
  let app = await start();
  await eventually('webhook subscriptions', async () => {
    const { subscriptions } = (await shopifyState()).webhooks;
    return subscriptions.length >= 13 ? true : null;
  });

  const rowOf = async (one: { id: string }): Promise<Row<'returns'> | null> =>
    (await app.ledger
      .db()
      .selectFrom('returns')
      .selectAll()
      .where('shopify_return_id', '=', one.id)
      .executeTakeFirst()) ?? null;

  /** The RMAs of one return at NetSuite, by our external id. */
  const rmasOf = async (one: { id: string }): Promise<RmaTruth[]> => {
    const number = one.id.slice(one.id.lastIndexOf('/') + 1);
    return (await netsuiteState()).returnAuthorizations.filter((rma) =>
      rma.externalId?.toLowerCase().startsWith(`shprma_${number}_`),
    );
  };

  let articles = 0;
  const world = {
    tenant,
    shopId,
    account: credentials.account,
    noticeFile,
    shopify,
    netsuite,
    shopifyState,
    netsuiteState,
    rmasOf,
    rowOf,
    get app() {
      return app;
    },

    /** Stops the app and starts another one on the same ledger. */
    async restart(): Promise<void> {
      await app.close();
      apps.splice(apps.indexOf(app), 1);
      app = await start();
    },
    /** A further process on the same ledger; only over PostgreSQL. */
    startSecond: start,

    /** The next article of the catalogue that no test has used yet. */
    async article(): Promise<ShopifyTruth['catalog'][number]> {
      const article = (await shopifyState()).catalog[articles];
      if (article === undefined) throw new Error('the catalogue has no further article');
      articles += 1;
      return article;
    },
    /** A customer buys; nothing is in NetSuite yet. */
    async placeOrder(body: Body): Promise<OrderTruth> {
      return orderTruth.parse(await shopify('shopper/order', body));
    },
    /** The order connector brings an order into NetSuite. */
    async importOrder(order: OrderTruth, body: Body = {}): Promise<Sale> {
      const imported = importedSchema.parse(await netsuite('import', { order, ...body }));
      return {
        order,
        saleId: imported.cashSaleId ?? imported.invoiceId ?? imported.salesOrderId,
        lines: imported.lines,
      };
    },
    /** A customer buys, and the order connector brings it into NetSuite. */
    async sell(body: Body, imported: Body = {}): Promise<Sale> {
      return await world.importOrder(await world.placeOrder(body), imported);
    },
    async requestReturn(order: { id: string }, lines?: readonly Body[]): Promise<ReturnTruth> {
      return returnTruth.parse(
        await shopify('shopper/return', {
          orderId: order.id,
          ...(lines === undefined ? {} : { lines }),
        }),
      );
    },
    /** The RMA of a return, once it is there. */
    async rma(one: { id: string }): Promise<RmaTruth> {
      return await eventually(`an RMA for ${one.id}`, async () => (await rmasOf(one))[0] ?? null);
    },
    async receive(one: { id: string }, body: Body = {}): Promise<void> {
      const rma = await world.rma(one);
      await netsuite('warehouse/receive', { rma: rma.id, ...body });
    },
    async inspect(one: { id: string }, lines?: readonly Body[]): Promise<void> {
      const rma = await world.rma(one);
      await netsuite('warehouse/inspect', {
        rma: rma.id,
        ...(lines === undefined ? {} : { lines }),
      });
    },
    async credit(one: { id: string }, body: Body = {}): Promise<string> {
      const rma = await world.rma(one);
      const made = await netsuite('finance/credit', { rma: rma.id, ...body });
      return z.object({ creditId: z.string() }).parse(made).creditId;
    },
    /** Waits until the product shows the return in this stage. */
    async until(one: { id: string }, stage: Stage): Promise<Row<'returns'>> {
      return await eventually(
        async () => {
          const row = await rowOf(one);
          return `stage ${stage}; it is ${row?.stage} and waits for: ${row?.blocker}`;
        },
        async () => {
          const row = await rowOf(one);
          return row?.stage === stage ? row : null;
        },
      );
    },
    /** Waits until an exception of this code stands open on the return. */
    async untilParked(one: { id: string }, code: string): Promise<Row<'exceptions'>> {
      return await eventually(
        async () => {
          const row = await rowOf(one);
          return `exception ${code}; the return is ${row?.stage} and waits for: ${row?.blocker}`;
        },
        async () => (await world.exceptions(one)).find((each) => each.code === code) ?? null,
      );
    },
    async exceptions(one: { id: string }): Promise<Row<'exceptions'>[]> {
      const row = await rowOf(one);
      if (row === null) return [];
      return await app.ledger
        .db()
        .selectFrom('exceptions')
        .selectAll()
        .where('return_id', '=', row.id)
        .where('closed_at', 'is', null)
        .execute();
    },
    /**
     * Waits until nothing is left to do now: the inbox is empty, every hinted order was looked at and
     * given back, and this stayed so over several polls.
     */
    async quiet(): Promise<void> {
      let still = 0;
      await eventually('quiet', async () => {
        const db = app.ledger.db();
        const hints = await db
          .selectFrom('inbox')
          .select('id')
          .where('resolved_at', 'is', null)
          .execute();
        const orders = await db
          .selectFrom('orders')
          .select('id')
          .where((or) =>
            or.or([or('lease_owner', 'is not', null), or('hint_seq', '>', or.ref('seen_seq'))]),
          )
          .execute();
        still = hints.length + orders.length === 0 ? still + 1 : 0;
        return still >= 12 ? true : null;
      });
    },
    async told(): Promise<NoticeTruth[]> {
      const text = await readFile(noticeFile, 'utf8').catch(() => '');
      return text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => noticeTruth.parse(JSON.parse(line)))
        .filter((notice) => notice.audience === 'customer');
    },
    async order(id: string): Promise<OrderTruth> {
      const order = (await shopifyState()).orders.find((each) => each.id === id);
      if (order === undefined) throw new Error(`no order ${id}`);
      return order;
    },
    async returnAt(one: { id: string; orderId: string }): Promise<ReturnTruth> {
      const found = (await world.order(one.orderId)).returns.find((each) => each.id === one.id);
      if (found === undefined) throw new Error(`no return ${one.id}`);
      return found;
    },
    /** Sum over all locations of one item's quantity in a state. */
    async stock(
      inventoryItemId: string | null | undefined,
    ): Promise<{ available: number; on_hand: number; quality_control: number; damaged: number }> {
      const sum = { available: 0, on_hand: 0, quality_control: 0, damaged: 0 };
      for (const level of (await shopifyState()).inventory) {
        if (level.inventoryItemId !== inventoryItemId) continue;
        sum.available += level.available;
        sum.on_hand += level.on_hand;
        sum.quality_control += level.quality_control;
        sum.damaged += level.damaged;
      }
      return sum;
    },
    async credits(): Promise<CreditTruth[]> {
      const state = await netsuiteState();
      return [...state.creditMemos, ...state.cashRefunds];
    },
    async close(): Promise<void> {
      for (const each of apps.splice(0)) await each.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  return world;
}

/** Asks again until there is an answer that is not null; fails with what was waited for. */
export async function eventually<T>(
  what: string | (() => Promise<string>),
  ask: () => Promise<T | null>,
  timeoutMs = 20_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (Date.now() > deadline) {
      throw new Error(`waited in vain for ${typeof what === 'string' ? what : await what()}`);
    }
    await sleep(60);
  }
}
