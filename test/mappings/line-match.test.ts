import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchReturnLine } from '../../src/mappings/line-match.ts';
import { aSoldLine } from '../domain/decide/builders.ts';
import { aSource, aSourceLine } from './sources.ts';

const none = new Map<string, number>();
const wanted = (quantity = 1, over: Parameters<typeof aSoldLine>[0] = {}) => ({
  line: aSoldLine({ quantity, ...over }),
  quantity,
});

test.each([
  ['the number', '1'],
  ['the gid', 'gid://shopify/LineItem/1'],
])('a line is found by its id, written as %s', (_how, shopifyLineId) => {
  const other = aSourceLine({ line: 1, shopifyLineId: '11' });
  const source = aSource([other, aSourceLine({ line: 2, shopifyLineId })]);
  expect(matchReturnLine(wanted(), [source], none)).toEqual({
    kind: 'matched',
    parts: [
      {
        sourceType: 'cashSale',
        sourceId: '500',
        orderLine: 2,
        itemId: '101',
        quantity: 1,
        inferred: false,
      },
    ],
  });
});

test('a line billed by several invoices is spread over them in their order', () => {
  const billed = (id: string, quantity: number) =>
    aSource([aSourceLine({ quantity })], { type: 'invoice', id });
  const sources = [billed('501', 2), billed('502', 1), billed('503', 4)];
  const match = matchReturnLine(wanted(4), sources, new Map([['501:1', 1]]));
  expect(match.kind === 'matched' && match.parts.map((p) => [p.sourceId, p.quantity])).toEqual([
    ['501', 1],
    ['502', 1],
    ['503', 2],
  ]);
});

test('without a line id the only line with that SKU, quantity and price is taken, and marked', () => {
  const source = aSource([
    aSourceLine({ line: 1, shopifyLineId: null, sku: 'HAT' }),
    aSourceLine({ line: 2, shopifyLineId: null, quantity: 2, amountMinor: 2_000n }),
    aSourceLine({ line: 3, shopifyLineId: null, amountMinor: 999n }),
    aSourceLine({ line: 4, shopifyLineId: null }),
  ]);
  const match = matchReturnLine(wanted(), [source], none);
  expect(match).toMatchObject({ kind: 'matched', parts: [{ orderLine: 4, inferred: true }] });
});

test('a discounted line is recognised by its net and by its gross amount', () => {
  for (const amountMinor of [900n, 1_000n]) {
    const source = aSource([aSourceLine({ shopifyLineId: null, amountMinor })]);
    expect(matchReturnLine(wanted(1, { discountMinor: 100n }), [source], none).kind).toBe(
      'matched',
    );
  }
});

test('two lines that fit are never guessed between', () => {
  const fits = (line: number) => aSourceLine({ line, shopifyLineId: null });
  expect(matchReturnLine(wanted(), [aSource([fits(1), fits(2)])], none)).toEqual({
    kind: 'ambiguous',
    candidates: 2,
  });
});

test('a line that carries the id of another one is not taken for want of a better', () => {
  const source = aSource([aSourceLine({ shopifyLineId: '7' })]);
  expect(matchReturnLine(wanted(), [source], none)).toEqual({ kind: 'unmatched' });
  expect(matchReturnLine(wanted(1, { sku: null }), [source], none)).toEqual({ kind: 'unmatched' });
});

test('more units than are left on the sale are refused, with what is left', () => {
  const source = aSource([aSourceLine({ quantity: 3 })]);
  expect(matchReturnLine(wanted(2), [source], new Map([['500:1', 2]]))).toEqual({
    kind: 'over-return',
    left: 1,
  });
});

test('whatever is asked and whatever is left, a match covers it exactly and takes no unit twice', () => {
  const lines = fc.array(fc.record({ quantity: fc.nat({ max: 5 }), used: fc.nat({ max: 7 }) }), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(lines, fc.integer({ min: 1, max: 12 }), (sold, quantity) => {
      const sources = sold.map((each, index) =>
        aSource([aSourceLine({ quantity: each.quantity })], { id: `${index}` }),
      );
      const used = new Map(sold.map((each, index) => [`${index}:1`, each.used]));
      const left = sold.map((each) => Math.max(0, each.quantity - each.used));
      const all = left.reduce((sum, each) => sum + each, 0);
      const match = matchReturnLine(wanted(quantity), sources, used);
      if (all < quantity) {
        expect(match).toEqual({ kind: 'over-return', left: all });
        return;
      }
      if (match.kind !== 'matched') throw new Error(`it is ${match.kind}`);
      expect(match.parts.reduce((sum, part) => sum + part.quantity, 0)).toBe(quantity);
      for (const part of match.parts) {
        expect(part.quantity).toBeGreaterThan(0);
        expect(part.quantity).toBeLessThanOrEqual(left[Number(part.sourceId)] ?? 0);
      }
    }),
  );
});
