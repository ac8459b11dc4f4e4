import { z } from 'zod';
import {
  RemoveReturnLinesDocument,
  type RemoveReturnLinesMutationVariables,
} from './admin.generated.ts';
import type { ShopifyClient } from './client.ts';
import type { Given } from './operation.ts';
import { type ChangedReturn, returnPayloadSchema, toChangedReturn } from './return-payload.ts';

export type RemoveReturnLinesVariables = Given<RemoveReturnLinesMutationVariables>;

const answerSchema = z.object({ removeFromReturn: returnPayloadSchema });

/** Takes unprocessed units out of a return. */
export function removeReturnLinesVariables(options: {
  returnId: string;
  lines: readonly { id: string; quantity: number }[];
}): RemoveReturnLinesVariables {
  return {
    returnId: options.returnId,
    returnLineItems: options.lines.map(({ id, quantity }) => ({ returnLineItemId: id, quantity })),
  };
}

/** Not idempotent: a second one removes again. Probe with `readReturn` and compare quantities. */
export async function removeReturnLines(
  client: ShopifyClient,
  variables: RemoveReturnLinesVariables | string,
): Promise<ChangedReturn> {
  const answer = await client.execute(RemoveReturnLinesDocument, variables, answerSchema);
  return toChangedReturn(RemoveReturnLinesDocument, answer.removeFromReturn);
}
