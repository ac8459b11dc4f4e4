import type { LockQuote } from '../../domain/step.ts';
import { effectId } from '../../ledger/effect-id.ts';
import { beginEffect } from '../../ledger/effects.ts';
import { recordEvent } from '../../ledger/events.ts';
import { lockQuote as lock } from '../../ledger/quotes.ts';
import type { Performed } from '../perform-step.ts';
import type { Seen, Work } from '../work.ts';
import { tellCustomer } from './tell-customer.ts';

/**
 * Locks a quote in the transaction that records the intent to tell the customer: the amount that is
 * told and the amount that is locked cannot differ. Nothing is sent here.
 */
export async function lockQuote(step: LockQuote, work: Work, seen: Seen): Promise<Performed> {
  const { tell } = step;
  const lease = { orderId: work.orderId, fence: work.fence };
  const about =
    tell === null ? null : { ...lease, kind: tell.kind, subject: tell.subject, attempt: 1 };
  const wire =
    tell === null || about === null
      ? null
      : await tellCustomer.prepare(tell, effectId(about), work, seen);
  await work.ledger.transact(async () => {
    if (!(await lock(work.ledger, step.quoteId))) return;
    if (tell !== null) {
      await beginEffect(work.ledger, lease, {
        shopId: work.shop.id,
        returnId: step.returnId,
        kind: tell.kind,
        subject: tell.subject,
        request: { step: tell, wire },
      });
    }
    await recordEvent(work.ledger, {
      shopId: work.shop.id,
      orderId: work.orderId,
      returnId: step.returnId,
      actorKind: 'system',
      actor: 'backhaul',
      action: 'quote.locked',
      data: { quoteId: step.quoteId },
    });
  });
  return { kind: 'done' };
}
