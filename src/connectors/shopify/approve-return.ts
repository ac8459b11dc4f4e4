import { z } from 'zod';
import { ApproveReturnDocument, type ApproveReturnMutationVariables } from './admin.generated.ts';
import type { ShopifyClient } from './client.ts';
import type { Given } from './operation.ts';
import { type ChangedReturn, returnPayloadSchema, toChangedReturn } from './return-payload.ts';

export type ApproveReturnVariables = Given<ApproveReturnMutationVariables>;

const answerSchema = z.object({ returnApproveRequest: returnPayloadSchema });

/** Shopify tells the customer nothing: that is Backhaul's to do. */
export function approveReturnVariables(returnId: string): ApproveReturnVariables {
  return { input: { id: returnId, notifyCustomer: false } };
}

/** REQUESTED → OPEN, for good. Not idempotent: probe with `readReturn` after an unknown outcome. */
export async function approveReturn(
  client: ShopifyClient,
  variables: ApproveReturnVariables | string,
): Promise<ChangedReturn> {
  const answer = await client.execute(ApproveReturnDocument, variables, answerSchema);
  return toChangedReturn(ApproveReturnDocument, answer.returnApproveRequest);
}
