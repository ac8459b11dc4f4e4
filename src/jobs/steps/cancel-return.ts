import {
  type CancelReturnVariables,
  cancelReturnVariables,
  cancelReturn as send,
} from '../../connectors/shopify/cancel-return.ts';
import { readReturn } from '../../connectors/shopify/read-return.ts';
import type { CancelReturn } from '../../domain/step.ts';
import type { StepVerb } from '../step-verb.ts';

/** Cancels the return in Shopify after its RMA was closed with nothing received or credited. */
export const cancelReturn: StepVerb<CancelReturn, CancelReturnVariables> = {
  kind: 'cancel-return',
  repeat: 'read-back',
  async prepare(step) {
    return cancelReturnVariables(step.shopifyReturnId);
  },
  async perform(wire, _effectId, { shop }) {
    const changed = await send(shop.shopify.client, wire);
    return { remoteId: null, data: { status: changed.status } };
  },
  async probe(step, _wire, _effectId, { shop }) {
    const found = await readReturn(shop.shopify.client, step.shopifyReturnId);
    if (found === null) return { kind: 'foreign', detail: 'the return does not exist any more' };
    if (found.return.status !== 'CANCELED') return { kind: 'absent' };
    return { kind: 'done', result: { remoteId: null, data: { status: 'CANCELED' } } };
  },
};
