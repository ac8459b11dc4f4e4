import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  findHint,
  type Hint,
  markFailed,
  markResolved,
  nextUnresolved,
  recordHints,
} from '../../src/ledger/inbox.ts';
import type { Ledger } from '../../src/ledger/open.ts';
import { testLedgers } from '../support/ledger.ts';

let number = 0;
const aHint = (over: Partial<Hint> = {}): Hint => {
  number += 1;
  return {
    shopId: 'shop',
    source: 'webhook',
    topic: 'returns/approve',
    subjectKind: 'return',
    subjectId: 'gid://shopify/Return/1',
    deliveryKey: `event-${number}`,
    headers: { 'x-shopify-topic': 'returns/approve' },
    body: '{"id":1}',
    ...over,
  };
};

describe.each(testLedgers)('the inbox on $name', ({ open }) => {
  let ledger: Ledger;
  beforeAll(async () => {
    ledger = await open();
  });
  afterAll(() => ledger.close());

  it('knows a repeated delivery, in a later batch and in the same one', async () => {
    const first = aHint();
    const other = aHint();
    const [one] = await recordHints(ledger, [first]);
    const again = await recordHints(ledger, [first, other, other]);
    expect(one?.isNew).toBe(true);
    expect(again.map(({ isNew }) => isNew)).toEqual([false, true, false]);
    expect(again.map(({ id }) => typeof id)).toEqual(['object', 'bigint', 'object']);
  });

  it('keeps the same delivery under another topic or shop apart', async () => {
    const hint = aHint();
    const recorded = await recordHints(ledger, [
      hint,
      { ...hint, topic: 'returns/close' },
      { ...hint, shopId: 'other' },
    ]);
    expect(recorded.map(({ isNew }) => isNew)).toEqual([true, true, true]);
  });

  it('records one of many equal deliveries that arrive at once', async () => {
    const hint = aHint();
    const all = await Promise.all(Array.from({ length: 12 }, () => recordHints(ledger, [hint])));
    expect(all.flat().filter(({ isNew }) => isNew)).toHaveLength(1);
  });

  it('takes batches larger than one statement, and none at all', async () => {
    const recorded = await recordHints(
      ledger,
      Array.from({ length: 1203 }, () => aHint({ shopId: 'large' })),
    );
    expect(new Set(recorded.map(({ id }) => id)).size).toBe(1203);
    expect(await recordHints(ledger, [])).toEqual([]);
  });

  it('keeps a body that PostgreSQL could not store as it is, with the hash of the original', async () => {
    const [plain, broken] = await recordHints(ledger, [
      aHint({ body: 'a' }),
      aHint({ body: 'a\0\ud800' }),
    ]);
    const row = await findHint(ledger, broken?.id ?? 0n);
    expect(row?.body).toBe('a\ufffd\ufffd');
    expect(row?.body_hash).not.toBe((await findHint(ledger, plain?.id ?? 0n))?.body_hash);
  });

  it('is resolved once, and keeps the failed ones with their code', async () => {
    const shopId = 'resolved-once';
    const recorded = await recordHints(ledger, [aHint({ shopId }), aHint({ shopId })]);
    const [good = 0n, bad = 0n] = recorded.map(({ id }) => id ?? 0n);
    const results = await Promise.all([markResolved(ledger, good), markResolved(ledger, good)]);
    expect(results.sort()).toEqual([false, true]);
    expect(await markFailed(ledger, bad, 'webhook-unreadable')).toBe(true);
    expect(await markResolved(ledger, bad)).toBe(false);
    const left = await nextUnresolved(ledger, 1000);
    expect(left.filter((row) => row.shop_id === shopId)).toEqual([]);
    expect(await findHint(ledger, bad)).toMatchObject({
      state: 'failed',
      problem_code: 'webhook-unreadable',
    });
  });

  it('stays unresolved when the resolving transaction rolls back', async () => {
    const [recorded] = await recordHints(ledger, [aHint()]);
    const id = recorded?.id ?? 0n;
    await ledger
      .transact(async () => {
        await markResolved(ledger, id);
        throw new Error('died');
      })
      .catch(() => undefined);
    expect((await nextUnresolved(ledger, 1, id - 1n)).map((row) => row.id)).toEqual([id]);
  });
});
