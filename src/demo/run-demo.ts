import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { plainEnvironment, writeAppEnvironment } from './children/app-environment.ts';
import { freePort } from './children/free-port.ts';
import { startApp } from './children/start-app.ts';
import { startSandbox } from './children/start-sandbox.ts';
import { makeOwnServices } from './database.ts';
import { createDiary } from './diary.ts';
import { awaitMessages, gatherEvidence } from './gather-evidence.ts';
import { judge } from './laws/judge.ts';
import { planOrder, planOrders } from './plan.ts';
import { type Play, playShoppers, playStaffs } from './play.ts';
import { createScreen } from './screen.ts';
import { awaitSubscriptions, makeTrouble, setStage } from './stage.ts';
import { summarize } from './summary.ts';

export interface DemoOptions {
  readonly once: boolean;
  readonly json: boolean;
  readonly returns: number;
  readonly seed: string;
  readonly port: number;
  readonly dataDir: string | null;
  readonly keep: boolean;
  readonly killAppAfterMs: number | null;
  readonly timeoutMs: number;
}

/** How long people take for each thing they do: quick when nobody watches. */
const oncePaceMs = 400;
const livePaceMs = 2_500;

/**
 * Starts both simulators and the app as children, plays everybody around them, and judges the run by
 * the laws. Returns the exit code: 0 when every law was checked and held. Whatever it started ends
 * with it, and its folder is removed unless it was given or is to be kept.
 */
export async function runDemo(options: DemoOptions): Promise<number> {
  const startedAt = performance.now();
  const closers: (() => Promise<unknown>)[] = [];
  let closing: Promise<void> | null = null;
  const close = () => {
    closing ??= (async () => {
      for (const closer of closers.splice(0).reverse()) await closer().catch(() => undefined);
    })();
    return closing;
  };
  const interrupted = (signal: NodeJS.Signals) =>
    void close().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  const screen = createScreen({ ...options, out: options.json ? process.stderr : process.stdout });
  closers.push(async () => screen.close());
  try {
    const dir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'backhaul-demo-')));
    await mkdir(dir, { recursive: true });
    if (options.dataDir === null && !options.keep) {
      closers.push(() => rm(dir, { recursive: true, force: true }));
    }
    const env = plainEnvironment();
    screen.note('starting the sandbox: a Shopify store and a NetSuite account');
    const services = await makeOwnServices(process.env);
    closers.push(() => services.close());
    const { seed } = options;
    const sandbox = await startSandbox({ seed, env, logPath: join(dir, 'sandbox.log') });
    closers.push(() => sandbox.child.stop());
    const stage = await setStage(sandbox.shopify, sandbox.netsuite);
    const origin = `http://127.0.0.1:${options.port === 0 ? await freePort() : options.port}`;
    const noticePath = join(dir, 'notices.jsonl');
    const { databaseUrl, redisUrl } = services;
    const appEnv = await writeAppEnvironment({
      stage,
      dir,
      dataDir: join(dir, 'data'),
      noticePath,
      origin,
      databaseUrl,
      redisUrl,
    });
    screen.note('starting Backhaul');
    const app = await startApp({ origin, env: appEnv, logPath: join(dir, 'app.log') });
    closers.push(() => app.stop());
    await awaitSubscriptions(stage, origin);
    await makeTrouble(stage);
    screen.open(`${origin}/`);

    const diary = createDiary((text) => screen.note(text));
    const paceMs = options.once ? oncePaceMs : livePaceMs;
    const play: Play = { stage, app, diary, paceMs, onLook: (look) => screen.look(look) };
    const orders = planOrders(seed, options.returns);
    const planned = orders.reduce((sum, order) => sum + order.returns.length, 0);
    const until = startedAt + options.timeoutMs;
    let restarts = 0;
    let killing = options.killAppAfterMs !== null;
    const killed = (async () => {
      if (options.killAppAfterMs === null) return;
      await sleep(options.killAppAfterMs);
      screen.note('the app is killed (kill -9)');
      await app.killAndRestart();
      restarts += 1;
      killing = false;
      screen.note('the app is up again');
    })();
    const shoppers = playShoppers(play, orders).then(() =>
      options.once ? undefined : shopForEver(play, seed, orders.length),
    );
    const watched = await Promise.race([
      playStaffs(
        play,
        ({ settled }) => options.once && !killing && (settled || performance.now() > until),
        () => planned,
      ),
      shoppers.then(() => new Promise<never>(() => undefined)),
      killed.then(() => new Promise<never>(() => undefined)),
    ]);
    await awaitMessages(stage, noticePath);
    const evidence = await gatherEvidence(stage, app.port, noticePath, watched);
    const judgement = judge(evidence);
    if (options.keep) await keepEvidence(join(dir, 'evidence.json'), { orders, evidence });
    const seconds = (performance.now() - startedAt) / 1_000;
    const summary = summarize({ seed, returns: planned, seconds, restarts }, evidence, judgement);
    screen.close();
    if (options.json) process.stdout.write(`${JSON.stringify(summary)}\n`);
    else screen.conclude(summary, judgement);
    return summary.ok ? 0 : 1;
  } finally {
    await close();
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
  }
}

/** What was planned and what came of it, to look into afterwards; amounts as text. */
async function keepEvidence(path: string, kept: object): Promise<void> {
  const text = JSON.stringify(kept, (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value}` : value,
  );
  await writeFile(path, text);
}

/** The live show: another order every few seconds, until somebody presses Ctrl-C. */
async function shopForEver(play: Play, seed: string, first: number): Promise<never> {
  for (let index = first; ; index += 1) {
    await sleep(2 * play.paceMs);
    await playShoppers(play, [planOrder(`${seed}/${index}`, 3)]);
  }
}
