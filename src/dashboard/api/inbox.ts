import type { RequestHandler } from 'express';
import type { Ledger } from '../../ledger/open.ts';
import { nextOf, readPage } from './page-query.ts';

/** What came in and under which key, oldest first, without the bodies: the proof of each 200. */
export function listInbox(ledger: Ledger): RequestHandler {
  return async (request, response) => {
    const page = readPage(request, response);
    if (page === null) return;
    const rows = await ledger
      .db()
      .selectFrom('inbox')
      .select([
        'id',
        'shop_id',
        'source',
        'topic',
        'subject_kind',
        'subject_id',
        'delivery_key',
        'state',
        'problem_code',
        'received_at',
      ])
      .where('id', '>', page.after)
      .orderBy('id')
      .limit(page.limit)
      .execute();
    response.set('Cache-Control', 'no-store').json({
      deliveries: rows.map((row) => ({
        id: row.id.toString(),
        shop: row.shop_id,
        source: row.source,
        topic: row.topic,
        subject: { kind: row.subject_kind, id: row.subject_id },
        deliveryKey: row.delivery_key,
        state: row.state,
        problem: row.problem_code,
        receivedAt: row.received_at.toISOString(),
      })),
      next: nextOf(rows, page.limit),
    });
  };
}
