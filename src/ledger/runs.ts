import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { Problem } from '../domain/problem.ts';
import { encodeJson } from './json.ts';
import { databaseNow } from './lease.ts';
import type { Ledger } from './open.ts';
import type { Row } from './tables.ts';

/** A run that has not ended by then belongs to a process that died. */
const abandonedAfterMs = 45 * 60_000;

/**
 * Begins a reconciliation of the shop. One at a time: a run that was abandoned is ended as failed first.
 *
 * @throws Problem `reconciliation-running` while another one runs.
 */
export const beginRun = async (
  ledger: Ledger,
  run: { shopId: string; kind: string; from: Date; to: Date },
): Promise<string> => {
  const id = randomUUID();
  await ledger
    .db()
    .updateTable('runs')
    .set({ state: 'failed', ended_at: databaseNow })
    .where('shop_id', '=', run.shopId)
    .where('state', '=', 'running')
    .where(
      'started_at',
      '<',
      sql<Date>`clock_timestamp() - make_interval(secs => ${abandonedAfterMs / 1000})`,
    )
    .execute();
  const { rows } = await sql`
    insert into backhaul.runs (id, shop_id, kind, window_from, window_to)
    values (${id}, ${run.shopId}, ${run.kind}, ${run.from}, ${run.to})
    on conflict (shop_id) where state = 'running' do nothing
    returning id`.execute(ledger.db());
  if (rows.length > 0) return id;
  throw new Problem(
    'reconciliation-running',
    `A reconciliation of shop ${run.shopId} is already running.`,
    { detail: { shopId: run.shopId } },
  );
};

/** Ends a run with what it found: `proven` when both sides are complete, else `failed`. */
export const endRun = async (
  ledger: Ledger,
  id: string,
  end: {
    state: 'proven' | 'failed';
    counts: object;
    sums: object;
    healed: readonly unknown[];
  },
): Promise<boolean> => {
  const { numUpdatedRows } = await ledger
    .db()
    .updateTable('runs')
    .set({
      state: end.state,
      counts: encodeJson(end.counts),
      sums: encodeJson(end.sums),
      healed: encodeJson(end.healed),
      ended_at: databaseNow,
    })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};

/** The shop's latest runs, newest first. */
export const latestRuns = (ledger: Ledger, shopId: string, limit: number): Promise<Row<'runs'>[]> =>
  ledger
    .db()
    .selectFrom('runs')
    .selectAll()
    .where('shop_id', '=', shopId)
    .orderBy('started_at', 'desc')
    .limit(Math.min(limit, 1000))
    .execute();

/** Until when the shop's last proven run has looked; null before the first. */
export const latestProvenRun = async (ledger: Ledger, shopId: string): Promise<Date | null> => {
  const row = await ledger
    .db()
    .selectFrom('runs')
    .select('window_to')
    .where('shop_id', '=', shopId)
    .where('state', '=', 'proven')
    .orderBy('window_to', 'desc')
    .executeTakeFirst();
  return row?.window_to ?? null;
};
