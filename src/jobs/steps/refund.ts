import {
  type CreateRefundVariables,
  createRefund,
  createRefundVariables,
} from '../../connectors/shopify/create-refund.ts';
import { findRefundByNote } from '../../connectors/shopify/find-refund-by-note.ts';
import type { ShopifyRefund } from '../../domain/snapshot.ts';
import type { RefundPayment } from '../../domain/step.ts';
import { bookRefund, planRefund } from '../../ledger/refunds.ts';
import type { StepResult, StepVerb } from '../step-verb.ts';

type Booked = Pick<ShopifyRefund, 'id' | 'transactions'>;

/**
 * Pays the credit's amount back through Shopify: transactions only, once per key. The note carries
 * the effect's id, by which the refund is found when its reply was lost and the key has run out.
 */
export const refund: StepVerb<RefundPayment, CreateRefundVariables, Booked> = {
  kind: 'refund',
  repeat: 'same-key',
  async prepare(step, effectId) {
    return createRefundVariables({
      orderId: step.orderId,
      presentmentCurrency: step.currency,
      note: effectId,
      tenders: step.tenders,
    });
  },
  async claim(step, effectId, work) {
    // Binding the units here releases their share of the quote once, whatever asks again.
    await planRefund(work.ledger, work.orderId, work.shop.netsuite.account, step, effectId);
  },
  async perform(wire, effectId, { shop }) {
    return resultOf(await createRefund(shop.shopify.client, wire, effectId));
  },
  async probe(step, _wire, effectId, { shop }) {
    const found = await findRefundByNote(shop.shopify.client, step.orderId, effectId);
    return found === null ? { kind: 'absent' } : { kind: 'done', result: resultOf(found) };
  },
  async settle(_step, result, effectId, work) {
    await bookRefund(work.ledger, `rf_${effectId}`, result.data);
  },
};

function resultOf(shown: ShopifyRefund): StepResult<Booked> {
  return { remoteId: shown.id, data: { id: shown.id, transactions: shown.transactions } };
}
