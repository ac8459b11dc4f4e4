import { sql } from 'kysely';
import { type ProblemCode, problems } from '../domain/problems.ts';
import { databaseNow } from './lease.ts';
import type { Ledger } from './open.ts';
import type { Row } from './tables.ts';

export interface ExceptionInput {
  readonly shopId: string;
  readonly orderId?: string | null;
  readonly returnId?: string | null;
  readonly code: ProblemCode;
  /** What it is about, where one return can have two of a kind; default ''. */
  readonly subject?: string;
  /** What happened, with the figures. Owner and remedy come from the catalogue. */
  readonly detail: string;
}

export interface RaisedException {
  readonly id: bigint;
  readonly isNew: boolean;
}

/**
 * Raises what a person must decide, once: while the same exception is open, raising it again only
 * brings its detail up to date. An acknowledged one stays acknowledged.
 */
export const raiseException = async (
  ledger: Ledger,
  input: ExceptionInput,
): Promise<RaisedException> => {
  const { shopId, orderId = null, returnId = null, code, subject = '', detail } = input;
  const { owner, remedy } = problems[code];
  const { rows } = await sql<{ id: bigint; isNew: boolean }>`
    insert into backhaul.exceptions
      (shop_id, order_id, return_id, code, subject, owner_role, detail, remedy)
    values (${shopId}, ${orderId}, ${returnId}, ${code}, ${subject}, ${owner}, ${detail}, ${remedy})
    on conflict (shop_id, coalesce(order_id, ''), coalesce(return_id, ''), code, subject)
      where closed_at is null
      do update set detail = excluded.detail, remedy = excluded.remedy
    returning id, xmax = 0 as "isNew"`.execute(ledger.db());
  const [row] = rows;
  if (!row) throw new Error('raising an exception returned no row');
  return row;
};

/**
 * Closes the order's open exceptions that a look no longer finds. `still` is what it found;
 * `codes` are those it can find at all, so that exceptions raised elsewhere stay. Returns what closed.
 */
export const closeWhenGone = async (
  ledger: Ledger,
  look: {
    shopId: string;
    orderId: string;
    codes: readonly ProblemCode[];
    still: readonly { returnId?: string | null; code: ProblemCode; subject?: string }[];
    reason: string;
  },
): Promise<Row<'exceptions'>[]> => {
  if (look.codes.length === 0) return [];
  const open = await ledger
    .db()
    .selectFrom('exceptions')
    .selectAll()
    .where('shop_id', '=', look.shopId)
    .where('order_id', '=', look.orderId)
    .where('code', 'in', look.codes)
    .where('closed_at', 'is', null)
    .execute();
  const still = new Set(
    look.still.map((item) => keyOf(item.returnId ?? null, item.code, item.subject ?? '')),
  );
  const gone = open.filter((row) => !still.has(keyOf(row.return_id, row.code, row.subject)));
  if (gone.length === 0) return [];
  return await close(
    ledger,
    gone.map(({ id }) => id),
    look.reason,
  );
};

const keyOf = (returnId: string | null, code: string, subject: string): string =>
  JSON.stringify([returnId, code, subject]);

const close = (ledger: Ledger, ids: bigint[], reason: string): Promise<Row<'exceptions'>[]> =>
  ledger
    .db()
    .updateTable('exceptions')
    .set({ closed_at: databaseNow, closed_reason: reason })
    .where('id', 'in', ids)
    .where('closed_at', 'is', null)
    .returningAll()
    .execute();

/** Closes one by a person's decision. False: it was closed already. */
export const closeException = async (
  ledger: Ledger,
  id: bigint,
  reason: string,
): Promise<boolean> => (await close(ledger, [id], reason)).length > 0;

/** A person has seen it and takes it on; it stays open until it is gone. False: somebody was first. */
export const acknowledgeException = async (
  ledger: Ledger,
  id: bigint,
  by: string,
): Promise<boolean> => {
  const { numUpdatedRows } = await ledger
    .db()
    .updateTable('exceptions')
    .set({ acknowledged_at: databaseNow, acknowledged_by: by })
    .where('id', '=', id)
    .where('acknowledged_at', 'is', null)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};

/** The order's open exceptions, oldest first. */
export const openExceptions = (ledger: Ledger, orderId: string): Promise<Row<'exceptions'>[]> =>
  ledger
    .db()
    .selectFrom('exceptions')
    .selectAll()
    .where('order_id', '=', orderId)
    .where('closed_at', 'is', null)
    .orderBy('id')
    .execute();

/** How many exceptions stand open, by code. */
export const countOpenExceptions = async (ledger: Ledger): Promise<Record<string, number>> => {
  const rows = await ledger
    .db()
    .selectFrom('exceptions')
    .select(['code', sql<bigint>`count(*)`.as('count')])
    .where('closed_at', 'is', null)
    .groupBy('code')
    .execute();
  return Object.fromEntries(rows.map((row) => [row.code, Number(row.count)]));
};
