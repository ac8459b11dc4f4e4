import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HoldState, holdStates } from '../../src/domain/stage.ts';
import { encodeJson } from '../../src/ledger/json.ts';
import type { Ledger } from '../../src/ledger/open.ts';
import { beginRun, endRun, latestRuns } from '../../src/ledger/runs.ts';
import { findShop, stopMoney } from '../../src/ledger/shops.ts';
import { testLedgers } from '../support/ledger.ts';
import { aReturn, aShop } from '../support/ledger-rows.ts';

const legalEdges: Readonly<Record<HoldState, readonly HoldState[]>> = {
  expected: ['pending_inspection', 'cancelled'],
  pending_inspection: ['released', 'set_aside', 'written_off', 'cancelled'],
  set_aside: ['released', 'written_off'],
  released: [],
  written_off: [],
  cancelled: [],
};

describe.each(testLedgers)('the schema on $name', ({ open }) => {
  let ledger: Ledger;
  beforeAll(async () => {
    ledger = await open();
  });
  afterAll(() => ledger.close());

  it.each(holdStates.flatMap((from) => holdStates.map((to) => ({ from, to }))))(
    'a hold from $from to $to only as the edges say',
    async ({ from, to }) => {
      const { id, lineId, orderId } = await aReturn(ledger);
      const key = { return_line_id: lineId, ordinal: 1 };
      await ledger
        .db()
        .insertInto('holds')
        .values({ ...key, return_id: id, order_id: orderId, state: from })
        .execute();
      const move = ledger
        .db()
        .updateTable('holds')
        .set({ state: to })
        .where('return_line_id', '=', lineId)
        .execute();
      if (from === to || legalEdges[from].includes(to)) await expect(move).resolves.toBeDefined();
      else await expect(move).rejects.toThrow(`does not go from ${from} to ${to}`);
    },
  );

  const aCredit = async (orderId: string): Promise<string> => {
    const id = `1234567:${randomUUID()}`;
    await ledger
      .db()
      .insertInto('credits')
      .values({
        id,
        order_id: orderId,
        type: 'creditMemo',
        tran_id: 'CM1',
        total_minor: 4200n,
        currency: 'EUR',
        status: 'open',
        valid: true,
        posted_at: new Date(),
      })
      .execute();
    return id;
  };

  it("releases a unit's share of a credit once, whichever credit names it", async () => {
    const { lineId, orderId } = await aReturn(ledger);
    const [first, second] = [await aCredit(orderId), await aCredit(orderId)];
    const release = (creditId: string) =>
      ledger
        .db()
        .insertInto('credit_units')
        .values({ return_line_id: lineId, ordinal: 1, credit_id: creditId })
        .execute();
    await release(first);
    await expect(release(second)).rejects.toThrow('credit_units_pkey');
  });

  it('has one refund per credit and per effect, never of a negative amount', async () => {
    const { id, orderId } = await aReturn(ledger);
    const creditId = await aCredit(orderId);
    const refund = (over: { credit_id?: string; effect_id?: string; amount_minor?: bigint }) =>
      ledger
        .db()
        .insertInto('refunds')
        .values({
          id: randomUUID(),
          return_id: id,
          order_id: orderId,
          credit_id: creditId,
          effect_id: `effect-${id}`,
          amount_minor: 4200n,
          currency: 'EUR',
          state: 'planned',
          ...over,
        })
        .execute();
    await refund({});
    await expect(refund({ effect_id: 'other' })).rejects.toThrow('credit_id');
    const another = await aCredit(orderId);
    await expect(refund({ credit_id: another })).rejects.toThrow('effect_id');
    await expect(
      refund({ credit_id: another, effect_id: randomUUID(), amount_minor: -1n }),
    ).rejects.toThrow('amount_minor');
  });

  it('clears only a unit that was judged sellable', async () => {
    const { lineId } = await aReturn(ledger);
    const change = (values: {
      disposition?: 'scrap' | 'sellable';
      judged_at?: Date;
      cleared_at?: Date;
    }) =>
      ledger.db().updateTable('units').set(values).where('return_line_id', '=', lineId).execute();
    const now = new Date();
    await expect(change({ cleared_at: now })).rejects.toThrow('check');
    await expect(change({ disposition: 'sellable' })).rejects.toThrow('check');
    await expect(change({ disposition: 'scrap', judged_at: now, cleared_at: now })).rejects.toThrow(
      'check',
    );
    await change({ disposition: 'sellable', judged_at: now, cleared_at: now });
  });

  describe('a quote', () => {
    const aQuote = async (returnId: string, revision: number, state: 'open' | 'locked') => {
      const id = randomUUID();
      await ledger
        .db()
        .insertInto('quotes')
        .values({
          id,
          return_id: returnId,
          revision,
          state,
          total_minor: 4200n,
          currency: 'EUR',
          hash: 'h',
          facts_digest: 'f',
          shipping_minor: 0n,
          fee_minor: 0n,
          parts: encodeJson([]),
          derivation: encodeJson({}),
          differences: encodeJson([]),
          ...(state === 'locked' ? { locked_at: new Date() } : {}),
        })
        .execute();
      return id;
    };
    const update = (id: string, values: object) =>
      ledger.db().updateTable('quotes').set(values).where('id', '=', id).execute();

    it('keeps its total once it is locked, and cannot be opened again', async () => {
      const { id } = await aReturn(ledger);
      const quote = await aQuote(id, 1, 'open');
      await update(quote, { total_minor: 4100n });
      await update(quote, { state: 'locked', locked_at: new Date() });
      await expect(update(quote, { total_minor: 4000n })).rejects.toThrow('is locked');
      await expect(update(quote, { parts: encodeJson([1]) })).rejects.toThrow('is locked');
      await expect(update(quote, { fee_minor: 1n })).rejects.toThrow('is locked');
      await expect(update(quote, { state: 'open' })).rejects.toThrow('does not go');
    });

    it('takes units only while it is open, and none of them changes', async () => {
      const { id, lineId } = await aReturn(ledger, { quantity: 2 });
      const quote = await aQuote(id, 1, 'open');
      const add = (ordinal: number) =>
        ledger
          .db()
          .insertInto('quote_units')
          .values({
            quote_id: quote,
            return_line_id: lineId,
            ordinal,
            net_minor: 4000n,
            tax_minor: 200n,
          })
          .execute();
      await add(1);
      const change = ledger
        .db()
        .updateTable('quote_units')
        .set({ tax_minor: 0n })
        .where('quote_id', '=', quote)
        .execute();
      await expect(change).rejects.toThrow('do not change');
      await update(quote, { state: 'locked', locked_at: new Date() });
      await expect(add(2)).rejects.toThrow('do not change');
    });

    it('is the only locked one of its return, until it is superseded for good', async () => {
      const { id } = await aReturn(ledger);
      const first = await aQuote(id, 1, 'locked');
      await expect(aQuote(id, 2, 'locked')).rejects.toThrow('quotes_one_locked');
      await update(first, { state: 'superseded', superseded_at: new Date(), reason: 'new facts' });
      await aQuote(id, 2, 'locked');
      await expect(update(first, { state: 'locked', superseded_at: null })).rejects.toThrow(
        'does not go',
      );
    });
  });

  it("raises a return's version by one with every change, whoever writes", async () => {
    const { id } = await aReturn(ledger);
    const change = () =>
      ledger
        .db()
        .updateTable('returns')
        .set({ stage: 'authorized', version: 99n })
        .where('id', '=', id)
        .returning('version')
        .executeTakeFirst();
    expect(await change()).toEqual({ version: 2n });
    expect(await change()).toEqual({ version: 3n });
  });

  it('runs one reconciliation of a shop at a time', async () => {
    const shopId = await aShop(ledger);
    const window = { shopId, kind: 'night', from: new Date(0), to: new Date() };
    const id = await beginRun(ledger, window);
    await expect(beginRun(ledger, window)).rejects.toMatchObject({
      code: 'reconciliation-running',
    });
    const end = { state: 'proven', counts: { returns: 3 }, sums: { eur: 1n }, healed: [] } as const;
    expect(await endRun(ledger, id, end)).toBe(true);
    expect(await endRun(ledger, id, end)).toBe(false);
    await beginRun(ledger, window);
    expect((await latestRuns(ledger, shopId, 10)).map(({ state }) => state)).toEqual([
      'running',
      'proven',
    ]);
  });

  it('ends a run that was abandoned', async () => {
    const shopId = await aShop(ledger);
    const window = { shopId, kind: 'night', from: new Date(0), to: new Date() };
    await beginRun(ledger, window);
    await sql`update backhaul.runs set started_at = now() - interval '7 hours'
      where shop_id = ${shopId}`.execute(ledger.db());
    await beginRun(ledger, window);
    expect((await latestRuns(ledger, shopId, 10)).map(({ state }) => state)).toEqual([
      'running',
      'failed',
    ]);
  });

  it("stops a shop's money lane for the first reason, until it is let go", async () => {
    const shopId = await aShop(ledger);
    expect(await stopMoney(ledger, shopId, 'first')).toBe(true);
    expect(await stopMoney(ledger, shopId, 'second')).toBe(false);
    expect((await findShop(ledger, shopId))?.money_stopped_reason).toBe('first');
    expect(await stopMoney(ledger, shopId, null)).toBe(true);
    expect((await findShop(ledger, shopId))?.money_stopped_reason).toBeNull();
  });
});
