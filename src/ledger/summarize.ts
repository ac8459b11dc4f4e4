import { sql } from 'kysely';
import type { Ledger } from './open.ts';

/** What the money sides of all settled returns say, in one currency. */
export interface Balance {
  readonly currency: string;
  readonly returns: number;
  /** The ERP's amounts. */
  readonly erpMinor: bigint;
  /** Paid back through Shopify, failed transactions left out. */
  readonly shopifyMinor: bigint;
  /** Differences of single returns, added up without sign: two wrongs do not cancel out. */
  readonly differenceMinor: bigint;
}

export interface Summary {
  /** Number of returns in each stage; a stage without returns is missing. */
  readonly stages: ReadonlyMap<string, number>;
  readonly openExceptions: number;
  /** Returns of which at least one exception is open. */
  readonly returnsNeedingPerson: number;
  readonly balances: readonly Balance[];
}

/** Counts all returns of the ledger by stage, and adds up what both systems say of the settled ones. */
export const summarize = async (ledger: Ledger): Promise<Summary> => {
  const db = ledger.db();
  const stages = await sql<{ stage: string; count: bigint }>`
    select stage, count(*) as count from backhaul.returns group by stage`.execute(db);
  const exceptions = await sql<{ open: bigint; returns: bigint }>`
    select count(*) as open, count(distinct return_id) as returns
    from backhaul.exceptions where closed_at is null`.execute(db);
  const balances = await sql<{
    currency: string;
    returns: bigint;
    erpMinor: bigint;
    shopifyMinor: bigint;
    differenceMinor: bigint;
  }>`
    select currency, count(*) as returns,
      sum(erp)::bigint as "erpMinor",
      sum(shopify)::bigint as "shopifyMinor",
      sum(abs(erp - shopify))::bigint as "differenceMinor"
    from (
      select r.currency, r.amount_minor as erp,
        coalesce((select sum(t.amount_minor) from backhaul.refunds f
          join backhaul.refund_tenders t on t.refund_id = f.id
          where f.return_id = r.id and f.shopify_refund_id is not null
            and t.status not in ('FAILURE', 'ERROR')), 0) as shopify
      from backhaul.returns r
      where r.stage in ('settled', 'closed') and r.amount_minor is not null
        and not r.observed_only
    ) settled
    group by currency order by currency`.execute(db);
  return {
    stages: new Map(stages.rows.map((row) => [row.stage, Number(row.count)])),
    openExceptions: Number(exceptions.rows[0]?.open ?? 0),
    returnsNeedingPerson: Number(exceptions.rows[0]?.returns ?? 0),
    balances: balances.rows.map((row) => ({ ...row, returns: Number(row.returns) })),
  };
};
