import { composeMilestone } from '../../connectors/notify/notice.ts';
import type { Notice } from '../../connectors/notify/notifier.ts';
import type { TellCustomer } from '../../domain/step.ts';
import { returnLineKey } from '../../domain/unit-key.ts';
import { recordTelling } from '../../ledger/tellings.ts';
import type { StepVerb } from '../step-verb.ts';

/**
 * Tells the customer one milestone, once. A message whose fate is unknown is not sent again: it
 * becomes an exception that says so.
 */
export const tellCustomer: StepVerb<TellCustomer, Notice> = {
  kind: 'tell-customer',
  // Only a way that can prove absence ever answers `absent`; then it may go.
  repeat: 'read-back',
  async prepare(step, effectId, { shop }, seen) {
    const lines = seen.shopify.returns.flatMap((each) => each.lines);
    const counts = new Map<string, number>();
    for (const unit of step.units) {
      const line = lines.find((each) => returnLineKey(each.id) === unit.returnLineId);
      const sold = seen.shopify.order.lines.find((each) => each.id === line?.lineId);
      const title = sold?.title ?? 'Item';
      counts.set(title, (counts.get(title) ?? 0) + 1);
    }
    const { subject, text } = composeMilestone({
      milestone: step.milestone,
      shopName: shop.notices.shopName,
      returnName: step.returnName,
      orderName: step.orderName,
      units: [...counts].map(([title, quantity]) => ({ title, quantity })),
      amountMinor: step.amountMinor,
      currency: step.currency,
      locale: shop.notices.locale,
    });
    return { effectId, audience: 'customer', to: step.email, subject, text };
  },
  async perform(wire, _effectId, { shop }) {
    const sent = await shop.notifier.send(wire);
    if (!sent.ok) throw sent.problem;
    return { remoteId: sent.remoteId ?? null, data: {} };
  },
  async probe(_step, _wire, effectId, { shop }) {
    switch (await shop.notifier.probe(effectId)) {
      case 'sent':
        return { kind: 'done', result: { remoteId: effectId, data: {} } };
      case 'absent':
        return { kind: 'absent' };
      case 'unknown':
        return { kind: 'foreign', detail: 'it may or may not have been delivered' };
    }
  },
  async settle(step, _result, effectId, work) {
    await recordTelling(work.ledger, step, effectId);
  },
};
