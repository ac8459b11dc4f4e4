import { sql } from 'kysely';
import type { Ledger } from './open.ts';

/** Clocks of two systems and the resolution of their time stamps. */
const marginSeconds = 2;

/**
 * Whether a message about a return, triggered at `triggeredAt`, is the echo of our own effect of one
 * of this kind: that effect was under way at that very time.
 */
export const wasOwnReturnChange = async (
  ledger: Ledger,
  about: {
    readonly shopId: string;
    readonly returnId: string;
    readonly kind: string;
    readonly triggeredAt: Date;
  },
): Promise<boolean> => {
  const { rows } = await sql`
    select 1 from backhaul.effects
    where shop_id = ${about.shopId} and return_id = ${about.returnId} and kind = ${about.kind}
      and ${underWay(about.triggeredAt)}
    limit 1`.execute(ledger.db());
  return rows.length > 0;
};

/** Sent before then and not ended by then: its own reply, or its probe, tells what became of it. */
const underWay = (at: Date) => sql`state in ('INTENT', 'DONE')
  and ${at}::timestamptz between sent_at - make_interval(secs => ${marginSeconds})
    and coalesce(ended_at, clock_timestamp()) + make_interval(secs => ${marginSeconds})`;

/** Whether a disposal of exactly such lines was part of our own processing of a return at that time. */
export const wasOwnDisposal = async (
  ledger: Ledger,
  shopId: string,
  reverseFulfillmentOrderLineIds: readonly string[],
  triggeredAt: Date,
): Promise<boolean> => {
  const { rows } = await sql<{ request: string }>`
    select request::text as request from backhaul.effects
    where shop_id = ${shopId} and kind = 'process-return' and ${underWay(triggeredAt)}`.execute(
    ledger.db(),
  );
  return rows.some(({ request }) =>
    reverseFulfillmentOrderLineIds.every((id) => request.includes(JSON.stringify(id))),
  );
};

/** Whether the order's last reading of NetSuite covers a change, and nothing made it stale since. */
export const hasSeenChange = async (
  ledger: Ledger,
  shopId: string,
  shopifyOrderId: string,
  changeKey: string,
): Promise<boolean> => {
  const { rows } = await sql`
    select 1 from backhaul.orders
    where shop_id = ${shopId} and shopify_order_id = ${shopifyOrderId} and not netsuite_stale
      and netsuite_side -> 'seen' @> to_jsonb(${changeKey}::text)`.execute(ledger.db());
  return rows.length > 0;
};

/** Whether a refund is one of ours, by the effect id that its note carries, and its fate is in hand. */
export const isOwnRefund = async (ledger: Ledger, effectId: string): Promise<boolean> => {
  const row = await ledger
    .db()
    .selectFrom('effects')
    .select('id')
    .where('id', '=', effectId)
    .where('kind', '=', 'refund')
    .where('state', 'in', ['INTENT', 'DONE'])
    .executeTakeFirst();
  return row !== undefined;
};

/** Whether a transaction stands in our books with this very status. */
export const isBookedTransaction = async (
  ledger: Ledger,
  transactionId: string,
  status: string,
): Promise<boolean> => {
  const row = await ledger
    .db()
    .selectFrom('refund_tenders')
    .select('refund_id')
    .where('transaction_id', '=', transactionId)
    .where('status', '=', status)
    .executeTakeFirst();
  return row !== undefined;
};
