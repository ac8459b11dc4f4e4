import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { startApp } from '../app.ts';
import { type Config, loadProcessConfig } from '../config.ts';
import { runToJson } from '../dashboard/api/reconcile.ts';
import { formatDecimal } from '../domain/money.ts';
import { Problem } from '../domain/problem.ts';
import { latestRuns } from '../ledger/runs.ts';
import { createLog } from '../telemetry/log.ts';

interface Options {
  readonly shopId: string | null;
  readonly json: boolean;
  readonly timeoutMs: number;
}

const askEveryMs = 500;
const minorText = z.string().regex(/^-?[0-9]+$/);

const runSchema = z.object({
  id: z.string(),
  shop: z.string(),
  state: z.enum(['running', 'proven', 'failed']),
  from: z.string(),
  to: z.string(),
  counts: z.record(z.string(), z.unknown()),
  sums: z.record(z.string(), z.record(z.string(), minorText)),
});
type Run = z.output<typeof runSchema>;

/** Runs a reconciliation somewhere and gives the first run of the shop that began after `since`. */
interface Runner {
  ring(
    shopId: string | null,
  ): Promise<{ readonly shops: readonly string[]; readonly since: string }>;
  ended(shopId: string, since: string): Promise<Run | null>;
  close(): Promise<void>;
}

/**
 * Reconciles one shop or all, waits for the end and prints counts and sums. The process that owns the
 * embedded data folder does it where one runs; otherwise this one, without a web server. Returns 0
 * when every shop is proven.
 */
export async function reconcileShops(options: Options): Promise<number> {
  const config = loadProcessConfig();
  const runner = await openRunner(config);
  try {
    const { shops, since } = await runner.ring(options.shopId);
    const runs = await Promise.all(
      shops.map((shop) => awaitRun(runner, shop, since, options.timeoutMs)),
    );
    process.stdout.write(
      options.json ? `${JSON.stringify({ runs })}\n` : runs.map(table).join('\n'),
    );
    return runs.every(({ state }) => state === 'proven') ? 0 : 1;
  } finally {
    await runner.close();
  }
}

async function awaitRun(
  runner: Runner,
  shop: string,
  since: string,
  timeoutMs: number,
): Promise<Run> {
  const until = performance.now() + timeoutMs;
  while (performance.now() < until) {
    const run = await runner.ended(shop, since);
    if (run !== null) return run;
    await sleep(askEveryMs);
  }
  throw new Problem(
    'reconciliation-running',
    `No reconciliation of ${shop} ended within ${timeoutMs / 1_000} seconds.`,
  );
}

async function openRunner(config: Config): Promise<Runner> {
  try {
    return await runHere(config);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'data-dir-in-use') throw error;
    return askOwner(`http://127.0.0.1:${config.port}`, error);
  }
}

async function runHere(config: Config): Promise<Runner> {
  const log = createLog({ level: 'silent' });
  const app = await startApp({ ...config, roles: ['worker'] }, log);
  return {
    ring: async (shopId) => {
      const shops = config.shops
        .map(({ id }) => id)
        .filter((id) => shopId === null || id === shopId);
      if (shops.length === 0) throw noSuchShop(shopId);
      const since = await app.ledger.now();
      for (const id of shops) await app.bell.reconcile(id);
      return { shops, since: since.toISOString() };
    },
    ended: async (shopId, since) => {
      const runs = await latestRuns(app.ledger, shopId, 20);
      const run = runs.find(
        ({ started_at, state }) => state !== 'running' && +started_at >= Date.parse(since),
      );
      return run === undefined ? null : runSchema.parse(runToJson(run));
    },
    close: () => app.close(),
  };
}

/** The owner may listen elsewhere than this process' own PORT says; then it cannot be reached. */
function askOwner(origin: string, inUse: Problem): Runner {
  const ask = async (path: string, init: RequestInit = {}): Promise<unknown> => {
    const response = await fetch(`${origin}${path}`, init).catch((cause: unknown) => {
      throw new Problem('data-dir-in-use', `${inUse.message} It does not answer at ${origin}.`, {
        cause,
      });
    });
    if (response.status === 404) throw noSuchShop(null);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return await response.json();
  };
  return {
    ring: async (shopId) =>
      z.object({ shops: z.array(z.string()), since: z.string() }).parse(
        await ask('/api/reconcile', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(shopId === null ? {} : { shop: shopId }),
        }),
      ),
    ended: async (shopId, since) => {
      const query = new URLSearchParams({ shop: shopId, since });
      const { runs } = z
        .object({ runs: z.array(runSchema) })
        .parse(await ask(`/api/runs?${query.toString()}`));
      return runs.find(({ state }) => state !== 'running') ?? null;
    },
    close: async () => undefined,
  };
}

function noSuchShop(shopId: string | null): Problem {
  const which = shopId === null ? 'There is no such shop' : `There is no shop ${shopId}`;
  return new Problem('config-invalid', `${which} in the configuration.`);
}

function table(run: Run): string {
  const lines = [
    `${run.shop}: ${run.state}, ${run.from} to ${run.to}`,
    ...(Object.keys(run.counts).length === 0 ? ['  it ended in an error; the log has it'] : []),
    ...Object.entries(run.counts).map(([name, count]) => `  ${words(name).padEnd(24)}${count}`),
    ...Object.entries(run.sums).flatMap(([currency, parts]) =>
      Object.entries(parts).map(([name, minor]) => {
        const label = words(name.replace(/Minor$/, ''));
        return `  ${label.padEnd(24)}${formatDecimal(BigInt(minor), currency)} ${currency}`;
      }),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

/** `changedInShopify` → `changed in shopify`. */
function words(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
