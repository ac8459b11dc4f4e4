import { sql } from 'kysely';
import type { Quote } from '../domain/quote.ts';
import { encodeJson } from './json.ts';
import type { Ledger } from './open.ts';

/** Keeps a new revision of a return's quote; an open one before it is superseded. Returns its id. */
export const saveQuote = async (
  ledger: Ledger,
  quote: Quote,
  factsDigest: string,
  reason: string | null,
): Promise<string> =>
  await ledger.transact(async () => {
    await ledger
      .db()
      .updateTable('quotes')
      .set({ state: 'superseded', superseded_at: sql<Date>`clock_timestamp()` })
      .where('return_id', '=', quote.returnId)
      .where('state', '=', 'open')
      .execute();
    const id = `${quote.returnId}:q${quote.revision}`;
    await ledger
      .db()
      .insertInto('quotes')
      .values({
        id,
        return_id: quote.returnId,
        revision: quote.revision,
        state: 'open',
        total_minor: quote.totalMinor,
        currency: quote.currency,
        hash: quote.hash,
        facts_digest: factsDigest,
        shipping_minor: quote.shippingMinor,
        fee_minor: quote.feeMinor,
        why_not_lockable: quote.verdict.lockable ? null : quote.verdict.why,
        parts: encodeJson(quote.parts),
        derivation: encodeJson(quote.derivation),
        differences: encodeJson(quote.differences),
        reason,
      })
      .execute();
    if (quote.units.length > 0) {
      await ledger
        .db()
        .insertInto('quote_units')
        .values(
          quote.units.map((unit) => ({
            quote_id: id,
            return_line_id: unit.returnLineId,
            ordinal: unit.ordinal,
            net_minor: unit.netMinor,
            tax_minor: unit.taxMinor,
          })),
        )
        .execute();
    }
    return id;
  });

/** Locks an open quote: from now on its amount is what the customer is told. False if it is not open. */
export const lockQuote = async (ledger: Ledger, quoteId: string): Promise<boolean> => {
  const { numUpdatedRows } = await ledger
    .db()
    .updateTable('quotes')
    .set({ state: 'locked', locked_at: sql<Date>`clock_timestamp()` })
    .where('id', '=', quoteId)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};

/** Sum of what nobody has explained in the quotes that hold a return up, by currency, in minor units. */
export const unexplainedByCurrency = async (ledger: Ledger): Promise<Record<string, bigint>> => {
  const { rows } = await sql<{ currency: string; minor: bigint }>`
    select q.currency, sum(abs((d -> 'unexplainedMinor' ->> '$bigint')::bigint))::bigint as minor
    from backhaul.quotes q
    join backhaul.returns r on r.id = q.return_id and r.ended_at is null
    cross join lateral jsonb_array_elements(q.differences) d
    where q.state <> 'superseded' and d ->> 'against' = 'reversal'
    group by q.currency`.execute(ledger.db());
  return Object.fromEntries(rows.map((row) => [row.currency, row.minor]));
};
