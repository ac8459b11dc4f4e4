import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type OrderState,
  type ReturnState,
  receiveWebhooks,
  type Served,
  type ShopHarness,
  type ShopState,
  serveShopify,
  until,
} from './shopify-harness.ts';

let served: Served;
beforeAll(async () => {
  served = await serveShopify();
});
afterAll(() => served.close());

async function subscribe(shop: ShopHarness, topic: string, uri: string): Promise<void> {
  const answer = await shop.graphql<{ webhookSubscriptionCreate: { userErrors: unknown[] } }>(
    'mutation($topic: WebhookSubscriptionTopic!, $w: WebhookSubscriptionInput!) { webhookSubscriptionCreate(topic: $topic, webhookSubscription: $w) { webhookSubscription { id } userErrors { message } } }',
    { topic, w: { uri, name: 'main' } },
  );
  expect(answer.data?.webhookSubscriptionCreate.userErrors).toEqual([]);
}

async function requestReturn(shop: ShopHarness): Promise<ReturnState> {
  const order = await shop.play<OrderState>('shopper/order', {
    lines: [{ title: 'Thing', quantity: 1 }],
  });
  return shop.play<ReturnState>('shopper/return', { orderId: order.id });
}

describe('a webhook', () => {
  it('carries a signature over the raw body, every header, and ids that a float would round', async () => {
    const shop = await served.shop('signed');
    const receiver = await receiveWebhooks();
    await subscribe(shop, 'RETURNS_REQUEST', receiver.uri);
    const { id } = await requestReturn(shop);
    await until(() => receiver.received.length === 1);
    const [hook] = receiver.received;
    const body = hook?.body ?? '';
    expect(hook?.headers).toMatchObject({
      'x-shopify-topic': 'returns/request',
      'x-shopify-shop-domain': 'signed.myshopify.com',
      'x-shopify-api-version': '2026-10',
      'x-shopify-name': 'main',
      'x-shopify-hmac-sha256': createHmac('sha256', 'secret-signed').update(body).digest('base64'),
    });
    for (const name of ['webhook-id', 'event-id', 'triggered-at']) {
      expect(hook?.headers[`x-shopify-${name}`]).toBeTruthy();
    }
    const number = id.replace(/^.*\//, '');
    expect(body).toContain(`"id":${number},"admin_graphql_api_id":"${id}"`);
    expect(String(JSON.parse(body).id)).not.toBe(number);
    await receiver.close();
  });

  it('is tried again with the same id until something answers 2xx; a redirect is a failure', async () => {
    const shop = await served.shop('retried', { settings: { webhookTimeScale: 0.0002 } });
    const answers = [500, 302, 200];
    const receiver = await receiveWebhooks(() => answers.shift() ?? 200);
    await subscribe(shop, 'RETURNS_REQUEST', receiver.uri);
    await requestReturn(shop);
    await until(() => receiver.received.length === 3);
    expect(new Set(receiver.received.map((one) => one.headers['x-shopify-webhook-id'])).size).toBe(
      1,
    );
    expect(new Set(receiver.received.map((one) => one.body)).size).toBe(1);
    await until(
      async () => (await shop.state<ShopState>()).webhooks.deliveries[0]?.status === 'delivered',
    );
    await receiver.close();
  });

  it('is given up after eight failures in a row, and the subscription is gone', async () => {
    const shop = await served.shop('removed', { settings: { webhookTimeScale: 0 } });
    const receiver = await receiveWebhooks(() => 500);
    await subscribe(shop, 'RETURNS_REQUEST', receiver.uri);
    await requestReturn(shop);
    await until(async () => (await shop.state<ShopState>()).webhooks.removed === 1);
    expect((await shop.state<ShopState>()).webhooks.subscriptions).toEqual([]);
    expect(receiver.received).toHaveLength(8);
    await receiver.close();
  });

  it('can be duplicated, dropped and sent again by hand', async () => {
    const shop = await served.shop('faults');
    const receiver = await receiveWebhooks();
    await subscribe(shop, 'RETURNS_REQUEST', receiver.uri);
    await shop.play('faults', { webhook: { duplicate: { next: 1 } } });
    await requestReturn(shop);
    await until(() => receiver.received.length === 2);
    const id = receiver.received[0]?.headers['x-shopify-webhook-id'];
    expect(receiver.received[1]?.headers['x-shopify-webhook-id']).toBe(id);
    await shop.play('faults', { webhook: { drop: { next: 1 } } });
    await requestReturn(shop);
    const dropped = (await shop.state<ShopState>()).webhooks.deliveries.find(
      (one) => one.status === 'dropped',
    );
    await shop.play('webhooks/resend', { webhookId: dropped?.webhookId });
    await until(() => receiver.received.length === 3);
    expect(receiver.received[2]?.headers['x-shopify-webhook-id']).toBe(dropped?.webhookId);
    await receiver.close();
  });
});
