import { describe, expect, it } from 'vitest';
import { allHeld, judge, type LawNumber, lawNumbers } from '../../src/demo/laws/judge.ts';
import { aRun } from './evidence.ts';

type Change = NonNullable<Parameters<typeof aRun>[0]>;
type Parts = Parameters<Change>[0];

/** The first of a list that the builder is known to have filled. */
function first<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined) throw new Error('the builder left it out');
  return item;
}

const account = ({ truth }: Parts) => truth.netsuite;
const order = ({ truth }: Parts) => first(truth.shopify.orders);

const spoiled: readonly [string, readonly LawNumber[], Change][] = [
  [
    'an answered webhook that is not kept',
    ['1'],
    ({ app }) => void Object.assign(app, { inbox: [] }),
  ],
  [
    'a return that a lost message left behind',
    ['2', '7'],
    (parts) => {
      first(order(parts).returns).status = 'OPEN';
      Object.assign(parts.app, { returns: [] });
    },
  ],
  [
    'a refund a cent above the credit',
    ['2', '3', '5'],
    (parts) => {
      first(first(order(parts).refunds).transactions).amountMinor = 1_901n;
    },
  ],
  [
    'a message with another amount',
    ['2', '3'],
    ({ tellings }) => void tellings.splice(0, 1, { ...first(tellings), amountMinor: 2_000n }),
  ],
  [
    'a unit on sale before its clearance',
    ['4'],
    (parts) => {
      first(parts.truth.shopify.inventoryLog).at = '2026-11-20T12:00:05.000Z';
    },
  ],
  [
    'a unit on sale at a place where none was cleared',
    ['4'],
    (parts) => {
      first(account(parts).statusChanges).location = '2';
    },
  ],
  [
    'a second refund of the same amount',
    ['2', '5'],
    (parts) => {
      const { refunds } = order(parts);
      refunds.push({ ...first(refunds), id: 'gid://shopify/Refund/6' });
    },
  ],
  [
    'a second RMA from the same bill',
    ['2', '5', '6', '8'],
    (parts) => {
      const { returnAuthorizations } = account(parts);
      returnAuthorizations.push({ ...first(returnAuthorizations), id: '21', tranId: 'RMA2' });
    },
  ],
  [
    'an RMA that descends from nothing',
    ['6'],
    (parts) => {
      first(account(parts).returnAuthorizations).createdFrom = '99';
    },
  ],
  [
    'more units on the RMA than were sold',
    ['6'],
    (parts) => {
      first(first(account(parts).returnAuthorizations).lines).quantity = 2;
    },
  ],
  [
    'a parked return without an exception',
    ['7'],
    ({ app }) => {
      Object.assign(first(app.returns), { ended: false, waitsFor: 'finance', problem: 'fee' });
    },
  ],
  [
    'an unfinished return that says nothing',
    ['7'],
    ({ app }) => void Object.assign(first(app.returns), { ended: false, waitsFor: null }),
  ],
  [
    'a refund without an audit row',
    ['8'],
    (parts) => {
      first(order(parts).refunds).note = 'nobody knows';
    },
  ],
  [
    'a broken seal',
    ['8'],
    ({ app }) => void Object.assign(first(app.audit.shops), { intact: false, reason: 'changed' }),
  ],
];

describe('the laws of the demo', () => {
  it('hold for a run that went as it should', () => {
    const judgement = judge(aRun());
    for (const number of lawNumbers) expect(judgement[number].violations).toEqual([]);
    expect(allHeld(judgement)).toBe(true);
  });

  it.each(spoiled)('are broken by %s', (_what, broken, change) => {
    const judgement = judge(aRun(change));
    const found = lawNumbers.filter((number) => judgement[number].violations.length > 0);
    expect(found).toEqual(broken);
    expect(allHeld(judgement)).toBe(false);
  });

  it('do not hold when there was nothing to check', () => {
    const judgement = judge(aRun(({ truth }) => truth.shopify.inventoryLog.splice(0)));
    expect(judgement['4'].violations).toEqual([]);
    expect(allHeld(judgement)).toBe(false);
  });
});
