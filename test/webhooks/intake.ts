import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { RecordHint, WebhookHint } from '../../src/webhooks/hint.ts';
import type { WebhookOutcomeKind } from '../../src/webhooks/outcome.ts';
import { createWebhookRouter } from '../../src/webhooks/router.ts';

export const domain = 'acme.myshopify.com';
export const secret = 'shpss_current';

export const sign = (body: string | Uint8Array, key = secret): string =>
  createHmac('sha256', key).update(body).digest('base64');

/** An inbox in memory with the ledger's one rule: a delivery key is there once, for ever. */
export function memoryInbox(): { hints: WebhookHint[]; record: RecordHint } {
  const hints: WebhookHint[] = [];
  return {
    hints,
    record: async (hint) => {
      if (hints.some((known) => known.deliveryKey === hint.deliveryKey)) return 'duplicate';
      hints.push(hint);
      return 'new';
    },
  };
}

export interface Intake {
  readonly origin: string;
  readonly counted: WebhookOutcomeKind[];
  readonly logged: { level: string; fields: object }[];
  post(delivery: Delivery): Promise<{ status: number; text: string }>;
  close(): Promise<void>;
}

export interface Delivery {
  readonly topic?: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly id?: string | null;
  readonly name?: string;
  readonly signature?: string | null;
  readonly headers?: Record<string, string>;
}

/** The intake on a real port. */
export async function startIntake(
  record: RecordHint,
  options: { secrets?: string[]; maxBytes?: number; answerWithinMs?: number } = {},
): Promise<Intake> {
  const counted: WebhookOutcomeKind[] = [];
  const logged: { level: string; fields: object }[] = [];
  const logAs = (level: string) => (fields: object) => void logged.push({ level, fields });
  const router = createWebhookRouter({
    shops: (asked) =>
      asked === domain ? { shopId: 'acme', secrets: options.secrets ?? [secret] } : null,
    record,
    log: { debug: logAs('debug'), warn: logAs('warn'), error: logAs('error') },
    metrics: { countWebhook: (outcome) => void counted.push(outcome) },
    maxBytes: options.maxBytes ?? 1_000_000,
    answerWithinMs: options.answerWithinMs ?? 4_500,
  });
  const server = createServer(express().use(router)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    counted,
    logged,
    post: async (delivery) => {
      const response = await fetch(`${origin}/webhooks/shopify`, {
        method: 'POST',
        body: delivery.body,
        headers: headersOf(delivery),
      });
      return { status: response.status, text: await response.text() };
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function headersOf(delivery: Delivery): Record<string, string> {
  const signature = delivery.signature === undefined ? sign(delivery.body) : delivery.signature;
  const id = delivery.id === undefined ? 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043' : delivery.id;
  return {
    'content-type': 'application/json',
    'x-shopify-topic': delivery.topic ?? 'returns/approve',
    'x-shopify-shop-domain': domain,
    'x-shopify-api-version': '2026-10',
    ...(id === null ? {} : { 'x-shopify-webhook-id': id }),
    ...(delivery.name === undefined ? {} : { 'x-shopify-name': delivery.name }),
    ...(signature === null ? {} : { 'x-shopify-hmac-sha256': signature }),
    ...delivery.headers,
  };
}
