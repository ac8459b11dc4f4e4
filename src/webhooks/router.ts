import { type Request, type Response, Router } from 'express';
import { Problem } from '../domain/problem.ts';
import type { RecordHint } from './hint.ts';
import { statusOf, type WebhookOutcomeKind } from './outcome.ts';
import { readBody } from './read-body.ts';
import { type FindShop, type Received, receive } from './receive.ts';
import { type IntakeLog, report } from './report.ts';

export interface IntakeMetrics {
  countWebhook(outcome: WebhookOutcomeKind, seconds: number): void;
}

const path = '/webhooks/shopify';

/**
 * `POST /webhooks/shopify`: answers 200 only for what `record` has durably stored (see
 * `WebhookOutcome`). Bodies are read raw, up to `maxBytes`, and never inflated. Mount it before any
 * body parser. `answerWithinMs` gives up on a slow ledger before Shopify's own five seconds end.
 */
export function createWebhookRouter(options: {
  readonly shops: FindShop;
  readonly record: RecordHint;
  readonly log: IntakeLog;
  readonly metrics: IntakeMetrics;
  readonly maxBytes: number;
  readonly answerWithinMs?: number;
}): Router {
  const { shops, log, metrics, maxBytes, answerWithinMs = 4_500 } = options;
  const record: RecordHint = (hint) => within(options.record(hint), answerWithinMs);

  const take = async (request: Request): Promise<Received> => {
    const read = await readBody(request, maxBytes);
    if (read.kind === 'refused') return { outcome: read.outcome, hint: null, cause: null };
    return receive({ headers: request.headers, body: read.body }, { shops, record });
  };

  const router = Router();
  router.post(path, async (request: Request, response: Response) => {
    const startedAt = performance.now();
    const received = await take(request);
    const { outcome } = received;
    metrics.countWebhook(outcome.kind, (performance.now() - startedAt) / 1_000);
    report(log, request.headers, received);
    // What is left of a refused body is not worth reading.
    if (!request.complete) response.set('Connection', 'close');
    response.status(statusOf(outcome)).type('text/plain').send(outcome.kind);
  });
  router.all(path, (_request, response) => {
    response.set('Allow', 'POST').status(405).type('text/plain').send('method-refused');
  });
  return router;
}

async function within<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Problem('ledger-unavailable', `The ledger did not answer in ${limitMs} ms`));
    }, limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
