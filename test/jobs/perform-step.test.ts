import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Problem } from '../../src/domain/problem.ts';
import { type Performed, performStep } from '../../src/jobs/perform-step.ts';
import type { Repeat, StepVerb } from '../../src/jobs/step-verb.ts';
import type { Work } from '../../src/jobs/work.ts';
import { beginEffect, type Effect, orderEffects } from '../../src/ledger/effects.ts';
import type { Ledger } from '../../src/ledger/open.ts';
import { openTestLedger } from '../support/ledger.ts';
import { sleep } from '../support/ledger-rows.ts';
import {
  aCase,
  aRemote,
  type Case,
  type Ending,
  endings,
  keyAgeMs,
  netsuiteLateMs,
  readLagMs,
  seen,
  shopifyLateMs,
} from './scripted-step.ts';

let ledger: Ledger;
beforeAll(async () => {
  ledger = await openTestLedger();
});
afterAll(() => ledger.close());

const repeats: readonly Repeat[] = ['same-key', 'external-id', 'read-back', 'never'];
const finalMs = { 'external-id': netsuiteLateMs + readLagMs, 'read-back': shopifyLateMs };

const effectOf = async (its: Case): Promise<Effect | undefined> =>
  (await orderEffects(ledger, its.orderId))[0];

/** Tries until it ends, each time when it said it would. */
async function drive(
  its: Case,
  verb: ReturnType<typeof aRemote>['verb'],
  work: Work,
): Promise<Performed['kind']> {
  for (let round = 0; round < 40; round += 1) {
    const performed = await performStep(its.step, verb, work, seen);
    if (performed.kind !== 'waiting') return performed.kind;
    const waitMs = performed.until.getTime() - Date.now();
    expect(waitMs).toBeGreaterThan(0);
    await its.wait(waitMs);
  }
  throw new Error('it never ends');
}

describe.each(repeats)('a step that repeats by %s', (repeat) => {
  test('takes effect at most once, and says so truly, however two sendings end', async () => {
    for (const first of endings) {
      for (const second of endings) {
        const its = await aCase(ledger);
        const remote = aRemote(repeat, its, [first, second]);
        const ended = await drive(its, remote.verb, await its.worker());
        const how = `${first}, then ${second}`;
        expect(remote.effects(), how).toBeLessThanOrEqual(1);
        const effect = await effectOf(its);
        expect(effect?.state, how).toBe(ended === 'done' ? 'DONE' : 'REJECTED');
        if (ended === 'done') expect(remote.effects(), how).toBe(1);
        // A refusal is certain that nothing happened, unless it says that nobody knows.
        if (ended === 'rejected' && effect?.problem_code !== 'shopify-outcome-unknown') {
          expect(remote.effects(), how).toBe(0);
        }
        if (repeat !== 'never' && ended === 'rejected') {
          expect(effect?.problem_code, how).toBe('shopify-rejected');
        }
        expect(new Set(remote.sent.map((each) => each.text)).size, how).toBe(1);
      }
    }
  });

  test('is looked up and not sent again after it took effect and its reply was lost', async () => {
    const lost: readonly Ending[] = ['lost-after', 'bug-after'];
    for (const ending of lost) {
      const its = await aCase(ledger);
      const remote = aRemote(repeat, its, [ending]);
      expect(await drive(its, remote.verb, await its.worker())).toBe('done');
      expect(remote.effects()).toBe(1);
      expect(remote.sent).toHaveLength(repeat === 'same-key' ? 2 : 1);
    }
  });

  test('is sent again after a failure that provably reached nobody', async () => {
    const unsent: readonly Ending[] = ['free', 'after'];
    for (const ending of unsent) {
      const its = await aCase(ledger);
      const remote = aRemote(repeat, its, [ending]);
      const work = await its.worker();
      expect((await performStep(its.step, remote.verb, work, seen)).kind).toBe('waiting');
      expect(await effectOf(its)).toMatchObject({ state: 'INTENT', sent_at: null });
      expect((await performStep(its.step, remote.verb, work, seen)).kind).toBe('done');
      expect(remote.probes()).toBe(0);
    }
  });

  test('is given up at a refusal, which becomes visible, and is not sent again', async () => {
    const its = await aCase(ledger);
    const remote = aRemote(repeat, its, ['never']);
    const work = await its.worker();
    expect((await performStep(its.step, remote.verb, work, seen)).kind).toBe('rejected');
    expect((await performStep(its.step, remote.verb, work, seen)).kind).toBe('rejected');
    expect(await effectOf(its)).toMatchObject({
      state: 'REJECTED',
      problem_code: 'shopify-rejected',
      problem_detail: 'refused',
    });
    expect(remote.sent).toHaveLength(1);
  });

  test('is not done again once done', async () => {
    const its = await aCase(ledger);
    const remote = aRemote(repeat, its);
    const work = await its.worker();
    await performStep(its.step, remote.verb, work, seen);
    expect((await performStep(its.step, remote.verb, work, seen)).kind).toBe('done');
    expect(remote.sent).toHaveLength(1);
  });

  test('goes to a person when something else stands under its name', async () => {
    const its = await aCase(ledger);
    const remote = aRemote(repeat, its, ['lost-before']);
    const work = await its.worker();
    await performStep(its.step, remote.verb, work, seen);
    remote.answers('foreign');
    await its.wait(keyAgeMs + 1);
    expect((await performStep(its.step, remote.verb, work, seen)).kind).toBe('rejected');
    expect(await effectOf(its)).toMatchObject({
      state: 'REJECTED',
      problem_code: 'shopify-outcome-unknown',
      problem_detail: 'another thing has this name',
    });
    expect(remote.sent).toHaveLength(1);
  });

  test('waits while it cannot be looked up', async () => {
    const its = await aCase(ledger);
    const remote = aRemote(repeat, its, ['lost-after']);
    const work = await its.worker();
    await performStep(its.step, remote.verb, work, seen);
    await its.wait(keyAgeMs + 1);
    remote.answers('error');
    expect((await performStep(its.step, remote.verb, work, seen)).kind).toBe('waiting');
    expect((await effectOf(its))?.state).toBe('UNKNOWN');
    remote.answers('truth');
    expect((await performStep(its.step, remote.verb, work, seen)).kind).toBe('done');
    expect(remote.effects()).toBe(1);
  });

  test('of a worker that died before sending is sent once, by the next', async () => {
    const its = await aCase(ledger);
    const remote = aRemote(repeat, its);
    const dead = await its.worker(80);
    const wire = { text: 'the first wording' };
    const { returnId, kind, subject } = its.step;
    await beginEffect(
      ledger,
      { orderId: its.orderId, fence: dead.fence },
      { shopId: its.shopId, returnId, kind, subject, request: { step: its.step, wire } },
    );
    await sleep(100);
    expect((await performStep(its.step, remote.verb, await its.worker(), seen)).kind).toBe('done');
    expect(remote.sent.map((each) => each.text)).toEqual(['the first wording']);
  });

  test('of a worker that died while sending takes effect once, and its late outcome changes nothing', async () => {
    const late: readonly Ending[] = ['ok', 'never', 'lost-after'];
    for (const ending of late) {
      const its = await aCase(ledger);
      const remote = aRemote(repeat, its, [ending]);
      const answer = remote.hang();
      const dying = performStep(its.step, remote.verb, await its.worker(150), seen).catch(
        (error: unknown) => error,
      );
      await until(() => remote.sent.length === 1);
      await sleep(170);
      const next = await its.worker();
      answer();
      // The first sending arrives; the next worker has taken the effect over by then, or does now.
      const ended = await drive(its, remote.verb, next);
      const effect = await effectOf(its);
      await dying;
      expect(await effectOf(its)).toEqual(effect);
      expect(remote.effects()).toBeLessThanOrEqual(1);
      if (ending !== 'never') expect(ended).toBe('done');
    }
  });
});

const until = async (done: () => boolean): Promise<void> => {
  while (!done()) await sleep(5);
};

test('an outcome that comes after another worker took over is refused, whatever it says', async () => {
  const its = await aCase(ledger);
  const remote = aRemote('external-id', its, ['ok', 'lost-before']);
  const answer = remote.hang();
  const dying = performStep(its.step, remote.verb, await its.worker(150), seen).catch(
    (error: unknown) => error,
  );
  await until(() => remote.sent.length === 1);
  await sleep(170);
  const next = await its.worker();
  expect((await performStep(its.step, remote.verb, next, seen)).kind).toBe('waiting');
  const taken = await effectOf(its);
  expect(taken?.fence).toBe(next.fence);
  answer();
  expect(await dying).toMatchObject({ code: 'lease-lost' });
  expect(await effectOf(its)).toEqual(taken);
  expect((await performStep(its.step, remote.verb, next, seen)).kind).toBe('done');
  expect(remote.effects()).toBe(1);
});

test('a late outcome counts as long as nobody took over', async () => {
  const its = await aCase(ledger);
  const remote = aRemote('never', its);
  const answer = remote.hang();
  const slow = performStep(its.step, remote.verb, await its.worker(100), seen);
  await until(() => remote.sent.length === 1);
  await sleep(120);
  answer();
  expect((await slow).kind).toBe('done');
  expect((await effectOf(its))?.state).toBe('DONE');
});

test('a worker whose lease was lost sends nothing', async () => {
  const its = await aCase(ledger);
  const remote = aRemote('same-key', its);
  const old = await its.worker(50);
  await sleep(70);
  await expect(performStep(its.step, remote.verb, old, seen)).rejects.toMatchObject({
    code: 'lease-lost',
  });
  await its.worker();
  await expect(performStep(its.step, remote.verb, old, seen)).rejects.toMatchObject({
    code: 'lease-lost',
  });
  expect(remote.sent).toEqual([]);
  expect(await effectOf(its)).toBeUndefined();
});

test('a worker whose lease runs out between the intent and the sending sends nothing', async () => {
  const its = await aCase(ledger);
  const remote = aRemote('same-key', its, ['free']);
  const old = await its.worker(200);
  expect((await performStep(its.step, remote.verb, old, seen)).kind).toBe('waiting');
  await sleep(220);
  await expect(performStep(its.step, remote.verb, old, seen)).rejects.toMatchObject({
    code: 'lease-lost',
  });
  expect(remote.sent).toHaveLength(1);
});

test.each([
  ['external-id', netsuiteLateMs + readLagMs],
  ['read-back', shopifyLateMs],
] as const)(
  'absence by %s is final only after the last moment at which it may commit',
  async (repeat, boundMs) => {
    expect(finalMs[repeat]).toBe(boundMs);
    const its = await aCase(ledger);
    const remote = aRemote(repeat, its, ['lost-before']);
    const work = await its.worker();
    await performStep(its.step, remote.verb, work, seen);
    await its.wait(boundMs - 2_000);
    expect((await performStep(its.step, remote.verb, work, seen)).kind).toBe('waiting');
    expect(remote.sent).toHaveLength(1);
    await its.wait(2_100);
    expect((await performStep(its.step, remote.verb, work, seen)).kind).toBe('done');
    expect(remote.sent).toHaveLength(2);
  },
);

test('a key that has grown old is not used again: the effect is looked up, then given up', async () => {
  const its = await aCase(ledger);
  const remote = aRemote('same-key', its, ['lost-before', 'lost-before']);
  const work = await its.worker();
  await performStep(its.step, remote.verb, work, seen);
  await its.wait(keyAgeMs - 5_000);
  await performStep(its.step, remote.verb, work, seen);
  expect(remote.sent).toHaveLength(2);
  // Counted from the first sending: a repeat makes the key no younger.
  await its.wait(5_100);
  expect((await performStep(its.step, remote.verb, work, seen)).kind).toBe('waiting');
  await its.wait(shopifyLateMs - 5_000);
  expect((await performStep(its.step, remote.verb, work, seen)).kind).toBe('rejected');
  expect(remote.sent).toHaveLength(2);
  expect(remote.probes()).toBe(2);
});

test('a repeat that may still be committed late is waited for like the first sending', async () => {
  const its = await aCase(ledger);
  const remote = aRemote('read-back', its, ['lost-before', 'lost-late']);
  const work = await its.worker();
  await performStep(its.step, remote.verb, work, seen);
  await its.wait(shopifyLateMs + 1);
  await performStep(its.step, remote.verb, work, seen);
  expect(remote.sent).toHaveLength(2);
  expect((await performStep(its.step, remote.verb, work, seen)).kind).toBe('waiting');
  await its.wait(shopifyLateMs + 1);
  expect((await performStep(its.step, remote.verb, work, seen)).kind).toBe('done');
  expect(remote.sent).toHaveLength(2);
  expect(remote.effects()).toBe(1);
});

test('what is never sent again is given up at the first look that does not find it', async () => {
  const its = await aCase(ledger);
  const remote = aRemote('never', its, ['lost-before']);
  const work = await its.worker();
  await performStep(its.step, remote.verb, work, seen);
  expect((await performStep(its.step, remote.verb, work, seen)).kind).toBe('rejected');
  expect(await effectOf(its)).toMatchObject({ problem_detail: 'its fate could not be learnt' });
  expect(remote.sent).toHaveLength(1);
});

test('a request that cannot be put into words is refused visibly, one that cannot be yet waits', async () => {
  const its = await aCase(ledger);
  const remote = aRemote('same-key', its);
  const failing = (problem: Problem): StepVerb<typeof its.step, { text: string }> => ({
    ...remote.verb,
    prepare: () => Promise.reject(problem),
  });
  const work = await its.worker();
  const away = failing(new Problem('netsuite-unreachable', 'no connection'));
  expect((await performStep(its.step, away, work, seen)).kind).toBe('waiting');
  expect(await effectOf(its)).toBeUndefined();
  const unmapped = failing(new Problem('location-unmapped', 'no such place'));
  expect((await performStep(its.step, unmapped, work, seen)).kind).toBe('rejected');
  expect(await effectOf(its)).toMatchObject({
    state: 'REJECTED',
    problem_code: 'location-unmapped',
    sent_at: null,
  });
  expect(remote.sent).toEqual([]);
});

test('rows that must stand with the intent stand or fall with it', async () => {
  const its = await aCase(ledger);
  const remote = aRemote('same-key', its);
  const work = await its.worker();
  const verb: typeof remote.verb = {
    ...remote.verb,
    claim: () => Promise.reject(new Error('a constraint was broken')),
  };
  await expect(performStep(its.step, verb, work, seen)).rejects.toThrow('a constraint');
  expect(await effectOf(its)).toBeUndefined();
  expect(remote.sent).toEqual([]);
});

test('an outcome whose rows cannot be written is learnt again, not made again', async () => {
  const its = await aCase(ledger);
  const remote = aRemote('read-back', its);
  const work = await its.worker();
  let fails = true;
  const verb: typeof remote.verb = {
    ...remote.verb,
    async settle() {
      if (fails) throw new Error('the database went away');
    },
  };
  await expect(performStep(its.step, verb, work, seen)).rejects.toThrow('went away');
  expect((await effectOf(its))?.state).toBe('INTENT');
  fails = false;
  expect((await performStep(its.step, verb, work, seen)).kind).toBe('done');
  expect(remote.effects()).toBe(1);
});

test('each change of an effect has its audit row', async () => {
  const its = await aCase(ledger);
  const remote = aRemote('read-back', its, ['lost-after']);
  await drive(its, remote.verb, await its.worker());
  const rows = await ledger
    .db()
    .selectFrom('events')
    .select('action')
    .where('order_id', '=', its.orderId)
    .orderBy('id')
    .execute();
  expect(rows.map((row) => row.action)).toEqual(['approve-return.intended', 'approve-return.done']);
});
