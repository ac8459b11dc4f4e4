import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getCursor, putCursor } from '../../src/ledger/cursors.ts';
import { canonicalJson } from '../../src/ledger/json.ts';
import type { Ledger } from '../../src/ledger/open.ts';
import { testLedgers } from '../support/ledger.ts';

describe.each(testLedgers)('jsonb on $name', ({ open }) => {
  let ledger: Ledger;
  beforeAll(async () => {
    ledger = await open();
  });
  afterAll(() => ledger.close());

  const roundTrip = async (value: unknown): Promise<unknown> => {
    await putCursor(ledger, 'round-trip', value);
    return await getCursor(ledger, 'round-trip');
  };

  it.each([
    [{ totalMinor: 90071992547409931n, lines: [{ amountMinor: -1n }] }],
    [[1, 2, 3]],
    ['a plain text'],
    ['{"looks":"like json"}'],
    [null],
    [{ $bigint: 'not ours', other: 1 }],
  ])('gives back %o', async (value) => {
    expect(await roundTrip(value)).toEqual(value);
  });

  it('keeps what a customer typed, but for what PostgreSQL cannot store', async () => {
    expect(await roundTrip({ note: 'a\0b\ud800c 👟' })).toEqual({ note: 'a\ufffdb\ufffdc 👟' });
  });

  it('gives any JSON back with the same canonical text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ noUnicodeString: false }), async (value) => {
        expect(canonicalJson(await roundTrip(value))).toBe(canonicalJson(value));
      }),
      { numRuns: 60 },
    );
  });
});

it('has one canonical text for one content', () => {
  expect(canonicalJson({ b: 1n, a: [{ d: 1, c: 2 }] })).toBe(
    canonicalJson({ a: [{ c: 2, d: 1 }], b: 1n }),
  );
});
