import { Router } from 'express';
import { z } from 'zod';
import { formatDecimal } from '../domain/money.ts';
import { stages } from '../domain/stage.ts';
import { type ListedReturn, listReturns } from '../ledger/list-returns.ts';
import type { Ledger } from '../ledger/open.ts';
import { page } from './page.ts';

const querySchema = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(200),
  before: z.string().optional(),
});

/**
 * The plain page at `/` and its data at `/api/returns`: every return with stage, the ERP's amount,
 * Shopify's amount and what it waits for. Read only.
 */
export function createDashboardRouter(ports: { readonly ledger: Ledger }): Router {
  const router = Router();
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
  router.get('/', async (_request, response) => {
    const returns = await listReturns(ports.ledger, { limit: 200 });
    response
      .set('Cache-Control', 'no-store')
      .type('html')
      .send(page(returns.map(toJson), stages));
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
