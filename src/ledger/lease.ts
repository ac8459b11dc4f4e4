import { sql } from 'kysely';
import type { Ledger } from './open.ts';

export interface Lease {
  readonly name: string;
  readonly owner: string;
  /** Rises with every holder; a write that carries it can tell an old holder from the present one. */
  readonly fence: bigint;
}

/** So many milliseconds from now, by the database's clock. */
export const fromNow = (milliseconds: number) =>
  sql<Date>`clock_timestamp() + make_interval(secs => ${milliseconds / 1000})`;

export const databaseNow = sql<Date>`clock_timestamp()`;

/**
 * Takes the named lease for `durationMs` if nobody holds it, in one conditional statement by the
 * database's clock; else null. `owner` must be unique to the caller, not to the process: the same
 * owner asking twice is refused as anybody is.
 */
export const takeLease = async (
  ledger: Ledger,
  name: string,
  owner: string,
  durationMs: number,
): Promise<Lease | null> => {
  const row = await ledger
    .db()
    .insertInto('leases')
    .values({ name, owner, until: fromNow(durationMs) })
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet({ owner, until: fromNow(durationMs), fence: sql`leases.fence + 1` })
        .where('leases.until', '<=', databaseNow),
    )
    .returning('fence')
    .executeTakeFirst();
  return row ? { name, owner, fence: row.fence } : null;
};

/** Prolongs a lease to `durationMs` from now. False when it ran out and somebody else took it since. */
export const prolongLease = async (
  ledger: Ledger,
  lease: Lease,
  durationMs: number,
): Promise<boolean> => {
  const { numUpdatedRows } = await ledger
    .db()
    .updateTable('leases')
    .set({ until: fromNow(durationMs) })
    .where('name', '=', lease.name)
    .where('fence', '=', lease.fence)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};

/** Lets the next one in at once; does nothing if the lease is no longer ours. */
export const dropLease = async (ledger: Ledger, lease: Lease): Promise<void> => {
  await ledger
    .db()
    .updateTable('leases')
    .set({ until: databaseNow })
    .where('name', '=', lease.name)
    .where('fence', '=', lease.fence)
    .execute();
};

/**
 * Runs `work` while holding the named lease, or returns null at once if somebody else has it.
 * `work` must end within `durationMs`, or prolong the lease it is given.
 */
export const withLease = async <T>(
  ledger: Ledger,
  name: string,
  owner: string,
  durationMs: number,
  work: (lease: Lease) => Promise<T>,
): Promise<T | null> => {
  const lease = await takeLease(ledger, name, owner, durationMs);
  if (!lease) return null;
  try {
    return await work(lease);
  } finally {
    await dropLease(ledger, lease);
  }
};
