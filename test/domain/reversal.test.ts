import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sumMinor } from '../../src/domain/money.ts';
import {
  afterReversal,
  noReversal,
  type Reversal,
  type ReversalInput,
  returnEverything,
  reverseSale,
  type SaleLine,
} from '../../src/domain/reversal.ts';
import { aSale, paidFor } from './arbitrary-sale.ts';

const gross = (part: { netMinor: bigint; taxMinor: bigint }): bigint =>
  part.netMinor + part.taxMinor;

/** Deals the sale's units and charges out over several returns, in an order that chance decides. */
const dealt = aSale.chain((sale) => {
  const pieces = [
    ...sale.lines.flatMap((line) => Array.from({ length: line.quantity }, () => line.id)),
    ...sale.charges.map((charge) => charge.id),
  ];
  return fc.record({
    sale: fc.constant(sale),
    pieces: fc.shuffledSubarray(pieces, { minLength: pieces.length }),
    breaks: fc.array(fc.boolean(), { minLength: pieces.length, maxLength: pieces.length }),
  });
});

function* returnsOf({
  sale,
  pieces,
  breaks,
}: {
  sale: ReversalInput;
  pieces: string[];
  breaks: boolean[];
}) {
  let group: string[] = [];
  for (const [index, piece] of pieces.entries()) {
    group.push(piece);
    if (breaks[index] !== true && index < pieces.length - 1) continue;
    yield {
      units: group.filter((id) => id.startsWith('L')).map((lineId) => ({ lineId, quantity: 1 })),
      chargesNow: group
        .filter((id) => !id.startsWith('L'))
        .map((chargeId) => ({ chargeId, refund: 'full' as const })),
    };
    group = [];
  }
  expect(sale.lines.length).toBeGreaterThan(0);
}

function everyAmount(reversal: Reversal): bigint[] {
  return [
    ...reversal.lines.flatMap((line) =>
      line.units.flatMap((unit) => [unit.netMinor, unit.taxMinor]),
    ),
    ...reversal.charges.flatMap((charge) => [charge.netMinor, charge.taxMinor]),
    reversal.totalMinor,
  ];
}

describe('a return is a reversal of its sale', () => {
  test('whatever the split and the order, everything returned is exactly what was paid', () => {
    fc.assert(
      fc.property(dealt, (deal) => {
        const paidMinor = paidFor(deal.sale);
        let state = deal.sale;
        let refundedMinor = 0n;
        for (const asked of returnsOf(deal)) {
          const reversal = reverseSale({ ...state, ...asked });
          expect(everyAmount(reversal).every((amount) => amount >= 0n)).toBe(true);
          refundedMinor += reversal.totalMinor;
          expect(refundedMinor <= paidMinor).toBe(true);
          state = afterReversal(state, reversal);
        }
        expect(refundedMinor).toBe(paidMinor);
        expect(reverseSale(returnEverything(state)).totalMinor).toBe(0n);
      }),
    );
  });

  test('units sum to their line, and the rows of the derivation to the refund', () => {
    fc.assert(
      fc.property(dealt, (deal) => {
        let state = deal.sale;
        for (const asked of returnsOf(deal)) {
          const reversal = reverseSale({
            ...state,
            ...asked,
            fees: [{ kind: 'return-shipping', amountMinor: 350n, taxMinor: 66n }],
            adjustments: [{ label: 'late parcel', amountMinor: 100n }],
          });
          for (const line of reversal.lines) {
            expect(line.units).toHaveLength(line.quantity);
            expect(sumMinor(line.units.map(gross))).toBe(gross(line));
          }
          const added = reversal.derivation.filter((row) => row.adds);
          expect(sumMinor(added.map((row) => row.amountMinor))).toBe(reversal.netMinor);
          expect(reversal.derivation.at(-1)).toMatchObject({
            step: 'refund',
            amountMinor: reversal.netMinor,
          });
          state = afterReversal(state, reversal);
        }
      }),
    );
  });

  test('a cent by which the ERP was off before is made good by the last unit', () => {
    const off = fc.array(fc.constantFrom(-1n, 0n, 1n), { minLength: 24, maxLength: 24 });
    fc.assert(
      fc.property(dealt, off, (deal, noise) => {
        const paidMinor = paidFor(deal.sale);
        let state: ReversalInput = deal.sale;
        let refundedMinor = 0n;
        const all = [...returnsOf(deal)];
        all.forEach((asked, index) => {
          const reversal = reverseSale({ ...state, ...asked });
          const last = index === all.length - 1;
          const lines = reversal.lines.map((line) => {
            const centMinor = last || line.netMinor < 1n ? 0n : (noise[index] ?? 0n);
            return { ...line, netMinor: line.netMinor + centMinor };
          });
          refundedMinor +=
            reversal.totalMinor + sumMinor(lines.map(gross)) - sumMinor(reversal.lines.map(gross));
          state = afterReversal(state, { ...reversal, lines });
        });
        const open = state.lines.filter((line) => {
          const mine = state.earlier.filter((entry) => entry.lineId === line.id);
          return sumMinor(mine.map(gross)) !== paidFor({ lines: [line], charges: [] });
        });
        const offMinor = sumMinor(
          open.map((line) => {
            const mine = state.earlier.filter((entry) => entry.lineId === line.id);
            return sumMinor(mine.map(gross)) - paidFor({ lines: [line], charges: [] });
          }),
        );
        // Only a line whose last units were off themselves may still be off.
        expect(refundedMinor - offMinor).toBe(paidMinor);
        for (const line of open) {
          const mine = state.earlier.filter((entry) => entry.lineId === line.id);
          const lineOff = sumMinor(mine.map(gross)) - paidFor({ lines: [line], charges: [] });
          expect(lineOff === 1n || lineOff === -1n).toBe(true);
        }
      }),
    );
  });

  test('fees never take more than the credit', () => {
    const fee = fc.bigInt({ min: 0n, max: 30_000n });
    fc.assert(
      fc.property(aSale, fee, fee, fc.integer({ min: 0, max: 100 }), (sale, a, b, percent) => {
        const everything = returnEverything(sale);
        const creditMinor = reverseSale(everything).totalMinor;
        const reversal = reverseSale({
          ...everything,
          fees: [
            { kind: 'restocking', lineId: 'L0', percent: `${percent}.0` },
            { kind: 'restocking', amountMinor: a, taxMinor: a / 5n },
            { kind: 'return-shipping', amountMinor: b, taxMinor: 0n },
          ],
        });
        expect(reversal.totalMinor >= 0n).toBe(true);
        expect(reversal.totalMinor + reversal.feeMinor).toBe(creditMinor);
        const askedMinor = sumMinor(reversal.fees.map((one) => one.askedMinor));
        expect(reversal.feeMinor).toBe(askedMinor < creditMinor ? askedMinor : creditMinor);
      }),
    );
  });
});

const shirts: SaleLine = {
  id: 'L1',
  quantity: 3,
  unitPriceMinor: 10_000n,
  lineDiscountMinor: 0n,
  orderDiscountMinor: 1_000n,
  taxes: [{ title: 'VAT', rate: '0.20', amountMinor: 5_800n }],
  taxesIncluded: false,
};
const sale = noReversal('EUR', { lines: [shirts], charges: [] });
const one = [{ lineId: 'L1', quantity: 1 }];

describe('earlier reversals', () => {
  test('tax that was forgotten before comes with the next unit', () => {
    const earlier = [{ lineId: 'L1', units: 1, netMinor: 9_666n, taxMinor: 0n }];
    const reversal = reverseSale({ ...sale, earlier, units: one });
    expect(reversal.lines[0]).toMatchObject({ netMinor: 9_667n, taxMinor: 3_867n });
  });

  test('what a person took off an earlier unit is not given with the next', () => {
    const earlier = [{ lineId: 'L1', units: 1, netMinor: 4_833n, taxMinor: 967n }];
    const reversal = reverseSale({ ...sale, earlier, units: one });
    expect(reversal.lines[0]).toMatchObject({ netMinor: 9_667n });
    expect(reversal.lines[0]?.taxMinor).toBeLessThanOrEqual(1_934n);
    expect(reversal.lines[0]?.taxMinor).toBeGreaterThanOrEqual(1_933n);
    const added = reversal.derivation.filter((row) => row.adds);
    expect(sumMinor(added.map((row) => row.amountMinor))).toBe(reversal.netMinor);
    expect(added.map((row) => row.label)).toContain('kept from earlier units on purpose');
  });

  test('money given without a unit is taken from the units that follow', () => {
    const part = reverseSale({ ...sale, amounts: [{ lineId: 'L1', grossMinor: 20_000n }] });
    const rest = reverseSale(returnEverything(afterReversal(sale, part)));
    expect(part.totalMinor + rest.totalMinor).toBe(34_800n);
    expect(rest.lines[0]?.units[0]).toMatchObject({ netMinor: 0n });
  });

  test('tax in the price is never more than the price that is left', () => {
    const taxes = [{ title: 'VAT', rate: '0.20', amountMinor: 2_000n }];
    const line = { ...shirts, quantity: 1, unitPriceMinor: 12_000n, orderDiscountMinor: 0n, taxes };
    const included = noReversal('EUR', { lines: [{ ...line, taxesIncluded: true }], charges: [] });
    const earlier = [{ lineId: 'L1', units: 0, netMinor: 11_000n, taxMinor: 0n }];
    const reversal = reverseSale({ ...included, earlier, units: one });
    expect(reversal.lines[0]).toMatchObject({ netMinor: 0n, taxMinor: 1_000n });
  });

  test('more units or more money than are left is refused, not cut', () => {
    const earlier = [{ lineId: 'L1', units: 3, netMinor: 29_000n, taxMinor: 5_800n }];
    expect(() => reverseSale({ ...sale, earlier, units: one })).toThrow(
      expect.objectContaining({ code: 'over-return' }),
    );
    expect(() =>
      reverseSale({ ...sale, amounts: [{ lineId: 'L1', grossMinor: 34_801n }] }),
    ).toThrow(expect.objectContaining({ code: 'refund-over-cap' }));
    expect(() => reverseSale({ ...sale, units: [{ lineId: 'L9', quantity: 1 }] })).toThrow(
      RangeError,
    );
  });
});

test('the derivation tells the way from the price to the refund, with the source of each number', () => {
  const earlier = [{ lineId: 'L1', units: 1, netMinor: 9_666n, taxMinor: 1_933n }];
  const reversal = reverseSale({
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
    earlier,
    units: one,
    chargesNow: [{ chargeId: 'S1', refund: 'full' }],
    fees: [{ kind: 'restocking', lineId: 'L1', percent: '10.0' }],
  });
  expect(reversal.derivation.map((row) => [row.step, row.label, row.amountMinor])).toEqual([
    ['paid', '2 of 3 at 100.00', 20_000n],
    ['discount', 'discount share of 2 of 3', -667n],
    ['tax', 'VAT at 0.20, 2 of 3', 3_867n],
    ['shipping', 'shipping at 5.00', 500n],
    ['fee', 'restocking fee', -967n],
    ['earlier', 'reversed before, 1 units', -11_599n],
    ['refund', 'this refund', 11_134n],
  ]);
  expect(reversal.derivation.every((row) => row.source !== '')).toBe(true);
});
