import { z } from 'zod';
import { Problem } from '../../domain/problem.ts';
import type { HttpOutcome } from '../http.ts';
import type { ThrottleStatus } from './budget.ts';
import { isKeyCode, problemOfKeyCode } from './idempotency.ts';
import type { Operation } from './operation.ts';

type Asked = Pick<Operation<unknown, unknown>, 'name' | 'kind' | 'requestedCost'>;

/** What an exchange charged; `status` is null when Shopify did not say. */
export interface Charge {
  readonly points: number;
  readonly status: ThrottleStatus | null;
}

export type Answer =
  | { readonly kind: 'data'; readonly data: unknown; readonly charge: Charge } // executed
  | { readonly kind: 'token-refused'; readonly charge: Charge } // not executed: renew and send again
  | { readonly kind: 'problem'; readonly problem: Problem; readonly charge: Charge };

const errorSchema = z.object({
  message: z.string().default(''),
  path: z.array(z.union([z.string(), z.number()])).optional(),
  extensions: z.object({ code: z.string().optional() }).optional(),
});
type GraphqlError = z.infer<typeof errorSchema>;

const bodySchema = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  // Before authentication Shopify answers with a plain text here.
  errors: z.union([z.array(errorSchema), z.string()]).optional(),
  extensions: z
    .object({
      cost: z
        .object({
          requestedQueryCost: z.number().nullish(),
          actualQueryCost: z.number().nullish(),
          throttleStatus: z.object({
            maximumAvailable: z.number(),
            currentlyAvailable: z.number(),
            restoreRate: z.number(),
          }),
        })
        .optional(),
    })
    .optional(),
});

/** Where Shopify refuses for its rate and does not say for how long. */
const defaultWaitMs = 1_000;

const internalCodes = new Set(['INTERNAL_SERVER_ERROR', 'SERVICE_UNAVAILABLE', 'TIMEOUT']);

/**
 * Says what one exchange with the GraphQL API means. A mutation whose outcome is not certain is
 * `shopify-outcome-unknown` (probe); the same fault on a query is `shopify-unreachable` (free).
 * `denied` names fields whose refusal leaves null in the data instead of failing the query.
 */
export function readAnswer(
  asked: Asked,
  outcome: HttpOutcome,
  denied: readonly string[] = [],
): Answer {
  if (outcome.kind === 'not-sent') {
    const problem = new Problem('shopify-unreachable', `${asked.name}: ${outcome.reason}`);
    return { kind: 'problem', problem, charge: { points: 0, status: null } };
  }
  const full = { points: asked.requestedCost, status: null };
  if (outcome.kind === 'unknown') return problem(noAnswer(asked, outcome.reason), full);
  const free = { points: 0, status: null };
  const { status } = outcome;
  if (status === 401) return { kind: 'token-refused', charge: free };
  if (status === 429) return problem(throttled(asked, retryAfterMs(outcome.headers)), free);
  if (status >= 500) return problem(noAnswer(asked, `HTTP ${status}`), full);
  if (status !== 200) return problem(refusedByStatus(asked, status, outcome.body), free);

  const body = bodySchema.safeParse(readJson(outcome.body));
  if (!body.success) return problem(unreadable(asked, outcome.body, body.error.message), full);
  const { data, errors, extensions } = body.data;
  const cost = extensions?.cost;
  const charge: Charge = {
    points: cost?.actualQueryCost ?? asked.requestedCost,
    status: cost?.throttleStatus ?? null,
  };
  const listed = typeof errors === 'string' ? [{ message: errors }] : (errors ?? []);
  const serious = listed.filter((error) => !isTolerated(error, denied));
  if (serious.length > 0) {
    const found = problemOfErrors(asked, serious, data ?? null, cost?.throttleStatus ?? null);
    const points = found.code === 'shopify-throttled' ? 0 : charge.points;
    return problem(found, { ...charge, points });
  }
  if (data == null) return problem(unreadable(asked, outcome.body, 'there is no data'), charge);
  return { kind: 'data', data, charge };
}

function problem(found: Problem, charge: Charge): Answer {
  return { kind: 'problem', problem: found, charge };
}

/** The answer is well-formed GraphQL but not of the shape that the schema promised. */
export function unreadable(asked: Asked, body: string, why: string): Problem {
  return new Problem('shopify-answer-unreadable', `${asked.name}: ${why}`, {
    // Asking again would give the same answer: a query needs a newer program, a mutation a probe.
    retry: asked.kind === 'mutation' ? 'probe' : 'never',
    detail: { operation: asked.name, answer: body.slice(0, 2_000) },
  });
}

/** A payload came back without userErrors and without what it should have made: look it up. */
export function nothingCameBack(operation: Pick<Asked, 'name'>): Problem {
  return new Problem('shopify-outcome-unknown', `${operation.name}: nothing came back`, {
    detail: { operation: operation.name },
  });
}

function noAnswer(asked: Asked, reason: string): Problem {
  const code = asked.kind === 'mutation' ? 'shopify-outcome-unknown' : 'shopify-unreachable';
  return new Problem(code, `${asked.name}: ${reason}`, { detail: { operation: asked.name } });
}

function throttled(asked: Asked, waitMs: number): Problem {
  return new Problem('shopify-throttled', `${asked.name} must wait ${waitMs} ms`, {
    retryAfterMs: waitMs,
    detail: { operation: asked.name },
  });
}

function refusedByStatus(asked: Asked, status: number, body: string): Problem {
  // 402 and 423 are a frozen or locked shop, 404 and 3xx a shop that is not at this address.
  const access = status < 400 || [402, 403, 404, 423].includes(status);
  const code = access ? 'shopify-access-denied' : 'shopify-rejected';
  return new Problem(code, `${asked.name}: HTTP ${status}`, {
    detail: { operation: asked.name, status: String(status), answer: body.slice(0, 300) },
  });
}

function problemOfErrors(
  asked: Asked,
  errors: readonly GraphqlError[],
  data: Readonly<Record<string, unknown>> | null,
  status: ThrottleStatus | null,
): Problem {
  const codes = errors.map((error) => error.extensions?.code ?? '');
  const code = codes.find((candidate) => candidate !== '') ?? '';
  const message = `${asked.name}: ${errors.map((error) => error.message).join('; ')}`;
  const detail = { operation: asked.name, code, message: errors[0]?.message ?? '' };
  if (codes.includes('THROTTLED')) return throttled(asked, waitMsFor(asked.requestedCost, status));
  const executed = data !== null && Object.values(data).some((value) => value !== null);
  if (asked.kind === 'mutation' && executed) {
    // The change was made; only a part of its answer could not be given.
    return new Problem('shopify-outcome-unknown', message, { detail });
  }
  const keyCode = codes.find(isKeyCode);
  if (keyCode !== undefined) return problemOfKeyCode(keyCode, message, detail);
  if (codes.some((candidate) => internalCodes.has(candidate))) return noAnswer(asked, message);
  const access = codes.includes('ACCESS_DENIED') || codes.includes('SHOP_INACTIVE');
  return new Problem(access ? 'shopify-access-denied' : 'shopify-rejected', message, { detail });
}

function isTolerated(error: GraphqlError, denied: readonly string[]): boolean {
  const last = error.path?.at(-1);
  return (
    error.extensions?.code === 'ACCESS_DENIED' && typeof last === 'string' && denied.includes(last)
  );
}

function waitMsFor(points: number, status: ThrottleStatus | null): number {
  if (status === null || status.restoreRate <= 0) return defaultWaitMs;
  const missing = Math.min(points, status.maximumAvailable) - status.currentlyAvailable;
  return Math.max(100, Math.ceil((missing / status.restoreRate) * 1_000));
}

/** Shopify writes the header in seconds, with a fraction. */
function retryAfterMs(headers: Headers): number {
  const seconds = Number.parseFloat(headers.get('retry-after') ?? '');
  return Number.isFinite(seconds) ? Math.ceil(seconds * 1_000) : defaultWaitMs;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
