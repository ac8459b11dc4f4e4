import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mappingTablesSchema } from '../../src/domain/policy.ts';
import type { NetsuiteSource, ShopifyReturn } from '../../src/domain/snapshot.ts';
import { planRmas } from '../../src/mappings/return-to-rma.ts';
import { aReturn, aSoldLine } from '../domain/decide/builders.ts';
import { aSource, aSourceLine } from './sources.ts';

const tables = mappingTablesSchema.parse({ reasons: { UNWANTED: '4', DEFECTIVE: '7' } });
const { shopify } = aReturn({ upTo: 'requested' });

interface Asked {
  readonly lineId?: string | null;
  readonly quantity?: number;
  readonly reason?: string | null;
}

function asked(lines: readonly Asked[]): ShopifyReturn {
  const [one] = shopify.returns;
  const [line] = one?.lines ?? [];
  if (one === undefined || line === undefined) throw new Error('the builder has no return');
  return {
    ...one,
    lines: lines.map((each, index) => ({
      ...line,
      id: `gid://shopify/ReturnLineItem/${index + 1}`,
      lineId: 'gid://shopify/LineItem/1',
      ...each,
    })),
  };
}

const plan = (
  lines: readonly Asked[],
  sources: readonly NetsuiteSource[],
  given: { used?: ReadonlyMap<string, number>; assigned?: readonly string[]; sold?: number } = {},
) =>
  planRmas(
    {
      ...shopify.order,
      lines: [
        aSoldLine({ quantity: given.sold ?? 5 }),
        aSoldLine({ id: 'gid://shopify/LineItem/2', sku: 'HAT' }),
      ],
    },
    asked(lines),
    sources,
    given.used ?? new Map(),
    new Set(given.assigned),
    tables,
  );

const coat = aSourceLine({ quantity: 5, amountMinor: 5_000n });
const hat = aSourceLine({ line: 2, sku: 'HAT', shopifyLineId: '2' });

test('two return lines of one sold line become one RMA line, and every unit knows it', () => {
  const { plans, findings } = plan(
    [
      { quantity: 2, reason: 'DEFECTIVE' },
      { quantity: 1, reason: 'UNWANTED' },
    ],
    [aSource([coat])],
  );
  expect(findings).toEqual([]);
  expect(plans).toEqual([
    {
      sourceType: 'cashSale',
      sourceId: '500',
      inferred: false,
      lines: [{ orderLine: 1, quantity: 3, reason: '7' }],
      units: [
        { returnLineId: 'rl_1', ordinal: 1, orderLine: 1 },
        { returnLineId: 'rl_1', ordinal: 2, orderLine: 1 },
        { returnLineId: 'rl_2', ordinal: 1, orderLine: 1 },
      ],
    },
  ]);
});

test('there is one RMA for each document that sold the units', () => {
  const invoices = [
    aSource([aSourceLine({ quantity: 2 })], { type: 'invoice', id: '501' }),
    aSource([aSourceLine({ quantity: 3 }), hat], { type: 'invoice', id: '502' }),
  ];
  const { plans } = plan([{ quantity: 4 }, { lineId: 'gid://shopify/LineItem/2' }], invoices);
  expect(plans.map((each) => [each.sourceId, each.lines])).toEqual([
    ['501', [{ orderLine: 1, quantity: 2, reason: '4' }]],
    [
      '502',
      [
        { orderLine: 1, quantity: 2, reason: '4' },
        { orderLine: 2, quantity: 1, reason: '4' },
      ],
    ],
  ]);
});

test('two return lines of one sold line do not take the same units', () => {
  const { plans, findings } = plan([{ quantity: 3 }, { quantity: 3 }], [aSource([coat])]);
  expect(plans).toEqual([]);
  expect(findings).toMatchObject([
    { code: 'over-return', subject: 'gid://shopify/ReturnLineItem/2' },
  ]);
});

test('with any finding nothing is planned, not even for the lines that are clear', () => {
  const twins = [1, 2].map((line) => aSourceLine({ line, shopifyLineId: null }));
  const cases: readonly (readonly [string, readonly Asked[], readonly NetsuiteSource[]])[] = [
    ['line-unmatched', [{}, { lineId: 'gid://shopify/LineItem/2' }], [aSource([coat])]],
    ['over-return', [{ quantity: 6 }], [aSource([coat])]],
    ['shape-unsupported', [{}, { lineId: null }], [aSource([coat])]],
  ];
  for (const [code, lines, sources] of cases) {
    const { plans, findings } = plan(lines, sources);
    expect(plans, code).toEqual([]);
    expect(findings.map((finding) => finding.code)).toEqual([code]);
  }
  const ambiguous = plan([{}], [aSource(twins)], { sold: 1 });
  expect(ambiguous.plans).toEqual([]);
  expect(ambiguous.findings.map((finding) => finding.code)).toEqual(['line-ambiguous']);
});

test('units that are on an RMA already are left alone', () => {
  const { plans } = plan([{ quantity: 3 }], [aSource([coat])], {
    assigned: ['rl_1#1', 'rl_1#3'],
    used: new Map([['500:1', 2]]),
  });
  expect(plans.flatMap((each) => each.units)).toEqual([
    { returnLineId: 'rl_1', ordinal: 2, orderLine: 1 },
  ]);
  expect(plan([{}], [aSource([coat])], { assigned: ['rl_1#1'] })).toEqual({
    plans: [],
    findings: [],
  });
});

test('a match without a line id marks its RMA, and a reason that is not mapped stays out', () => {
  const { plans } = plan([{ reason: 'STYLE' }], [aSource([aSourceLine({ shopifyLineId: null })])], {
    sold: 1,
  });
  expect(plans).toMatchObject([{ inferred: true, lines: [{ reason: null }] }]);
});

test('however lines and documents fall, each unit is planned once and lines count their units', () => {
  const returned = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 });
  const billed = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(returned, billed, (quantities, bills) => {
      const sources = bills.map((quantity, index) =>
        aSource([aSourceLine({ quantity })], { type: 'invoice', id: `${600 + index}` }),
      );
      const wanted = quantities.reduce((sum, each) => sum + each, 0);
      const sold = bills.reduce((sum, each) => sum + each, 0);
      const { plans, findings } = plan(
        quantities.map((quantity) => ({ quantity })),
        sources,
        { sold },
      );
      if (wanted > sold) {
        expect(plans).toEqual([]);
        expect(findings.length).toBeGreaterThan(0);
        return;
      }
      const units = plans.flatMap((each) => each.units);
      expect(new Set(units.map((unit) => `${unit.returnLineId}#${unit.ordinal}`)).size).toBe(
        wanted,
      );
      for (const each of plans) {
        const keys = each.lines.map((line) => line.orderLine);
        expect(new Set(keys).size).toBe(keys.length);
        for (const line of each.lines) {
          const own = each.units.filter((unit) => unit.orderLine === line.orderLine);
          expect(own).toHaveLength(line.quantity);
        }
        const bill = sources.find((source) => source.id === each.sourceId)?.lines[0]?.quantity ?? 0;
        expect(each.units.length).toBeLessThanOrEqual(bill);
      }
    }),
  );
});
