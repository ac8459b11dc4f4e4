import { z } from 'zod';
import { ChangeTagsDocument, type ChangeTagsMutationVariables } from './admin.generated.ts';
import type { ShopifyClient } from './client.ts';
import type { Given } from './operation.ts';
import { throwOnUserErrors, userErrorSchema } from './user-errors.ts';

export type ChangeTagsVariables = Given<ChangeTagsMutationVariables>;

const payloadSchema = z.object({ userErrors: z.array(userErrorSchema) }).nullish();
const answerSchema = z.object({ removed: payloadSchema, added: payloadSchema });

/** Tags to take off an order and tags to put on, in one document; other tags are not touched. */
export function changeTagsVariables(options: {
  orderId: string;
  remove: readonly string[];
  add: readonly string[];
}): ChangeTagsVariables {
  const { orderId, remove, add } = options;
  // An empty half is left out of the request, and of its price.
  return {
    id: orderId,
    remove: [...remove],
    add: [...add],
    removes: remove.length > 0,
    adds: add.length > 0,
  };
}

/**
 * The removal is made before the addition. The two are not one transaction, but both may be repeated:
 * a tag that is there already, or gone already, is no error.
 */
export async function changeTags(
  client: ShopifyClient,
  variables: ChangeTagsVariables | string,
): Promise<void> {
  const { removed, added } = await client.execute(ChangeTagsDocument, variables, answerSchema);
  throwOnUserErrors(ChangeTagsDocument.name, [
    ...(removed?.userErrors ?? []),
    ...(added?.userErrors ?? []),
  ]);
}
