import { expect, test } from 'vitest';
import { anInspection, aReceipt, aReturn, kinds, settle, showing } from './builders.ts';

test('units that arrived are held, one effect for each receipt line', () => {
  const arrived = showing(aReturn({ quantity: 2 }), {
    receipts: [aReceipt('1', [{ rmaLine: 1, quantity: 2 }])],
  });
  const { steps, its } = settle(arrived);
  expect(kinds(steps)).toEqual(['hold-stock']);
  expect(its.ledger.holds.map((hold) => hold.state)).toEqual([
    'pending_inspection',
    'pending_inspection',
  ]);
});

test('a movement of one unit clears one unit, though two lines hold the same article', () => {
  const arrived = showing(aReturn({ lines: 2, sameItem: true }), {
    receipts: [
      aReceipt('1', [
        { rmaLine: 1, quantity: 1, itemId: '101' },
        { rmaLine: 2, quantity: 1, itemId: '101' },
      ]),
    ],
  });
  const held = settle(arrived).its;
  const judged = showing(held, {
    inspections: [anInspection('1', [{ itemId: '101', quantity: 1, to: 'Good' }])],
  });
  const { its } = settle(judged);
  expect(its.ledger.holds.filter((hold) => hold.state === 'released')).toHaveLength(1);
});

test('a second movement of a judged unit judges no other unit', () => {
  const arrived = showing(aReturn({ quantity: 2 }), {
    receipts: [aReceipt('1', [{ rmaLine: 1, quantity: 2 }])],
  });
  const { its } = settle(
    showing(settle(arrived).its, {
      inspections: [
        anInspection('1', [{ itemId: '101', quantity: 1, to: 'Quarantine' }]),
        anInspection('2', [{ itemId: '101', quantity: 1, from: 'Quarantine', to: 'Good' }]),
      ],
    }),
  );
  expect(its.ledger.holds.map((hold) => hold.state).sort()).toEqual([
    'pending_inspection',
    'released',
  ]);
});

test('a receipt whose quantity is raised afterwards holds the further unit too', () => {
  const arrived = showing(aReturn({ quantity: 2 }), {
    receipts: [aReceipt('1', [{ rmaLine: 1, quantity: 1 }])],
  });
  const { its } = settle(
    showing(settle(arrived).its, { receipts: [aReceipt('1', [{ rmaLine: 1, quantity: 2 }])] }),
  );
  expect(its.ledger.holds.map((hold) => hold.state)).toEqual([
    'pending_inspection',
    'pending_inspection',
  ]);
});

test('a receipt that shows late keeps every unit held', () => {
  const late = aReceipt('1', [{ rmaLine: 1, quantity: 1 }]);
  const first = aReceipt('2', [{ rmaLine: 1, quantity: 1 }]);
  const arrived = settle(showing(aReturn({ quantity: 2 }), { receipts: [first] })).its;
  const { its } = settle(showing(arrived, { receipts: [late, first] }));
  expect(its.ledger.holds.map((hold) => hold.state)).toEqual([
    'pending_inspection',
    'pending_inspection',
  ]);
});

test('an inspection that shows late judges the other unit', () => {
  const arrived = settle(
    showing(aReturn({ quantity: 2 }), {
      receipts: [aReceipt('1', [{ rmaLine: 1, quantity: 2 }])],
    }),
  ).its;
  const good = anInspection('2', [{ itemId: '101', quantity: 1, to: 'Good' }]);
  const bad = anInspection('1', [{ itemId: '101', quantity: 1, to: 'Damaged' }]);
  const { its } = settle(
    showing(settle(showing(arrived, { inspections: [good] })).its, { inspections: [bad, good] }),
  );
  expect(its.ledger.holds.map((hold) => hold.state).sort()).toEqual(['released', 'written_off']);
});

test('a movement out of a status that nothing is in tells of one not seen yet, and judges nothing', () => {
  const arrived = settle(
    showing(aReturn(), { receipts: [aReceipt('1', [{ rmaLine: 1, quantity: 1 }])] }),
  ).its;
  const aside = anInspection('1', [{ itemId: '101', quantity: 1, to: 'Quarantine' }]);
  const good = anInspection('2', [{ itemId: '101', quantity: 1, from: 'Quarantine', to: 'Good' }]);
  const early = settle(showing(arrived, { inspections: [good] })).its;
  expect(early.ledger.holds.map((hold) => hold.state)).toEqual(['pending_inspection']);
  const { its } = settle(showing(early, { inspections: [good, aside] }));
  expect(its.ledger.holds.map((hold) => hold.state)).toEqual(['released']);
});
