import { sumMinor } from '../../src/domain/money.ts';
import { policySchema } from '../../src/domain/policy.ts';
import type { QuoteInput, QuoteUnitInput } from '../../src/domain/quote.ts';
import type { Reversal } from '../../src/domain/reversal.ts';
import type { NetsuiteRma, NetsuiteRmaLine } from '../../src/domain/snapshot.ts';

export const gross = (part: { netMinor: bigint; taxMinor: bigint }): bigint =>
  part.netMinor + part.taxMinor;

export function anRmaLine(over: Partial<NetsuiteRmaLine> = {}): NetsuiteRmaLine {
  return {
    line: 1,
    orderLine: 1,
    itemId: '101',
    itemType: 'InvtPart',
    sku: null,
    quantity: 1,
    quantityReceived: 0,
    quantityBilled: 0,
    isClosed: false,
    amountMinor: 0n,
    ...over,
  };
}

/** Where an account keeps its discounts: in the rate, on a line after the item, or on the header. */
export type DiscountShape = 'in-rate' | 'line-after' | 'header';

/**
 * An RMA of a reversal as NetSuite would write it, with the noise that a test adds: minor units on
 * each line's net and on the tax.
 */
export function anRma(
  reversal: Reversal,
  noise: {
    nets?: readonly bigint[];
    taxMinor?: bigint;
    shape?: DiscountShape;
    hiddenTax?: boolean;
  } = {},
): NetsuiteRma {
  const shape = noise.shape ?? 'in-rate';
  const lines: NetsuiteRmaLine[] = [];
  let headerMinor = 0n;
  const next = (): number => lines.length + 1;
  reversal.lines.forEach((line, index) => {
    const netMinor = line.netMinor + (noise.nets?.[index] ?? 0n);
    const shareMinor = shape === 'in-rate' ? 0n : line.discountShareMinor;
    lines.push(
      anRmaLine({
        line: next(),
        orderLine: index + 1,
        itemId: line.lineId,
        quantity: line.quantity,
        amountMinor: netMinor + shareMinor,
      }),
    );
    if (shape === 'line-after' && shareMinor !== 0n) {
      lines.push(
        anRmaLine({
          line: next(),
          itemType: 'Discount',
          itemId: 'D',
          quantity: 0,
          amountMinor: -shareMinor,
        }),
      );
    }
    if (shape === 'header') headerMinor -= shareMinor;
  });
  for (const charge of reversal.charges) {
    if (charge.netMinor === 0n) continue;
    lines.push(
      anRmaLine({
        line: next(),
        orderLine: null,
        itemType: 'OthCharge',
        itemId: 'SHIP',
        amountMinor: charge.netMinor,
      }),
    );
  }
  for (const fee of reversal.fees) {
    if (fee.netMinor === 0n) continue;
    lines.push(
      anRmaLine({
        line: next(),
        orderLine: null,
        itemType: 'OthCharge',
        itemId: 'FEE',
        amountMinor: -fee.netMinor,
      }),
    );
  }
  const taxMinor =
    sumMinor([...reversal.lines, ...reversal.charges].map((part) => part.taxMinor)) -
    sumMinor(reversal.fees.map((fee) => fee.taxMinor)) +
    (noise.taxMinor ?? 0n);
  return {
    id: 'RMA-1',
    tranId: 'RMA1',
    externalId: null,
    sourceId: '900',
    status: 'B',
    currency: reversal.currency,
    totalMinor: sumMinor(lines.map((line) => line.amountMinor)) + headerMinor + taxMinor,
    taxMinor: noise.hiddenTax === true ? 0n : taxMinor,
    lines,
  };
}

/** The units of a reversal, one return line for each sale line, standing on the lines of `anRma`. */
export function unitsOn(rma: NetsuiteRma, reversal: Reversal): QuoteUnitInput[] {
  const seen = new Map<string, number>();
  return reversal.lines.flatMap((line) =>
    line.units.map(() => {
      const ordinal = (seen.get(line.lineId) ?? 0) + 1;
      seen.set(line.lineId, ordinal);
      return {
        returnLineId: `R-${line.lineId}`,
        ordinal,
        rmaId: rma.id,
        rmaLine: rma.lines.find((candidate) => candidate.itemId === line.lineId)?.line ?? 0,
        shopifyLineId: line.lineId,
      };
    }),
  );
}

export function aQuoteInput(
  reversal: Reversal,
  rma: NetsuiteRma,
  over: Partial<QuoteInput> = {},
): QuoteInput {
  return {
    returnId: 'RET-1',
    revision: 1,
    units: unitsOn(rma, reversal),
    rmas: [rma],
    previews: [],
    suggestedMinor: null,
    reversal,
    currency: reversal.currency,
    policy: policySchema.parse({}),
    customParts: [],
    ...over,
  };
}
