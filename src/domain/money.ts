import * as isoCurrencies from 'dinero.js/bigint/currencies';

const exponents: ReadonlyMap<string, number> = new Map(
  Object.entries(isoCurrencies).map(([code, { base, exponent }]) => [
    code,
    // The ariary and the ouguiya have five subunits; ISO 4217 and both APIs still write two digits.
    base === 10n ? Number(exponent) : 2,
  ]),
);

const decimalText = /^(-?)(\d*)(?:\.(\d+))?$/;

/**
 * The number of digits of a currency's minor unit, from ISO 4217 as dinero.js lists it: JPY 0, EUR 2,
 * KWD 3. Throws a RangeError for a code that is not in the list.
 */
export function currencyExponent(currency: string): number {
  const exponent = exponents.get(currency);
  if (exponent === undefined) throw new RangeError(`${currency} is not an ISO 4217 currency`);
  return exponent;
}

/** A decimal text read exactly: `digits` over ten to the power of `scale`. */
export interface ExactDecimal {
  readonly digits: bigint;
  readonly scale: number;
}

/**
 * Reads a plain decimal without ever using a float; null when it is not one (exponents, blanks,
 * grouping). `.5` is accepted because Oracle prints numbers that way.
 */
export function readDecimal(text: string): ExactDecimal | null {
  const match = decimalText.exec(text);
  if (match === null) return null;
  const [, sign = '', whole = '', fraction = ''] = match;
  if (whole === '' && fraction === '') return null;
  const magnitude = BigInt(`${whole}${fraction}`);
  return { digits: sign === '-' ? -magnitude : magnitude, scale: fraction.length };
}

/**
 * An amount such as `"41.37"` in minor units. Throws a RangeError when the text is no plain decimal or
 * has more digits than the currency, unless those are zeros (`"100.00"` JPY is 100): nothing is rounded.
 */
export function parseDecimal(text: string, currency: string): bigint {
  const exponent = currencyExponent(currency);
  const decimal = readDecimal(text);
  if (decimal === null) throw new RangeError(`"${text}" is not a decimal amount`);
  if (decimal.scale <= exponent) return decimal.digits * 10n ** BigInt(exponent - decimal.scale);
  const surplus = 10n ** BigInt(decimal.scale - exponent);
  if (decimal.digits % surplus !== 0n) {
    throw new RangeError(`"${text}" has more digits than ${currency} (${exponent})`);
  }
  return decimal.digits / surplus;
}

/** An amount that may have too many digits, each amount rounded half-up by itself. */
export function roundDecimal(text: string, currency: string): bigint {
  const decimal = readDecimal(text);
  if (decimal === null) throw new RangeError(`"${text}" is not a decimal amount`);
  const exponent = BigInt(currencyExponent(currency));
  return divideHalfUp(decimal.digits * 10n ** exponent, 10n ** BigInt(decimal.scale));
}

/** Minor units as decimal text with exactly the currency's digits: `"41.37"`, JPY `"100"`. */
export function formatDecimal(minor: bigint, currency: string): string {
  const exponent = currencyExponent(currency);
  const magnitude = (minor < 0n ? -minor : minor).toString().padStart(exponent + 1, '0');
  const sign = minor < 0n ? '-' : '';
  if (exponent === 0) return `${sign}${magnitude}`;
  return `${sign}${magnitude.slice(0, -exponent)}.${magnitude.slice(-exponent)}`;
}

/**
 * Division rounded half-up on the magnitude: 2.5 is 3 and -2.5 is -3, so that a credit rounds as the
 * sale that it reverses. Throws a RangeError when the divisor is zero.
 */
export function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const top = numerator < 0n ? -numerator : numerator;
  const bottom = denominator < 0n ? -denominator : denominator;
  const rounded = (top * 2n + bottom) / (bottom * 2n);
  return negative ? -rounded : rounded;
}

/** `minor` × `percent` / 100 rounded half-up; `percent` is decimal text such as `"12.5"`. */
export function percentOf(minor: bigint, percent: string): bigint {
  const decimal = readDecimal(percent);
  if (decimal === null) throw new RangeError(`"${percent}" is not a percentage`);
  return divideHalfUp(minor * decimal.digits, 100n * 10n ** BigInt(decimal.scale));
}

/**
 * Splits a total by weights, largest remainder first and the earlier part on a tie; the parts always
 * sum to the total. Weights of all zero share equally; a negative total splits as its mirror image.
 * Not dinero's `allocate`: that gives the rest to the first parts, whatever their remainder.
 */
export function allocate(totalMinor: bigint, weights: readonly bigint[]): bigint[] {
  if (weights.some((weight) => weight < 0n)) throw new RangeError('a weight is negative');
  if (weights.length === 0) {
    if (totalMinor === 0n) return [];
    throw new RangeError('there is nothing to allocate to');
  }
  if (totalMinor < 0n) return allocate(-totalMinor, weights).map((part) => -part);
  const given = weights.reduce((sum, weight) => sum + weight, 0n);
  const shares = given === 0n ? weights.map(() => 1n) : weights;
  const whole = given === 0n ? BigInt(weights.length) : given;
  const parts = shares.map((share) => (totalMinor * share) / whole);
  let rest = totalMinor - parts.reduce((sum, part) => sum + part, 0n);
  const byRemainder = shares
    .map((share, index) => ({ index, remainder: (totalMinor * share) % whole }))
    .sort((a, b) =>
      a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
    );
  for (const { index } of byRemainder) {
    if (rest === 0n) break;
    parts[index] = (parts[index] ?? 0n) + 1n;
    rest -= 1n;
  }
  return parts;
}

/**
 * Converts between presentment and shop currency at the ratio of one past transaction, rounded
 * half-up: never at a rate of today. The whole of `from` is the whole of `to` exactly. Throws a
 * RangeError when `from` is zero.
 */
export function convertByRatio(minor: bigint, fromMinor: bigint, toMinor: bigint): bigint {
  return divideHalfUp(minor * toMinor, fromMinor);
}

/** The sum of amounts; 0 for none. */
export function sumMinor(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}
