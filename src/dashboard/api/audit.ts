import type { RequestHandler } from 'express';
import type { Json } from '../../ledger/json.ts';
import type { Ledger } from '../../ledger/open.ts';
import { type SealVerdict, verifySeals } from '../../ledger/verify-seals.ts';
import { nextOf, readPage } from './page-query.ts';

/** The audit rows, oldest first: who did what, when and why. */
export function listAudit(ledger: Ledger): RequestHandler {
  return async (request, response) => {
    const page = readPage(request, response);
    if (page === null) return;
    const rows = await ledger
      .db()
      .selectFrom('events')
      .selectAll()
      .where('id', '>', page.after)
      .orderBy('id')
      .limit(page.limit)
      .execute();
    response.set('Cache-Control', 'no-store').json({
      events: rows.map((row) => ({
        id: row.id.toString(),
        shop: row.shop_id,
        orderId: row.order_id,
        returnId: row.return_id,
        at: row.at.toISOString(),
        actor: { kind: row.actor_kind, name: row.actor },
        action: row.action,
        reason: row.reason,
        data: row.data,
      })),
      next: nextOf(rows, page.limit),
    });
  };
}

/** Recomputes every shop's chain of seals, and counts effects that have no audit row. */
export function verifyAudit(ledger: Ledger): RequestHandler {
  return async (_request, response) => {
    const shops = await ledger.db().selectFrom('shops').select('id').orderBy('id').execute();
    const verdicts: (ReturnType<typeof toJson> & { readonly shop: string })[] = [];
    for (const { id } of shops) {
      verdicts.push({ shop: id, ...toJson(await verifySeals(ledger, id)) });
    }
    const effects = await countEffects(ledger);
    response.set('Cache-Control', 'no-store').json({
      intact: verdicts.every((each) => each.intact) && effects.unaudited === 0,
      shops: verdicts,
      effects,
    });
  };
}

async function countEffects(ledger: Ledger): Promise<{ total: number; unaudited: number }> {
  const count = () =>
    ledger
      .db()
      .selectFrom('effects')
      .select((eb) => eb.fn.countAll<bigint>().as('count'));
  const total = await count().executeTakeFirstOrThrow();
  const unaudited = await count()
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('events')
            .select('events.id')
            .whereRef('events.order_id', '=', 'effects.order_id')
            .where(
              'events.data',
              '@>',
              eb.fn<Json>('jsonb_build_object', [
                eb.cast(eb.val('effect'), 'text'),
                eb.ref('effects.id'),
              ]),
            ),
        ),
      ),
    )
    .executeTakeFirstOrThrow();
  return { total: Number(total.count), unaudited: Number(unaudited.count) };
}

function toJson(verdict: SealVerdict) {
  return verdict.intact
    ? {
        intact: true,
        sealed: verdict.sealed.toString(),
        unsealed: verdict.unsealed.toString(),
        lastHash: verdict.lastHash,
        reason: null,
      }
    : {
        intact: false,
        sealed: verdict.seq.toString(),
        unsealed: null,
        lastHash: null,
        reason: verdict.reason,
      };
}
