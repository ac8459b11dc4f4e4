import { decodeJson, encodeJson } from './json.ts';
import { databaseNow } from './lease.ts';
import type { Ledger } from './open.ts';

/** Where a reader of the other system has come to, or null before its first run. */
export const getCursor = async <T>(ledger: Ledger, key: string): Promise<T | null> => {
  const row = await ledger
    .db()
    .selectFrom('cursors')
    .select('value')
    .where('key', '=', key)
    .executeTakeFirst();
  return row ? decodeJson<T>(row.value) : null;
};

/** Moves the cursor; belongs in the transaction that recorded what was read up to it. */
export const putCursor = async (ledger: Ledger, key: string, value: unknown): Promise<void> => {
  const change = { value: encodeJson(value), updated_at: databaseNow };
  await ledger
    .db()
    .insertInto('cursors')
    .values({ key, ...change })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(change))
    .execute();
};
