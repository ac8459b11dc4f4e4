import type { SuiteqlRow } from './suiteql.ts';

/**
 * The only place that knows about NetSuite's signs. SuiteQL shows revenue lines as credits (negative)
 * and deductions the other way round; on returns both habits were seen, and totals of returns come
 * with either sign. What is certain is that no document totals less than nothing, so the lines of
 * a document are turned until their sum is not negative.
 */
export function amountsOwed(amounts: readonly bigint[]): readonly bigint[] {
  const total = amounts.reduce((sum, amount) => sum + amount, 0n);
  if (total > 0n) return amounts;
  if (total < 0n) return amounts.map((amount) => -amount);
  // All free, or a fee that eats everything: goods come before what is deducted from them.
  const first = amounts.find((amount) => amount !== 0n) ?? 0n;
  return first < 0n ? amounts.map((amount) => -amount) : amounts;
}

/** A header total, an open balance or a payment: never negative by itself. */
export function absolute(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}

/** Quantities of sales lines are negative in SuiteQL, those of returns are not always. */
export function absoluteQuantity(quantity: number): number {
  return Math.abs(quantity);
}

/** Lines in the order in which NetSuite shows them. */
export function byPosition(a: SuiteqlRow, b: SuiteqlRow): number {
  return (
    Number(a['seq'] ?? a['line']) - Number(b['seq'] ?? b['line']) ||
    Number(a['line']) - Number(b['line'])
  );
}
