import { createHmac } from 'node:crypto';
import { stringify } from 'lossless-json';
import type { Random } from '../../random.ts';
import type { WebhookFaults } from '../faults.ts';
import type { WebhookSubscriptionRecord } from '../model.ts';
import type { Shop, ShopEvent } from '../shop.ts';

export type DeliveryCounts = {
  sent: number;
  delivered: number;
  failed: number;
  dropped: number;
  removed: number;
};

/** One body on its way to one subscription; retries and resends keep it as it is. */
export type Delivery = {
  webhookId: string;
  eventId: string;
  topic: string;
  subscriptionId: string;
  uri: string;
  name: string | null;
  apiVersion: string;
  body: string;
  triggeredAt: string;
  attempts: number;
  status: 'waiting' | 'delivered' | 'failed' | 'dropped';
  lastAnswer: string | null;
  /** What the network did to it. */
  faults: ('drop' | 'reorder' | 'duplicate')[];
  /** The orders and returns that the body names; some topics name neither. */
  subjects: string[];
};

export type Deliverer = {
  /** Sends the events of one finished action; they share one event id. */
  publish(events: readonly ShopEvent[]): void;
  /** Sends a known delivery again with the same id; false if the id is unknown. */
  resend(webhookId: string): boolean;
  deliveries(): Delivery[];
  counts(): DeliveryCounts;
  close(): void;
};

/** Seconds after the first attempt at which a failed delivery is tried again: 8 tries within 4 hours. */
export const retryDelaysSeconds = [60, 120, 240, 480, 960, 1920, 3840, 6780] as const;

/** Delivers over real HTTP with Shopify's headers; no order is promised, faults are applied per delivery. */
export function createDeliverer(shop: Shop, faults: WebhookFaults, random: Random): Deliverer {
  const deliveries = new Map<string, Delivery>();
  const timers = new Set<NodeJS.Timeout>();
  const counts: DeliveryCounts = { sent: 0, delivered: 0, failed: 0, dropped: 0, removed: 0 };
  let closed = false;

  const later = (delayMs: number, work: () => void) => {
    if (closed) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, delayMs);
    timers.add(timer);
  };
  const attempt = async (delivery: Delivery): Promise<void> => {
    const subscription = shop.webhookSubscriptions.get(delivery.subscriptionId);
    if (closed || subscription === undefined) return;
    delivery.attempts += 1;
    counts.sent += 1;
    const answer = await post(shop, delivery);
    delivery.lastAnswer = answer;
    if (/^2\d\d$/.test(answer)) {
      counts.delivered += 1;
      delivery.status = 'delivered';
      subscription.consecutiveFailures = 0;
      return;
    }
    counts.failed += 1;
    subscription.consecutiveFailures += 1;
    if (subscription.consecutiveFailures >= shop.settings.get('webhookRemovalAfterFailures')) {
      removeSubscription(shop, subscription);
      counts.removed += 1;
    }
    const wait = retryDelaysSeconds[delivery.attempts - 1];
    if (wait === undefined) {
      delivery.status = 'failed';
      return;
    }
    if (!shop.settings.get('webhookIdStableAcrossRetries')) {
      deliveries.delete(delivery.webhookId);
      delivery.webhookId = random.uuid();
      deliveries.set(delivery.webhookId, delivery);
    }
    later(wait * 1000 * shop.settings.get('webhookTimeScale'), () => void attempt(delivery));
  };
  const dispatch = (delivery: Delivery) => {
    if (faults.rates.strikes('drop', delivery.topic)) {
      delivery.faults.push('drop');
      counts.dropped += 1;
      delivery.status = 'dropped';
      return;
    }
    const reorderMs = faults.rates.strikes('reorder', delivery.topic)
      ? random.integer(200, 1500)
      : 0;
    if (reorderMs > 0) delivery.faults.push('reorder');
    const delayMs =
      shop.settings.get('webhookLatencyMs') + faults.delay.forCall(delivery.topic) + reorderMs;
    later(delayMs, () => void attempt(delivery));
    if (faults.rates.strikes('duplicate', delivery.topic)) {
      delivery.faults.push('duplicate');
      later(delayMs + random.integer(0, 300), () => void attempt(delivery));
    }
  };
  return {
    publish: (events) => {
      const eventId = random.uuid();
      for (const event of events) {
        for (const subscription of subscribersOf(shop, event.topic)) {
          const body = bodyFor(subscription, event.body());
          const delivery: Delivery = {
            webhookId: random.uuid(),
            eventId,
            topic: event.topic,
            subscriptionId: subscription.id,
            uri: subscription.uri,
            name: subscription.name,
            apiVersion: subscription.apiVersion,
            body,
            triggeredAt: shop.now().toISOString(),
            attempts: 0,
            status: 'waiting',
            lastAnswer: null,
            faults: [],
            subjects: subjectsOf(body),
          };
          deliveries.set(delivery.webhookId, delivery);
          dispatch(delivery);
        }
      }
    },
    resend: (webhookId) => {
      const delivery = deliveries.get(webhookId);
      if (delivery === undefined) return false;
      later(0, () => void attempt({ ...delivery }));
      return true;
    },
    deliveries: () => [...deliveries.values()],
    counts: () => ({ ...counts }),
    close: () => {
      closed = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}

/** `RETURNS_REQUEST` → `returns/request`: the last underscore-separated verb follows the slash. */
export function slashTopic(enumTopic: string): string {
  const special: Record<string, string> = {
    RETURNS_REQUEST: 'returns/request',
    ORDER_TRANSACTIONS_CREATE: 'order_transactions/create',
    REVERSE_DELIVERIES_ATTACH_DELIVERABLE: 'reverse_deliveries/attach_deliverable',
    REVERSE_FULFILLMENT_ORDERS_DISPOSE: 'reverse_fulfillment_orders/dispose',
    APP_SCOPES_UPDATE: 'app/scopes_update',
    APP_UNINSTALLED: 'app/uninstalled',
  };
  const known = special[enumTopic];
  if (known !== undefined) return known;
  const lower = enumTopic.toLowerCase();
  const cut = lower.lastIndexOf('_');
  return `${lower.slice(0, cut)}/${lower.slice(cut + 1)}`;
}

/** Subscriptions of a topic in slash form. */
export function subscribersOf(shop: Shop, topic: string): WebhookSubscriptionRecord[] {
  return [...shop.webhookSubscriptions.values()].filter((one) => slashTopic(one.topic) === topic);
}

export function removeSubscription(shop: Shop, subscription: WebhookSubscriptionRecord): void {
  shop.webhookSubscriptions.delete(subscription.id);
  shop.unregister(subscription.id);
}

/** The signature Shopify sends: base64 HMAC-SHA256 over the raw body with the app's client secret. */
export function signatureOf(body: string, secret: string): string {
  return createHmac('sha256', secret).update(body, 'utf8').digest('base64');
}

function bodyFor(subscription: WebhookSubscriptionRecord, body: unknown): string {
  const whole = body as Record<string, unknown>;
  const chosen =
    subscription.includeFields.length === 0
      ? whole
      : Object.fromEntries(
          Object.entries(whole).filter(([name]) =>
            subscription.includeFields.some((one) => one.split('.')[0] === name),
          ),
        );
  return stringify(chosen) ?? '{}';
}

function subjectsOf(body: string): string[] {
  const named = [...body.matchAll(/gid:\/\/shopify\/(?:Order|Return)\/\d+/g)].map(([id]) => id);
  const orders = [...body.matchAll(/"order_id":(\d+)/g)].map(([, n]) => `gid://shopify/Order/${n}`);
  return [...new Set([...named, ...orders])];
}

async function post(shop: Shop, delivery: Delivery): Promise<string> {
  try {
    const response = await fetch(delivery.uri, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(shop.settings.get('webhookTimeoutMs')),
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Shopify-Captain-Hook',
        'x-shopify-topic': delivery.topic,
        'x-shopify-hmac-sha256': signatureOf(delivery.body, shop.clientSecret),
        'x-shopify-shop-domain': shop.domain,
        'x-shopify-api-version': delivery.apiVersion,
        'x-shopify-webhook-id': delivery.webhookId,
        'x-shopify-event-id': delivery.eventId,
        'x-shopify-triggered-at': delivery.triggeredAt,
        ...(delivery.name === null ? {} : { 'x-shopify-name': delivery.name }),
      },
      body: delivery.body,
    });
    await response.body?.cancel();
    return String(response.status);
  } catch (error) {
    return error instanceof Error ? error.name : 'failed';
  }
}
