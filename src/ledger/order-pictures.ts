import { createHash } from 'node:crypto';
import type { NetsuiteSide, ReturnStatus, ShopifySide } from '../domain/snapshot.ts';
import { canonicalJson, decodeJson } from './json.ts';
import type { Ledger } from './open.ts';

/** What the ledger holds of one order's two sides. */
export interface OrderPicture {
  readonly shopifyOrderId: string;
  readonly shopify: ShopifySide | null;
  readonly netsuite: NetsuiteSide | null;
  /** Every hint so far is covered by a finished look. */
  readonly seen: boolean;
  readonly hintSeq: bigint;
  readonly endedReturnIds: readonly string[];
  /** Statuses that our own writes gave returns since the reading, by Shopify id. */
  readonly returnStatuses: ReadonlyMap<string, ReturnStatus>;
  /** When our last write to this order ended; null before any. */
  readonly lastOwnWriteAt: Date | null;
  /** Digest of both sides without their reading times: equal content, equal digest. */
  readonly digest: string;
}

/** The pictures of at most 1,000 orders by Shopify id; orders the ledger never heard of are left out. */
export const orderPictures = async (
  ledger: Ledger,
  shopId: string,
  shopifyOrderIds: readonly string[],
): Promise<ReadonlyMap<string, OrderPicture>> => {
  if (shopifyOrderIds.length === 0) return new Map();
  const rows = await ledger
    .db()
    .selectFrom('orders')
    .select(['id', 'shopify_order_id', 'shopify_side', 'netsuite_side', 'hint_seq', 'seen_seq'])
    .where('shop_id', '=', shopId)
    .where('shopify_order_id', 'in', shopifyOrderIds)
    .execute();
  const ended = await ledger
    .db()
    .selectFrom('returns')
    .innerJoin('orders', 'orders.id', 'returns.order_id')
    .select(['returns.order_id', 'returns.shopify_return_id'])
    .where('orders.shop_id', '=', shopId)
    .where('orders.shopify_order_id', 'in', shopifyOrderIds)
    .where('returns.ended_at', 'is not', null)
    .execute();
  const writes = await ledger
    .db()
    .selectFrom('effects')
    .innerJoin('orders', 'orders.id', 'effects.order_id')
    .select(['effects.order_id', 'effects.kind', 'effects.subject', 'effects.ended_at'])
    .where('orders.shop_id', '=', shopId)
    .where('orders.shopify_order_id', 'in', shopifyOrderIds)
    .where('effects.state', '=', 'DONE')
    .orderBy('effects.ended_at')
    .execute();
  const pictures = new Map<string, OrderPicture>();
  for (const row of rows) {
    const shopifyOrderId = row.shopify_order_id;
    if (shopifyOrderId === null) continue;
    const shopify = row.shopify_side === null ? null : decodeJson<ShopifySide>(row.shopify_side);
    const netsuite =
      row.netsuite_side === null ? null : decodeJson<NetsuiteSide>(row.netsuite_side);
    const content = [
      shopify && { ...shopify, readAt: null, order: { ...shopify.order, updatedAt: null } },
      netsuite && { ...netsuite, readAt: null },
    ];
    pictures.set(shopifyOrderId, {
      shopifyOrderId,
      shopify,
      netsuite,
      seen: row.hint_seq === row.seen_seq,
      ...ownWrites(writes.filter((each) => each.order_id === row.id)),
      hintSeq: row.hint_seq,
      endedReturnIds: ended
        .filter((each) => each.order_id === row.id)
        .flatMap((each) => each.shopify_return_id ?? []),
      digest: createHash('sha256').update(canonicalJson(content)).digest('hex'),
    });
  }
  return pictures;
};

const statusAfter: ReadonlyMap<string, ReturnStatus> = new Map([
  ['approve-return', 'OPEN'],
  ['close-return', 'CLOSED'],
  ['cancel-return', 'CANCELED'],
]);

/** What our own done effects changed, the latest last. */
function ownWrites(
  writes: readonly {
    readonly kind: string;
    readonly subject: string;
    readonly ended_at: Date | null;
  }[],
): Pick<OrderPicture, 'returnStatuses' | 'lastOwnWriteAt'> {
  const returnStatuses = new Map<string, ReturnStatus>();
  for (const { kind, subject } of writes) {
    const status = statusAfter.get(kind);
    if (status !== undefined) returnStatuses.set(subject, status);
  }
  return { returnStatuses, lastOwnWriteAt: writes.at(-1)?.ended_at ?? null };
}

/** Shopify ids of all orders with a return that the ledger holds for unfinished. */
export const openReturnOrders = async (
  ledger: Ledger,
  shopId: string,
): Promise<readonly string[]> => {
  const rows = await ledger
    .db()
    .selectFrom('returns')
    .innerJoin('orders', 'orders.id', 'returns.order_id')
    .select('orders.shopify_order_id')
    .distinct()
    .where('returns.shop_id', '=', shopId)
    .where('returns.ended_at', 'is', null)
    .execute();
  return rows.flatMap((row) => row.shopify_order_id ?? []);
};
