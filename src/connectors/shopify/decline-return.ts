import { z } from 'zod';
import { DeclineReturnDocument, type DeclineReturnMutationVariables } from './admin.generated.ts';
import type { ShopifyClient } from './client.ts';
import type { Given } from './operation.ts';
import { type ChangedReturn, returnPayloadSchema, toChangedReturn } from './return-payload.ts';

export type DeclineReturnVariables = Given<DeclineReturnMutationVariables>;

const answerSchema = z.object({ returnDeclineRequest: returnPayloadSchema });

/** Shopify tells the customer nothing: that is Backhaul's to do. */
export function declineReturnVariables(options: {
  returnId: string;
  reason: 'FINAL_SALE' | 'OTHER' | 'RETURN_PERIOD_ENDED';
  /** At most 500 characters; the customer may see it. */
  note: string | null;
}): DeclineReturnVariables {
  return {
    input: {
      id: options.returnId,
      declineReason: options.reason,
      ...(options.note === null ? {} : { declineNote: options.note }),
      notifyCustomer: false,
    },
  };
}

/** REQUESTED → DECLINED, for good. Not idempotent: probe with `readReturn`. */
export async function declineReturn(
  client: ShopifyClient,
  variables: DeclineReturnVariables | string,
): Promise<ChangedReturn> {
  const answer = await client.execute(DeclineReturnDocument, variables, answerSchema);
  return toChangedReturn(DeclineReturnDocument, answer.returnDeclineRequest);
}
