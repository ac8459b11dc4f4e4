import { sql } from 'kysely';
import type { ShopifyRefund, ShopifySide } from '../domain/snapshot.ts';
import type { RefundPayment } from '../domain/step.ts';
import type { Ledger } from './open.ts';
import type { RefundState } from './tables.ts';

/**
 * Plans a refund with its tenders and releases its units' share, in the transaction of the intent. A
 * unit that was released before, or a credit that has a refund, makes the transaction fail: money
 * leaves once per unit and once per credit whatever decides it.
 */
export const planRefund = async (
  ledger: Ledger,
  orderId: string,
  account: string,
  step: RefundPayment,
  effectId: string,
): Promise<void> => {
  const creditId = `${account}:${step.creditId}`;
  await ledger
    .db()
    .insertInto('credits')
    .values({
      id: creditId,
      order_id: orderId,
      type: step.creditType,
      tran_id: step.creditName,
      total_minor: step.amountMinor,
      currency: step.currency,
      status: step.creditStatus,
      valid: true,
      posted_at: new Date(step.postedAt),
    })
    .execute();
  await ledger
    .db()
    .insertInto('credit_units')
    .values(
      step.units.map((unit) => ({
        return_line_id: unit.returnLineId,
        ordinal: unit.ordinal,
        credit_id: creditId,
      })),
    )
    .execute();
  await ledger
    .db()
    .insertInto('refunds')
    .values({
      id: `rf_${effectId}`,
      return_id: step.returnId,
      order_id: orderId,
      credit_id: creditId,
      effect_id: effectId,
      amount_minor: step.amountMinor,
      currency: step.currency,
      state: 'planned',
    })
    .execute();
  await ledger
    .db()
    .insertInto('refund_tenders')
    .values(
      step.tenders.map((tender) => ({
        refund_id: `rf_${effectId}`,
        parent_transaction_id: tender.parentId,
        gateway: tender.gateway,
        amount_minor: tender.amountMinor,
        status: 'planned',
      })),
    )
    .execute();
};

/** Books what Shopify answered: the refund exists; whether money moved is each transaction's status. */
export const bookRefund = async (
  ledger: Ledger,
  refundId: string,
  shown: Pick<ShopifyRefund, 'id' | 'transactions'>,
): Promise<void> => {
  for (const transaction of shown.transactions) {
    await ledger
      .db()
      .updateTable('refund_tenders')
      .set({ status: transaction.status, transaction_id: transaction.id })
      .where('refund_id', '=', refundId)
      .where('parent_transaction_id', '=', transaction.parentId ?? '')
      .execute();
  }
  const state = stateOf(shown);
  await ledger
    .db()
    .updateTable('refunds')
    .set({
      state,
      shopify_refund_id: shown.id,
      settled_at: state === 'settled' ? sql<Date>`coalesce(settled_at, clock_timestamp())` : null,
    })
    .where('id', '=', refundId)
    .execute();
};

function stateOf(shown: Pick<ShopifyRefund, 'transactions'>): RefundState {
  const statuses = shown.transactions.map((each) => each.status);
  if (statuses.some((status) => status === 'FAILURE' || status === 'ERROR')) return 'failed';
  return statuses.length > 0 && statuses.every((status) => status === 'SUCCESS')
    ? 'settled'
    : 'pending';
}

/** Follows the order's booked refunds to what Shopify shows now; writes only what changed. */
export const followRefunds = async (
  ledger: Ledger,
  orderId: string,
  shopify: ShopifySide,
): Promise<void> => {
  const booked = await ledger
    .db()
    .selectFrom('refunds')
    .select(['id', 'shopify_refund_id', 'state'])
    .where('order_id', '=', orderId)
    .where('state', 'in', ['sent', 'pending', 'failed'])
    .execute();
  for (const refund of booked) {
    const shown = shopify.order.refunds.find((each) => each.id === refund.shopify_refund_id);
    if (shown === undefined || stateOf(shown) === refund.state) continue;
    await ledger.transact(async () => await bookRefund(ledger, refund.id, shown));
  }
};
