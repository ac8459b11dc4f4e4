import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { encodeJson } from './json.ts';
import { databaseNow, fromNow } from './lease.ts';
import type { Ledger } from './open.ts';
import type { Row } from './tables.ts';

/** Which system's picture a hint makes stale; `none` only asks for another look. */
export type StaleSide = 'shopify' | 'netsuite' | 'both' | 'none';

/** An order as a hint knows it: by one of its ids. */
export type OrderKey =
  | { readonly id: string }
  | { readonly shopifyOrderId: string }
  | { readonly netsuiteOrderId: string };

export interface TouchedOrder {
  readonly id: string;
  readonly hintSeq: bigint;
  readonly isNew: boolean;
}

/**
 * Says "look at this order again": finds it or begins it, raises its hint sequence and marks a side
 * stale, so that no worker can end its look without seeing this hint. Belongs in the transaction
 * that resolves the hint. Touch several orders in the order of their ids, or two such transactions
 * can wait for each other.
 *
 * @throws Error when an `id` is given that does not exist.
 */
export const touchOrder = async (
  ledger: Ledger,
  touch: { shopId: string; key: OrderKey; name?: string; stale: StaleSide },
): Promise<TouchedOrder> => {
  const raise = {
    hint_seq: sql<bigint>`orders.hint_seq + 1`,
    // An order that is hinted often keeps its place in the sweep.
    updated_at: sql<Date>`case when orders.hint_seq > orders.seen_seq then orders.updated_at
      else clock_timestamp() end`,
    ...(touch.stale === 'shopify' || touch.stale === 'both' ? { shopify_stale: true } : {}),
    ...(touch.stale === 'netsuite' || touch.stale === 'both' ? { netsuite_stale: true } : {}),
  };
  const { shopId, key } = touch;
  if ('id' in key) {
    const row = await ledger
      .db()
      .updateTable('orders')
      .set(raise)
      .where('shop_id', '=', shopId)
      .where('id', '=', key.id)
      .returning(['id', 'hint_seq'])
      .executeTakeFirstOrThrow(() => new Error(`shop ${shopId} has no order ${key.id}`));
    return { id: row.id, hintSeq: row.hint_seq, isNew: false };
  }
  const column = 'shopifyOrderId' in key ? 'shopify_order_id' : 'netsuite_order_id';
  const foreignId = 'shopifyOrderId' in key ? key.shopifyOrderId : key.netsuiteOrderId;
  const id = randomUUID();
  const row = await ledger
    .db()
    .insertInto('orders')
    .values({ id, shop_id: shopId, name: touch.name ?? '', [column]: foreignId, hint_seq: 1n })
    .onConflict((conflict) => conflict.columns(['shop_id', column]).doUpdateSet(raise))
    .returning(['id', 'hint_seq'])
    .executeTakeFirstOrThrow();
  return { id: row.id, hintSeq: row.hint_seq, isNew: row.id === id };
};

export interface OrderLease {
  readonly id: string;
  readonly shopId: string;
  readonly owner: string;
  readonly fence: bigint;
  /** What the look that now begins covers: hand it back to `releaseOrder`. */
  readonly hintSeq: bigint;
  readonly seenSeq: bigint;
  readonly order: Row<'orders'>;
}

/**
 * Takes the order for `durationMs` if nobody holds it, in one conditional update by the database's
 * clock; else null, and then drop the ring: the holder or the sweep will see the sequence.
 */
export const leaseOrder = async (
  ledger: Ledger,
  id: string,
  owner: string,
  durationMs: number,
): Promise<OrderLease | null> => {
  const order = await ledger
    .db()
    .updateTable('orders')
    .set({
      lease_owner: owner,
      lease_until: fromNow(durationMs),
      fence: sql<bigint>`fence + 1`,
    })
    .where('id', '=', id)
    .where((or) => or.or([or('lease_until', 'is', null), or('lease_until', '<=', databaseNow)]))
    .returningAll()
    .executeTakeFirst();
  if (!order) return null;
  const { shop_id: shopId, fence, hint_seq: hintSeq, seen_seq: seenSeq } = order;
  return { id, shopId, owner, fence, hintSeq, seenSeq, order };
};

/** Prolongs the lease to `durationMs` from now. False: another worker has the order, stop at once. */
export const renewLease = async (
  ledger: Ledger,
  lease: { id: string; fence: bigint },
  durationMs: number,
): Promise<boolean> => {
  const { numUpdatedRows } = await ledger
    .db()
    .updateTable('orders')
    .set({ lease_until: fromNow(durationMs) })
    .where('id', '=', lease.id)
    .where('fence', '=', lease.fence)
    .where('lease_owner', 'is not', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};

/** Has the next look read one side anew, though no hint asks for it. Under the lease of the order. */
export const markStale = async (
  ledger: Ledger,
  lease: { id: string; fence: bigint },
  side: 'shopify' | 'netsuite',
): Promise<void> => {
  await ledger
    .db()
    .updateTable('orders')
    .set(side === 'shopify' ? { shopify_stale: true } : { netsuite_stale: true })
    .where('id', '=', lease.id)
    .where('fence', '=', lease.fence)
    .execute();
};

/**
 * Gives the order back after a look that covered every hint up to `seenSeq`, and says when to look
 * next. `hinted-again`: a hint came in meanwhile, ring again. `lost`: the lease ran out and another
 * worker took the order; nothing was written.
 */
export const releaseOrder = async (
  ledger: Ledger,
  release: { id: string; fence: bigint; seenSeq: bigint; nextLookAt: Date | null },
): Promise<'clean' | 'hinted-again' | 'lost'> => {
  const row = await ledger
    .db()
    .updateTable('orders')
    .set({
      lease_owner: null,
      lease_until: null,
      seen_seq: sql<bigint>`greatest(seen_seq, ${release.seenSeq})`,
      next_look_at: release.nextLookAt,
      updated_at: databaseNow,
    })
    .where('id', '=', release.id)
    .where('fence', '=', release.fence)
    .where('lease_owner', 'is not', null)
    .returning(['hint_seq', 'seen_seq'])
    .executeTakeFirst();
  if (!row) return 'lost';
  return row.hint_seq === row.seen_seq ? 'clean' : 'hinted-again';
};

/**
 * Orders that want a look and that nobody holds: hinted and not yet seen, or past their
 * `next_look_at`. Longest waiting first, at most `limit` (1,000). The sweep rings for these, which
 * is why losing the whole queue loses nothing.
 */
export const dueOrders = async (
  ledger: Ledger,
  limit: number,
): Promise<{ id: string; shopId: string }[]> => {
  const { rows } = await sql<{ id: string; shopId: string }>`
    select id, shop_id as "shopId" from (
      select id, shop_id, updated_at as since, lease_until from backhaul.orders
        where hint_seq > seen_seq
      union
      select id, shop_id, next_look_at, lease_until from backhaul.orders
        where next_look_at <= clock_timestamp() and hint_seq = seen_seq
    ) due
    where lease_until is null or lease_until <= clock_timestamp()
    order by since
    limit ${Math.min(limit, 1000)}`.execute(ledger.db());
  return rows;
};

/**
 * Keeps what one system showed, for the next look and for people. The side stays stale if a hint
 * came in after `hintSeq`, the sequence before the reading began. False: the lease is lost.
 */
export const saveSide = async (
  ledger: Ledger,
  save: {
    id: string;
    fence: bigint;
    side: 'shopify' | 'netsuite';
    value: object | null;
    readAt: Date;
    hintSeq: bigint;
  },
): Promise<boolean> => {
  const value = save.value === null ? null : encodeJson(save.value);
  const stale = (column: 'shopify_stale' | 'netsuite_stale') =>
    sql<boolean>`${sql.ref(column)} and hint_seq <> ${save.hintSeq}`;
  const change =
    save.side === 'shopify'
      ? {
          shopify_side: value,
          shopify_read_at: save.readAt,
          shopify_stale: stale('shopify_stale'),
        }
      : {
          netsuite_side: value,
          netsuite_read_at: save.readAt,
          netsuite_stale: stale('netsuite_stale'),
        };
  const { numUpdatedRows } = await ledger
    .db()
    .updateTable('orders')
    .set({ ...change, updated_at: databaseNow })
    .where('id', '=', save.id)
    .where('fence', '=', save.fence)
    .where('lease_owner', 'is not', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};

/** The order, or null. Its sides are read with `decodeJson`. */
export const findOrder = async (ledger: Ledger, id: string): Promise<Row<'orders'> | null> =>
  (await ledger.db().selectFrom('orders').selectAll().where('id', '=', id).executeTakeFirst()) ??
  null;

/** What the two systems told about the order's name and its document in NetSuite. */
export const nameOrder = async (
  ledger: Ledger,
  id: string,
  known: { name?: string; netsuiteOrderId?: string; shopifyOrderId?: string },
): Promise<void> => {
  const change = {
    ...(known.name === undefined ? {} : { name: known.name }),
    ...(known.netsuiteOrderId === undefined ? {} : { netsuite_order_id: known.netsuiteOrderId }),
    ...(known.shopifyOrderId === undefined ? {} : { shopify_order_id: known.shopifyOrderId }),
  };
  if (Object.keys(change).length === 0) return;
  await ledger.db().updateTable('orders').set(change).where('id', '=', id).execute();
};
