import { sql } from 'kysely';
import type { Decision } from '../domain/decide/decide.ts';
import type { ReturnView } from '../domain/decide/view-return.ts';
import { type ProblemCode, problems } from '../domain/problems.ts';
import { recordEvent } from './events.ts';
import { closeWhenGone, raiseException } from './exceptions.ts';
import { cancelExpectedHolds } from './holds.ts';
import type { Ledger } from './open.ts';
import type { Row } from './tables.ts';

interface Scope {
  readonly shopId: string;
  readonly orderId: string;
}

/**
 * Keeps what a look found: returns with their lines and units, stages, the blocker sentence, and
 * the exceptions that stand open, each raised once and closed when its cause is gone. One
 * transaction; each change has an audit row, and nothing is written where nothing changed.
 */
export async function recordDecision(
  ledger: Ledger,
  scope: Scope,
  decision: Decision,
): Promise<void> {
  await ledger.transact(async () => {
    for (const view of decision.returns) await recordReturn(ledger, scope, view);
    await recordExceptions(ledger, scope, decision);
  });
}

async function recordReturn(ledger: Ledger, scope: Scope, view: ReturnView): Promise<void> {
  const known = await ledger
    .db()
    .selectFrom('returns')
    .selectAll()
    .where('id', '=', view.id)
    .executeTakeFirst();
  if (known === undefined) {
    await insertReturn(ledger, scope, view);
  } else if (differs(known, view)) {
    await ledger
      .db()
      .updateTable('returns')
      .set({
        stage: view.stage,
        stage_since: known.stage === view.stage ? known.stage_since : sql<Date>`clock_timestamp()`,
        blocker_code: view.blockerCode,
        blocker: view.blocker,
        amount_minor: view.amountMinor,
        currency: view.currency,
        observed_only: view.observedOnly,
        ended_at: view.ended ? (known.ended_at ?? sql<Date>`clock_timestamp()`) : null,
      })
      .where('id', '=', view.id)
      .execute();
    if (known.stage !== view.stage) {
      await audit(ledger, scope, view.id, 'stage.changed', { from: known.stage, to: view.stage });
    }
  }
  await recordUnits(ledger, view);
  const gone = view.units.filter((unit) => unit.stage === 'cancelled');
  if (gone.length > 0) await cancelExpectedHolds(ledger, gone);
}

function differs(known: Row<'returns'>, view: ReturnView): boolean {
  return (
    known.stage !== view.stage ||
    known.blocker_code !== view.blockerCode ||
    known.blocker !== view.blocker ||
    known.amount_minor !== view.amountMinor ||
    known.observed_only !== view.observedOnly ||
    (known.ended_at !== null) !== view.ended
  );
}

async function insertReturn(ledger: Ledger, scope: Scope, view: ReturnView): Promise<void> {
  await ledger
    .db()
    .insertInto('returns')
    .values({
      id: view.id,
      order_id: scope.orderId,
      shop_id: scope.shopId,
      shopify_return_id: view.shopifyReturnId,
      name: view.name,
      origin: 'shopify',
      stage: view.stage,
      blocker_code: view.blockerCode,
      blocker: view.blocker,
      amount_minor: view.amountMinor,
      currency: view.currency,
      observed_only: view.observedOnly,
      started_at: new Date(view.createdAt),
      ended_at: view.ended ? sql<Date>`clock_timestamp()` : null,
    })
    .execute();
  await audit(ledger, scope, view.id, 'return.seen', { stage: view.stage, name: view.name });
}

/** Lines and units are only ever added or filled in; what a unit once received stays. */
async function recordUnits(ledger: Ledger, view: ReturnView): Promise<void> {
  for (const line of view.lines) {
    await ledger
      .db()
      .insertInto('return_lines')
      .values({
        id: line.id,
        return_id: view.id,
        shopify_return_line_id: line.shopifyReturnLineId,
        shopify_line_id: line.shopifyLineId,
        fulfillment_line_item_id: line.fulfillmentLineItemId,
        quantity: line.quantity,
        reason: line.reason,
        reason_note: line.note,
      })
      .onConflict((conflict) =>
        conflict
          .column('id')
          .doUpdateSet({ quantity: line.quantity })
          .where('return_lines.quantity', '!=', line.quantity),
      )
      .execute();
  }
  if (view.units.length === 0) return;
  const rows = JSON.stringify(
    view.units.map((unit) => ({
      return_line_id: unit.returnLineId,
      ordinal: unit.ordinal,
      rma_id: unit.rmaId,
      rma_line: unit.rmaLine,
      received: unit.received,
      disposition: unit.disposition,
      credit_id: unit.creditId,
    })),
  );
  await sql`
    insert into backhaul.units as u
      (return_line_id, ordinal, rma_id, rma_line, received_at, disposition, judged_at, credit_id)
    select x.return_line_id, x.ordinal, x.rma_id, x.rma_line,
           case when x.received then clock_timestamp() end,
           x.disposition, case when x.disposition is not null then clock_timestamp() end, x.credit_id
    from jsonb_to_recordset(${rows}::jsonb) as x(return_line_id text, ordinal int, rma_id text,
      rma_line int, received boolean, disposition text, credit_id text)
    on conflict (return_line_id, ordinal) do update set
      rma_id = excluded.rma_id, rma_line = excluded.rma_line,
      received_at = coalesce(u.received_at, excluded.received_at),
      disposition = excluded.disposition,
      judged_at = case when excluded.disposition is null then null
                       else coalesce(u.judged_at, excluded.judged_at) end,
      cleared_at = case when excluded.disposition = 'sellable' then u.cleared_at end,
      credit_id = excluded.credit_id
    where (u.rma_id, u.rma_line, u.received_at is null, u.disposition, u.credit_id)
      is distinct from (excluded.rma_id, excluded.rma_line, excluded.received_at is null,
                        excluded.disposition, excluded.credit_id)
  `.execute(ledger.db());
}

/** The codes that a look can find; exceptions of other origin are not its to close. */
const decidable = (Object.keys(problems) as ProblemCode[]).filter(
  (code) => !code.startsWith('webhook-') && code !== 'credit-not-ours',
);

async function recordExceptions(ledger: Ledger, scope: Scope, decision: Decision): Promise<void> {
  for (const { returnId, code, subject, detail } of decision.findings) {
    const { isNew } = await raiseException(ledger, { ...scope, returnId, code, subject, detail });
    if (isNew) await audit(ledger, scope, returnId, 'exception.raised', { code, subject, detail });
  }
  const gone = await closeWhenGone(ledger, {
    ...scope,
    codes: decidable,
    still: decision.findings,
    reason: 'the cause is gone',
  });
  for (const row of gone) {
    const { code, subject } = row;
    await audit(ledger, scope, row.return_id, 'exception.closed', { code, subject });
  }
}

async function audit(
  ledger: Ledger,
  { shopId, orderId }: Scope,
  returnId: string | null,
  action: string,
  data: Readonly<Record<string, string>>,
): Promise<void> {
  const event = { shopId, orderId, returnId, action, data };
  await recordEvent(ledger, { ...event, actorKind: 'system', actor: 'backhaul' });
}
