import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sumMinor } from '../../src/domain/money.ts';
import { buildQuote, type Quote } from '../../src/domain/quote.ts';
import {
  noReversal,
  returnEverything,
  reverseSale,
  type SaleLine,
} from '../../src/domain/reversal.ts';
import { aSale } from './arbitrary-sale.ts';
import { anRma, anRmaLine, aQuoteInput, type DiscountShape, gross } from './quote-builder.ts';

/** Some units of a sale, some of its charges, perhaps a fee. */
const aReversal = aSale.chain((sale) =>
  fc
    .record({
      quantities: fc.tuple(...sale.lines.map((line) => fc.integer({ min: 1, max: line.quantity }))),
      shipping: fc.boolean(),
      feeMinor: fc.bigInt({ min: 0n, max: 400n }),
    })
    .map(({ quantities, shipping, feeMinor }) =>
      reverseSale({
        ...sale,
        units: sale.lines.map((line, index) => ({
          lineId: line.id,
          quantity: quantities[index] ?? 1,
        })),
        chargesNow: sale.charges
          .filter((charge) => shipping && charge.kind === 'shipping')
          .map((charge) => ({ chargeId: charge.id, refund: 'full' })),
        fees:
          feeMinor === 0n
            ? []
            : [{ kind: 'restocking', amountMinor: feeMinor, taxMinor: feeMinor / 5n }],
      }),
    ),
);

const shapes = fc.constantFrom<DiscountShape>('in-rate', 'line-after', 'header');
const wild = fc.bigInt({ min: -3_000n, max: 3_000n });

function expectSums(quote: Quote): void {
  const unitsMinor = sumMinor(quote.units.map(gross));
  expect(unitsMinor + quote.shippingMinor - quote.feeMinor + quote.otherMinor).toBe(
    quote.totalMinor,
  );
  expect(sumMinor(quote.parts.map((part) => part.amountMinor))).toBe(quote.totalMinor);
  for (const difference of quote.differences) {
    const explained = sumMinor(difference.parts.map((part) => part.amountMinor));
    expect(explained + difference.unexplainedMinor).toBe(difference.differenceMinor);
  }
  const rows = quote.derivation.filter((row) => row.adds);
  expect(sumMinor(rows.map((row) => row.amountMinor))).toBe(quote.totalMinor);
}

describe('the ERP says the amount', () => {
  test('units, charges and parts sum to the RMA whatever NetSuite makes of it, and classes to the difference', () => {
    const parts = fc.array(
      fc.record({
        kind: fc.constantFrom('store-credit' as const, 'exchange' as const, 'erp' as const),
        amountMinor: fc.bigInt({ min: 0n, max: 3_000n }),
      }),
      { maxLength: 2 },
    );
    fc.assert(
      fc.property(
        aReversal,
        fc.array(wild, { minLength: 4, maxLength: 4 }),
        wild,
        shapes,
        fc.boolean(),
        wild,
        parts,
        (reversal, nets, taxMinor, shape, hiddenTax, suggested, customParts) => {
          const rma = anRma(reversal, { nets, taxMinor, shape, hiddenTax });
          const suggestedMinor = reversal.totalMinor + suggested;
          const quote = buildQuote(aQuoteInput(reversal, rma, { suggestedMinor, customParts }));
          expect(quote.totalMinor).toBe(rma.totalMinor);
          expectSums(quote);
          expect(quote.differences.map((one) => one.differenceMinor)).toEqual([
            rma.totalMinor - reversal.totalMinor,
            rma.totalMinor - suggestedMinor,
          ]);
        },
      ),
    );
  });

  test('where NetSuite agrees with the reversal, so does every unit, and nobody is needed', () => {
    fc.assert(
      fc.property(aReversal, shapes, (reversal, shape) => {
        fc.pre(shape === 'in-rate' || !reversal.taxesIncluded);
        const quote = buildQuote(aQuoteInput(reversal, anRma(reversal, { shape })));
        expect(quote.verdict).toEqual({ lockable: true });
        expect(quote.units.map(gross)).toEqual(
          reversal.lines.flatMap((line) => line.units).map(gross),
        );
        expect(quote.shippingMinor).toBe(reversal.shippingMinor);
        expect(quote.feeMinor).toBe(reversal.feeMinor);
      }),
    );
  });

  test('a few cents of tax and rounding lock, a cent above the limit does not', () => {
    fc.assert(
      fc.property(aReversal, fc.bigInt({ min: -12n, max: 12n }), (reversal, taxMinor) => {
        const quote = buildQuote(aQuoteInput(reversal, anRma(reversal, { taxMinor })));
        const limit = 2n * BigInt(reversal.lines.length);
        const within = taxMinor <= limit && taxMinor >= -limit;
        fc.pre(quote.totalMinor >= 0n);
        expect(quote.verdict.lockable).toBe(within);
      }),
    );
  });

  test('two wrong lines that cancel each other do not lock', () => {
    const price = fc.bigInt({ min: 100n, max: 9_000n });
    const off = fc.bigInt({ min: 7n, max: 90n });
    fc.assert(
      fc.property(price, price, fc.boolean(), off, (a, b, taxesIncluded, offMinor) => {
        const line = (id: string, unitPriceMinor: bigint): SaleLine => ({
          id,
          quantity: 1,
          unitPriceMinor,
          lineDiscountMinor: 0n,
          orderDiscountMinor: 0n,
          taxes: [{ title: 'VAT', rate: '0.10', amountMinor: unitPriceMinor / 11n }],
          taxesIncluded,
        });
        const two = noReversal('EUR', { lines: [line('L1', a), line('L2', b)], charges: [] });
        const reversal = reverseSale(returnEverything(two));
        const rma = anRma(reversal, { nets: [offMinor, -offMinor] });
        const quote = buildQuote(aQuoteInput(reversal, rma));
        expect(quote.totalMinor).toBe(reversal.totalMinor);
        expect(quote.verdict).toMatchObject({ lockable: false, code: 'amount-unexplained' });
      }),
    );
  });

  test('units that stand on no line of an RMA are told, and the sums still hold', () => {
    const lost = fc.array(fc.boolean(), { minLength: 24, maxLength: 24 });
    fc.assert(
      fc.property(aReversal, shapes, lost, fc.boolean(), (reversal, shape, lostAt, all) => {
        const input = aQuoteInput(reversal, anRma(reversal, { shape }));
        const units = input.units.map((unit, index) =>
          all || lostAt[index] === true ? { ...unit, rmaLine: 999 } : unit,
        );
        const quote = buildQuote({ ...input, units });
        expectSums(quote);
        expect(quote.differences[0]?.differenceMinor).toBe(0n);
        if (units.some((unit) => unit.rmaLine === 999)) expect(quote.verdict.lockable).toBe(false);
      }),
    );
  });
});

const shirts: SaleLine = {
  id: 'L1',
  quantity: 2,
  unitPriceMinor: 10_000n,
  lineDiscountMinor: 0n,
  orderDiscountMinor: 3_000n,
  taxes: [{ title: 'VAT', rate: '0.20', amountMinor: 3_400n }],
  taxesIncluded: false,
};
const sale = noReversal('EUR', { lines: [shirts], charges: [] });
const oneShirt = reverseSale({ ...sale, units: [{ lineId: 'L1', quantity: 1 }] });
const plain = anRma(oneShirt);

describe('a quote stays unlocked', () => {
  test('when a flat discount is copied whole onto a part', () => {
    const lines = [anRmaLine({ itemId: 'L1', amountMinor: 10_000n })];
    const rma = { ...plain, lines, totalMinor: 8_700n, taxMinor: 1_700n };
    const quote = buildQuote(aQuoteInput(oneShirt, rma));
    expect(quote.totalMinor).toBe(8_700n);
    expect(quote.differences[0]).toMatchObject({
      differenceMinor: -1_500n,
      parts: [{ class: 'discount', amountMinor: -1_500n }],
      unexplainedMinor: 0n,
    });
    expect(quote.verdict).toEqual({
      lockable: false,
      code: 'amount-unexplained',
      why: 'discount differs from our reversal by 15.00 EUR, the limit is 0.00 EUR',
    });
  });

  test('when the discount is not taken off', () => {
    const lines = [anRmaLine({ itemId: 'L1', amountMinor: 10_000n })];
    const rma = { ...plain, lines, totalMinor: 11_700n };
    const quote = buildQuote(aQuoteInput(oneShirt, rma));
    expect(quote.differences[0]?.parts).toMatchObject([{ class: 'discount', amountMinor: 1_500n }]);
    expect(quote.verdict.lockable).toBe(false);
  });

  test('when the preview of the credit is another amount by more than rounding', () => {
    const off = (minor: bigint) => [
      { rmaId: plain.id, totalMinor: plain.totalMinor - minor, taxMinor: plain.taxMinor },
    ];
    const cents = buildQuote(aQuoteInput(oneShirt, plain, { previews: off(2n) }));
    expect(cents.verdict.lockable).toBe(true);
    const previews = off(3n);
    expect(buildQuote(aQuoteInput(oneShirt, plain, { previews })).verdict).toMatchObject({
      lockable: false,
      code: 'amount-unexplained',
    });
    const same = [{ rmaId: plain.id, totalMinor: plain.totalMinor, taxMinor: plain.taxMinor }];
    expect(buildQuote(aQuoteInput(oneShirt, plain, { previews: same })).verdict.lockable).toBe(
      true,
    );
  });

  test('when the RMA carries goods or units that the return does not', () => {
    const extra = anRmaLine({ line: 2, orderLine: 2, itemId: 'OTHER', amountMinor: 500n });
    const rma = { ...plain, lines: [...plain.lines, extra], totalMinor: plain.totalMinor + 500n };
    const quote = buildQuote(aQuoteInput(oneShirt, rma));
    expect(quote.otherMinor).toBe(500n);
    expect(quote.verdict.lockable).toBe(false);
    const more = { ...plain, lines: plain.lines.map((line) => ({ ...line, quantity: 2 })) };
    expect(buildQuote(aQuoteInput(oneShirt, more)).verdict).toMatchObject({
      why: 'line 1 of RMA1 has 2 units, the return has 1',
    });
  });

  test('when return, RMA and reversal do not have the same units', () => {
    const both = reverseSale({ ...sale, units: [{ lineId: 'L1', quantity: 2 }] });
    const { units } = aQuoteInput(both, plain);
    const why = (quote: Quote): string => (quote.verdict.lockable ? '' : quote.verdict.why);
    expect(why(buildQuote(aQuoteInput(both, plain)))).toBe(
      'line 1 of RMA1 has 1 units, the return has 2',
    );
    expect(why(buildQuote(aQuoteInput(oneShirt, anRma(both), { units })))).toBe(
      'unit 2 of R-L1 is not in our reversal',
    );
    const [first] = units;
    expect(
      why(buildQuote(aQuoteInput(both, plain, { units: first === undefined ? [] : [first] }))),
    ).toBe('1 units of L1 stand on no RMA');
  });

  test('when shipping, a fee or the currency is not what the policy decided', () => {
    const charge = (amountMinor: bigint) => ({
      ...plain,
      lines: [...plain.lines, anRmaLine({ line: 2, orderLine: null, itemId: 'X', amountMinor })],
      totalMinor: plain.totalMinor + amountMinor,
    });
    const classOf = (amountMinor: bigint) =>
      buildQuote(aQuoteInput(oneShirt, charge(amountMinor))).differences[0]?.parts[0]?.class;
    expect([classOf(495n), classOf(-495n)]).toEqual(['shipping', 'fee']);
    expect(buildQuote(aQuoteInput(oneShirt, charge(495n))).verdict.lockable).toBe(false);
    expect(buildQuote(aQuoteInput(oneShirt, plain, { currency: 'USD' })).verdict).toMatchObject({
      lockable: false,
      code: 'shape-unsupported',
    });
  });

  test('when the ERP knows no duty that is due', () => {
    const charges = [
      {
        id: 'D1',
        kind: 'duty' as const,
        priceMinor: 700n,
        discountMinor: 0n,
        taxes: [],
        taxesIncluded: false,
      },
    ];
    const reversal = reverseSale({
      ...sale,
      charges,
      units: [{ lineId: 'L1', quantity: 1 }],
      chargesNow: [{ chargeId: 'D1', refund: 'full' }],
    });
    const quote = buildQuote(aQuoteInput(reversal, plain));
    expect(quote.differences[0]?.parts).toEqual([
      { class: 'duty', amountMinor: -700n, why: 'duties' },
    ]);
    expect(quote.verdict.lockable).toBe(false);
  });

  test('when a header gives something without a line to carry it', () => {
    const rma = { ...plain, lines: [], totalMinor: 4_200n, taxMinor: 700n };
    const quote = buildQuote(aQuoteInput(oneShirt, rma));
    expectSums(quote);
    expect(quote.otherMinor).toBe(4_200n);
    expect(quote.verdict.lockable).toBe(false);
  });

  test('when other parts ask for more than the ERP gives', () => {
    const customParts = [{ kind: 'exchange' as const, amountMinor: 99_999n }];
    const quote = buildQuote(aQuoteInput(oneShirt, plain, { customParts }));
    expectSums(quote);
    expect(quote.verdict.lockable).toBe(false);
  });

  test('when there is no RMA to say an amount', () => {
    const quote = buildQuote(aQuoteInput(oneShirt, plain, { rmas: [] }));
    expectSums(quote);
    expect(quote.verdict.lockable).toBe(false);
  });
});

describe('what is closed or hidden on an RMA', () => {
  const both = reverseSale({ ...sale, units: [{ lineId: 'L1', quantity: 2 }] });

  test('a unit that was closed before it came is left out with its tax', () => {
    const whole = anRma(both);
    const rma = { ...whole, lines: whole.lines.map((line) => ({ ...line, isClosed: true })) };
    const units = aQuoteInput(oneShirt, plain).units;
    const quote = buildQuote(aQuoteInput(oneShirt, rma, { units }));
    expect(quote.totalMinor).toBe(10_200n);
    expect(quote.verdict.lockable).toBe(true);
  });

  test('tax that the account shows only in the total is still tax', () => {
    const quote = buildQuote(aQuoteInput(oneShirt, anRma(oneShirt, { hiddenTax: true })));
    expect(quote.units.map((unit) => unit.taxMinor)).toEqual([1_700n]);
    expect(quote.verdict.lockable).toBe(true);
  });
});

describe('the hash', () => {
  test('is the same for the same amount, whatever the revision, receipts and policy', () => {
    const first = buildQuote(aQuoteInput(oneShirt, plain));
    const received = {
      ...plain,
      status: 'E',
      lines: plain.lines.map((line) => ({ ...line, quantityReceived: 1 })),
    };
    expect(buildQuote(aQuoteInput(oneShirt, received, { revision: 2 })).hash).toBe(first.hash);
    expect(first.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('changes with the amount, the parts and the return', () => {
    const first = buildQuote(aQuoteInput(oneShirt, plain));
    const dearer = { ...plain, totalMinor: plain.totalMinor + 1n, taxMinor: plain.taxMinor + 1n };
    const customParts = [{ kind: 'store-credit' as const, amountMinor: 100n }];
    const others = [
      buildQuote(aQuoteInput(oneShirt, dearer)),
      buildQuote(aQuoteInput(oneShirt, plain, { customParts })),
      buildQuote(aQuoteInput(oneShirt, plain, { returnId: 'RET-2' })),
    ];
    expect(new Set([first, ...others].map((quote) => quote.hash)).size).toBe(4);
  });
});

test('Shopify’s own figure is explained by what it leaves out', () => {
  const withShipping = reverseSale({
    ...sale,
    charges: [
      {
        id: 'S1',
        kind: 'shipping',
        priceMinor: 500n,
        discountMinor: 0n,
        taxes: [],
        taxesIncluded: false,
      },
    ],
    units: [{ lineId: 'L1', quantity: 1 }],
    chargesNow: [{ chargeId: 'S1', refund: 'full' }],
  });
  const rma = anRma(withShipping);
  const quote = buildQuote(
    aQuoteInput(withShipping, rma, { suggestedMinor: rma.totalMinor - 501n }),
  );
  expect(quote.differences[1]).toMatchObject({
    against: 'shopify',
    differenceMinor: 501n,
    parts: [
      { class: 'shipping', amountMinor: 500n },
      { class: 'rounding', amountMinor: 1n },
    ],
    unexplainedMinor: 0n,
  });
  const strange = buildQuote(aQuoteInput(withShipping, rma, { suggestedMinor: 1n }));
  expect(strange.differences[1]?.unexplainedMinor).toBe(rma.totalMinor - 1n);
  expect(strange.verdict.lockable).toBe(true);
});
