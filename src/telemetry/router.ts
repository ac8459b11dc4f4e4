import { Router } from 'express';
import type { Health } from './health.ts';
import type { Metrics } from './metrics.ts';

/**
 * `/healthz` (200 while the process runs), `/readyz` (200 or 503 with each check) and `/metrics` in
 * Prometheus' text format. None of them carries an id, a secret or a person's data.
 */
export function createTelemetryRouter(options: {
  readonly health: Health;
  readonly metrics: Metrics;
}): Router {
  const { health, metrics } = options;
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ alive: true });
  });
  router.get('/readyz', async (_request, response) => {
    const readiness = await health.ready();
    response
      .set('Cache-Control', 'no-store')
      .status(readiness.ready ? 200 : 503)
      .json(readiness);
  });
  router.get('/metrics', async (_request, response) => {
    response.set('Content-Type', metrics.contentType).send(await metrics.text());
  });
  return router;
}
