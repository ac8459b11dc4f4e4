import type { ShopifyClient } from '../../connectors/shopify/client.ts';
import { readReturn } from '../../connectors/shopify/read-return.ts';
import type { ChangedReturn } from '../../connectors/shopify/return-payload.ts';
import type { ReturnStatus } from '../../domain/snapshot.ts';
import type { ApproveReturn, CancelReturn, CloseReturn } from '../../domain/step.ts';
import type { StepVerb } from '../step-verb.ts';

/**
 * A change of a return's status in Shopify. None of them has a key, but each is seen on the return:
 * after a lost answer its status is read, and the change is sent again only if it was not made.
 */
export function changeReturn<S extends ApproveReturn | CancelReturn | CloseReturn, V>(change: {
  readonly kind: S['kind'];
  readonly variables: (shopifyReturnId: string) => V;
  readonly send: (client: ShopifyClient, variables: V) => Promise<ChangedReturn>;
  /** Whether a return in this status has been through the change. */
  readonly isMade: (status: ReturnStatus) => boolean;
}): StepVerb<S, V> {
  return {
    kind: change.kind,
    repeat: 'read-back',
    async prepare(step) {
      return change.variables(step.shopifyReturnId);
    },
    async perform(wire, _effectId, { shop }) {
      const { status } = await change.send(shop.shopify.client, wire);
      return { remoteId: null, data: { status } };
    },
    async probe(step, _wire, _effectId, { shop }) {
      const found = await readReturn(shop.shopify.client, step.shopifyReturnId);
      if (found === null) return { kind: 'foreign', detail: 'the return does not exist any more' };
      const { status } = found.return;
      if (!change.isMade(status)) return { kind: 'absent' };
      return { kind: 'done', result: { remoteId: null, data: { status } } };
    },
  };
}
