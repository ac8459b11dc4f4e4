import { formatDecimal, sumMinor } from '../money.ts';
import type { Variance } from '../variance.ts';
import { magnitudeByClass } from '../variance.ts';
import type { ReadRma } from './read-rma.ts';
import type { QuoteInput, QuotePart, QuoteVerdict } from './types.ts';

/**
 * Says whether a quote may be locked without a person: everything is accounted for, the preview says
 * the same, and what differs from our reversal is wholly classified and within the policy's limit for
 * its class. The first reason found is the one told.
 */
export function judgeQuote(
  input: QuoteInput,
  found: {
    readonly rmas: readonly ReadRma[];
    readonly findings: readonly string[];
    readonly totalMinor: bigint;
    readonly parts: readonly QuotePart[];
    readonly toReversal: Variance;
  },
): QuoteVerdict {
  const money = (minor: bigint): string =>
    `${formatDecimal(minor, input.currency)} ${input.currency}`;
  const unexplained = (why: string): QuoteVerdict => ({
    lockable: false,
    code: 'amount-unexplained',
    why,
  });
  for (const { rma } of found.rmas) {
    if (rma.currency === input.currency) continue;
    const why = `${rma.tranId} is in ${rma.currency}, the quote in ${input.currency}`;
    return { lockable: false, code: 'shape-unsupported', why };
  }
  const finding = found.findings[0];
  if (finding !== undefined) return unexplained(finding);
  if (found.totalMinor < 0n) return unexplained(`the RMAs amount to ${money(found.totalMinor)}`);
  for (const { rma } of found.rmas) {
    const preview = input.previews.find((candidate) => candidate?.rmaId === rma.id);
    if (preview === undefined || preview === null) continue;
    const limit = (name: string) =>
      BigInt(input.policy.money.limitMinorPerLine[name] ?? 0) * BigInt(rma.lines.length);
    const total = distance(preview.totalMinor, rma.totalMinor);
    const taxed = distance(preview.taxMinor, rma.taxMinor);
    // Cents of rounding are the credit's to prove: one that differs from the quote moves no money.
    if (total > limit('rounding') || taxed > limit('tax')) {
      const tax = `, tax ${money(rma.taxMinor)} against ${money(preview.taxMinor)}`;
      return unexplained(
        `${rma.tranId} says ${money(rma.totalMinor)}, its credit would be ${money(preview.totalMinor)}${tax}`,
      );
    }
  }
  const negative = found.parts.find((part) => part.amountMinor < 0n);
  if (negative !== undefined) {
    return unexplained(`the part ${negative.kind} would be ${money(negative.amountMinor)}`);
  }
  const [piece] = found.toReversal.unexplained;
  if (piece !== undefined) {
    const others = found.toReversal.unexplained.length > 1 ? ' and more' : '';
    return unexplained(
      `NetSuite differs from our reversal by ${money(piece.amountMinor)} on ${piece.what}${others}`,
    );
  }
  return withinLimits(input, found.rmas, found.toReversal, money) ?? { lockable: true };
}

const distance = (a: bigint, b: bigint): bigint => (a > b ? a - b : b - a);

function withinLimits(
  input: QuoteInput,
  rmas: readonly ReadRma[],
  toReversal: Variance,
  money: (minor: bigint) => string,
): QuoteVerdict | null {
  const lines = sumMinor(rmas.map((rma) => BigInt(rma.goods.length)));
  for (const [name, amountMinor] of magnitudeByClass(toReversal)) {
    const limitMinor = BigInt(input.policy.money.limitMinorPerLine[name] ?? 0) * lines;
    if (amountMinor <= limitMinor) continue;
    const why = `${name} differs from our reversal by ${money(amountMinor)}, the limit is ${money(limitMinor)}`;
    return { lockable: false, code: 'amount-unexplained', why };
  }
  return null;
}
