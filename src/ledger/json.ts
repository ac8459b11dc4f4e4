/** A value as it comes back from a `jsonb` column, before `decodeJson`. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/** Text for a `jsonb` column, made by `encodeJson`: a plain string would be taken for JSON itself. */
export type JsonText = string & { readonly __jsonText: never };

const encodeBigint = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? { $bigint: value.toString() } : value;

/**
 * JSON text for a `jsonb` column, the same on both drivers (`pg` would write an array as a
 * PostgreSQL array). A bigint is kept as `{"$bigint":"123"}`; `decodeJson` restores it. NUL and lone
 * surrogates become U+FFFD: jsonb refuses them, and both can stand in a customer's note.
 */
export const encodeJson = (value: unknown): JsonText => {
  const text = JSON.stringify(value, encodeBigint) ?? 'null';
  return (mayBeRefused.test(text) ? JSON.stringify(mapText(JSON.parse(text))) : text) as JsonText;
};

// JSON.stringify writes exactly these characters as escapes.
const mayBeRefused = /\\u(?:0000|d[89a-f])/;

const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\ufffd');

const mapText = (value: unknown): unknown => {
  if (typeof value === 'string') return storable(value);
  if (Array.isArray(value)) return value.map(mapText);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [storable(key), mapText(item)]),
  );
};

/** Restores the bigints of `encodeJson`. The caller vouches for `T`: only what we wrote comes back. */
export const decodeJson = <T>(value: Json): T => decodeValue(value) as T;

const decodeValue = (value: Json): unknown => {
  if (Array.isArray(value)) return value.map(decodeValue);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first?.[0] === '$bigint' && typeof first[1] === 'string') {
    return BigInt(first[1]);
  }
  return Object.fromEntries(entries.map(([key, item]) => [key, decodeValue(item)]));
};

/**
 * JSON with sorted keys and no white space, so that equal contents have equal text and hash,
 * whatever order `jsonb` gave the keys back in. Bigints as in `encodeJson`.
 */
export const canonicalJson = (value: unknown): string => {
  const plain: unknown = JSON.parse(encodeJson(value));
  return JSON.stringify(sortKeys(plain));
};

const sortKeys = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (value === null || typeof value !== 'object') return value;
  const sorted = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([key, item]) => [key, sortKeys(item)]));
};
