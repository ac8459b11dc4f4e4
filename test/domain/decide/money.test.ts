import { expect, test } from 'vitest';
import {
  aCredit,
  after,
  anEffect,
  anInspection,
  aReceipt,
  aReturn,
  type Case,
  decided,
  kinds,
  knowing,
  settle,
  showing,
} from './builders.ts';

/** A return of so many units whose goods are in and judged. */
function inspected(quantity = 1): Case {
  const arrived = showing(aReturn({ quantity }), {
    receipts: [aReceipt('1', [{ rmaLine: 1, quantity }])],
  });
  return settle(
    showing(settle(arrived).its, {
      inspections: [anInspection('1', [{ itemId: '101', quantity, to: 'Good' }])],
    }),
  ).its;
}

test('an equal credit is processed, refunded, settled and closed', () => {
  const { steps } = settle(
    showing(inspected(), { credits: [aCredit('1', [{ rmaLine: 1, quantity: 1 }])] }),
  );
  expect(kinds(steps)).toEqual([
    'tell-customer',
    'process-return',
    'refund',
    'close-return',
    'write-refund-ids',
    'tell-customer',
  ]);
});

test('a refund of unknown fate is asked for even when its credit was voided meanwhile', () => {
  const credited = showing(inspected(), { credits: [aCredit('1', [{ rmaLine: 1, quantity: 1 }])] });
  const refund = decided(settleUpTo(credited, 'refund')).steps.find(
    (step) => step.kind === 'refund',
  );
  if (refund?.kind !== 'refund') throw new Error('no refund was decided');
  const unknown = knowing(settleUpTo(credited, 'refund'), {
    credits: [{ id: '1', returnId: refund.returnId, amountMinor: 1_190n, units: refund.units }],
    refunds: [
      {
        id: 'rf_1',
        returnId: refund.returnId,
        creditId: '1',
        effectId: 'e1',
        amountMinor: refund.amountMinor,
        state: 'planned',
        shopifyRefundId: null,
        tenders: refund.tenders.map((each) => ({
          ...each,
          transactionId: null,
          status: 'planned',
        })),
      },
    ],
    effects: [
      ...settleUpTo(credited, 'refund').ledger.effects,
      anEffect(refund, { state: 'UNKNOWN' }),
    ],
  });
  const voided = showing(unknown, {
    credits: [aCredit('1', [{ rmaLine: 1, quantity: 1 }], { voided: true })],
  });
  const { steps, findings } = decided(voided);
  expect(kinds(steps).includes('refund') || findings.length > 0).toBe(true);
});

test('a message of unknown fate is not repeated inside a later batch', () => {
  const arrived = settle(
    showing(aReturn({ quantity: 2 }), {
      receipts: [aReceipt('1', [{ rmaLine: 1, quantity: 2 }])],
    }),
  ).its;
  const first = anInspection('1', [{ itemId: '101', quantity: 1, to: 'Good' }]);
  const second = anInspection('2', [{ itemId: '101', quantity: 1, to: 'Good' }]);
  const moved = settleUpTo(showing(arrived, { inspections: [first] }), 'tell-customer');
  const tell = decided(moved).steps.find((step) => step.kind === 'tell-customer');
  if (tell?.kind !== 'tell-customer') throw new Error('nothing was to be told');
  const unsure = knowing(moved, {
    effects: [...moved.ledger.effects, anEffect(tell, { state: 'UNKNOWN' })],
  });
  const both = settleUpTo(showing(unsure, { inspections: [first, second] }), 'tell-customer');
  const others = decided(both).steps.filter(
    (step) => step.kind === 'tell-customer' && step.subject !== tell.subject,
  );
  const again = others.flatMap((step) => (step.kind === 'tell-customer' ? step.units : []));
  expect(again).not.toContainEqual(tell.units[0]);
});

/** The case after every step but those of this kind. */
function settleUpTo(its: Case, kind: string): Case {
  let present = its;
  for (let round = 0; round < 20; round += 1) {
    const { steps } = decided(present);
    const todo = steps.filter((step) => step.kind !== kind && step.kind !== 'close-return');
    if (todo.length === 0) return present;
    present = after(present, todo);
  }
  throw new Error('deciding does not come to rest');
}
