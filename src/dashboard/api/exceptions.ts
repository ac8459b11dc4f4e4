import type { RequestHandler } from 'express';
import { problems } from '../../domain/problems.ts';
import type { Ledger } from '../../ledger/open.ts';
import { nextOf, readPage } from './page-query.ts';

/** What stands open for a person, oldest first: the cause, whose it is, and what to do. */
export function listExceptions(ledger: Ledger): RequestHandler {
  return async (request, response) => {
    const page = readPage(request, response);
    if (page === null) return;
    const rows = await ledger
      .db()
      .selectFrom('exceptions')
      .leftJoin('returns', 'returns.id', 'exceptions.return_id')
      .leftJoin('orders', 'orders.id', 'exceptions.order_id')
      .selectAll('exceptions')
      .select(['returns.name as return_name', 'orders.name as order_name'])
      .where('exceptions.closed_at', 'is', null)
      .where('exceptions.id', '>', page.after)
      .orderBy('exceptions.id')
      .limit(page.limit)
      .execute();
    response.set('Cache-Control', 'no-store').json({
      exceptions: rows.map((row) => ({
        id: row.id.toString(),
        shop: row.shop_id,
        order: row.order_name,
        returnId: row.return_id,
        return: row.return_name,
        code: row.code,
        title: problems[row.code]?.title ?? row.code,
        subject: row.subject,
        detail: row.detail,
        owner: row.owner_role,
        remedy: row.remedy,
        raisedAt: row.raised_at.toISOString(),
        acknowledgedBy: row.acknowledged_by,
      })),
      next: nextOf(rows, page.limit),
    });
  };
}
