import { sumMinor } from './money.ts';
import { compareWithReversal, compareWithSuggestion } from './quote/compare-reversal.ts';
import { hashOf } from './quote/hash.ts';
import { judgeQuote } from './quote/judge.ts';
import { placeUnits } from './quote/place-units.ts';
import { readRma } from './quote/read-rma.ts';
import { spreadRma } from './quote/spread-rma.ts';
import type { Quote, QuoteCharge, QuoteInput, QuotePart } from './quote/types.ts';
import type { DerivationRow, Reversal } from './reversal/types.ts';
import type { Variance } from './variance.ts';

export { compareCredit, quoteShareOfCredit } from './quote/credit-share.ts';
export type * from './quote/types.ts';

/**
 * Reads the ERP's amount off the saved RMAs and spreads it over units, shipping and fees, to the
 * cent. Our reversal and Shopify's suggestion only explain it: they never change it. Never throws for
 * what the two systems say; what does not fit makes the quote not lockable, and says why.
 */
export function buildQuote(input: QuoteInput): Quote {
  const { reversal } = input;
  const { placed, findings } = placeUnits(input.units, reversal);
  const rmas = input.rmas.map((rma) =>
    readRma(
      rma,
      placed.filter(({ unit }) => unit.rmaId === rma.id),
      input.chargeItems ?? null,
    ),
  );
  const shippingOn = rmas.find((read) => read.charges.some((charge) => charge.kind === 'shipping'));
  const feeOn = rmas.find((read) => read.charges.some((charge) => charge.kind === 'fee'));
  const spread = rmas.map((read) =>
    spreadRma(read, reversal, {
      shippingMinor: read === shippingOn ? taxOfShipping(reversal) : 0n,
      feeMinor: read === feeOn ? sumMinor(reversal.fees.map((fee) => fee.taxMinor)) : 0n,
    }),
  );
  const totalMinor = sumMinor(rmas.map((read) => read.totalMinor));
  const charges = spread.flatMap((one) => one.charges);
  const units = spread.flatMap((one) => one.units);
  const parts = splitParts(totalMinor, input.customParts);
  const toReversal = compareWithReversal(input, rmas, spread);
  const differences: Variance[] = [toReversal];
  if (input.suggestedMinor !== null) {
    differences.push(compareWithSuggestion(input, input.suggestedMinor, totalMinor, toReversal));
  }
  const verdict = judgeQuote(input, {
    rmas,
    findings: [
      ...findings,
      ...lostUnits(input, units.length),
      ...rmas.flatMap((read) => read.findings),
    ],
    totalMinor,
    parts,
    toReversal,
  });
  return {
    returnId: input.returnId,
    revision: input.revision,
    currency: input.currency,
    totalMinor,
    units,
    charges,
    shippingMinor: grossOf(charges, 'shipping'),
    feeMinor: -grossOf(charges, 'fee'),
    otherMinor: grossOf(charges, 'unknown'),
    parts,
    differences,
    verdict,
    hash: hashOf({
      returnId: input.returnId,
      currency: input.currency,
      totalMinor,
      rmas: input.rmas.map((rma) => ({
        id: rma.id,
        totalMinor: rma.totalMinor,
        taxMinor: rma.taxMinor,
      })),
      units: units.map((unit) => ({ ...unit })),
      charges: charges.map((charge) => ({ ...charge })),
      parts: parts.map((part) => ({ ...part })),
    }),
    derivation: deriveQuote(input, toReversal, totalMinor),
  };
}

function taxOfShipping(reversal: Reversal): bigint {
  return sumMinor(
    reversal.charges
      .filter((charge) => charge.kind === 'shipping')
      .map((charge) => charge.taxMinor),
  );
}

function grossOf(charges: readonly QuoteCharge[], kind: QuoteCharge['kind']): bigint {
  return sumMinor(
    charges
      .filter((charge) => charge.kind === kind)
      .map((charge) => charge.netMinor + charge.taxMinor),
  );
}

/** The parts that are named, and Shopify money for the rest; they sum to the total by construction. */
function splitParts(totalMinor: bigint, custom: readonly QuotePart[]): QuotePart[] {
  const named = custom.filter((part) => part.amountMinor !== 0n);
  const restMinor = totalMinor - sumMinor(named.map((part) => part.amountMinor));
  return restMinor === 0n ? named : [{ kind: 'shopify', amountMinor: restMinor }, ...named];
}

function lostUnits(input: QuoteInput, spreadUnits: number): string[] {
  if (input.units.length === 0) return ['the return has no units on an RMA'];
  const lost = input.units.length - spreadUnits;
  return lost === 0 ? [] : [`${lost} units stand on RMA lines that do not exist`];
}

function deriveQuote(input: QuoteInput, toReversal: Variance, totalMinor: bigint): DerivationRow[] {
  const { derivation, totalMinor: reversedMinor } = input.reversal;
  const rows = derivation.filter((row) => row.step !== 'exchange' && row.step !== 'refund');
  const differs = (label: string, source: string, amountMinor: bigint): DerivationRow => ({
    step: 'variance',
    label,
    source,
    amountMinor,
    adds: true,
  });
  return [
    ...rows,
    {
      step: 'refund',
      label: 'our reversal of the sale',
      source: 'sum of the rows above',
      amountMinor: reversedMinor,
      adds: false,
    },
    ...toReversal.parts.map((part) =>
      differs(`difference: ${part.class}`, part.why, part.amountMinor),
    ),
    ...toReversal.unexplained.map((piece) =>
      differs('difference: unexplained', piece.what, piece.amountMinor),
    ),
    {
      step: 'quote',
      label: "the ERP's amount",
      source: input.rmas.map((rma) => `NetSuite ${rma.tranId}: total`).join(', '),
      amountMinor: totalMinor,
      adds: false,
    },
  ];
}
