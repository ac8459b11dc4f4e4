import { sql } from 'kysely';
import { databaseNow, fromNow } from './lease.ts';
import type { Ledger } from './open.ts';

/** A run of rejections within this time is one: the requests were all under way already. */
const rejectionQuietMs = 500;

/**
 * Says how many requests at once the account allows us, for all workers together. A lower figure takes
 * effect at once; a higher one is approached through successes.
 */
export const openGate = async (ledger: Ledger, key: string, configured: number): Promise<void> => {
  await ledger
    .db()
    .insertInto('gate_limits')
    .values({ key, configured, current: configured })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        configured,
        current: sql<number>`least(gate_limits.current, ${configured}::float8)`,
      }),
    )
    .execute();
};

/**
 * Takes one of the account's slots for at most `durationMs`, or returns false at once. `holder` is
 * unique to the request. A slot whose holder died is free again when its time is over. Counting and
 * taking are one transaction behind the gate's row, so never call this inside another: it would keep
 * all workers out until that ends.
 *
 * @throws Error inside a transaction, or when the gate was never opened.
 */
export const takeSlot = async (
  ledger: Ledger,
  key: string,
  holder: string,
  durationMs: number,
): Promise<boolean> => {
  if (ledger.scope()) throw new Error('a slot is not taken inside a transaction');
  return await ledger.transact(async () => {
    const gate = await ledger
      .db()
      .updateTable('gate_limits')
      // Changes nothing: it makes other takers wait, and shows the next statement what they took.
      .set({ current: sql<number>`current` })
      .where('key', '=', key)
      .returning('current')
      .executeTakeFirstOrThrow(() => new Error(`there is no gate ${key}`));
    await ledger
      .db()
      .deleteFrom('slots')
      .where('key', '=', key)
      .where('until', '<=', databaseNow)
      .execute();
    const { rows } = await sql`
      insert into backhaul.slots (key, holder, until)
      select ${key}, ${holder}, ${fromNow(durationMs)}
      where (select count(*) from backhaul.slots where key = ${key}) < ${Math.floor(gate.current)}::int
      on conflict (key, holder) do nothing
      returning key`.execute(ledger.db());
    return rows.length > 0;
  });
};

/** Gives the slot back. */
export const freeSlot = async (ledger: Ledger, key: string, holder: string): Promise<void> => {
  await ledger
    .db()
    .deleteFrom('slots')
    .where('key', '=', key)
    .where('holder', '=', holder)
    .execute();
};

/** The other side said "too many": one slot fewer, at most once per half second, never below one. */
export const noteRejection = async (ledger: Ledger, key: string): Promise<void> => {
  await sql`update backhaul.gate_limits
    set current = greatest(1, current - 1), last_rejection_at = clock_timestamp()
    where key = ${key} and (last_rejection_at is null or last_rejection_at
      <= clock_timestamp() - make_interval(secs => ${rejectionQuietMs / 1000}))`.execute(
    ledger.db(),
  );
};

/** A request went through: half a slot more per full round of requests, never above the configured. */
export const noteSuccess = async (ledger: Ledger, key: string): Promise<void> => {
  await sql`update backhaul.gate_limits
    set current = least(configured, current + 0.5 / current)
    where key = ${key} and current < configured`.execute(ledger.db());
};
