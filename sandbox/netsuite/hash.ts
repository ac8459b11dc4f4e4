import { createHash } from 'node:crypto';

/** A number in [0,1) that depends only on the parts: the same seed always gives the same world. */
export function hashShare(...parts: readonly string[]): number {
  return hashInteger(...parts) / 2 ** 48;
}

/** A non-negative integer below 2^48 that depends only on the parts. */
export function hashInteger(...parts: readonly string[]): number {
  return createHash('sha256').update(JSON.stringify(parts)).digest().readUIntBE(0, 6);
}
