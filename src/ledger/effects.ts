import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { Problem } from '../domain/problem.ts';
import type { ProblemCode } from '../domain/problems.ts';
import { effectId } from './effect-id.ts';
import { canonicalJson, decodeJson, encodeJson } from './json.ts';
import { databaseNow } from './lease.ts';
import type { Ledger } from './open.ts';
import type { Row } from './tables.ts';

export type Effect = Row<'effects'>;

/** The lease of the order under which an effect is made. */
export interface EffectLease {
  readonly orderId: string;
  readonly fence: bigint;
}

export interface Intent {
  readonly shopId: string;
  readonly returnId?: string | null;
  /** The step, e.g. `refund-create`. */
  readonly kind: string;
  /** What of the order it is about, so that the same step on another subject is another effect. */
  readonly subject: string;
  /** Above 1 only after the one before has ended, by decision. Default 1. */
  readonly attempt?: number;
  readonly request: object;
}

export interface BegunEffect {
  readonly effect: Effect;
  /** True: recorded just now, so it was never sent. */
  readonly isNew: boolean;
  /** False: an earlier intent under this id asked for something else. Never send it then. */
  readonly sameRequest: boolean;
}

/** Equal requests have equal hashes, whatever the order of their keys. */
export const requestHash = (request: object): string =>
  createHash('sha256').update(canonicalJson(request)).digest('hex');

/**
 * Records the intent before anything is sent, or finds the one recorded earlier, which a new holder
 * of the order takes over if it has not ended: from then on the old holder can no longer finish it.
 *
 * @throws Problem `lease-lost` when the caller's lease on the order is not the present one.
 */
export const beginEffect = async (
  ledger: Ledger,
  lease: EffectLease,
  intent: Intent,
): Promise<BegunEffect> => {
  const { orderId, fence } = lease;
  const { shopId, kind, subject, attempt = 1, request, returnId = null } = intent;
  const id = effectId({ orderId, kind, subject, attempt });
  const hash = requestHash(request);
  const inserted = await sql<Effect>`
    insert into backhaul.effects
      (id, shop_id, order_id, return_id, kind, subject, attempt, request, request_hash, fence)
    select ${id}, ${shopId}, ${orderId}, ${returnId}::text, ${kind}, ${subject}, ${attempt}::int,
      ${encodeJson(request)}::jsonb, ${hash}, fence
    from backhaul.orders
    where id = ${orderId} and fence = ${fence} and lease_until > clock_timestamp()
    on conflict (order_id, kind, subject, attempt) do nothing
    returning *`.execute(ledger.db());
  const [effect] = inserted.rows;
  if (effect) return { effect, isNew: true, sameRequest: true };
  const standing = await takeOver(ledger, lease, id);
  if (!standing) throw leaseLost(orderId);
  return { effect: standing, isNew: false, sameRequest: standing.request_hash === hash };
};

const takeOver = async (
  ledger: Ledger,
  { orderId, fence }: EffectLease,
  id: string,
): Promise<Effect | undefined> => {
  const taken = await sql<Effect>`
    update backhaul.effects set fence = orders.fence from backhaul.orders
    where effects.id = ${id} and effects.state in ('INTENT', 'UNKNOWN')
      and orders.id = ${orderId} and orders.fence = ${fence}
      and orders.lease_until > clock_timestamp()
    returning effects.*`.execute(ledger.db());
  if (taken.rows[0]) return taken.rows[0];
  return await ledger
    .db()
    .selectFrom('effects')
    .selectAll()
    .where('id', '=', id)
    .where('state', 'in', ['DONE', 'REJECTED'])
    .executeTakeFirst();
};

/**
 * The last thing before sending: notes that from now on the outcome may be unknown. Keeps the time
 * of the first sending, by which the age of an idempotency key is measured, and that of this one, by
 * which is measured whether it may still be committed.
 *
 * @throws Problem `lease-lost`: then do not send. Another worker has, or is about to have, this effect.
 */
export const markSent = async (ledger: Ledger, id: string, fence: bigint): Promise<Effect> => {
  const { rows } = await sql<Effect>`
    update backhaul.effects set
      sent_at = coalesce(effects.sent_at, clock_timestamp()), last_sent_at = clock_timestamp()
    from backhaul.orders
    where effects.id = ${id} and effects.fence = ${fence}
      and effects.state in ('INTENT', 'UNKNOWN')
      and orders.id = effects.order_id and orders.fence = ${fence}
      and orders.lease_until > clock_timestamp()
    returning effects.*`.execute(ledger.db());
  const [effect] = rows;
  if (!effect) throw leaseLost(id);
  return effect;
};

/**
 * Takes a sending back that provably reached nobody (no connection, refused for want of budget).
 * Only for an effect's first sending: of one that was sent before, an earlier sending may have
 * taken effect.
 */
export const markUnsent = async (ledger: Ledger, id: string, fence: bigint): Promise<void> => {
  await ledger
    .db()
    .updateTable('effects')
    .set({ sent_at: null })
    .where('id', '=', id)
    .where('fence', '=', fence)
    .where('state', '=', 'INTENT')
    .execute();
};

/** The newest attempt at one step on one subject of an order; null before the first. */
export const latestEffect = async (
  ledger: Ledger,
  of: { orderId: string; kind: string; subject: string },
): Promise<Effect | null> =>
  (await ledger
    .db()
    .selectFrom('effects')
    .selectAll()
    .where('order_id', '=', of.orderId)
    .where('kind', '=', of.kind)
    .where('subject', '=', of.subject)
    .orderBy('attempt', 'desc')
    .executeTakeFirst()) ?? null;

/** What the newest done effect of a kind brought back; null if there is none. */
export const lastResult = async <T>(
  ledger: Ledger,
  orderId: string,
  kind: string,
): Promise<T | null> => {
  const row = await ledger
    .db()
    .selectFrom('effects')
    .select('result')
    .where('order_id', '=', orderId)
    .where('kind', '=', kind)
    .where('state', '=', 'DONE')
    .orderBy('ended_at', 'desc')
    .executeTakeFirst();
  return row?.result == null ? null : decodeJson<T>(row.result);
};

export type EffectOutcome =
  /** The other system did it; `remoteId` is its own id for what was made. */
  | { readonly state: 'DONE'; readonly remoteId?: string | null; readonly result?: unknown }
  /** Definitely refused, or definitely never done: a new attempt may be decided. */
  | { readonly state: 'REJECTED'; readonly code: ProblemCode; readonly detail: string }
  /** Sent, and no certain answer: the only way on is a probe. */
  | { readonly state: 'UNKNOWN'; readonly code: ProblemCode; readonly detail: string };

/**
 * Records how an effect ended, or that this is not known. Conditional on fence and state: false means
 * that it has ended already, that another worker took it over, or that what was never sent would be
 * called unknown. The facts themselves need no lease, so a late answer under the old fence is kept
 * as long as nobody took over.
 */
export const finishEffect = async (
  ledger: Ledger,
  id: string,
  fence: bigint,
  outcome: EffectOutcome,
): Promise<boolean> => {
  const ended = outcome.state === 'UNKNOWN' ? null : databaseNow;
  const change =
    outcome.state === 'DONE'
      ? { result: encodeJson(outcome.result ?? null), remote_id: outcome.remoteId ?? null }
      : { problem_code: outcome.code, problem_detail: outcome.detail };
  let update = ledger
    .db()
    .updateTable('effects')
    .set({ state: outcome.state, ended_at: ended, ...change })
    .where('id', '=', id)
    .where('fence', '=', fence)
    .where('state', 'in', ['INTENT', 'UNKNOWN']);
  if (outcome.state === 'UNKNOWN') update = update.where('sent_at', 'is not', null);
  const { numUpdatedRows } = await update.executeTakeFirst();
  return numUpdatedRows > 0n;
};

/** Notes that an open effect was looked up without a certain answer, for back-off and for people. */
export const noteProbe = async (ledger: Ledger, id: string): Promise<void> => {
  await ledger
    .db()
    .updateTable('effects')
    .set({ probed_at: databaseNow, probes: sql<number>`probes + 1` })
    .where('id', '=', id)
    .where('state', 'in', ['INTENT', 'UNKNOWN'])
    .execute();
};

/** The order's effects that have not ended, oldest first: these come before any new step. */
export const openEffects = (ledger: Ledger, orderId: string): Promise<Effect[]> =>
  ledger
    .db()
    .selectFrom('effects')
    .selectAll()
    .where('order_id', '=', orderId)
    .where('state', 'in', ['INTENT', 'UNKNOWN'])
    .orderBy('created_at')
    .execute();

/** All effects of the order, oldest first. */
export const orderEffects = (ledger: Ledger, orderId: string): Promise<Effect[]> =>
  ledger
    .db()
    .selectFrom('effects')
    .selectAll()
    .where('order_id', '=', orderId)
    .orderBy('created_at')
    .execute();

const leaseLost = (what: string): Problem =>
  new Problem('lease-lost', `Another worker took over (${what}).`, { detail: { subject: what } });
