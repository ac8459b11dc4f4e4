import {
  buildTransformToRma,
  withDiscountLines,
} from '../../connectors/netsuite/transform-to-rma.ts';
import { type NetsuiteWrite, probeWrite, sendWrite } from '../../connectors/netsuite/write.ts';
import type { OpenRma } from '../../domain/step.ts';
import { bindRmaDocument, bindUnits } from '../../ledger/rmas.ts';
import type { StepVerb } from '../step-verb.ts';

/**
 * Opens the RMA in NetSuite by transforming the sale. The external id makes it unique over all
 * transactions, so a repeat under it cannot make a second one.
 */
export const openRma: StepVerb<OpenRma, NetsuiteWrite> = {
  kind: 'open-rma',
  repeat: 'external-id',
  async prepare(step, _effectId, { shop }, seen) {
    const source = seen.netsuite.sources.find((each) => each.id === step.sourceId);
    return buildTransformToRma({
      sourceType: step.sourceType,
      sourceId: step.sourceId,
      externalId: step.externalId,
      // A discount that is a line of its own goes back only if it is named.
      lines: source === undefined ? step.lines : withDiscountLines(source, step.lines),
      charges: step.charges,
      currency: step.currency,
      memo: step.memo,
      locationId: shop.tables.returnLocation,
      tranDate: null,
      reasonField: shop.tables.fields.reason,
    });
  },
  async claim(step, _effectId, work) {
    await bindUnits(work.ledger, work.orderId, step);
  },
  async perform(wire, _effectId, { shop }) {
    const { id } = await sendWrite(shop.netsuite.client, wire);
    return { remoteId: id, data: {} };
  },
  async probe(_step, wire, _effectId, { shop }) {
    const found = await probeWrite(shop.netsuite.client, wire);
    switch (found.state) {
      case 'present':
        return { kind: 'done', result: { remoteId: found.document.id, data: {} } };
      case 'absent':
        return { kind: 'absent' };
      case 'foreign':
        return { kind: 'foreign', detail: `${found.document.tranId} carries the external id` };
      default:
        return found satisfies never;
    }
  },
  async settle(step, result, _effectId, work) {
    await bindRmaDocument(work.ledger, work.orderId, step, result.remoteId);
  },
};
