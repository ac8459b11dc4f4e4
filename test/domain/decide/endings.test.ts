import { expect, test } from 'vitest';
import type { NetsuiteRma } from '../../../src/domain/snapshot.ts';
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

const withRma = (its: Case, change: Partial<NetsuiteRma>): Case =>
  showing(its, { rmas: its.netsuite.rmas.map((rma) => ({ ...rma, ...change })) });

const withReturn = (its: Case, change: Partial<Case['shopify']['returns'][number]>): Case => ({
  ...its,
  shopify: {
    ...its.shopify,
    returns: its.shopify.returns.map((each) => ({ ...each, ...change })),
  },
});

/** The case with every line of its RMA closed, as staff do it in NetSuite. */
const closed = (its: Case): Case =>
  showing(its, {
    rmas: its.netsuite.rmas.map((rma) => ({
      ...rma,
      status: 'H',
      lines: rma.lines.map((line) => ({ ...line, isClosed: true })),
    })),
  });

test('an RMA closed before the request was approved tells nobody and promises nothing', () => {
  const its = closed(aReturn({ upTo: 'opened' }));
  const asked = decided(its).steps.find((step) => step.kind === 'quote');
  const quoted =
    asked === undefined
      ? its
      : knowing(its, {
          quotes: [
            {
              id: 'q1',
              returnId: asked.returnId,
              revision: 1,
              state: 'open',
              totalMinor: 1_190n,
              currency: 'EUR',
              hash: 'h',
              factsDigest: asked.factsDigest,
              shippingMinor: 0n,
              feeMinor: 0n,
              lockable: true,
              whyNotLockable: null,
              units: [],
            },
          ],
        });
  const decision = decided(quoted);
  expect(kinds(decision.steps)).toEqual([]);
  expect(decision.findings.map((finding) => finding.code)).toEqual(['ended-early']);
});

test('an RMA that waits for approval says so in one sentence and tells nobody', () => {
  const decision = decided(withRma(aReturn({ upTo: 'promised' }), { status: 'A' }));
  expect(kinds(decision.steps)).toEqual([]);
  expect(decision.returns[0]?.blocker).toBe('approval of RMA900 in NetSuite');
});

test('lines closed in NetSuite leave the return in Shopify, the rest goes on', () => {
  const its = aReturn({ lines: 2 });
  const part = showing(its, {
    rmas: its.netsuite.rmas.map((rma) => ({
      ...rma,
      lines: rma.lines.map((line) => (line.line === 2 ? { ...line, isClosed: true } : line)),
    })),
  });
  const { steps } = decided(part);
  expect(steps.find((step) => step.kind === 'remove-lines')).toMatchObject({
    lines: [{ id: 'gid://shopify/ReturnLineItem/2', quantity: 1 }],
  });
  expect(decided(part).returns[0]?.stage).toBe('authorized');
});

test('a return all of whose lines were closed in NetSuite is cancelled in Shopify', () => {
  const { steps, its } = settle(closed(aReturn({ lines: 2 })));
  expect(kinds(steps)).toEqual(['cancel-return']);
  expect(decided(its).returns[0]).toMatchObject({ stage: 'cancelled', ended: true });
});

test('a return cancelled in Shopify before anything came closes its RMA', () => {
  const { steps } = settle(withReturn(aReturn({ lines: 2 }), { status: 'CANCELED' }));
  expect(kinds(steps)).toEqual(['close-rma']);
  expect(steps[0]).toMatchObject({ rmaId: '900', lines: [1, 2] });
});

test('a refund that failed after the return was closed is one exception, and not a foreign closing', () => {
  const inspected = settle(
    showing(aReturn(), {
      receipts: [aReceipt('1', [{ rmaLine: 1, quantity: 1 }])],
      inspections: [anInspection('1', [{ itemId: '101', quantity: 1, to: 'Good' }])],
      credits: [aCredit('1', [{ rmaLine: 1, quantity: 1 }])],
    }),
  ).its;
  const failed = knowing(withReturn(inspected, { status: 'CLOSED' }), {
    refunds: inspected.ledger.refunds.map((refund) => ({
      ...refund,
      state: 'failed',
      tenders: refund.tenders.map((tender) => ({ ...tender, status: 'FAILURE' })),
    })),
  });
  const decision = decided(failed);
  expect(decision.findings.map((finding) => finding.code)).toEqual(['refund-failed']);
  expect(decision.returns[0]?.ended).toBe(false);
});

test('a unit restocked by somebody else while it lies in inspection is taken back too', () => {
  const held = settle(
    showing(aReturn(), { receipts: [aReceipt('1', [{ rmaLine: 1, quantity: 1 }])] }),
  ).its;
  const restocked = withReturn(held, {
    reverseFulfillmentOrders: held.shopify.returns.flatMap((each) =>
      each.reverseFulfillmentOrders.map((order) => ({
        ...order,
        lines: order.lines.map((line) => ({
          ...line,
          dispositions: [
            { type: 'RESTOCKED', quantity: 1, locationId: 'gid://shopify/Location/1' },
          ],
        })),
      })),
    ),
  });
  const decision = decided(restocked);
  expect(decision.findings.map((finding) => finding.code)).toEqual(['restocked-uncleared']);
  expect(kinds(decision.steps)).toEqual(['retract-stock']);
});

test('a unit cleared after it was written off is a question to a person, not a silence', () => {
  const scrapped = settle(
    showing(aReturn(), {
      receipts: [aReceipt('1', [{ rmaLine: 1, quantity: 1 }])],
      inspections: [anInspection('1', [{ itemId: '101', quantity: 1, to: 'Damaged' }])],
    }),
  ).its;
  const cleared = showing(scrapped, {
    inspections: [
      ...scrapped.netsuite.inspections,
      anInspection('2', [{ itemId: '101', quantity: 1, from: 'Damaged', to: 'Good' }]),
    ],
  });
  const decision = decided(cleared);
  expect(kinds(decision.steps)).toEqual([]);
  expect(decision.findings.map((finding) => finding.code)).toEqual(['stock-count-needed']);
});

test('units of a voided credit that were told are not told again with the next one', () => {
  const its = aReturn({ lines: 2 });
  const first = aCredit('1', [{ rmaLine: 2, quantity: 1 }]);
  const told = settle(showing(its, { credits: [first] })).its;
  const second = aCredit('2', [
    { rmaLine: 1, quantity: 1 },
    { rmaLine: 2, quantity: 1 },
  ]);
  const { steps } = settle(showing(told, { credits: [{ ...first, voided: true }, second] }));
  const notices = steps.filter((step) => step.kind === 'tell-customer');
  expect(notices).toMatchObject([{ milestone: 'posted', amountMinor: 1_190n }]);
  expect(notices[0]).toMatchObject({ units: [{ returnLineId: 'rl_1', ordinal: 1 }] });
});

test('a credit voided before the refund moves no money', () => {
  const its = settle(
    showing(aReturn(), {
      receipts: [aReceipt('1', [{ rmaLine: 1, quantity: 1 }])],
      inspections: [anInspection('1', [{ itemId: '101', quantity: 1, to: 'Good' }])],
    }),
  ).its;
  const voided = aCredit('1', [{ rmaLine: 1, quantity: 1 }], { voided: true });
  expect(kinds(settle(showing(its, { credits: [voided] })).steps)).toEqual([]);
});

test('a credit voided after the refund is an exception until it is put right', () => {
  const paid = settle(
    showing(aReturn(), {
      receipts: [aReceipt('1', [{ rmaLine: 1, quantity: 1 }])],
      inspections: [anInspection('1', [{ itemId: '101', quantity: 1, to: 'Good' }])],
      credits: [aCredit('1', [{ rmaLine: 1, quantity: 1 }])],
    }),
  ).its;
  const voided = showing(paid, {
    credits: paid.netsuite.credits.map((credit) => ({ ...credit, voided: true })),
  });
  const decision = decided(voided);
  expect(kinds(decision.steps)).toEqual([]);
  expect(decision.findings.map((finding) => finding.code)).toContain('credit-voided');
});

test('a refused step is not proposed again by itself', () => {
  const arrived = showing(aReturn(), {
    receipts: [aReceipt('1', [{ rmaLine: 1, quantity: 1 }])],
  });
  const [hold] = decided(arrived).steps.filter((step) => step.kind === 'hold-stock');
  if (hold === undefined) throw new Error('nothing was to be held');
  const refused = knowing(after(arrived, []), {
    effects: [
      anEffect(hold, {
        state: 'REJECTED',
        problemCode: 'shopify-rejected',
        problemDetail: 'the item is not stocked there',
      }),
    ],
  });
  const decision = decided(refused);
  expect(kinds(decision.steps)).toEqual([]);
  expect(decision.findings).toMatchObject([
    { code: 'stock-refused', detail: 'the item is not stocked there' },
  ]);
});
