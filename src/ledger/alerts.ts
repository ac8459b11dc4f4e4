import { databaseNow } from './lease.ts';
import type { Ledger } from './open.ts';
import type { Row } from './tables.ts';

/** Whether an open exception waits to be told to operations. */
export const hasUntoldExceptions = async (ledger: Ledger): Promise<boolean> =>
  (await ledger
    .db()
    .selectFrom('exceptions')
    .select('id')
    .where('told_at', 'is', null)
    .where('closed_at', 'is', null)
    .limit(1)
    .executeTakeFirst()) !== undefined;

export type UntoldException = Row<'exceptions'> & { readonly return_name: string | null };

/**
 * Takes up to `limit` exceptions nobody was told of, and marks them told before anybody is: an alert
 * may be lost with the process, it never comes twice.
 */
export const takeUntoldExceptions = async (
  ledger: Ledger,
  limit: number,
): Promise<readonly UntoldException[]> =>
  await ledger.transact(async () => {
    const rows = await ledger
      .db()
      .updateTable('exceptions')
      .set({ told_at: databaseNow })
      .where('id', 'in', (query) =>
        query
          .selectFrom('exceptions')
          .select('id')
          .where('told_at', 'is', null)
          .where('closed_at', 'is', null)
          .orderBy('id')
          .limit(limit),
      )
      .where('told_at', 'is', null)
      .returningAll()
      .execute();
    const ids = rows.flatMap((row) => row.return_id ?? []);
    const names =
      ids.length === 0
        ? []
        : await ledger
            .db()
            .selectFrom('returns')
            .select(['id', 'name'])
            .where('id', 'in', ids)
            .execute();
    return rows.map((row) => ({
      ...row,
      return_name: names.find((each) => each.id === row.return_id)?.name ?? null,
    }));
  });

/** Gives an exception back whose alert provably reached nobody. */
export const markUntold = async (ledger: Ledger, id: bigint): Promise<void> => {
  await ledger.db().updateTable('exceptions').set({ told_at: null }).where('id', '=', id).execute();
};
