import { z } from 'zod';
import {
  DisposeReturnLinesDocument,
  type DisposeReturnLinesMutationVariables,
} from './admin.generated.ts';
import type { ShopifyClient } from './client.ts';
import { type DisposedUnits, toDisposeInput } from './disposition.ts';
import type { Given } from './operation.ts';
import { throwOnUserErrors, userErrorSchema } from './user-errors.ts';

export type DisposeReturnLinesVariables = Given<DisposeReturnLinesMutationVariables>;

const answerSchema = z.object({
  reverseFulfillmentOrderDispose: z.object({ userErrors: z.array(userErrorSchema) }).nullable(),
});

/** All units must belong to one reverse fulfillment order. */
export function disposeReturnLinesVariables(
  units: readonly DisposedUnits[],
): DisposeReturnLinesVariables {
  return { dispositionInputs: units.map(toDisposeInput) };
}

/** Says what became of units that are processed already. Not idempotent: probe with `readReturn`. */
export async function disposeReturnLines(
  client: ShopifyClient,
  variables: DisposeReturnLinesVariables | string,
): Promise<void> {
  const answer = await client.execute(DisposeReturnLinesDocument, variables, answerSchema);
  throwOnUserErrors(
    DisposeReturnLinesDocument.name,
    answer.reverseFulfillmentOrderDispose?.userErrors ?? [],
  );
}
