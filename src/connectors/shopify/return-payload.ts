import { z } from 'zod';
import type { ReturnStatus } from '../../domain/snapshot.ts';
import { nothingCameBack } from './errors.ts';
import { toReturnStatus } from './shapes/status.ts';
import { throwOnUserErrors, userErrorSchema } from './user-errors.ts';

/** The return as a mutation left it. Its status right after is not final: read it again. */
export interface ChangedReturn {
  readonly returnId: string;
  readonly status: ReturnStatus;
}

/** The payload that all mutations of a return share. */
export const returnPayloadSchema = z
  .object({
    return: z.object({ id: z.string(), status: z.string().transform(toReturnStatus) }).nullable(),
    userErrors: z.array(userErrorSchema),
  })
  .nullable();

/** Throws what the userErrors mean; a payload without errors and without a return has to be probed. */
export function toChangedReturn(
  operation: { readonly name: string },
  payload: z.output<typeof returnPayloadSchema>,
): ChangedReturn {
  throwOnUserErrors(operation.name, payload?.userErrors ?? []);
  if (payload?.return != null) {
    return { returnId: payload.return.id, status: payload.return.status };
  }
  throw nothingCameBack(operation);
}
