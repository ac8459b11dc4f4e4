import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { playFinance } from './actors/finance.ts';
import { playShopper } from './actors/shopper.ts';
import { playStaff } from './actors/staff.ts';
import { createWarehouse } from './actors/warehouse.ts';
import { readReturns, type ShownReturn } from './app-view.ts';
import type { RunningApp } from './children/start-app.ts';
import type { Diary } from './diary.ts';
import type { Watched } from './laws/evidence.ts';
import type { PlannedOrder } from './plan.ts';
import type { Stage } from './stage.ts';

export interface Play {
  readonly stage: Stage;
  readonly app: RunningApp;
  readonly diary: Diary;
  readonly paceMs: number;
  /** Told after every look. */
  readonly onLook: (look: Look) => void;
}

export interface Look {
  readonly returns: readonly ShownReturn[];
  /** Every planned return is over or before a person, and nothing changed for a while. */
  readonly settled: boolean;
}

const lookEveryMs = 400;
/** A return before a person is only counted as parked when nothing has moved for this long. */
const quietMs = 6_000;
/** Nights come early here: a reconciliation finds what no message told. */
const firstNightMs = 6_000;
const nightEveryMs = 20_000;
const atOnce = 4;

/** Lets the shoppers in, a few at a time. */
export async function playShoppers(play: Play, orders: readonly PlannedOrder[]): Promise<void> {
  const { stage, diary, paceMs } = play;
  const waiting = [...orders];
  const serve = async () => {
    for (let order = waiting.shift(); order !== undefined; order = waiting.shift()) {
      try {
        await playShopper(stage, order, diary, paceMs);
      } catch (error) {
        diary.mishap(`order ${order.key}`, error);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, serve));
}

/**
 * Plays staff, warehouse, finance and the night until `isEnough` says so, and watches meanwhile that
 * every unfinished return says what it waits for. While the app is dead the people go on.
 */
export async function playStaffs(
  play: Play,
  isEnough: (look: Look) => boolean,
  plannedReturns: () => number,
): Promise<Watched> {
  const { stage, app, diary, paceMs } = play;
  const warehouse = createWarehouse(stage, diary, paceMs);
  const unanswered = new Set<string>();
  let answersAsked = 0;
  let nextNight = performance.now() + firstNightMs;
  let last = { digest: '', since: performance.now() };
  for (;;) {
    const truth = await stage.truth();
    await playStaff(stage, truth, diary, paceMs);
    await warehouse.play(truth);
    await playFinance(stage, truth, warehouse, diary, paceMs);
    const shown = await readReturns(app.port).catch(() => null);
    if (shown !== null) {
      for (const { ended, waitsFor, name, stage: at } of shown) {
        if (ended) continue;
        answersAsked += 1;
        if (waitsFor === null) unanswered.add(`${name}, ${at}, once did not say what it waits for`);
      }
      const digest = JSON.stringify(shown);
      if (digest !== last.digest) last = { digest, since: performance.now() };
      const look = {
        returns: shown,
        settled: isSettled(shown, last.since, plannedReturns(), diary),
      };
      play.onLook(look);
      if (isEnough(look)) return { answersAsked, unanswered: [...unanswered] };
    }
    if (performance.now() >= nextNight) {
      nextNight = performance.now() + nightEveryMs;
      await app.port.post('/api/reconcile', {}, z.unknown()).catch(() => null);
    }
    await sleep(lookEveryMs);
  }
}

function isSettled(
  shown: readonly ShownReturn[],
  quietSince: number,
  planned: number,
  diary: Diary,
): boolean {
  if (diary.begun().length < planned || shown.length < planned) return false;
  const open = shown.filter(({ ended }) => !ended);
  if (open.length === 0) return true;
  return open.every(({ problem }) => problem !== null) && performance.now() - quietSince >= quietMs;
}
