import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordEvent, recordEvents, returnEvents } from '../../src/ledger/events.ts';
import type { Ledger } from '../../src/ledger/open.ts';
import { sealEvents } from '../../src/ledger/seal.ts';
import { verifySeals } from '../../src/ledger/verify-seals.ts';
import { testLedgers } from '../support/ledger.ts';

describe.each(testLedgers)('the audit trail on $name', ({ name, open }) => {
  let ledger: Ledger;
  beforeAll(async () => {
    ledger = await open();
  });
  afterAll(() => ledger.close());

  const anEvent = (shopId: string, over: { returnId?: string; data?: object } = {}) => ({
    shopId,
    actorKind: 'user' as const,
    actor: 'user-1',
    action: 'quote.accept',
    reason: 'rounding',
    data: { amountMinor: 4200n, notes: ['a', null] },
    ...over,
  });
  const aSealedShop = async (events: number): Promise<string> => {
    const shopId = randomUUID();
    await recordEvents(
      ledger,
      Array.from({ length: events }, () => anEvent(shopId)),
    );
    await sealEvents(ledger, shopId, 'sealer');
    return shopId;
  };
  /** What only somebody with the rights of the owner can do. */
  const tamper = (statement: string, shopId: string) =>
    ledger.transact(async () => {
      const run = (text: string) => sql.raw(text).execute(ledger.db());
      await run('alter table backhaul.events disable trigger user');
      await run('alter table backhaul.seals disable trigger user');
      await run(statement.replaceAll('$shop', `'${shopId}'`));
      await run('alter table backhaul.events enable trigger user');
      await run('alter table backhaul.seals enable trigger user');
    });

  it.each([
    "update backhaul.events set actor = 'somebody'",
    'delete from backhaul.events',
    'truncate backhaul.events cascade',
    "update backhaul.seals set hash = ''",
    'delete from backhaul.seals',
    'truncate backhaul.seals',
  ])('refuses: %s', async (statement) => {
    await aSealedShop(1);
    await expect(sql.raw(statement).execute(ledger.db())).rejects.toThrow('append-only');
  });

  it('is written with the change it tells of, or not at all', async () => {
    const returnId = randomUUID();
    await ledger
      .transact(async () => {
        await recordEvent(ledger, anEvent('shop', { returnId }));
        throw new Error('died');
      })
      .catch(() => undefined);
    expect(await returnEvents(ledger, returnId, 10)).toEqual([]);
    await recordEvent(ledger, anEvent('shop', { returnId }));
    await recordEvent(ledger, anEvent('shop', { returnId }));
    const [latest, earlier] = await returnEvents(ledger, returnId, 10);
    expect(await returnEvents(ledger, returnId, 10, latest?.id)).toEqual([earlier]);
  });

  it('is chained over batches and shops, and verifies', async () => {
    const shopId = await aSealedShop(1203);
    await aSealedShop(3);
    await recordEvents(ledger, [anEvent(shopId), anEvent(shopId)]);
    expect(await sealEvents(ledger, shopId, 'sealer')).toBe(2);
    await recordEvent(ledger, anEvent(shopId));
    expect(await verifySeals(ledger, shopId)).toMatchObject({
      intact: true,
      sealed: 1205n,
      unsealed: 1n,
    });
  });

  it('is sealed by one sealer at a time, and completely', async () => {
    const shopId = randomUUID();
    await recordEvents(
      ledger,
      Array.from({ length: 700 }, () => anEvent(shopId)),
    );
    const counts = await Promise.all(
      ['a', 'b', 'c'].map((owner) => sealEvents(ledger, shopId, owner)),
    );
    expect(counts.filter((count) => count !== null && count > 0)).toEqual([700]);
    expect(await verifySeals(ledger, shopId)).toMatchObject({ intact: true, sealed: 700n });
  });

  it.runIf(name === 'PostgreSQL')(
    'seals an event whose transaction ended after a later one was sealed',
    async () => {
      const shopId = randomUUID();
      const { promise: gate, resolve: letGo } = Promise.withResolvers<void>();
      const { promise: written, resolve: tell } = Promise.withResolvers<void>();
      const slow = ledger.transact(async () => {
        await recordEvent(ledger, anEvent(shopId));
        tell();
        await gate;
      });
      await written;
      await recordEvent(ledger, anEvent(shopId));
      expect(await sealEvents(ledger, shopId, 'sealer')).toBe(1);
      letGo();
      await slow;
      expect(await sealEvents(ledger, shopId, 'sealer')).toBe(1);
      expect(await verifySeals(ledger, shopId)).toMatchObject({ intact: true, sealed: 2n });
    },
  );

  it.each([
    [
      'a changed event',
      `update backhaul.events set data = '{"amountMinor":1}'
        where id = (select event_id from backhaul.seals where shop_id = $shop and seq = 3)`,
      3n,
    ],
    [
      'a changed reason',
      `update backhaul.events set reason = null
        where id = (select event_id from backhaul.seals where shop_id = $shop and seq = 2)`,
      2n,
    ],
    ['a removed seal', 'delete from backhaul.seals where shop_id = $shop and seq = 4', 5n],
    ['removed last seals', 'delete from backhaul.seals where shop_id = $shop and seq > 6', 6n],
    ['a swallowed event', 'delete from backhaul.unsealed where shop_id = $shop', 8n],
  ])('betrays %s', async (what, statement, seq) => {
    const shopId = await aSealedShop(8);
    if (what === 'a swallowed event') await recordEvent(ledger, anEvent(shopId));
    await tamper(statement, shopId);
    expect(await verifySeals(ledger, shopId)).toMatchObject({ intact: false, seq });
  });
});
