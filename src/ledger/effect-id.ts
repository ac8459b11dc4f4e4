import { createHash } from 'node:crypto';

// A random UUID, fixed for ever: another one would give every effect another id.
const namespace = Buffer.from('7d1f1c9e5b0f4c6b9a4e3f8a2c6d1b70', 'hex');

/**
 * The id of an effect, from what it is about: a UUID version 5 (RFC 9562, SHA-1 of namespace and
 * name). The same step of the same order gets the same id in any process, at any time, so it serves
 * as Shopify's idempotency key and in NetSuite's external ids.
 */
export const effectId = (about: {
  orderId: string;
  kind: string;
  subject: string;
  attempt: number;
}): string => {
  const name = JSON.stringify([about.orderId, about.kind, about.subject, about.attempt]);
  const bytes = createHash('sha1').update(namespace).update(name).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
};
