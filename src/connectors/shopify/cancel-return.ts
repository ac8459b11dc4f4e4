import { z } from 'zod';
import { CancelReturnDocument, type CancelReturnMutationVariables } from './admin.generated.ts';
import type { ShopifyClient } from './client.ts';
import type { Given } from './operation.ts';
import { type ChangedReturn, returnPayloadSchema, toChangedReturn } from './return-payload.ts';

export type CancelReturnVariables = Given<CancelReturnMutationVariables>;

const answerSchema = z.object({ returnCancel: returnPayloadSchema });

/** The whole content of a cancellation is the return. */
export function cancelReturnVariables(returnId: string): CancelReturnVariables {
  return { id: returnId };
}

/** OPEN → CANCELED; refused after anything was processed, refunded or disposed of. */
export async function cancelReturn(
  client: ShopifyClient,
  variables: CancelReturnVariables | string,
): Promise<ChangedReturn> {
  const answer = await client.execute(CancelReturnDocument, variables, answerSchema);
  return toChangedReturn(CancelReturnDocument, answer.returnCancel);
}
