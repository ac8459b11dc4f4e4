import type { Law } from './evidence.ts';

/** Law 1: every webhook that Shopify saw answered 200 is in the inbox. */
export const inboxIsComplete: Law = ({ truth, app }) => {
  const kept = new Set(app.inbox.flatMap(({ deliveryKey }) => webhookIdIn(deliveryKey) ?? []));
  const promised = truth.shopify.webhooks.deliveries.filter(({ status }) => status === 'delivered');
  return {
    checked: promised.length,
    violations: promised
      .filter(({ webhookId }) => !kept.has(webhookId))
      .map(({ webhookId, topic }) => `${topic} ${webhookId} was answered 200 and is not there`),
  };
};

function webhookIdIn(deliveryKey: string): string | null {
  return /^id:([^/]+)\//.exec(deliveryKey)?.[1] ?? null;
}
