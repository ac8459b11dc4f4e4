import { readReturn } from '../../connectors/shopify/read-return.ts';
import {
  type RemoveReturnLinesVariables,
  removeReturnLines,
  removeReturnLinesVariables,
} from '../../connectors/shopify/remove-return-lines.ts';
import type { RemoveLines } from '../../domain/step.ts';
import type { StepVerb } from '../step-verb.ts';

interface Wire {
  readonly variables: RemoveReturnLinesVariables;
  /** Quantities after it took effect, for the probe: a second removal would take more away. */
  readonly quantityAfter: readonly { readonly id: string; readonly quantity: number }[];
}

/** Takes units whose RMA line was closed out of the return in Shopify; the rest of it goes on. */
export const removeLines: StepVerb<RemoveLines, Wire> = {
  kind: 'remove-lines',
  repeat: 'read-back',
  async prepare(step, _effectId, _work, seen) {
    const lines = seen.shopify.returns.flatMap((each) => each.lines);
    return {
      variables: removeReturnLinesVariables({ returnId: step.shopifyReturnId, lines: step.lines }),
      quantityAfter: step.lines.map((line) => ({
        id: line.id,
        quantity: (lines.find((each) => each.id === line.id)?.quantity ?? 0) - line.quantity,
      })),
    };
  },
  async perform(wire, _effectId, { shop }) {
    const changed = await removeReturnLines(shop.shopify.client, wire.variables);
    return { remoteId: null, data: { status: changed.status } };
  },
  async probe(step, wire, _effectId, { shop }) {
    const found = await readReturn(shop.shopify.client, step.shopifyReturnId);
    if (found === null) return { kind: 'foreign', detail: 'the return does not exist any more' };
    const removed = wire.quantityAfter.every((wanted) => {
      const line = found.return.lines.find((each) => each.id === wanted.id);
      return (line?.quantity ?? 0) <= wanted.quantity;
    });
    if (!removed) return { kind: 'absent' };
    return { kind: 'done', result: { remoteId: null, data: { status: found.return.status } } };
  },
};
