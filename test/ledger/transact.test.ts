import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getCursor, putCursor } from '../../src/ledger/cursors.ts';
import type { Ledger } from '../../src/ledger/open.ts';
import { testLedgers } from '../support/ledger.ts';
import { sleep } from '../support/ledger-rows.ts';

describe.each(testLedgers)('transact on $name', ({ name, open }) => {
  let ledger: Ledger;
  beforeAll(async () => {
    ledger = await open();
  });
  afterAll(() => ledger.close());

  it('keeps nothing of a transaction that throws', async () => {
    const attempt = ledger.transact(async () => {
      await putCursor(ledger, 'thrown', 1);
      throw new Error('no');
    });
    await expect(attempt).rejects.toThrow('no');
    expect(await getCursor(ledger, 'thrown')).toBeNull();
  });

  it('joins the transaction around it, and dooms it when the inner part throws', async () => {
    const attempt = ledger.transact(async () => {
      await putCursor(ledger, 'outer', 1);
      await ledger
        .transact(async () => {
          await putCursor(ledger, 'inner', 1);
          throw new Error('inner');
        })
        .catch(() => undefined);
    });
    await expect(attempt).rejects.toThrow('inner');
    expect(await getCursor(ledger, 'outer')).toBeNull();
    expect(await getCursor(ledger, 'inner')).toBeNull();
  });

  it('loses no acknowledged write when many transactions and single statements run at once', async () => {
    const kept: string[] = [];
    await Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        const key = `many-${index}`;
        if (index % 3 === 0) {
          await putCursor(ledger, key, index);
          kept.push(key);
          return;
        }
        await ledger
          .transact(async () => {
            await putCursor(ledger, key, index);
            await putCursor(ledger, `${key}-b`, index);
            if (index % 3 === 1) throw new Error('rolled back');
          })
          .then(
            () => kept.push(key, `${key}-b`),
            () => undefined,
          );
      }),
    );
    const rows = await ledger
      .db()
      .selectFrom('cursors')
      .select('key')
      .where('key', 'like', 'many-%')
      .execute();
    expect(rows.map(({ key }) => key).sort()).toEqual(kept.sort());
  });

  it('runs the last work inside the transaction and the rest after it', async () => {
    const order: string[] = [];
    await ledger.transact(async () => {
      ledger.scope()?.beforeCommit(async () => {
        await putCursor(ledger, 'last', 1);
        order.push(ledger.scope() ? 'inside' : 'outside');
      });
      ledger.scope()?.afterCommit(async () => {
        order.push(ledger.scope() ? 'inside' : 'outside');
        expect(await getCursor(ledger, 'last')).toBe(1);
      });
      order.push('work');
    });
    expect(order).toEqual(['work', 'inside', 'outside']);
  });

  it('runs no after-commit work when the transaction rolls back', async () => {
    let ran = false;
    await ledger
      .transact(async () => {
        ledger.scope()?.afterCommit(async () => {
          ran = true;
        });
        throw new Error('no');
      })
      .catch(() => undefined);
    expect(ran).toBe(false);
  });

  it('is over for a timer that was made inside it', async () => {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    await ledger.transact(async () => {
      setTimeout(() => resolve(ledger.scope() === null), 50);
    });
    expect(await promise).toBe(true);
  });

  it('reads 64-bit integers as bigint, beyond what a number can hold', async () => {
    const { rows } = await sql<{ big: bigint; small: number }>`
      select 9007199254740993::int8 as big, 7::int4 as small`.execute(ledger.db());
    expect(rows).toEqual([{ big: 9007199254740993n, small: 7 }]);
  });

  it('tells of a transaction that is held too long', async () => {
    const held: number[] = [];
    const impatient = await open({ holdLimitMs: 20, onHold: (heldMs) => held.push(heldMs) });
    await impatient.transact(() => sleep(40));
    await impatient.transact(async () => undefined);
    await impatient.close();
    expect(held).toHaveLength(1);
    expect(held[0]).toBeGreaterThanOrEqual(39);
  });

  it('refuses a session inside a transaction, which would wait for itself', async () => {
    const attempt = ledger.transact(async () => {
      await ledger.session(async () => undefined);
    });
    await expect(attempt).rejects.toThrow('wait for itself');
  });

  it.runIf(name === 'PostgreSQL')('repeats what a deadlock ended', async () => {
    await putCursor(ledger, 'a', 0);
    await putCursor(ledger, 'b', 0);
    let tries = 0;
    const cross = (first: string, second: string) =>
      ledger.transact(async () => {
        tries += 1;
        await putCursor(ledger, first, tries);
        await sleep(100);
        await putCursor(ledger, second, tries);
      });
    await Promise.all([cross('a', 'b'), cross('b', 'a')]);
    expect(tries).toBe(3);
  });

  it.runIf(name === 'PostgreSQL')('says that the ledger is away, and comes back', async () => {
    const broken = ledger.transact(async () => {
      await sql`select pg_terminate_backend(pg_backend_pid())`.execute(ledger.db());
    });
    await expect(broken).rejects.toMatchObject({ code: 'ledger-unavailable' });
    expect(await ledger.now()).toBeInstanceOf(Date);
  });
});
