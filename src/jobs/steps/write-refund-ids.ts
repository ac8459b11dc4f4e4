import { type NetsuiteWrite, sendWrite } from '../../connectors/netsuite/write.ts';
import {
  buildWriteRefundIdsOnCredit,
  probeWriteRefundIdsOnCredit,
} from '../../connectors/netsuite/write-refund-ids-on-credit.ts';
import type { WriteRefundIds } from '../../domain/step.ts';
import type { StepVerb } from '../step-verb.ts';

/** Writes Shopify's refund and transaction ids on the credit, so that the ERP can prove what paid it. */
export const writeRefundIds: StepVerb<WriteRefundIds, NetsuiteWrite> = {
  kind: 'write-refund-ids',
  repeat: 'read-back',
  async prepare(step, _effectId, { shop }) {
    return buildWriteRefundIdsOnCredit({ ...step, fields: shop.tables.fields });
  },
  async perform(wire, _effectId, { shop }) {
    await sendWrite(shop.netsuite.client, wire);
    return { remoteId: null, data: {} };
  },
  async probe(step, _wire, _effectId, { shop }) {
    const fields = shop.tables.fields;
    const written = await probeWriteRefundIdsOnCredit(shop.netsuite.client, { ...step, fields });
    if (written === null) return { kind: 'foreign', detail: 'the credit does not exist any more' };
    return written ? { kind: 'done', result: { remoteId: null, data: {} } } : { kind: 'absent' };
  },
};
