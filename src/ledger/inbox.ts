import { createHash } from 'node:crypto';
import type { ProblemCode } from '../domain/problems.ts';
import { encodeJson } from './json.ts';
import { databaseNow } from './lease.ts';
import type { Ledger } from './open.ts';
import type { HintSource, Row, SubjectKind } from './tables.ts';

/** A message that says "look at this": what it is about and how a repetition of it is known. */
export interface Hint {
  readonly shopId: string;
  readonly source: HintSource;
  readonly topic: string;
  readonly subjectKind: SubjectKind;
  readonly subjectId: string | null;
  /** Equal for every delivery of the same message, and different for any other. Kept for ever. */
  readonly deliveryKey: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Set for what the intake kept and could not read: it becomes an exception. */
  readonly problemCode?: ProblemCode | null;
}

export interface RecordedHint {
  /** Null for a repetition. */
  readonly id: bigint | null;
  /** False when the same delivery is in the inbox already, or came earlier in this batch. */
  readonly isNew: boolean;
}

const rowsPerInsert = 1000;

/**
 * Puts hints into the inbox with one statement per thousand; once it returns outside a transaction
 * they are durable. Answers for each hint, in order, whether it is new: a repeated delivery is
 * recognised however late it comes. Characters that PostgreSQL cannot store become U+FFFD; the
 * hash is that of the body as it came.
 */
export const recordHints = async (
  ledger: Ledger,
  hints: readonly Hint[],
): Promise<RecordedHint[]> => {
  const ids = new Map<string, bigint>();
  for (let start = 0; start < hints.length; start += rowsPerInsert) {
    const inserted = await ledger
      .db()
      .insertInto('inbox')
      .values(hints.slice(start, start + rowsPerInsert).map(toRow))
      .onConflict((conflict) => conflict.columns(['shop_id', 'topic', 'delivery_key']).doNothing())
      .returning(['id', 'shop_id', 'topic', 'delivery_key'])
      .execute();
    for (const row of inserted) ids.set(keyOf(row.shop_id, row.topic, row.delivery_key), row.id);
  }
  return hints.map((hint) => {
    const key = keyOf(hint.shopId, hint.topic, hint.deliveryKey);
    const id = ids.get(key) ?? null;
    // The second of two equal hints in one batch is a repetition too.
    ids.delete(key);
    return { id, isNew: id !== null };
  });
};

const keyOf = (...parts: string[]): string => JSON.stringify(parts);

const toRow = (hint: Hint) => ({
  shop_id: hint.shopId,
  source: hint.source,
  topic: hint.topic,
  subject_kind: hint.subjectKind,
  subject_id: hint.subjectId,
  delivery_key: hint.deliveryKey,
  body_hash: createHash('sha256').update(hint.body).digest('hex'),
  headers: encodeJson(hint.headers),
  body: hint.body.toWellFormed().replaceAll('\0', '\ufffd'),
  problem_code: hint.problemCode ?? null,
});

/**
 * Hints that nobody has turned into orders yet, oldest first, at most `limit` (1,000). Two workers can
 * get the same one; `markResolved` says which of them has it.
 */
export const nextUnresolved = (
  ledger: Ledger,
  limit: number,
  afterId = 0n,
): Promise<Row<'inbox'>[]> =>
  ledger
    .db()
    .selectFrom('inbox')
    .selectAll()
    .where('state', '=', 'new')
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(Math.min(limit, rowsPerInsert))
    .execute();

/** One hint as it came, or null. */
export const findHint = async (ledger: Ledger, id: bigint): Promise<Row<'inbox'> | null> =>
  (await ledger.db().selectFrom('inbox').selectAll().where('id', '=', id).executeTakeFirst()) ??
  null;

/**
 * Takes a hint off the list of the unresolved. False means that another worker was first: then
 * leave its orders alone. Call it in the transaction that raises their hint sequence.
 */
export const markResolved = (ledger: Ledger, id: bigint): Promise<boolean> =>
  end(ledger, id, { state: 'resolved' });

/** As `markResolved`, for a hint that cannot be understood; the body stays for people to read. */
export const markFailed = (ledger: Ledger, id: bigint, code: ProblemCode): Promise<boolean> =>
  end(ledger, id, { state: 'failed', problem_code: code });

const end = async (
  ledger: Ledger,
  id: bigint,
  change: { state: 'resolved' } | { state: 'failed'; problem_code: ProblemCode },
): Promise<boolean> => {
  const { numUpdatedRows } = await ledger
    .db()
    .updateTable('inbox')
    .set({ ...change, resolved_at: databaseNow })
    .where('id', '=', id)
    .where('state', '=', 'new')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};
