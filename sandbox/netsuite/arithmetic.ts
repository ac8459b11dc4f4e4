import { divideHalfEven, divideHalfUp, divideUp } from './decimal.ts';
import { hashInteger } from './hash.ts';
import type { LineTax } from './model.ts';

/** What is due for `units` of `of` units of a total, half-up. */
export function dueMinor(totalMinor: bigint, units: number, of: number): bigint {
  return of === 0 ? 0n : divideHalfUp(totalMinor * BigInt(units), BigInt(of));
}

/** What `units` more are worth after `prior` units: cumulative, so that the last unit takes the rest. */
export function shareMinor(totalMinor: bigint, of: number, prior: number, units: number): bigint {
  return dueMinor(totalMinor, prior + units, of) - dueMinor(totalMinor, prior, of);
}

export type TaxCase = {
  taxMinor: bigint;
  netMinor: bigint;
  quantity: number;
  prior: number;
  units: number;
  /** Sum of the sale's percentages, eight decimals. */
  percentE8: bigint;
};

const hundredPercent = 100n * 100_000_000n;

// Roundings that ERP tax engines are configured with; each is off by at most a cent or two.
const roundings: readonly ((tax: TaxCase) => bigint)[] = [
  (tax) => divideHalfEven(tax.taxMinor, BigInt(tax.quantity)) * BigInt(tax.units),
  (tax) => recompute(tax, divideUp),
  (tax) => recompute(tax, (value, divisor) => value / divisor),
  (tax) => divideUp(tax.taxMinor, BigInt(tax.quantity)) * BigInt(tax.units),
  (tax) => (tax.taxMinor / BigInt(tax.quantity)) * BigInt(tax.units),
  // An engine whose rates carry fewer digits: the last resort where every rounding agrees.
  (tax) => cumulative(tax) + 1n,
];

/**
 * Tax of the returned units. Without a seed it is the sale's own tax, cumulatively shared. With one, the
 * account's engine recomputes it: the first rounding (in seeded order) that is off by one or two minor units.
 */
export function returnedTax(tax: TaxCase, differenceSeed: string | null): bigint {
  const agreed = cumulative(tax);
  if (differenceSeed === null || tax.taxMinor <= 0n || tax.quantity === 0) return agreed;
  const offset = hashInteger(differenceSeed) % (roundings.length - 1);
  const ordered = [...roundings.slice(0, -1)];
  const candidates = [
    ...ordered.slice(offset),
    ...ordered.slice(0, offset),
    ...roundings.slice(-1),
  ];
  for (const round of candidates) {
    const value = round(tax);
    const gap = value > agreed ? value - agreed : agreed - value;
    if (gap >= 1n && gap <= 2n && value >= 0n) return value;
  }
  return agreed;
}

/** Splits a line's tax over its authorities by the sale's proportions; the largest remainders take the rest. */
export function splitTaxes(taxes: readonly LineTax[], totalMinor: bigint): LineTax[] {
  const sum = taxes.reduce((total, tax) => total + tax.amountMinor, 0n);
  const [first] = taxes;
  if (first === undefined) return [];
  if (sum === 0n) return [{ ...first, amountMinor: totalMinor }];
  const parts = taxes.map((tax) => {
    const exact = tax.amountMinor * totalMinor;
    const floor = exact >= 0n ? exact / sum : -((-exact + sum - 1n) / sum);
    return { tax, floor, rest: exact - floor * sum };
  });
  let left = totalMinor - parts.reduce((total, part) => total + part.floor, 0n);
  const byRest = [...parts].sort((a, b) => (a.rest === b.rest ? 0 : a.rest > b.rest ? -1 : 1));
  for (const part of byRest) {
    if (left <= 0n) break;
    part.floor += 1n;
    left -= 1n;
  }
  return parts.map((part) => ({ ...part.tax, amountMinor: part.floor }));
}

function cumulative(tax: TaxCase): bigint {
  return shareMinor(tax.taxMinor, tax.quantity, tax.prior, tax.units);
}

function recompute(tax: TaxCase, divide: (value: bigint, divisor: bigint) => bigint): bigint {
  return divide(
    tax.netMinor * BigInt(tax.units) * tax.percentE8,
    BigInt(tax.quantity) * hundredPercent,
  );
}
