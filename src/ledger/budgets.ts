import { sql } from 'kysely';
import type { Ledger } from './open.ts';

/** What Shopify says about its own bucket in every answer. */
export interface ThrottleStatus {
  readonly maximumAvailable: number;
  readonly currentlyAvailable: number;
  readonly restoreRate: number;
}

export type Reservation =
  | { readonly granted: true }
  /** Not enough points: ask again after this many milliseconds, and hold nothing meanwhile. */
  | { readonly granted: false; readonly waitMs: number };

/** Begins a budget with a full bucket, or keeps the one that other workers share already. */
export const openBudget = async (
  ledger: Ledger,
  budget: { key: string; capacity: number; restorePerSecond: number },
): Promise<void> => {
  await ledger
    .db()
    .insertInto('budgets')
    .values({
      key: budget.key,
      capacity: budget.capacity,
      available: budget.capacity,
      restore_per_second: budget.restorePerSecond,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
};

// What is there by now, the bucket refilled by the database's clock. Clocks of two statements that
// waited for each other can run backwards by microseconds.
const refilled = sql<number>`least(capacity, available + restore_per_second
  * greatest(0, extract(epoch from clock_timestamp() - refreshed_at)))`;

/**
 * Takes `points` out of a bucket that all workers share, in one conditional update, or says how long
 * to wait. More than the bucket ever holds is granted when it is full. `keep` points are left for
 * more urgent callers.
 *
 * @throws Error when the budget was never opened.
 */
export const reservePoints = async (
  ledger: Ledger,
  key: string,
  points: number,
  keep = 0,
): Promise<Reservation> => {
  const taken = await sql`
    update backhaul.budgets
    set available = ${refilled} - ${points}::float8, refreshed_at = clock_timestamp()
    where key = ${key} and ${refilled} >= least(${points + keep}::float8, capacity)
    returning key`.execute(ledger.db());
  if (taken.rows.length > 0) return { granted: true };
  const { rows } = await sql<{ waitMs: number }>`
    select ceil(1000 * greatest(0, least(${points + keep}::float8, capacity) - ${refilled})
      / restore_per_second)::int as "waitMs"
    from backhaul.budgets where key = ${key}`.execute(ledger.db());
  const [row] = rows;
  if (!row) throw new Error(`there is no budget ${key}`);
  return { granted: false, waitMs: Math.max(1, row.waitMs) };
};

/**
 * Gives back what a request did not cost, and corrects the bucket by what the other side says of it:
 * never above either figure, since others may have asked in between.
 */
export const settlePoints = async (
  ledger: Ledger,
  key: string,
  settlement: { reserved: number; actual: number; status: ThrottleStatus | null },
): Promise<void> => {
  const back = settlement.reserved - settlement.actual;
  const { status } = settlement;
  if (!status) {
    await sql`update backhaul.budgets
      set available = least(capacity, ${refilled} + ${back}::float8),
        refreshed_at = clock_timestamp()
      where key = ${key}`.execute(ledger.db());
    return;
  }
  await sql`update backhaul.budgets
    set available = least(${status.currentlyAvailable}::float8, ${refilled} + ${back}::float8),
      capacity = ${status.maximumAvailable}::int,
      restore_per_second = ${status.restoreRate}::float8,
      refreshed_at = clock_timestamp()
    where key = ${key}`.execute(ledger.db());
};
