import { z } from 'zod';
import { WriteStatusDocument, type WriteStatusMutationVariables } from './admin.generated.ts';
import type { ShopifyClient } from './client.ts';
import { nothingCameBack } from './errors.ts';
import type { Given } from './operation.ts';
import { throwOnUserErrors, userErrorSchema } from './user-errors.ts';

export type WriteStatusVariables = Given<WriteStatusMutationVariables>;

const answerSchema = z.object({
  metafieldsSet: z
    .object({
      metafields: z.array(z.object({ value: z.string(), compareDigest: z.string() })).nullable(),
      userErrors: z.array(userErrorSchema),
    })
    .nullable(),
});

/**
 * The order's status as JSON text under `$app:returns` / `status`. `compareDigest` is the digest that
 * was read with the old value, or null for the first one: a status that somebody wrote meanwhile is
 * then refused (STALE_OBJECT) instead of overwritten.
 */
export function writeStatusVariables(options: {
  orderId: string;
  value: string;
  compareDigest: string | null;
}): WriteStatusVariables {
  return {
    metafields: [
      {
        ownerId: options.orderId,
        namespace: '$app:returns',
        key: 'status',
        type: 'json',
        value: options.value,
        compareDigest: options.compareDigest,
      },
    ],
  };
}

/** Returns the value and the digest for the next write. Probe with `readOrder`. */
export async function writeStatus(
  client: ShopifyClient,
  variables: WriteStatusVariables | string,
): Promise<{ value: string; compareDigest: string }> {
  const { metafieldsSet } = await client.execute(WriteStatusDocument, variables, answerSchema);
  throwOnUserErrors(WriteStatusDocument.name, metafieldsSet?.userErrors ?? []);
  const [written] = metafieldsSet?.metafields ?? [];
  if (written !== undefined) return written;
  throw nothingCameBack(WriteStatusDocument);
}
