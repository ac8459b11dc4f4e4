import { afterEach, describe, expect, it } from 'vitest';
import { readOrder } from '../../../src/connectors/shopify/read-order.ts';
import {
  aLine,
  anOrder,
  aRefund,
  aReturn,
  aReturnLine,
  aReverseLine,
  aReverseOrder,
  aTransaction,
  money,
  page,
} from './answers.ts';
import { aClient, type ScriptedShopify, startScriptedShopify } from './scripted-shopify.ts';

let server: ScriptedShopify | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

interface Asked {
  readonly id: string;
  readonly after?: string;
}

/** Reads order 1 from a shop that answers each named document as told. */
async function read(answers: Record<string, (asked: Asked) => unknown>, errors?: unknown) {
  server = await startScriptedShopify(({ text }) => {
    const { query, variables } = JSON.parse(text) as { query: string; variables: Asked };
    const name = /^(?:query|mutation) (\w+)/.exec(query)?.[1] ?? '';
    return { body: { data: answers[name]?.(variables), errors } };
  });
  const client = aClient({ origin: server.origin });
  const side = await readOrder(client, 'gid://shopify/Order/1', new Date('2026-11-20T10:00:00Z'));
  if (side === null) throw new Error('there is no order');
  return side;
}

describe("Shopify's side of an order", () => {
  it('is read in one request when it is small', async () => {
    const side = await read({ ReadOrder: () => ({ order: anOrder() }) });
    expect(server?.seen).toHaveLength(1);
    expect(side).toEqual({
      readAt: '2026-11-20T10:00:00.000Z',
      order: {
        id: 'gid://shopify/Order/1',
        name: '#1001',
        createdAt: '2026-11-01T08:00:00Z',
        updatedAt: '2026-11-03T09:00:00Z',
        currency: 'EUR',
        presentmentCurrency: 'EUR',
        taxesIncluded: true,
        email: 'someone@example.com',
        tags: ['vip'],
        statusMetafield: null,
        netPaymentMinor: 7_166n,
        totalRefundedMinor: 0n,
        openDisputes: 0,
        lines: [
          {
            id: 'gid://shopify/LineItem/1',
            title: 'Article 1',
            sku: 'SKU-1',
            variantId: 'gid://shopify/ProductVariant/1',
            inventoryItemId: 'gid://shopify/InventoryItem/1',
            tracked: true,
            requiresShipping: true,
            quantity: 2,
            unitPriceMinor: 2_000n,
            discountMinor: 405n,
            taxes: [{ title: 'MwSt', rate: '0.19', amountMinor: 574n }],
          },
        ],
        shipping: [
          {
            id: 'gid://shopify/ShippingLine/1',
            title: 'Standard',
            priceMinor: 490n,
            discountMinor: 0n,
            taxes: [{ title: 'MwSt', rate: '0.19', amountMinor: 78n }],
          },
        ],
        payments: [
          {
            id: 'gid://shopify/OrderTransaction/1',
            kind: 'SALE',
            gateway: 'shopify_payments',
            manual: false,
            status: 'SUCCESS',
            amountMinor: 7_166n,
            refundableMinor: 7_166n,
            createdAt: '2026-11-01T08:00:00Z',
          },
        ],
        refunds: [],
      },
      returns: [
        {
          id: 'gid://shopify/Return/1',
          name: '#1001-R1',
          status: 'OPEN',
          createdAt: '2026-11-03T09:00:00Z',
          lines: [
            {
              id: 'gid://shopify/ReturnLineItem/1',
              lineId: 'gid://shopify/LineItem/1',
              fulfillmentLineItemId: 'gid://shopify/FulfillmentLineItem/1',
              quantity: 1,
              processedQuantity: 0,
              refundedQuantity: 0,
              reason: 'too-small',
              note: null,
              restockingFeePercent: null,
            },
          ],
          exchangeLineCount: 0,
          shippingFeeMinor: 490n,
          reverseFulfillmentOrders: [
            {
              id: 'gid://shopify/ReverseFulfillmentOrder/1',
              status: 'OPEN',
              lines: [
                {
                  id: 'gid://shopify/ReverseFulfillmentOrderLineItem/1',
                  fulfillmentLineItemId: 'gid://shopify/FulfillmentLineItem/1',
                  quantity: 1,
                  dispositions: [],
                },
              ],
            },
          ],
        },
      ],
    });
  });

  it('is read to the end of every list', async () => {
    const side = await read({
      ReadOrder: () => ({
        order: anOrder({
          lineItems: page([aLine(1), aLine(2), aLine(3)], 'L3'),
          shippingLines: page([], 'S0'),
          refunds: [{ id: 'gid://shopify/Refund/1' }],
          returns: page(
            [
              aReturn(1, {
                returnLineItems: page([aReturnLine(1)], 'RL1'),
                exchangeLineItems: page([{ id: 'x1' }], 'X1'),
                reverseFulfillmentOrders: page(
                  [aReverseOrder(1, { lineItems: page([aReverseLine(1)], 'V1') })],
                  'F1',
                ),
              }),
            ],
            'R1',
          ),
        }),
      }),
      ReadOrderLines: ({ after }) => ({
        order: { lineItems: after === 'L3' ? page([aLine(4)], 'L4') : page([aLine(5)]) },
      }),
      ReadShippingLines: () => ({ order: { shippingLines: page([]) } }),
      ReadOrderReturns: () => ({ order: { returns: page([aReturn(2)]) } }),
      ReadReturnLines: () => ({ return: { returnLineItems: page([aReturnLine(2)]) } }),
      ReadExchangeLines: () => ({ return: { exchangeLineItems: page([{ id: 'x2' }]) } }),
      ReadReverseFulfillmentOrders: () => ({
        return: { reverseFulfillmentOrders: page([aReverseOrder(2)]) },
      }),
      ReadReverseFulfillmentOrderLines: () => ({
        reverseFulfillmentOrder: { lineItems: page([aReverseLine(2)]) },
      }),
      ReadRefunds: () => ({
        order: {
          presentmentCurrencyCode: 'EUR',
          refunds: [aRefund(1, { refundLineItems: page([], 'RF') })],
        },
      }),
      ReadRefundLines: () => ({
        refund: {
          refundLineItems: page([
            { quantity: 1, restockType: 'RETURN', lineItem: { id: 'gid://shopify/LineItem/1' } },
          ]),
        },
      }),
    });
    expect(side.order.lines.map(({ sku }) => sku)).toEqual([1, 2, 3, 4, 5].map((n) => `SKU-${n}`));
    expect(side.returns.map(({ name }) => name)).toEqual(['#1001-R1', '#1001-R2']);
    expect(side.returns[0]).toMatchObject({ lines: [{}, {}], exchangeLineCount: 2 });
    expect(side.returns[0]?.reverseFulfillmentOrders).toMatchObject([{ lines: [{}, {}] }, {}]);
    expect(side.order.refunds).toMatchObject([{ lines: [{ restockType: 'RETURN' }] }]);
  });

  it('counts what each payment has left, failed refunds not counted', async () => {
    const sale = { parentTransaction: { id: 'gid://shopify/OrderTransaction/1' }, kind: 'REFUND' };
    const side = await read({
      ReadOrder: () => ({
        order: anOrder({
          transactions: [
            aTransaction(1),
            aTransaction(2, { ...sale, amountSet: money('10.0') }),
            aTransaction(3, { ...sale, amountSet: money('20.0'), status: 'PENDING' }),
            aTransaction(4, { ...sale, amountSet: money('30.0'), status: 'FAILURE' }),
            aTransaction(5, { kind: 'AUTHORIZATION' }),
            aTransaction(6, { kind: 'CAPTURE', status: 'PENDING' }),
            aTransaction(7, { maximumRefundableV2: { amount: '5.0', currencyCode: 'EUR' } }),
          ],
        }),
      }),
    });
    const left = side.order.payments.map(({ id, refundableMinor }) => [
      id.slice(-1),
      refundableMinor,
    ]);
    expect(left).toEqual([
      ['1', 4_166n],
      ['6', 0n],
      ['7', 500n],
    ]);
  });

  it('survives values that a later version may add', async () => {
    const side = await read({
      ReadOrder: () => ({
        order: anOrder({
          disputes: [{ status: 'WON' }, { status: 'NEW_STATE' }],
          transactions: [aTransaction(1, { status: 'NEW_STATE' })],
          returns: page([
            aReturn(1, {
              status: 'NEW_STATE',
              reverseFulfillmentOrders: page([aReverseOrder(1, { status: 'NEW_STATE' })]),
            }),
          ]),
        }),
      }),
    });
    expect(side.order.openDisputes).toBe(1);
    expect(side.order.payments[0]).toMatchObject({ status: 'UNKNOWN', refundableMinor: 0n });
    expect(side.returns[0]?.status).toBe('UNKNOWN');
    expect(side.returns[0]?.reverseFulfillmentOrders[0]?.status).toBe('NEW_STATE');
  });

  it('reads goods that were not on the order, custom items and currencies without cents', async () => {
    const { fulfillmentLineItem, restockingFee, ...unverified } = aReturnLine(1);
    const yen = (amount: string) => money(amount, 'JPY');
    const side = await read({
      ReadOrder: () => ({
        order: anOrder({
          presentmentCurrencyCode: 'JPY',
          netPaymentSet: yen('1500.0'),
          lineItems: page([
            aLine(1, { variant: null, sku: '', originalUnitPriceSet: yen('750.0') }),
          ]),
          returns: page([aReturn(1, { returnLineItems: page([unverified]) })]),
        }),
      }),
    });
    expect(fulfillmentLineItem).toBeDefined();
    expect(restockingFee).toBeNull();
    expect(side.order.netPaymentMinor).toBe(1_500n);
    expect(side.order.lines[0]).toMatchObject({
      sku: null,
      variantId: null,
      tracked: false,
      unitPriceMinor: 750n,
    });
    expect(side.returns[0]?.lines[0]).toMatchObject({ lineId: null, fulfillmentLineItemId: null });
  });

  it('does without an address that the app may not see', async () => {
    const denied = {
      message: 'denied',
      path: ['order', 'email'],
      extensions: { code: 'ACCESS_DENIED' },
    };
    const answers = { ReadOrder: () => ({ order: anOrder({ email: null }) }) };
    expect((await read(answers, [denied])).order.email).toBeNull();
    await server?.close();
    await expect(read(answers, [{ ...denied, path: ['order', 'returns'] }])).rejects.toMatchObject({
      code: 'shopify-access-denied',
    });
  });

  it('is refused when an amount cannot be read, instead of guessed', async () => {
    const order = anOrder({ netPaymentSet: money('1.005') });
    await expect(read({ ReadOrder: () => ({ order }) })).rejects.toMatchObject({
      code: 'shopify-answer-unreadable',
    });
  });
});
