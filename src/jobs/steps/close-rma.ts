import {
  buildCloseRmaLines,
  probeCloseRmaLines,
} from '../../connectors/netsuite/close-rma-lines.ts';
import { type NetsuiteWrite, sendWrite } from '../../connectors/netsuite/write.ts';
import type { CloseRma } from '../../domain/step.ts';
import type { StepVerb } from '../step-verb.ts';

/** Closes RMA lines whose return ended in Shopify before anything came. RMAs are closed, never deleted. */
export const closeRma: StepVerb<CloseRma, NetsuiteWrite> = {
  kind: 'close-rma',
  repeat: 'read-back',
  async prepare(step) {
    return buildCloseRmaLines(step.rmaId, step.lines);
  },
  async perform(wire, _effectId, { shop }) {
    await sendWrite(shop.netsuite.client, wire);
    return { remoteId: null, data: {} };
  },
  async probe(step, _wire, _effectId, { shop }) {
    const closed = await probeCloseRmaLines(shop.netsuite.client, step.rmaId, step.lines);
    if (closed === null) return { kind: 'foreign', detail: 'the RMA does not exist any more' };
    return closed ? { kind: 'done', result: { remoteId: null, data: {} } } : { kind: 'absent' };
  },
};
