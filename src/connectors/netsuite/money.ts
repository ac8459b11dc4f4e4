import * as currencies from 'dinero.js/currencies';
import { Problem } from '../../domain/problem.ts';

const exponents = new Map(
  Object.values(currencies).map((currency) => [currency.code as string, currency.exponent]),
);

/** Digits after the decimal point in a currency (ISO 4217). Throws for a code that ISO does not know. */
export function currencyExponent(currency: string): number {
  const exponent = exponents.get(currency);
  if (exponent === undefined) {
    throw unreadable(`"${currency}" is not an ISO 4217 currency`);
  }
  return exponent;
}

const decimalPattern = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * Turns NetSuite's decimal text ("-56610.19", ".5", "1E+2") into minor units without a float.
 * Throws `netsuite-answer-unreadable` when digits below the minor unit are not zero: rounding here
 * would hide a difference that somebody has to explain.
 */
export function minorFromDecimal(text: string, currency: string): bigint {
  const value = scaledInteger(text, currencyExponent(currency));
  if (value === null) throw unreadable(`"${text}" is not an amount in ${currency}`);
  return value;
}

/** Writes minor units as decimal text with the currency's own number of digits: -5 USD → "-0.05". */
export function decimalFromMinor(amountMinor: bigint, currency: string): string {
  const exponent = currencyExponent(currency);
  const sign = amountMinor < 0n ? '-' : '';
  const digits = (amountMinor < 0n ? -amountMinor : amountMinor)
    .toString()
    .padStart(exponent + 1, '0');
  if (exponent === 0) return `${sign}${digits}`;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/**
 * Reads a quantity: NetSuite gives "2", "2.0" or "-2". Units are counted, so a broken quantity
 * (goods sold by weight or length) is `netsuite-answer-unreadable`.
 */
export function wholeQuantity(text: string): number {
  const value = scaledInteger(text, 0);
  if (value === null || value > 1_000_000_000n || value < -1_000_000_000n) {
    throw unreadable(`"${text}" is not a whole quantity`);
  }
  return Number(value);
}

/** The value times 10^exponent, or null when it is no decimal or would need rounding. */
function scaledInteger(text: string, exponent: number): bigint | null {
  const match = decimalPattern.exec(text.trim());
  if (match === null) return null;
  const [, sign = '', whole = '', fraction = '', power = '0'] = match;
  if (whole === '' && fraction === '') return null;
  const digits = BigInt(`${whole}${fraction}`);
  const shift = exponent - fraction.length + Number(power);
  let value = digits;
  if (shift >= 0) value = digits * 10n ** BigInt(shift);
  else {
    const divisor = 10n ** BigInt(-shift);
    if (digits % divisor !== 0n) return null;
    value = digits / divisor;
  }
  return sign === '-' ? -value : value;
}

function unreadable(message: string): Problem {
  return new Problem('netsuite-answer-unreadable', message);
}
