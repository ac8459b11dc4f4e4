import type { Queue } from './queue.ts';

/** How work is rung for: the only names and payloads that go through the queue. */
export interface Bell {
  /** Look at this order, in the money lane if money waits on it. Joins the ledger transaction it is called in. */
  order(
    orderId: string,
    options?: { readonly delayMs?: number; readonly money?: boolean },
  ): Promise<void>;
  /** Hints wait in the inbox. */
  intake(): Promise<void>;
  /** Exceptions wait to be told to operations. */
  alerts(): Promise<void>;
  /** Look after one shop's webhook subscriptions. */
  subscriptions(shopId: string, delayMs: number): Promise<void>;
  /** Reconcile one shop now. */
  reconcile(shopId: string): Promise<void>;
}

/** Rings are deduplicated while they wait, and kept while the job runs, so none is lost and none piles up. */
export function createBell(queue: Queue): Bell {
  return {
    async order(orderId, { delayMs, money = false } = {}) {
      await queue.ring(
        money ? 'orders-money' : 'orders',
        'work-order',
        { orderId },
        {
          dedupeId: `order-${orderId}`,
          ...(delayMs === undefined ? {} : { delayMs }),
        },
      );
    },
    async intake() {
      await queue.ring('intake', 'resolve-hints', {}, { dedupeId: 'resolve-hints' });
    },
    async alerts() {
      await queue.ring('notify', 'send-alerts', {}, { dedupeId: 'send-alerts' });
    },
    async subscriptions(shopId, delayMs) {
      await queue.ring(
        'poll',
        'ensure-subscriptions',
        { shopId },
        {
          dedupeId: `subscriptions-${shopId}`,
          delayMs,
        },
      );
    },
    async reconcile(shopId) {
      await queue.ring('reconcile', 'reconcile', { shopId }, { dedupeId: `reconcile-${shopId}` });
    },
  };
}
