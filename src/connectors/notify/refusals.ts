import { Problem, type RetryClass } from '../../domain/problem.ts';
import type { NoticeResult } from './notifier.ts';

/** The message certainly did not go out; `retry` says whether sending it again can help. */
export function notSent(
  reason: string,
  retry: Extract<RetryClass, 'free' | 'after' | 'never'>,
  options: { readonly cause?: unknown; readonly retryAfterMs?: number } = {},
): NoticeResult {
  return { ok: false, problem: new Problem('notice-refused', reason, { ...options, retry }) };
}

/** The message may have gone out. It is never sent again. */
export function maybeSent(reason: string, cause?: unknown): NoticeResult {
  return { ok: false, problem: new Problem('notice-outcome-unknown', reason, { cause }) };
}
