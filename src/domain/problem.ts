import { type ProblemCode, problems } from './problems.ts';

/**
 * Says what may be done next: `free` never reached the other system, `probe` may have taken effect
 * there, `after` was refused and may be sent again after a wait, `never` needs a change first.
 */
export type RetryClass = 'free' | 'probe' | 'after' | 'never';

/**
 * A coded failure: something the product expects may happen and knows the remedy for. Anything
 * else that throws is a bug. Each code has a page under docs/errors.
 */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly retry: RetryClass;
  readonly detail: Readonly<Record<string, string>>;
  readonly retryAfterMs: number | null;

  constructor(
    code: ProblemCode,
    message: string,
    options: {
      /** Overrides the catalogue's class where the same failure happened at another point. */
      retry?: RetryClass;
      detail?: Readonly<Record<string, string>>;
      retryAfterMs?: number;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'Problem';
    this.code = code;
    this.retry = options.retry ?? problems[code].retry;
    this.detail = options.detail ?? {};
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}
