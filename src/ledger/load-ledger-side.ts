import { sql } from 'kysely';
import type {
  LedgerApproval,
  LedgerCredit,
  LedgerEffect,
  LedgerHold,
  LedgerQuote,
  LedgerRefund,
  LedgerRma,
  LedgerSide,
  LedgerTelling,
  UnitKey,
} from '../domain/ledger-side.ts';
import { decodeJson } from './json.ts';
import type { Ledger } from './open.ts';

/**
 * Everything the ledger knows of one order, for `decide`. Read under the order's lease; a fixed
 * number of statements whatever the number of units.
 */
export async function loadLedgerSide(
  ledger: Ledger,
  shopId: string,
  orderId: string,
): Promise<LedgerSide> {
  return {
    rmas: await loadRmas(ledger, orderId),
    quotes: await loadQuotes(ledger, orderId),
    holds: await loadHolds(ledger, orderId),
    credits: await loadCredits(ledger, orderId),
    refunds: await loadRefunds(ledger, orderId),
    effects: await loadEffects(ledger, orderId),
    tellings: await loadTellings(ledger, orderId),
    approvals: await loadApprovals(ledger, orderId),
    ...(await loadShop(ledger, shopId, orderId)),
  };
}

const key = (row: { return_line_id: string; ordinal: number }): UnitKey => ({
  returnLineId: row.return_line_id,
  ordinal: row.ordinal,
});

/** `<account>:<netsuite id>` → the NetSuite id that the documents show. */
export const bareCreditId = (id: string): string => id.slice(id.indexOf(':') + 1);

async function loadRmas(ledger: Ledger, orderId: string): Promise<LedgerRma[]> {
  const rows = await ledger
    .db()
    .selectFrom('rmas')
    .selectAll()
    .where('order_id', '=', orderId)
    .execute();
  const units = await ledger
    .db()
    .selectFrom('rma_units')
    .innerJoin('rmas', 'rmas.id', 'rma_units.rma_id')
    .selectAll('rma_units')
    .where('rmas.order_id', '=', orderId)
    .orderBy('return_line_id')
    .orderBy('ordinal')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    returnId: row.return_id,
    sourceType: row.source_type,
    sourceId: row.source_id,
    revision: row.revision,
    netsuiteId: row.netsuite_id,
    units: units
      .filter((unit) => unit.rma_id === row.id)
      .map((unit) => ({ ...key(unit), orderLine: unit.rma_order_line })),
  }));
}

async function loadQuotes(ledger: Ledger, orderId: string): Promise<LedgerQuote[]> {
  const rows = await ledger
    .db()
    .selectFrom('quotes')
    .innerJoin('returns', 'returns.id', 'quotes.return_id')
    .selectAll('quotes')
    .where('returns.order_id', '=', orderId)
    .execute();
  const units = await ledger
    .db()
    .selectFrom('quote_units')
    .innerJoin('quotes', 'quotes.id', 'quote_units.quote_id')
    .innerJoin('returns', 'returns.id', 'quotes.return_id')
    .selectAll('quote_units')
    .where('returns.order_id', '=', orderId)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    returnId: row.return_id,
    revision: row.revision,
    state: row.state,
    totalMinor: row.total_minor,
    currency: row.currency,
    hash: row.hash,
    factsDigest: row.facts_digest,
    shippingMinor: row.shipping_minor,
    feeMinor: row.fee_minor,
    lockable: row.why_not_lockable === null,
    whyNotLockable: row.why_not_lockable,
    units: units
      .filter((unit) => unit.quote_id === row.id)
      .map((unit) => ({ ...key(unit), netMinor: unit.net_minor, taxMinor: unit.tax_minor })),
  }));
}

async function loadHolds(ledger: Ledger, orderId: string): Promise<LedgerHold[]> {
  const rows = await ledger
    .db()
    .selectFrom('holds')
    .selectAll()
    .where('order_id', '=', orderId)
    .execute();
  return rows.map((row) => ({
    ...key(row),
    returnId: row.return_id,
    state: row.state,
    inventoryItemId: row.inventory_item_id,
    locationId: row.location_id,
    inShopify: row.in_shopify,
  }));
}

async function loadCredits(ledger: Ledger, orderId: string): Promise<LedgerCredit[]> {
  const rows = await ledger
    .db()
    .selectFrom('credits')
    .innerJoin('refunds', 'refunds.credit_id', 'credits.id')
    .select(['credits.id', 'refunds.return_id', 'refunds.amount_minor'])
    .where('credits.order_id', '=', orderId)
    .execute();
  const units = await ledger
    .db()
    .selectFrom('credit_units')
    .innerJoin('credits', 'credits.id', 'credit_units.credit_id')
    .selectAll('credit_units')
    .where('credits.order_id', '=', orderId)
    .execute();
  return rows.map((row) => ({
    id: bareCreditId(row.id),
    returnId: row.return_id,
    amountMinor: row.amount_minor,
    units: units.filter((unit) => unit.credit_id === row.id).map(key),
  }));
}

async function loadRefunds(ledger: Ledger, orderId: string): Promise<LedgerRefund[]> {
  const rows = await ledger
    .db()
    .selectFrom('refunds')
    .selectAll()
    .where('order_id', '=', orderId)
    .execute();
  const tenders = await ledger
    .db()
    .selectFrom('refund_tenders')
    .innerJoin('refunds', 'refunds.id', 'refund_tenders.refund_id')
    .selectAll('refund_tenders')
    .where('refunds.order_id', '=', orderId)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    returnId: row.return_id,
    creditId: bareCreditId(row.credit_id),
    effectId: row.effect_id,
    amountMinor: row.amount_minor,
    state: row.state,
    shopifyRefundId: row.shopify_refund_id,
    tenders: tenders
      .filter((tender) => tender.refund_id === row.id)
      .map((tender) => ({
        parentId: tender.parent_transaction_id,
        gateway: tender.gateway,
        amountMinor: tender.amount_minor,
        transactionId: tender.transaction_id,
        status: tender.status,
      })),
  }));
}

async function loadEffects(ledger: Ledger, orderId: string): Promise<LedgerEffect[]> {
  const rows = await ledger
    .db()
    .selectFrom('effects')
    .select([
      'id',
      'return_id',
      'kind',
      'subject',
      'attempt',
      'state',
      'sent_at',
      'remote_id',
      'problem_code',
      'problem_detail',
    ])
    .where('order_id', '=', orderId)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    returnId: row.return_id,
    kind: row.kind,
    subject: row.subject,
    attempt: row.attempt,
    state: row.state,
    sentAt: row.sent_at?.toISOString() ?? null,
    remoteId: row.remote_id,
    problemCode: row.problem_code,
    problemDetail: row.problem_detail,
  }));
}

async function loadTellings(ledger: Ledger, orderId: string): Promise<LedgerTelling[]> {
  const rows = await ledger
    .db()
    .selectFrom('tellings')
    .innerJoin('returns', 'returns.id', 'tellings.return_id')
    .select(['tellings.return_id', 'milestone', 'batch_key', 'units'])
    .where('returns.order_id', '=', orderId)
    .execute();
  return rows.map((row) => ({
    returnId: row.return_id,
    milestone: row.milestone,
    batchKey: row.batch_key,
    units: decodeJson<UnitKey[]>(row.units),
  }));
}

async function loadApprovals(ledger: Ledger, orderId: string): Promise<LedgerApproval[]> {
  const rows = await ledger
    .db()
    .selectFrom('approvals')
    .innerJoin('returns', 'returns.id', 'approvals.return_id')
    .select(['approvals.return_id', 'quote_hash', 'decision', 'actor'])
    .where('returns.order_id', '=', orderId)
    .orderBy('approvals.id', 'desc')
    .execute();
  return rows.map((row) => ({
    returnId: row.return_id,
    quoteHash: row.quote_hash,
    decision: row.decision,
    actor: row.actor,
  }));
}

async function loadShop(
  ledger: Ledger,
  shopId: string,
  orderId: string,
): Promise<Pick<LedgerSide, 'moneyStoppedReason' | 'firstSeenAt'>> {
  const shop = await ledger
    .db()
    .selectFrom('shops')
    .select('money_stopped_reason')
    .where('id', '=', shopId)
    .executeTakeFirst();
  const seen = await ledger
    .db()
    .selectFrom('returns')
    .select(['id', sql<Date>`created_at`.as('created_at')])
    .where('order_id', '=', orderId)
    .execute();
  return {
    moneyStoppedReason: shop?.money_stopped_reason ?? null,
    firstSeenAt: Object.fromEntries(seen.map((row) => [row.id, row.created_at.toISOString()])),
  };
}
