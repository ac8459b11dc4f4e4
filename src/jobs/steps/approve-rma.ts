import { buildApproveRma, probeApproveRma } from '../../connectors/netsuite/approve-rma.ts';
import { type NetsuiteWrite, sendWrite } from '../../connectors/netsuite/write.ts';
import type { ApproveRma } from '../../domain/step.ts';
import type { StepVerb } from '../step-verb.ts';

/** Moves the RMA past Pending Approval, where policy names Backhaul the approver. */
export const approveRma: StepVerb<ApproveRma, NetsuiteWrite> = {
  kind: 'approve-rma',
  repeat: 'read-back',
  async prepare(step) {
    return buildApproveRma(step.rmaId);
  },
  async perform(wire, _effectId, { shop }) {
    await sendWrite(shop.netsuite.client, wire);
    return { remoteId: null, data: {} };
  },
  async probe(step, _wire, _effectId, { shop }) {
    const approved = await probeApproveRma(shop.netsuite.client, step.rmaId);
    if (approved === null) return { kind: 'foreign', detail: 'the RMA does not exist any more' };
    return approved ? { kind: 'done', result: { remoteId: null, data: {} } } : { kind: 'absent' };
  },
};
