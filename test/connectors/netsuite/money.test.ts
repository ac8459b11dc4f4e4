import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactNumber, parseJson, writeJson } from '../../../src/connectors/netsuite/json.ts';
import {
  decimalFromMinor,
  minorFromDecimal,
  wholeQuantity,
} from '../../../src/connectors/netsuite/money.ts';
import { amountsOwed } from '../../../src/connectors/netsuite/sign.ts';

describe("NetSuite's decimals", () => {
  const table: [string, string, bigint][] = [
    ['-56610.19', 'USD', -5661019n],
    ['12.5', 'USD', 1250n],
    ['.5', 'USD', 50n],
    ['0', 'USD', 0n],
    ['12.500000', 'USD', 1250n],
    ['1.2E+2', 'USD', 12000n],
    ['1200', 'JPY', 1200n],
    ['1.234', 'KWD', 1234n],
    ['9007199254740993.01', 'USD', 900719925474099301n],
  ];
  for (const [text, currency, minor] of table) {
    it(`${text} ${currency} is ${minor} minor units`, () => {
      expect(minorFromDecimal(text, currency)).toBe(minor);
    });
  }

  for (const text of ['12.345', '', '.', 'abc', '1,5', '--1', 'NaN']) {
    it(`refuses "${text}" instead of rounding or guessing`, () => {
      expect(() => minorFromDecimal(text, 'USD')).toThrow(
        expect.objectContaining({ code: 'netsuite-answer-unreadable' }),
      );
    });
  }

  it('survives the way there and back, through JSON too', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), (minor) => {
        for (const currency of ['USD', 'JPY', 'KWD']) {
          const json = writeJson({ amount: exactNumber(decimalFromMinor(minor, currency)) });
          const back = parseJson(json) as { amount: string };
          expect(minorFromDecimal(back.amount, currency)).toBe(minor);
        }
      }),
    );
  });

  it('writes amounts as numbers with all their digits', () => {
    expect(writeJson({ amount: exactNumber('0.10') })).toBe('{"amount":0.10}');
  });

  it('counts units and refuses half ones', () => {
    expect(wholeQuantity('-2.0')).toBe(-2);
    expect(() => wholeQuantity('1.5')).toThrow();
  });
});

describe('signs', () => {
  it('turns a document so that it is worth something', () => {
    expect(amountsOwed([-2000n, 300n, -170n])).toEqual([2000n, -300n, 170n]);
    expect(amountsOwed([2000n, -300n, 170n])).toEqual([2000n, -300n, 170n]);
  });
  it('takes the first line for goods where a fee eats everything', () => {
    expect(amountsOwed([-500n, 500n])).toEqual([500n, -500n]);
  });
});
