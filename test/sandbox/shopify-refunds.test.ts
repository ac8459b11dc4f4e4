import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type OrderState,
  type ReturnState,
  type Served,
  type ShopHarness,
  type ShopState,
  serveShopify,
} from './shopify-harness.ts';

type Refunded = {
  refundCreate: {
    refund: { id: string; note: string | null } | null;
    userErrors: { field: string[] | null; message: string }[];
  } | null;
};
const refundCreate = `mutation($input: RefundInput!, $key: String!) {
  refundCreate(input: $input) @idempotent(key: $key) { refund { id note } userErrors { field message } }
}`;

let served: Served;
beforeAll(async () => {
  served = await serveShopify();
});
afterAll(() => served.close());

async function paidOrder(
  shop: ShopHarness,
  body: Record<string, unknown> = {},
): Promise<OrderState> {
  return shop.play<OrderState>('shopper/order', {
    lines: [{ title: 'Thing', quantity: 2, unitPriceMinor: 1500 }],
    taxes: [],
    ...body,
  });
}

function moneyBack(order: OrderState, amount: string, extra: Record<string, unknown> = {}) {
  const parentId = order.transactions[0]?.id;
  return {
    orderId: order.id,
    ...extra,
    transactions: [{ orderId: order.id, parentId, amount, gateway: 'whatever', kind: 'REFUND' }],
  };
}

describe('refundCreate', () => {
  it('never gives back more than came in, even when over-refunding is asked for', async () => {
    const shop = await served.shop('cap');
    const order = await paidOrder(shop);
    const over = await shop.graphql<Refunded>(refundCreate, {
      input: moneyBack(order, '30.01', { allowOverRefunding: true }),
      key: 'a',
    });
    expect(over.data?.refundCreate?.userErrors).toEqual([
      { field: null, message: 'Refund amount €30.01 is greater than net payment received €30.00' },
    ]);
    const all = await shop.graphql<Refunded>(refundCreate, {
      input: moneyBack(order, '30.00'),
      key: 'b',
    });
    expect(all.data?.refundCreate?.userErrors).toEqual([]);
    const [after] = (await shop.state<ShopState>()).orders;
    expect([after?.netPaymentMinor, after?.financialStatus]).toEqual([0, 'REFUNDED']);
  });

  it('caps each payment of a split tender by itself', async () => {
    const shop = await served.shop('split');
    const order = await paidOrder(shop, {
      payments: [{ gateway: 'gift_card', amountMinor: 500 }, { gateway: 'shopify_payments' }],
    });
    const over = await shop.graphql<Refunded>(refundCreate, {
      input: moneyBack(order, '5.01'),
      key: 'a',
    });
    expect(over.data?.refundCreate?.userErrors[0]?.field).toEqual(['transactions']);
    const fine = await shop.graphql<Refunded>(refundCreate, {
      input: moneyBack(order, '5.00'),
      key: 'b',
    });
    expect(fine.data?.refundCreate?.userErrors).toEqual([]);
  });

  it('books money without lines as a discrepancy', async () => {
    const shop = await served.shop('discrepancy');
    const order = await paidOrder(shop);
    await shop.graphql(refundCreate, {
      input: moneyBack(order, '4.00', { discrepancyReason: 'DAMAGE' }),
      key: 'a',
    });
    const lines = [{ lineItemId: order.lines[0]?.id, quantity: 1, restockType: 'NO_RESTOCK' }];
    await shop.graphql(refundCreate, {
      input: moneyBack(order, '15.00', { refundLineItems: lines }),
      key: 'b',
    });
    const [after] = (await shop.state<ShopState>()).orders;
    expect(after?.refunds.map((refund) => refund.adjustments)).toEqual([
      [{ kind: 'REFUND_DISCREPANCY', reason: 'DAMAGE', amountMinor: -400 }],
      [],
    ]);
  });

  it('counts a pending refund against the cap and reopens it when the provider fails it', async () => {
    const shop = await served.shop('pending');
    await shop.play('settings', { refundTransactionStatus: 'PENDING' });
    const order = await paidOrder(shop);
    await shop.graphql(refundCreate, { input: moneyBack(order, '20.00'), key: 'a' });
    const over = await shop.graphql<Refunded>(refundCreate, {
      input: moneyBack(order, '20.00'),
      key: 'b',
    });
    expect(over.data?.refundCreate?.userErrors[0]?.message).toContain(
      'greater than net payment received €10.00',
    );
    const pending = (await shop.state<ShopState>()).orders[0]?.transactions.find(
      (one) => one.kind === 'REFUND',
    );
    expect(pending?.status).toBe('PENDING');
    await shop.play('payments/fail', { transactionId: pending?.id });
    const again = await shop.graphql<Refunded>(refundCreate, {
      input: moneyBack(order, '20.00'),
      key: 'c',
    });
    expect(again.data?.refundCreate?.userErrors).toEqual([]);
  });

  it('is not linked to a return, while returnProcess with money is, and pays twice when repeated', async () => {
    const shop = await served.shop('linked');
    const order = await paidOrder(shop);
    const open = await shop.play<ReturnState>('staff/return', { orderId: order.id });
    await shop.graphql(refundCreate, { input: moneyBack(order, '1.00'), key: 'a' });
    const input = {
      returnId: open.id,
      financialTransfer: {
        issueRefund: {
          orderTransactions: [
            {
              parentId: order.transactions[0]?.id,
              transactionAmount: { amount: '2.00', currencyCode: 'EUR' },
            },
          ],
        },
      },
    };
    const process =
      'mutation($input: ReturnProcessInput!) { returnProcess(input: $input) { return { id } userErrors { message } } }';
    await shop.graphql(process, { input });
    await shop.graphql(process, { input });
    const [after] = (await shop.state<ShopState>()).orders;
    expect(
      after?.refunds.map((refund) => [refund.returnId === open.id, refund.totalMinor]),
    ).toEqual([
      [false, 100],
      [true, 200],
      [true, 200],
    ]);
  });

  it('pays in the currency the customer paid in, and shows both at the ratio of the order', async () => {
    const shop = await served.shop('foreign');
    const order = await paidOrder(shop, { presentmentCurrency: 'USD', shopPerPresentment: 0.8 });
    const bare = await shop.graphql<Refunded>(refundCreate, {
      input: moneyBack(order, '10.00'),
      key: 'a',
    });
    expect(bare.data?.refundCreate?.userErrors[0]?.field).toEqual(['currency']);
    const input = moneyBack(order, '10.00', { currency: 'USD' });
    type Both = {
      refundCreate: { refund: { totalRefundedSet: Record<string, { amount: string }> } };
    };
    const answer = await shop.graphql<Both>(
      'mutation($input: RefundInput!) { refundCreate(input: $input) @idempotent(key: "b") { refund { totalRefundedSet { shopMoney { amount currencyCode } presentmentMoney { amount currencyCode } } } userErrors { message } } }',
      { input },
    );
    expect(answer.data?.refundCreate.refund.totalRefundedSet).toEqual({
      shopMoney: { amount: '8.0', currencyCode: 'EUR' },
      presentmentMoney: { amount: '10.0', currencyCode: 'USD' },
    });
  });
});

describe('@idempotent', () => {
  it('is demanded, answers the same refund again, and notices other input, even in another field order', async () => {
    const shop = await served.shop('idempotent');
    const order = await paidOrder(shop);
    const bare = await shop.graphql(
      `mutation { refundCreate(input: { orderId: "${order.id}" }) { userErrors { message } } }`,
    );
    expect(bare.errors?.[0]).toMatchObject({
      message: 'The @idempotent directive is required for this mutation but was not provided.',
      extensions: { code: 'BAD_REQUEST' },
      path: ['refundCreate'],
    });
    const input = moneyBack(order, '3.00', { note: 'one' });
    const first = await shop.graphql<Refunded>(refundCreate, { input, key: 'k' });
    const second = await shop.graphql<Refunded>(refundCreate, { input, key: 'k' });
    expect(second.data).toEqual(first.data);
    expect((await shop.state<ShopState>()).orders[0]?.refunds).toHaveLength(1);
    const { note, ...rest } = input as { note?: string };
    const reordered = await shop.graphql<Refunded>(refundCreate, {
      input: { ...rest, note },
      key: 'k',
    });
    expect(reordered.data?.refundCreate?.userErrors).toEqual([
      {
        field: null,
        message: 'The same idempotency key cannot be used with different operation parameters.',
      },
    ]);
    await shop.play('settings', { idempotencyErrorsWithoutCode: 'topLevel' });
    const loud = await shop.graphql(refundCreate, { input: { ...rest, note }, key: 'k' });
    expect(loud.errors?.[0]?.extensions?.code).toBe('IDEMPOTENCY_KEY_PARAMETER_MISMATCH');
  });

  it('refuses a key whose first attempt failed, and one that is still at work', async () => {
    const settings = { idempotencyErrorsWithoutCode: 'topLevel' };
    const shop = await served.shop('attempts', { settings });
    const order = await paidOrder(shop);
    const failing = { input: moneyBack(order, '99.00'), key: 'failed' };
    await shop.graphql(refundCreate, failing);
    const retried = await shop.graphql(refundCreate, failing);
    expect(retried.errors?.[0]?.extensions?.code).toBe('IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED');
    await shop.play('settings', { mutationProcessingMs: 150 });
    const slow = { input: moneyBack(order, '1.00'), key: 'slow' };
    const [, during] = await Promise.all([
      shop.graphql(refundCreate, slow),
      new Promise((done) => setTimeout(done, 40)).then(() => shop.graphql(refundCreate, slow)),
    ]);
    expect(during.errors?.[0]?.extensions?.code).toBe('IDEMPOTENCY_CONCURRENT_REQUEST');
  });

  it('forgets a key after its life', async () => {
    const shop = await served.shop('key-life', { settings: { idempotencyKeyLifeSeconds: 0 } });
    const order = await paidOrder(shop);
    const call = { input: moneyBack(order, '1.00'), key: 'k' };
    await shop.graphql(refundCreate, call);
    await shop.graphql(refundCreate, call);
    expect((await shop.state<ShopState>()).orders[0]?.refunds).toHaveLength(2);
  });
});
