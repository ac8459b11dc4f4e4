import { Router } from 'express';
import { z } from 'zod';
import { formatDecimal } from '../domain/money.ts';
import type { Bell } from '../jobs/bell.ts';
import { type ListedReturn, listReturns } from '../ledger/list-returns.ts';
import type { Ledger } from '../ledger/open.ts';
import { summarize } from '../ledger/summarize.ts';
import { listAudit, verifyAudit } from './api/audit.ts';
import { listExceptions } from './api/exceptions.ts';
import { listInbox } from './api/inbox.ts';
import { loopbackOnly } from './api/loopback-only.ts';
import { createReconcileRoutes } from './api/reconcile.ts';
import { createAssetsRouter } from './assets.ts';
import { contentSecurityPolicy } from './document.ts';
import { page } from './page.ts';
import { readView } from './view.ts';

const querySchema = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(200),
  before: z.string().optional(),
});

/**
 * The plain page at `/` and its data at `/api/returns`: every return with stage, the ERP's amount,
 * Shopify's amount and what it waits for. What proves the laws (inbox, audit) and what starts work
 * (reconcile) answers programs of this machine only.
 */
export function createDashboardRouter(ports: {
  readonly ledger: Ledger;
  readonly bell: Pick<Bell, 'reconcile'>;
  readonly shopIds: readonly string[];
}): Router {
  const router = Router();
  router.get('/api/exceptions', listExceptions(ports.ledger));
  router.get('/api/inbox', loopbackOnly, listInbox(ports.ledger));
  router.get('/api/audit', loopbackOnly, listAudit(ports.ledger));
  router.get('/api/audit/verify', loopbackOnly, verifyAudit(ports.ledger));
  router.use(['/api/reconcile', '/api/runs'], loopbackOnly);
  router.use(createReconcileRoutes(ports));
  router.get('/api/returns', async (request, response) => {
    const query = querySchema.safeParse(request.query);
    if (!query.success) {
      response
        .status(400)
        .json({ title: 'The query is not valid', detail: z.prettifyError(query.error) });
      return;
    }
    const { limit, before } = query.data;
    const returns = await listReturns(ports.ledger, { limit, beforeId: before ?? null });
    response.set('Cache-Control', 'no-store').json({
      returns: returns.map(toJson),
      next: returns.length === limit ? (returns.at(-1)?.id ?? null) : null,
    });
  });
  router.use(createAssetsRouter());
  router.get('/', async (request, response) => {
    const { ledger } = ports;
    const returns = (await listReturns(ledger, { limit: 500 })).map(toJson);
    const summary = await summarize(ledger);
    const now = await ledger.now();
    response
      .set('Cache-Control', 'no-store')
      .set('Content-Security-Policy', contentSecurityPolicy)
      .type('html')
      .send(page({ returns, summary, view: readView(request.query), now }));
  });
  return router;
}

/** A return as the API gives it: amounts as decimal text, never a float. */
export interface ReturnJson {
  readonly id: string;
  readonly name: string;
  readonly order: string;
  readonly stage: string;
  readonly stageSince: string;
  readonly rma: string | null;
  readonly erpAmount: string | null;
  readonly shopifyAmount: string | null;
  readonly currency: string | null;
  readonly waitsFor: string | null;
  readonly problem: string | null;
  readonly ended: boolean;
}

function toJson(row: ListedReturn): ReturnJson {
  const amount = (minor: bigint | null) =>
    minor === null || row.currency === null ? null : formatDecimal(minor, row.currency);
  return {
    id: row.id,
    name: row.name,
    order: row.orderName,
    stage: row.stage,
    stageSince: row.stageSince.toISOString(),
    rma: row.rmas,
    erpAmount: amount(row.erpAmountMinor),
    shopifyAmount: amount(row.shopifyAmountMinor),
    currency: row.currency,
    waitsFor: row.blocker,
    problem: row.blockerCode,
    ended: row.ended,
  };
}
