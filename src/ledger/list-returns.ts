import { sql } from 'kysely';
import type { Ledger } from './open.ts';

export interface ListedReturn {
  readonly id: string;
  readonly name: string;
  readonly orderName: string;
  readonly shopId: string;
  readonly stage: string;
  readonly stageSince: Date;
  readonly blockerCode: string | null;
  readonly blocker: string | null;
  readonly erpAmountMinor: bigint | null;
  readonly shopifyAmountMinor: bigint;
  readonly currency: string | null;
  readonly rmas: string | null;
  readonly ended: boolean;
}

/** Returns, newest first, at most `limit` (500), with the ERP's amount and what Shopify paid back. */
export const listReturns = async (
  ledger: Ledger,
  options: { readonly limit: number; readonly beforeId?: string | null },
): Promise<readonly ListedReturn[]> => {
  const { rows } = await sql<ListedReturn>`
    select r.id, r.name, o.name as "orderName", r.shop_id as "shopId", r.stage,
      r.stage_since as "stageSince", r.blocker_code as "blockerCode", r.blocker,
      r.amount_minor as "erpAmountMinor", r.currency, r.ended_at is not null as ended,
      coalesce((select sum(t.amount_minor) from backhaul.refunds f
        join backhaul.refund_tenders t on t.refund_id = f.id
        where f.return_id = r.id and f.shopify_refund_id is not null
          and t.status not in ('FAILURE', 'ERROR')), 0)::bigint as "shopifyAmountMinor",
      (select string_agg(coalesce(m.tran_id, 'being opened'), ', ' order by m.id)
        from backhaul.rmas m where m.return_id = r.id) as rmas
    from backhaul.returns r join backhaul.orders o on o.id = r.order_id
    where ${options.beforeId ?? null}::text is null
      or (r.started_at, r.id) < (select b.started_at, b.id from backhaul.returns b
        where b.id = ${options.beforeId ?? null}::text)
    order by r.started_at desc, r.id desc
    limit ${Math.min(options.limit, 500)}`.execute(ledger.db());
  return rows;
};
