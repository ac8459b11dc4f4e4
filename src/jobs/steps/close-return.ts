import {
  type CloseReturnVariables,
  closeReturnVariables,
  closeReturn as send,
} from '../../connectors/shopify/close-return.ts';
import { readReturn } from '../../connectors/shopify/read-return.ts';
import type { CloseReturn } from '../../domain/step.ts';
import type { StepVerb } from '../step-verb.ts';

/** Closes the return in Shopify, so that nobody refunds it a second time from the admin. */
export const closeReturn: StepVerb<CloseReturn, CloseReturnVariables> = {
  kind: 'close-return',
  repeat: 'read-back',
  async prepare(step) {
    return closeReturnVariables(step.shopifyReturnId);
  },
  async perform(wire, _effectId, { shop }) {
    const changed = await send(shop.shopify.client, wire);
    return { remoteId: null, data: { status: changed.status } };
  },
  async probe(step, _wire, _effectId, { shop }) {
    const found = await readReturn(shop.shopify.client, step.shopifyReturnId);
    if (found === null) return { kind: 'foreign', detail: 'the return does not exist any more' };
    if (found.return.status !== 'CLOSED') return { kind: 'absent' };
    return { kind: 'done', result: { remoteId: null, data: { status: 'CLOSED' } } };
  },
};
