import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sumMinor } from '../../src/domain/money.ts';
import { buildQuote, compareCredit, quoteShareOfCredit } from '../../src/domain/quote.ts';
import { returnEverything, reverseSale } from '../../src/domain/reversal.ts';
import type { NetsuiteCredit } from '../../src/domain/snapshot.ts';
import { aSale } from './arbitrary-sale.ts';
import { anRma, aQuoteInput, gross } from './quote-builder.ts';

const aQuote = aSale.map((sale) => {
  const reversal = reverseSale({
    ...returnEverything(sale),
    fees: [{ kind: 'restocking', amountMinor: 100n, taxMinor: 20n }],
  });
  return buildQuote(aQuoteInput(reversal, anRma(reversal)));
});

function aCredit(over: Partial<NetsuiteCredit> = {}): NetsuiteCredit {
  return {
    id: 'CM-1',
    type: 'creditMemo',
    tranId: 'CM1',
    externalId: null,
    rmaId: 'RMA-1',
    sourceId: '900',
    status: 'A',
    voided: false,
    postedAt: '2026-11-19T10:00:00Z',
    currency: 'EUR',
    totalMinor: 0n,
    taxMinor: 0n,
    remainingMinor: null,
    shopifyRefundId: null,
    lines: [],
    ...over,
  };
}

/** The credit that NetSuite would post for some units, with or without the charge lines. */
function creditOf(
  quote: ReturnType<typeof buildQuote>,
  units: typeof quote.units,
  charges: typeof quote.charges,
): NetsuiteCredit {
  const parts = [...units, ...charges];
  return aCredit({
    totalMinor: sumMinor(parts.map(gross)),
    taxMinor: sumMinor(parts.map((part) => part.taxMinor)),
    lines: [
      ...units.map((unit) => ({
        rmaLine: unit.rmaLine,
        itemId: 'x',
        quantity: 1,
        amountMinor: unit.netMinor,
      })),
      ...charges.map((charge) => ({
        rmaLine: charge.rmaLine,
        itemId: charge.itemId,
        quantity: 1,
        amountMinor: charge.netMinor,
      })),
    ],
  });
}

describe('a credit is held against its units’ share of the quote', () => {
  test('shares of any split sum to the quote', () => {
    fc.assert(
      fc.property(
        aQuote,
        fc.array(fc.boolean(), { minLength: 24, maxLength: 24 }),
        (quote, side) => {
          const left = quote.units.filter((_unit, index) => side[index] === true);
          const right = quote.units.filter((_unit, index) => side[index] !== true);
          const first = quoteShareOfCredit({ quote, creditedUnits: left });
          const second = quoteShareOfCredit({
            quote,
            creditedUnits: right,
            charges: quote.charges,
          });
          expect(first.totalMinor + second.totalMinor).toBe(quote.totalMinor);
        },
      ),
    );
  });

  test('a credit of the share is equal; one that differs by any amount is not, and is classified exactly', () => {
    const off = fc.bigInt({ min: -500n, max: 500n });
    fc.assert(
      fc.property(aQuote, off, off, (quote, netMinor, taxMinor) => {
        const exact = creditOf(quote, quote.units, quote.charges);
        expect(compareCredit({ quote, credit: exact, units: quote.units })).toBe('equal');
        const [line, ...rest] = exact.lines;
        if (line === undefined || netMinor + taxMinor === 0n) return;
        const credit = {
          ...exact,
          totalMinor: exact.totalMinor + netMinor + taxMinor,
          taxMinor: exact.taxMinor + taxMinor,
          lines: [{ ...line, amountMinor: line.amountMinor + netMinor }, ...rest],
        };
        const compared = compareCredit({ quote, credit, units: quote.units });
        if (compared === 'equal') throw new Error('a different credit passed as equal');
        expect(compared.differsMinor).toBe(netMinor + taxMinor);
        const { parts, unexplainedMinor, differenceMinor } = compared.classes;
        expect(differenceMinor).toBe(compared.differsMinor);
        expect(sumMinor(parts.map((part) => part.amountMinor)) + unexplainedMinor).toBe(
          differenceMinor,
        );
      }),
    );
  });

  test('a credit of all units without the fee that was quoted is not equal', () => {
    fc.assert(
      fc.property(aQuote, (quote) => {
        fc.pre(quote.feeMinor > 0n);
        const credit = creditOf(
          quote,
          quote.units,
          quote.charges.filter((charge) => charge.kind !== 'fee'),
        );
        const compared = compareCredit({ quote, credit, units: quote.units });
        expect(compared).toMatchObject({ differsMinor: quote.feeMinor });
      }),
    );
  });

  test('what a header takes off a credit is unexplained, and tax it hides is tax', () => {
    fc.assert(
      fc.property(aQuote, (quote) => {
        const exact = creditOf(quote, quote.units, quote.charges);
        fc.pre(exact.taxMinor > 0n);
        const { units } = quote;
        const taken = { ...exact, totalMinor: exact.totalMinor - 300n };
        expect(compareCredit({ quote, credit: taken, units })).toMatchObject({
          differsMinor: -300n,
          classes: { unexplainedMinor: -300n, parts: [] },
        });
        const hidden = { ...exact, taxMinor: 0n, totalMinor: exact.totalMinor + 3n };
        expect(compareCredit({ quote, credit: hidden, units })).toMatchObject({
          differsMinor: 3n,
          classes: { parts: [{ class: 'tax', amountMinor: 3n }] },
        });
      }),
    );
  });

  test('charges go with the credit that carries them, and once', () => {
    fc.assert(
      fc.property(aQuote, (quote) => {
        fc.pre(quote.units.length > 1);
        const [first, ...others] = quote.units;
        if (first === undefined) return;
        const one = creditOf(quote, [first], quote.charges);
        expect(compareCredit({ quote, credit: one, units: [first] })).toBe('equal');
        const rest = creditOf(quote, others, []);
        const units = others;
        expect(
          compareCredit({
            quote,
            credit: rest,
            units,
            completes: true,
            chargesBefore: quote.charges,
          }),
        ).toBe('equal');
      }),
    );
  });

  test('a unit that the quote lacks, or named twice, is a defect', () => {
    const [quote] = fc.sample(aQuote, { numRuns: 1, seed: 1 });
    const [unit] = quote?.units ?? [];
    if (quote === undefined || unit === undefined) throw new Error('no sample');
    expect(() => quoteShareOfCredit({ quote, creditedUnits: [unit, unit] })).toThrow(RangeError);
    const unknown = { returnLineId: 'R-none', ordinal: 1 };
    expect(() => quoteShareOfCredit({ quote, creditedUnits: [unknown] })).toThrow(RangeError);
  });
});
