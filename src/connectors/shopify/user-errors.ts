import { z } from 'zod';
import { Problem } from '../../domain/problem.ts';
import { isKeyCode, keyCodeOfMessage, problemOfKeyCode } from './idempotency.ts';

/** A refusal inside a mutation's payload. Some payloads have no code; unknown codes are kept. */
export const userErrorSchema = z.object({
  field: z.array(z.string()).nullish(),
  code: z.string().nullish(),
  message: z.string(),
});

/** After these the change may have been made in part: look before sending anything again. */
const uncertainCodes = new Set(['INTERNAL_ERROR', 'CREATION_FAILED', 'NOTIFICATION_FAILED']);

/**
 * Throws `shopify-rejected` with field, code and message of the first userError (all of them as JSON
 * in `detail.userErrors`), or what a code of `@idempotent` means. Returns when there is none.
 */
export function throwOnUserErrors(
  operation: string,
  userErrors: readonly z.infer<typeof userErrorSchema>[],
): void {
  const [first] = userErrors;
  if (first === undefined) return;
  const codes = userErrors.flatMap(({ code }) => (code == null ? [] : [code]));
  const message = `${operation}: ${userErrors.map((error) => error.message).join('; ')}`;
  const detail = {
    operation,
    code: first.code ?? '',
    field: first.field?.join('.') ?? '',
    message: first.message,
    userErrors: JSON.stringify(userErrors),
  };
  const keyCode = codes.find(isKeyCode) ?? keyCodeOfMessage(first.message);
  if (keyCode !== undefined) throw problemOfKeyCode(keyCode, message, detail);
  throw new Problem('shopify-rejected', message, {
    detail,
    ...(codes.some((code) => uncertainCodes.has(code)) ? { retry: 'probe' as const } : {}),
  });
}
