import type { NetsuiteClient } from '../../connectors/netsuite/client.ts';
import {
  prepareCustomerRefund,
  verifyCustomerRefund,
} from '../../connectors/netsuite/post-customer-refund.ts';
import { type NetsuiteWrite, probeWrite, sendWrite } from '../../connectors/netsuite/write.ts';
import { Problem } from '../../domain/problem.ts';
import type { PostCustomerRefund } from '../../domain/step.ts';
import type { StepVerb } from '../step-verb.ts';

/** Posts the customer refund that pays the credit memo out in the books; it moves no money itself. */
export const postCustomerRefund: StepVerb<PostCustomerRefund, NetsuiteWrite> = {
  kind: 'post-customer-refund',
  repeat: 'external-id',
  async prepare(step, _effectId, { shop }) {
    const payment = shop.translate.paymentFor(step.gateway);
    if (payment === null)
      throw new Problem('payment-unmapped', `the gateway "${step.gateway}" is not mapped`);
    return await prepareCustomerRefund(shop.netsuite.client, {
      externalId: step.externalId,
      creditId: step.creditId,
      amountMinor: step.amountMinor,
      currency: step.currency,
      paymentOption: payment.paymentOption,
      accountId: payment.account,
      tranDate: null,
      memo: 'Refunded through Shopify',
    });
  },
  async perform(wire, _effectId, { shop }, step) {
    const { id } = await sendWrite(shop.netsuite.client, wire);
    if (id !== null) await verifySaved(shop.netsuite.client, id, step);
    return { remoteId: id, data: {} };
  },
  async probe(step, wire, _effectId, { shop }) {
    const found = await probeWrite(shop.netsuite.client, wire);
    switch (found.state) {
      case 'present':
        await verifyCustomerRefund(shop.netsuite.client, found.document.id, step);
        return { kind: 'done', result: { remoteId: found.document.id, data: {} } };
      case 'absent':
        return { kind: 'absent' };
      case 'foreign':
        return { kind: 'foreign', detail: `${found.document.tranId} carries the external id` };
      default:
        return found satisfies never;
    }
  },
};

/** The document is saved: a reading that fails after that must not pass for a refund never sent. */
async function verifySaved(
  client: NetsuiteClient,
  id: string,
  step: PostCustomerRefund,
): Promise<void> {
  try {
    await verifyCustomerRefund(client, id, step);
  } catch (error) {
    if (!(error instanceof Problem) || error.retry === 'never') throw error;
    throw new Problem('netsuite-outcome-unknown', 'saved, and not read back yet', { cause: error });
  }
}
