import { createHmac, timingSafeEqual } from 'node:crypto';

const signatureBytes = 32;
const signatureShape = /^[A-Za-z0-9+/]{43}=$/;

/**
 * Whether `signature` is the base64 HMAC-SHA256 of the raw body under one of the secrets. Every
 * secret is tried in constant time, since Shopify signs with the oldest unrevoked one for up to an
 * hour after a rotation. An empty secret never matches, anything but one canonical header neither.
 */
export function verifySignature(
  body: Uint8Array,
  signature: string | readonly string[] | undefined,
  secrets: readonly string[],
): boolean {
  if (typeof signature !== 'string' || !signatureShape.test(signature)) return false;
  const given = Buffer.from(signature, 'base64');
  // The last character has two spare bits: several spellings decode to the same 32 bytes.
  if (given.length !== signatureBytes || given.toString('base64') !== signature) return false;
  let matches = false;
  for (const secret of secrets) {
    if (secret === '') continue;
    const expected = createHmac('sha256', secret).update(body).digest();
    matches = timingSafeEqual(expected, given) || matches;
  }
  return matches;
}
