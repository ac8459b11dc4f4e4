import {
  type ProcessReturnVariables,
  processReturnVariables,
  processReturn as send,
} from '../../connectors/shopify/process-return.ts';
import { readReturn } from '../../connectors/shopify/read-return.ts';
import type { ProcessReturn } from '../../domain/step.ts';
import type { StepVerb } from '../step-verb.ts';

interface Wire {
  readonly variables: ProcessReturnVariables;
  /** Processed quantities after it took effect, for the probe: the mutation has no key. */
  readonly processedAfter: readonly { readonly id: string; readonly quantity: number }[];
}

/** Marks the credited units processed in Shopify: no money, no restocking. */
export const processReturn: StepVerb<ProcessReturn, Wire> = {
  kind: 'process-return',
  repeat: 'read-back',
  async prepare(step, _effectId, _work, seen) {
    const lines = seen.shopify.returns.flatMap((each) => each.lines);
    return {
      variables: processReturnVariables({
        returnId: step.shopifyReturnId,
        note: step.note,
        lines: step.lines,
      }),
      processedAfter: step.lines.map((line) => ({
        id: line.id,
        quantity:
          (lines.find((each) => each.id === line.id)?.processedQuantity ?? 0) + line.quantity,
      })),
    };
  },
  async perform(wire, _effectId, { shop }) {
    const changed = await send(shop.shopify.client, wire.variables);
    return { remoteId: null, data: { status: changed.status } };
  },
  async probe(step, wire, _effectId, { shop }) {
    const found = await readReturn(shop.shopify.client, step.shopifyReturnId);
    if (found === null) return { kind: 'foreign', detail: 'the return does not exist any more' };
    const processed = wire.processedAfter.every((wanted) => {
      const line = found.return.lines.find((each) => each.id === wanted.id);
      return line !== undefined && line.processedQuantity >= wanted.quantity;
    });
    if (!processed) return { kind: 'absent' };
    return { kind: 'done', result: { remoteId: null, data: { status: found.return.status } } };
  },
};
