import { z } from 'zod';
import { ProcessReturnDocument, type ProcessReturnMutationVariables } from './admin.generated.ts';
import type { ShopifyClient } from './client.ts';
import { type DisposedUnits, toDisposeInput } from './disposition.ts';
import type { Given } from './operation.ts';
import { type ChangedReturn, returnPayloadSchema, toChangedReturn } from './return-payload.ts';

export type ProcessReturnVariables = Given<ProcessReturnMutationVariables>;

const answerSchema = z.object({ returnProcess: returnPayloadSchema });

/** Processes lines with what became of the goods: never money, never a message to the customer. */
export function processReturnVariables(options: {
  returnId: string;
  note: string;
  lines: readonly {
    id: string;
    quantity: number;
    dispositions: readonly DisposedUnits[];
  }[];
}): ProcessReturnVariables {
  return {
    input: {
      returnId: options.returnId,
      returnLineItems: options.lines.map(({ id, quantity, dispositions }) =>
        dispositions.length === 0
          ? { id, quantity }
          : { id, quantity, dispositions: dispositions.map(toDisposeInput) },
      ),
      note: options.note,
      notifyCustomer: false,
    },
  };
}

/**
 * Raises the processed quantities; the return usually stays OPEN and is closed by `closeReturn`. Not
 * covered by `@idempotent`: probe with `readReturn` and compare the processed quantities.
 */
export async function processReturn(
  client: ShopifyClient,
  variables: ProcessReturnVariables | string,
): Promise<ChangedReturn> {
  const answer = await client.execute(ProcessReturnDocument, variables, answerSchema);
  return toChangedReturn(ProcessReturnDocument, answer.returnProcess);
}
