import { sumMinor } from '../money.ts';
import type { ReversedUnit } from '../reversal/types.ts';
import {
  type Compared,
  explainTotals,
  explainVariance,
  ofCents,
  type Variance,
} from '../variance.ts';
import type { ReadRma } from './read-rma.ts';
import type { SpreadRma } from './spread-rma.ts';
import type { QuoteInput } from './types.ts';

/**
 * The ERP's amount against our reversal, figure by figure. Tax of a charge counts as tax when both
 * sides have the charge, and with the charge when only we do.
 */
export function compareWithReversal(
  input: QuoteInput,
  rmas: readonly ReadRma[],
  spread: readonly SpreadRma[],
): Variance {
  const { reversal } = input;
  const erpCharges = rmas.flatMap((read) => read.charges);
  const erpNet = (kind: string): bigint =>
    sumMinor(erpCharges.filter((charge) => charge.kind === kind).map((charge) => charge.netMinor));
  const erpHas = (kind: string): boolean => erpCharges.some((charge) => charge.kind === kind);
  const ours = (kind: string) => reversal.charges.filter((charge) => charge.kind === kind);
  const gross = (part: { netMinor: bigint; taxMinor: bigint }): bigint =>
    part.netMinor + part.taxMinor;
  const shippingTaxMinor = sumMinor(ours('shipping').map((charge) => charge.taxMinor));
  const feeTaxMinor = sumMinor(reversal.fees.map((fee) => fee.taxMinor));
  const taxWithoutFeesMinor =
    sumMinor(reversal.lines.map((line) => line.taxMinor)) +
    (erpHas('shipping') ? shippingTaxMinor : 0n);
  const onLines = rmas.flatMap((read) => read.goods).flatMap((line) => line.units);
  const taken = new Set<ReversedUnit | null>(onLines.map(({ reversed }) => reversed));
  const left = reversal.lines.flatMap((line) => line.units).filter((unit) => !taken.has(unit));
  const leftTaxMinor = sumMinor(left.map((unit) => unit.taxMinor));
  const shippingMinor = erpHas('shipping')
    ? reversal.shippingMinor - shippingTaxMinor
    : reversal.shippingMinor;
  const feeMinor = erpHas('fee') ? reversal.feeMinor - feeTaxMinor : reversal.feeMinor;
  const compared = (what: string, aMinor: bigint, bMinor: bigint): Compared => ({
    what,
    aMinor,
    bMinor,
  });
  const unknownMinor = sumMinor(
    spread
      .flatMap((one) => one.charges)
      .filter((charge) => charge.kind === 'unknown')
      .map((charge) => charge.netMinor),
  );
  // Without goods, what the header says is an unknown charge already.
  const discounts = spread
    .filter((_one, index) => (rmas[index]?.goods.length ?? 0) > 0)
    .map((one) => one.discount);
  const erpTaxMinor = sumMinor(rmas.map((read) => read.taxMinor));
  const ourTaxMinor = taxWithoutFeesMinor - leftTaxMinor - (erpHas('fee') ? feeTaxMinor : 0n);
  // A discount on the header is spread over lines by a guess. Where the whole agrees but for cents, the
  // pieces of that guess which cancel each other are no difference: only the cents are.
  const spreadByGuess = discounts.some((discount) => discount.aMinor !== discount.bMinor);
  const taxMinor = erpTaxMinor - ourTaxMinor;
  const restMinor = sumMinor(rmas.map((read) => read.totalMinor)) - reversal.totalMinor - taxMinor;
  const reachMinor = 2n * BigInt(onLines.length);
  if (spreadByGuess && magnitude(taxMinor) <= reachMinor && magnitude(restMinor) <= reachMinor) {
    return ofCents('reversal', taxMinor, restMinor);
  }
  return explainVariance({
    against: 'reversal',
    goods: spread.flatMap((one) => one.goods),
    figures: [
      ...discounts.map((discount) => ({ ...discount, class: 'discount' as const })),
      {
        ...compared('tax', erpTaxMinor, ourTaxMinor),
        class: 'tax',
      },
      { ...compared('shipping', erpNet('shipping'), shippingMinor), class: 'shipping' },
      { ...compared('fees', erpNet('fee'), -feeMinor), class: 'fee' },
      { ...compared('duties', 0n, sumMinor(ours('duty').map(gross))), class: 'duty' },
      { ...compared('tips', 0n, sumMinor(ours('tip').map(gross))), class: 'missing' },
      {
        ...compared(
          'goodwill',
          0n,
          reversal.adjustmentMinor + sumMinor(reversal.amounts.map(gross)),
        ),
        class: 'goodwill',
      },
    ],
    unknown: [
      compared('lines that are no unit of the return', unknownMinor, 0n),
      compared('units on no RMA', 0n, sumMinor(left.map(gross))),
    ],
    roundingReachMinor: BigInt(input.policy.money.limitMinorPerLine['rounding'] ?? 0),
    taxesIncluded: reversal.taxesIncluded,
  });
}

/** The ERP's amount against the one figure that Shopify suggests; what is known to differ is tried first. */
export function compareWithSuggestion(
  input: QuoteInput,
  suggestedMinor: bigint,
  totalMinor: bigint,
  toReversal: Variance,
): Variance {
  const { reversal } = input;
  const { shippingMinor, feeMinor } = reversal;
  const units = sumMinor(reversal.lines.map((line) => BigInt(line.quantity)));
  return explainTotals({
    against: 'shopify',
    differenceMinor: totalMinor - suggestedMinor,
    candidates: [
      ...toReversal.parts,
      { class: 'shipping', amountMinor: shippingMinor, why: 'Shopify suggests no shipping' },
      { class: 'fee', amountMinor: -feeMinor, why: 'Shopify takes no fee' },
    ],
    roundingReachMinor: units,
  });
}

const magnitude = (minor: bigint): bigint => (minor < 0n ? -minor : minor);
