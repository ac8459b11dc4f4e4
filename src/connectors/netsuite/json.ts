import { LosslessNumber, parse, stringify } from 'lossless-json';

/** Marks decimal text that is to be written as a JSON number, digit for digit. */
export function exactNumber(decimal: string): LosslessNumber {
  return new LosslessNumber(decimal);
}

/**
 * Parses JSON with every number as its own text, so `12.10` stays "12.10" and no amount ever becomes
 * a float. Throws `SyntaxError` for text that is not JSON.
 */
export function parseJson(text: string): unknown {
  return parse(text, null, { parseNumber: (value) => value });
}

/** Writes JSON text; values made by `exactNumber` and bigints keep all their digits. */
export function writeJson(value: unknown): string {
  const text = stringify(value);
  if (text === undefined) throw new TypeError('This value has no JSON text');
  return text;
}
