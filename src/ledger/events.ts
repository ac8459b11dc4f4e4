import { encodeJson } from './json.ts';
import type { Ledger } from './open.ts';
import type { ActorKind, Row } from './tables.ts';

export interface EventInput {
  readonly shopId: string;
  readonly orderId?: string | null;
  readonly returnId?: string | null;
  readonly actorKind: ActorKind;
  /** Who: a user's id, a job's name, the other system's user. */
  readonly actor: string;
  /** What happened, as `noun.verb`. */
  readonly action: string;
  readonly reason?: string | null;
  /** Ids and amounts, no personal data: events outlive a redaction. */
  readonly data?: object;
}

/**
 * Writes audit rows. Belongs in the transaction of the change it tells of. They cannot be changed
 * or deleted afterwards; the sealer chains them within seconds.
 */
export const recordEvents = async (
  ledger: Ledger,
  events: readonly EventInput[],
): Promise<bigint[]> => {
  if (events.length === 0) return [];
  const rows = await ledger
    .db()
    .insertInto('events')
    .values(
      events.map((event) => ({
        shop_id: event.shopId,
        order_id: event.orderId ?? null,
        return_id: event.returnId ?? null,
        actor_kind: event.actorKind,
        actor: event.actor,
        action: event.action,
        reason: event.reason ?? null,
        data: encodeJson(event.data ?? {}),
      })),
    )
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
};

/** `recordEvents` for one. */
export const recordEvent = async (ledger: Ledger, event: EventInput): Promise<void> => {
  await recordEvents(ledger, [event]);
};

/** What happened to a return, latest first, at most `limit`; `before` pages on. */
export const returnEvents = (
  ledger: Ledger,
  returnId: string,
  limit: number,
  before?: bigint,
): Promise<Row<'events'>[]> => {
  const query = ledger
    .db()
    .selectFrom('events')
    .selectAll()
    .where('return_id', '=', returnId)
    .orderBy('id', 'desc')
    .limit(Math.min(limit, 1000));
  return (before === undefined ? query : query.where('id', '<', before)).execute();
};
