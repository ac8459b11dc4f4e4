import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDiary } from './diary.ts';
import { awaitMessages, gatherEvidence } from './gather-evidence.ts';
import type { Watched } from './laws/evidence.ts';
import { judge } from './laws/judge.ts';
import { type House, openHouse } from './open-house.ts';
import { type PlannedOrder, planOrder, planOrders } from './plan.ts';
import { type Play, playShoppers, playStaffs } from './play.ts';
import { createScreen, type Screen } from './screen.ts';
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
 * with it.
 */
export async function runDemo(options: DemoOptions): Promise<number> {
  const startedAt = performance.now();
  const { close, onClose } = createClosers();
  const interrupted = (signal: NodeJS.Signals) =>
    void close().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  const screen = createScreen({ json: options.json, out: process.stdout });
  onClose(async () => screen.close());
  try {
    const house = await openHouse(options, (text) => screen.note(text), onClose);
    screen.open(`${house.app.port.origin}/`);
    const orders = planOrders(options.seed, options.returns);
    const run = await perform(options, house, orders, screen, startedAt + options.timeoutMs);
    return await conclude(options, house, orders, screen, { ...run, startedAt });
  } finally {
    await close();
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
  }
}

/** Ends in the reverse order of starting, once, whoever asks first. */
function createClosers() {
  const closers: (() => Promise<unknown>)[] = [];
  let closing: Promise<void> | null = null;
  const closeAll = async () => {
    for (const closer of closers.splice(0).reverse()) await closer().catch(() => undefined);
  };
  return {
    onClose: (closer: () => Promise<unknown>) => void closers.push(closer),
    close: () => {
      closing ??= closeAll();
      return closing;
    },
  };
}

/** Plays until every return is over or before a person; without `once` until it is interrupted. */
async function perform(
  options: DemoOptions,
  house: House,
  orders: readonly PlannedOrder[],
  screen: Screen,
  until: number,
): Promise<{ readonly watched: Watched; readonly restarts: number }> {
  const play: Play = {
    stage: house.stage,
    app: house.app,
    diary: createDiary((text) => screen.note(text)),
    paceMs: options.once ? oncePaceMs : livePaceMs,
    onLook: (look) => screen.look(look),
  };
  let restarts = 0;
  const planned = returnsOf(orders);
  const due = options.killAppAfterMs === null ? 0 : 1;
  const shoppers = async () => {
    await playShoppers(play, orders);
    if (!options.once) await shopForEver(play, options.seed, orders.length);
  };
  const killer = async () => {
    if (options.killAppAfterMs === null) return;
    await sleep(options.killAppAfterMs);
    screen.note('the app is killed (kill -9)');
    await house.app.killAndRestart();
    restarts += 1;
    screen.note('the app is up again');
  };
  const watched = await Promise.race([
    playStaffs(
      play,
      ({ settled }) => options.once && ((settled && restarts === due) || performance.now() > until),
      () => planned,
    ),
    // These only end the play when they fail.
    onlyFailure(shoppers()),
    onlyFailure(killer()),
  ]);
  return { watched, restarts };
}

function onlyFailure(work: Promise<void>): Promise<never> {
  return work.then(() => new Promise<never>(() => undefined));
}

/** The live show: another order every few seconds, until somebody presses Ctrl-C. */
async function shopForEver(play: Play, seed: string, first: number): Promise<never> {
  for (let index = first; ; index += 1) {
    await sleep(2 * play.paceMs);
    await playShoppers(play, [planOrder(`${seed}/${index}`, 3)]);
  }
}

async function conclude(
  options: DemoOptions,
  { stage, app, noticePath, dir }: House,
  orders: readonly PlannedOrder[],
  screen: Screen,
  run: { readonly watched: Watched; readonly restarts: number; readonly startedAt: number },
): Promise<number> {
  await awaitMessages(stage, noticePath);
  const evidence = await gatherEvidence(stage, app.port, noticePath, run.watched);
  const judgement = judge(evidence);
  const summary = summarize(
    {
      seed: options.seed,
      returns: returnsOf(orders),
      seconds: (performance.now() - run.startedAt) / 1_000,
      restarts: run.restarts,
    },
    evidence,
    judgement,
  );
  if (options.keep) await keepEvidence(join(dir, 'evidence.json'), { orders, evidence });
  screen.close();
  if (options.json) process.stdout.write(`${JSON.stringify(summary)}\n`);
  else screen.conclude(summary, judgement);
  return summary.ok ? 0 : 1;
}

function returnsOf(orders: readonly PlannedOrder[]): number {
  return orders.reduce((sum, order) => sum + order.returns.length, 0);
}

/** What was planned and what came of it, to look into afterwards; amounts as text. */
async function keepEvidence(path: string, kept: object): Promise<void> {
  const text = JSON.stringify(kept, (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value}` : value,
  );
  await writeFile(path, text);
}
