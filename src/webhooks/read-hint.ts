import type { IncomingHttpHeaders } from 'node:http';
import { deliveryKeyOf, sha256 } from './delivery-key.ts';
import type { WebhookHint } from './hint.ts';
import { type ReadSubject, readSubject } from './read-subject.ts';

const longestHeader = 512;
const longestTopic = 100;

/**
 * Turns a verified delivery into the hint that the inbox keeps. Headers are not covered by the
 * signature: they choose where to look and are never believed beyond that.
 */
export function readHint(
  shopId: string,
  rawHeaders: IncomingHttpHeaders,
  body: Buffer,
): { readonly hint: WebhookHint; readonly read: ReadSubject['kind'] } {
  const headers = shopifyHeaders(rawHeaders);
  const topic = (headers['x-shopify-topic'] ?? '').toLowerCase().slice(0, longestTopic);
  const text = textOf(body);
  const read = readSubject(topic, text);
  const subject = read.kind === 'found' ? read.subject : ({ kind: 'unknown', id: null } as const);
  const bodyHash = sha256(body);
  return {
    read: read.kind,
    hint: {
      shopId,
      source: 'webhook',
      topic,
      subjectKind: subject.kind,
      subjectId: subject.id,
      deliveryKey: deliveryKeyOf(headers, topic, bodyHash),
      bodyHash,
      headers,
      body: text ?? `data:application/octet-stream;base64,${body.toString('base64')}`,
      problemCode: problemOf(read),
    },
  };
}

function problemOf(read: ReadSubject): WebhookHint['problemCode'] {
  switch (read.kind) {
    case 'found':
      return null;
    case 'unreadable':
      return 'webhook-unreadable';
    case 'unknown-topic':
      return 'webhook-topic-unknown';
  }
}

function shopifyHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const kept = Object.entries(headers).flatMap(([name, value]) =>
    name.startsWith('x-shopify-') && name !== 'x-shopify-hmac-sha256' && value !== undefined
      ? [[name, String(value).slice(0, longestHeader)] as const]
      : [],
  );
  return Object.fromEntries(kept);
}

/** Null when a text column could not give the same bytes back: broken UTF-8, or NUL in it. */
function textOf(body: Buffer): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}
