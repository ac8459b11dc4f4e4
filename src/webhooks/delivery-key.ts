import { createHash } from 'node:crypto';

const longestKept = 200;

/**
 * Names a delivery for ever: `id:<webhook id>/<subscription name>`. Retries keep the webhook id, and
 * two subscriptions of one topic differ in the name. Without an id the body's hash and the time the
 * event was triggered stand in, since two events can have equal bodies (close, reopen, close).
 */
export function deliveryKeyOf(
  headers: Readonly<Record<string, string>>,
  topic: string,
  bodyHash: string,
): string {
  const webhookId = headers['x-shopify-webhook-id'] ?? '';
  const key =
    webhookId === ''
      ? `body:${topic}/${bodyHash}/${headers['x-shopify-triggered-at'] ?? ''}`
      : `id:${webhookId}/${headers['x-shopify-name'] ?? ''}`;
  return key.length <= longestKept ? key : `hash:${sha256(key)}`;
}

/** SHA-256 in hexadecimal. */
export function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
