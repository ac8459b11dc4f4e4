import { afterAll, beforeAll, expect, it } from 'vitest';
import { raiseException } from '../../src/ledger/exceptions.ts';
import { summarize } from '../../src/ledger/summarize.ts';
import { openTestLedger, type TestLedger } from '../support/ledger.ts';
import { aReturn } from '../support/ledger-rows.ts';

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openTestLedger();
});
afterAll(() => ledger.close());

/** A closed return of so much, of which Shopify paid so much back. */
async function aClosedReturn(erpMinor: bigint, paidMinor: bigint, status = 'SUCCESS') {
  const one = await aReturn(ledger);
  const db = ledger.db();
  await db
    .updateTable('returns')
    .set({ stage: 'closed', amount_minor: erpMinor, currency: 'EUR' })
    .where('id', '=', one.id)
    .execute();
  await db
    .insertInto('credits')
    .values({
      id: `credit-${one.id}`,
      order_id: one.orderId,
      type: 'cashRefund',
      tran_id: 'CR1',
      total_minor: erpMinor,
      currency: 'EUR',
      status: 'posted',
      valid: true,
      posted_at: new Date(),
    })
    .execute();
  await db
    .insertInto('refunds')
    .values({
      id: `refund-${one.id}`,
      return_id: one.id,
      order_id: one.orderId,
      credit_id: `credit-${one.id}`,
      effect_id: `effect-${one.id}`,
      amount_minor: paidMinor,
      currency: 'EUR',
      state: 'sent',
      shopify_refund_id: 'gid://shopify/Refund/1',
    })
    .execute();
  await db
    .insertInto('refund_tenders')
    .values({
      refund_id: `refund-${one.id}`,
      parent_transaction_id: 'gid://shopify/OrderTransaction/1',
      gateway: 'shopify_payments',
      amount_minor: paidMinor,
      status,
    })
    .execute();
}

it('an empty ledger has nothing to sum up', async () => {
  const empty = await openTestLedger();
  const found = await summarize(empty);
  expect(found).toEqual({
    stages: new Map(),
    openExceptions: 0,
    returnsNeedingPerson: 0,
    balances: [],
  });
  await empty.close();
});

it('differences of single returns do not cancel out, and money that failed was not paid', async () => {
  await aClosedReturn(1_000n, 1_000n);
  await aClosedReturn(1_000n, 1_001n);
  await aClosedReturn(1_001n, 1_000n);
  await aClosedReturn(500n, 500n, 'FAILURE');
  const { id, orderId, shopId } = await aReturn(ledger);
  for (const subject of ['a', 'b']) {
    const code = 'over-return' as const;
    await raiseException(ledger, { shopId, orderId, returnId: id, code, subject, detail: 'x' });
  }
  const found = await summarize(ledger);
  expect(found.stages).toEqual(
    new Map([
      ['closed', 4],
      ['requested', 1],
    ]),
  );
  expect([found.openExceptions, found.returnsNeedingPerson]).toEqual([2, 1]);
  expect(found.balances).toEqual([
    {
      currency: 'EUR',
      returns: 4,
      erpMinor: 3_501n,
      shopifyMinor: 3_001n,
      differenceMinor: 502n,
    },
  ]);
});
