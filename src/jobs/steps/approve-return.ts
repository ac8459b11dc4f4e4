import {
  type ApproveReturnVariables,
  approveReturnVariables,
  approveReturn as send,
} from '../../connectors/shopify/approve-return.ts';
import { readReturn } from '../../connectors/shopify/read-return.ts';
import type { ApproveReturn } from '../../domain/step.ts';
import type { StepVerb } from '../step-verb.ts';

/** Approves the customer's request in Shopify, which tells nobody: the telling is ours. */
export const approveReturn: StepVerb<ApproveReturn, ApproveReturnVariables> = {
  kind: 'approve-return',
  repeat: 'read-back',
  async prepare(step) {
    return approveReturnVariables(step.shopifyReturnId);
  },
  async perform(wire, _effectId, { shop }) {
    const changed = await send(shop.shopify.client, wire);
    return { remoteId: null, data: { status: changed.status } };
  },
  async probe(step, _wire, _effectId, { shop }) {
    const found = await readReturn(shop.shopify.client, step.shopifyReturnId);
    if (found === null) return { kind: 'foreign', detail: 'the return does not exist any more' };
    if (found.return.status === 'REQUESTED') return { kind: 'absent' };
    return { kind: 'done', result: { remoteId: null, data: { status: found.return.status } } };
  },
};
