import { describe, expect, it } from 'vitest';
import { type CommitHints, createHintBatches } from '../../src/webhooks/batch.ts';
import type { WebhookHint } from '../../src/webhooks/hint.ts';
import { approved } from './bodies.ts';
import { memoryInbox, startIntake } from './intake.ts';

const aHint = (key: string): WebhookHint => ({
  shopId: 'acme',
  source: 'webhook',
  topic: 'returns/approve',
  subjectKind: 'order',
  subjectId: 'gid://shopify/Order/1',
  deliveryKey: key,
  bodyHash: key,
  headers: {},
  body: '{}',
  problemCode: null,
});

/** A ledger whose commits end when the test says so. */
function heldLedger() {
  const commits: { keys: string[]; finish: () => void; fail: (error: Error) => void }[] = [];
  const commit: CommitHints = (hints) =>
    new Promise((resolve, reject) => {
      commits.push({
        keys: hints.map((hint) => hint.deliveryKey),
        finish: () => resolve(hints.map(() => 'new')),
        fail: reject,
      });
    });
  const nextCommit = async (index: number) => {
    while (commits[index] === undefined) await new Promise((resolve) => setImmediate(resolve));
    return commits[index];
  };
  return { commit, commits, nextCommit };
}

const settled = async (promise: Promise<unknown>): Promise<boolean> => {
  const nothing = Symbol('nothing');
  const wait = new Promise((resolve) => setTimeout(() => resolve(nothing), 20));
  return (await Promise.race([promise.catch(() => 'rejected'), wait])) !== nothing;
};

describe('batches of hints', () => {
  it('concurrent hints go into one commit, later ones into the next', async () => {
    const ledger = heldLedger();
    const batches = createHintBatches({ commit: ledger.commit });
    const first = ['a', 'b', 'c'].map((key) => batches.record(aHint(key)));
    const one = await ledger.nextCommit(0);
    const second = ['d', 'e'].map((key) => batches.record(aHint(key)));
    expect(one.keys).toEqual(['a', 'b', 'c']);
    expect(ledger.commits).toHaveLength(1);
    one.finish();
    expect(await Promise.all(first)).toEqual(['new', 'new', 'new']);
    const two = await ledger.nextCommit(1);
    expect(two.keys).toEqual(['d', 'e']);
    expect(await settled(Promise.all(second))).toBe(false);
    two.finish();
    await Promise.all(second);
  });

  it('a batch never exceeds its maximum', async () => {
    const sizes: number[] = [];
    const batches = createHintBatches({
      commit: async (hints) => {
        sizes.push(hints.length);
        return hints.map(() => 'new');
      },
    });
    await Promise.all(Array.from({ length: 450 }, (_, at) => batches.record(aHint(`${at}`))));
    expect(sizes).toEqual([200, 200, 50]);
  });

  it('a failing commit rejects its own hints only', async () => {
    const ledger = heldLedger();
    const batches = createHintBatches({ commit: ledger.commit });
    const failing = [batches.record(aHint('a')), batches.record(aHint('b'))];
    const one = await ledger.nextCommit(0);
    const later = batches.record(aHint('c'));
    one.fail(new Error('disk full'));
    for (const promise of failing) {
      await expect(promise).rejects.toMatchObject({ code: 'ledger-unavailable', retry: 'free' });
    }
    (await ledger.nextCommit(1)).finish();
    expect(await later).toBe('new');
  });

  it('a commit function that throws at once or answers too little rejects, never hangs', async () => {
    const throwing = createHintBatches({
      commit: () => {
        throw new Error('no pool');
      },
    });
    await expect(throwing.record(aHint('a'))).rejects.toMatchObject({ code: 'ledger-unavailable' });
    const silent = createHintBatches({ commit: async () => [] });
    await expect(silent.record(aHint('a'))).rejects.toMatchObject({ code: 'ledger-unavailable' });
    await expect(silent.record(aHint('b'))).rejects.toMatchObject({ code: 'ledger-unavailable' });
  });

  it('refuses at once when too many wait', async () => {
    const ledger = heldLedger();
    const batches = createHintBatches({ commit: ledger.commit, maxWaiting: 2, maxBatch: 1 });
    const taken = [batches.record(aHint('a')), batches.record(aHint('b'))];
    await expect(batches.record(aHint('c'))).rejects.toMatchObject({ code: 'ledger-unavailable' });
    (await ledger.nextCommit(0)).finish();
    (await ledger.nextCommit(1)).finish();
    expect(await Promise.all(taken)).toEqual(['new', 'new']);
  });

  it('closing waits for what was taken and takes no more', async () => {
    const ledger = heldLedger();
    const batches = createHintBatches({ commit: ledger.commit });
    const taken = batches.record(aHint('a'));
    const closing = batches.close();
    await expect(batches.record(aHint('b'))).rejects.toMatchObject({ code: 'ledger-unavailable' });
    expect(await settled(closing)).toBe(false);
    (await ledger.nextCommit(0)).finish();
    await closing;
    expect(await taken).toBe('new');
  });

  it('over HTTP the 200 comes only after the commit, and a failed commit is 503 for all', async () => {
    const ledger = heldLedger();
    const inbox = memoryInbox();
    const batches = createHintBatches({ commit: ledger.commit });
    const intake = await startIntake(batches.record);
    try {
      const answer = intake.post({ body: approved, id: 'first' });
      const first = await ledger.nextCommit(0);
      const waiting = ['x', 'y', 'z'].map((id) => intake.post({ body: approved, id }));
      expect(await settled(answer)).toBe(false);
      // Wait until all three are in before the first commit ends.
      await new Promise((resolve) => setTimeout(resolve, 100));
      first.finish();
      expect((await answer).status).toBe(200);
      const second = await ledger.nextCommit(1);
      expect(second.keys).toHaveLength(3);
      second.fail(new Error('server closed the connection'));
      expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([503, 503, 503]);
      expect(inbox.hints).toEqual([]);
    } finally {
      await intake.close();
    }
  });
});
