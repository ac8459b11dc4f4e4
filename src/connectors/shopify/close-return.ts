import { z } from 'zod';
import { CloseReturnDocument, type CloseReturnMutationVariables } from './admin.generated.ts';
import type { ShopifyClient } from './client.ts';
import type { Given } from './operation.ts';
import { type ChangedReturn, returnPayloadSchema, toChangedReturn } from './return-payload.ts';

export type CloseReturnVariables = Given<CloseReturnMutationVariables>;

const answerSchema = z.object({ returnClose: returnPayloadSchema });

/** The whole content of a close is the return. */
export function closeReturnVariables(returnId: string): CloseReturnVariables {
  return { id: returnId };
}

/** OPEN → CLOSED; closing a closed return changes nothing, so it may be sent again freely. */
export async function closeReturn(
  client: ShopifyClient,
  variables: CloseReturnVariables | string,
): Promise<ChangedReturn> {
  const answer = await client.execute(CloseReturnDocument, variables, answerSchema);
  return toChangedReturn(CloseReturnDocument, answer.returnClose);
}
