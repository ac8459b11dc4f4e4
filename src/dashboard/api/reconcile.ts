import { json, type RequestHandler, Router } from 'express';
import { z } from 'zod';
import type { Bell } from '../../jobs/bell.ts';
import { decodeJson } from '../../ledger/json.ts';
import type { Ledger } from '../../ledger/open.ts';
import { latestRuns } from '../../ledger/runs.ts';
import type { Row } from '../../ledger/tables.ts';

export interface ReconcileRoutesPorts {
  readonly ledger: Ledger;
  readonly bell: Pick<Bell, 'reconcile'>;
  readonly shopIds: readonly string[];
}

const bodySchema = z.strictObject({ shop: z.string().optional() });
const querySchema = z.object({ shop: z.string(), since: z.iso.datetime().optional() });

/**
 * `POST /api/reconcile` rings for a run and answers 202 with the time before it, by the ledger's
 * clock; `GET /api/runs?shop=&since=` then tells when a run that began after that has ended.
 */
export function createReconcileRoutes(ports: ReconcileRoutesPorts): Router {
  const router = Router();
  router.post('/api/reconcile', json({ limit: '10kb' }), ringForRuns(ports));
  router.get('/api/runs', listRuns(ports));
  return router;
}

function ringForRuns({ ledger, bell, shopIds }: ReconcileRoutesPorts): RequestHandler {
  return async (request, response) => {
    // A form of a foreign page cannot send this type, so no page can ring here.
    const body = bodySchema.safeParse(request.is('application/json') ? request.body : null);
    if (!body.success) {
      const detail = z.prettifyError(body.error);
      response.status(400).json({ title: 'The body is not valid', detail });
      return;
    }
    const { shop } = body.data;
    const wanted = shopIds.filter((id) => shop === undefined || id === shop);
    if (wanted.length === 0) {
      response.status(404).json({ title: 'No such shop', detail: `There is no shop ${shop}.` });
      return;
    }
    const since = await ledger.now();
    for (const id of wanted) await bell.reconcile(id);
    response.status(202).json({ shops: wanted, since: since.toISOString() });
  };
}

function listRuns({ ledger }: ReconcileRoutesPorts): RequestHandler {
  return async (request, response) => {
    const query = querySchema.safeParse(request.query);
    if (!query.success) {
      const detail = z.prettifyError(query.error);
      response.status(400).json({ title: 'The query is not valid', detail });
      return;
    }
    const { shop, since } = query.data;
    const from = since === undefined ? 0 : Date.parse(since);
    const runs = (await latestRuns(ledger, shop, 50)).filter((run) => +run.started_at >= from);
    response.set('Cache-Control', 'no-store').json({ runs: runs.map(runToJson) });
  };
}

/** A run as the API gives it; sums are minor units as text. */
export function runToJson(run: Row<'runs'>) {
  const sums = decodeJson<Record<string, Record<string, bigint>>>(run.sums);
  return {
    id: run.id,
    shop: run.shop_id,
    state: run.state,
    from: run.window_from.toISOString(),
    to: run.window_to.toISOString(),
    startedAt: run.started_at.toISOString(),
    endedAt: run.ended_at?.toISOString() ?? null,
    counts: run.counts,
    sums: Object.fromEntries(
      Object.entries(sums).map(([currency, parts]) => [
        currency,
        Object.fromEntries(Object.entries(parts).map(([name, minor]) => [name, `${minor}`])),
      ]),
    ),
    healed: run.healed,
  };
}
