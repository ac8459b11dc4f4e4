import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  allocate,
  convertByRatio,
  currencyExponent,
  divideHalfUp,
  formatDecimal,
  parseDecimal,
  percentOf,
  roundDecimal,
  sumMinor,
} from '../../src/domain/money.ts';

describe('amounts are read and written without a float', () => {
  test.each([
    ['41.37', 'USD', 4137n],
    ['-0.05', 'EUR', -5n],
    ['41.3', 'EUR', 4130n],
    ['.5', 'EUR', 50n],
    ['100', 'JPY', 100n],
    ['100.00', 'JPY', 100n],
    ['1.234', 'KWD', 1234n],
    ['1.50', 'MGA', 150n],
    ['90071992547409.93', 'USD', 9007199254740993n],
  ])('%s %s', (text, currency, minor) => {
    expect(parseDecimal(text, currency)).toBe(minor);
  });

  test.each([
    ['41.375', 'USD'],
    ['100.01', 'JPY'],
    ['1.2345', 'KWD'],
    ['1e3', 'USD'],
    ['1,000.00', 'USD'],
    [' 1.00', 'USD'],
    ['', 'USD'],
    ['-', 'USD'],
    ['1.', 'USD'],
    ['NaN', 'USD'],
    ['1.00', 'XYZ'],
  ])('%j %s is refused', (text, currency) => {
    expect(() => parseDecimal(text, currency)).toThrow(RangeError);
  });

  test('text and minor units are each other’s inverse in every exponent', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.constantFrom('JPY', 'EUR', 'KWD', 'CLF'), (minor, currency) => {
        expect(parseDecimal(formatDecimal(minor, currency), currency)).toBe(minor);
      }),
    );
  });

  test('exponents are those of ISO 4217', () => {
    expect(['JPY', 'USD', 'KWD', 'MRU'].map(currencyExponent)).toEqual([0, 2, 3, 2]);
  });
});

describe('rounding is half-up on the magnitude', () => {
  test('a credit rounds as its sale', () => {
    expect([5n, -5n, 4n, -6n].map((top) => divideHalfUp(top, 10n))).toEqual([1n, -1n, 0n, -1n]);
    expect(percentOf(999n, '12.5')).toBe(125n);
    expect(roundDecimal('10.005', 'USD')).toBe(1001n);
  });
});

describe('allocation', () => {
  const weights = fc.array(fc.bigInt({ min: 0n, max: 10_000n }), { minLength: 1, maxLength: 12 });

  test('parts sum to the total, each within one of its exact share', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -1_000_000n, max: 1_000_000n }), weights, (total, given) => {
        const parts = allocate(total, given);
        expect(sumMinor(parts)).toBe(total);
        const whole = sumMinor(given);
        if (whole === 0n) return;
        parts.forEach((part, index) => {
          const off = part * whole - total * (given[index] ?? 0n);
          expect(off < whole && off > -whole).toBe(true);
        });
      }),
    );
  });

  test('a zero weight beside others gets nothing, and a credit is its sale’s mirror image', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 1_000_000n }), weights, (total, given) => {
        const parts = allocate(total, given);
        expect(allocate(-total, given)).toEqual(parts.map((part) => -part));
        if (given.every((weight) => weight === 0n)) return;
        parts.forEach((part, index) => {
          if (given[index] === 0n) expect(part).toBe(0n);
        });
      }),
    );
  });

  test('a larger remainder is served first, a tie by position', () => {
    expect(allocate(299n, [4300n, 1400n, 2300n])).toEqual([161n, 52n, 86n]);
    expect(allocate(2n, [1n, 1n, 1n])).toEqual([1n, 1n, 0n]);
  });

  test('negative weights and nobody to give to are defects', () => {
    expect(() => allocate(1n, [-1n])).toThrow(RangeError);
    expect(() => allocate(1n, [])).toThrow(RangeError);
    expect(allocate(0n, [])).toEqual([]);
  });
});

test('currencies convert at the parent’s own ratio, and the whole converts to the whole', () => {
  expect(convertByRatio(4137n, 4137n, 60_120n)).toBe(60_120n);
  expect(convertByRatio(1000n, 3000n, 2000n)).toBe(667n);
  expect(() => convertByRatio(1n, 0n, 1n)).toThrow(RangeError);
});
