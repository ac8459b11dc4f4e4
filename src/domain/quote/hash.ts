import { createHash } from 'node:crypto';

type Canonical = string | number | boolean | bigint | null | readonly Canonical[] | CanonicalObject;
interface CanonicalObject {
  readonly [key: string]: Canonical;
}

/** JSON with sorted keys and amounts as decimal text, so that equal content has equal text. */
export function canonicalJson(value: Canonical): string {
  if (typeof value === 'bigint') return `"${value}"`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
}

/** SHA-256 of the canonical JSON, in lower-case hexadecimal. */
export function hashOf(value: Canonical): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

function isList(value: readonly Canonical[] | CanonicalObject): value is readonly Canonical[] {
  return Array.isArray(value);
}
