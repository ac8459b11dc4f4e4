import { Problem } from '../../domain/problem.ts';

/** While the first request with a key is still running, the same key is asked again after this. */
const concurrentKeyWaitMs = 2_000;

/** Codes of `@idempotent`, as top-level errors or as userErrors. */
export function isKeyCode(code: string): boolean {
  return code.startsWith('IDEMPOTENCY_');
}

/**
 * The code that a refusal stands for in payloads whose userErrors have none, such as refundCreate's:
 * there Shopify's sentence is all there is (recorded on a development store). Undefined for any other.
 */
export function keyCodeOfMessage(message: string): string | undefined {
  const mismatch = /same idempotency key cannot be used with different/i;
  return mismatch.test(message) ? 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH' : undefined;
}

/**
 * What a refusal by `@idempotent` means: a running twin is asked again with the same key, a changed
 * content is a defect of ours, and a key whose first attempt failed is a definite rejection, after
 * which only a new key may be sent.
 */
export function problemOfKeyCode(
  code: string,
  message: string,
  detail: Readonly<Record<string, string>>,
): Problem {
  switch (code) {
    case 'IDEMPOTENCY_CONCURRENT_REQUEST':
      return new Problem('shopify-outcome-unknown', message, {
        retry: 'after',
        retryAfterMs: concurrentKeyWaitMs,
        detail: { ...detail, code },
      });
    case 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH':
      return new Problem('shopify-idempotency-mismatch', message, { detail: { ...detail, code } });
    default:
      return new Problem('shopify-rejected', message, { detail: { ...detail, code } });
  }
}
