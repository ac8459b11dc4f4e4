import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type OrderState,
  type ReturnState,
  type Served,
  type ShopHarness,
  type ShopState,
  serveShopify,
} from './shopify-harness.ts';

const mutations: Record<string, string> = {
  approve: 'returnApproveRequest(input: { id: $id })',
  decline: 'returnDeclineRequest(input: { id: $id, declineReason: OTHER })',
  close: 'returnClose(id: $id)',
  reopen: 'returnReopen(id: $id)',
  cancel: 'returnCancel(id: $id)',
};
type Payload = {
  done: {
    return: { status: string } | null;
    userErrors: { code: string; message: string; field: string[] }[];
  };
};

let served: Served;
beforeAll(async () => {
  served = await serveShopify();
});
afterAll(() => served.close());

async function act(shop: ShopHarness, verb: string, id: string) {
  const answer = await shop.graphql<Payload>(
    `mutation($id: ID!) { done: ${mutations[verb]} { return { status } userErrors { code message field } } }`,
    { id },
  );
  return answer.data?.done ?? { return: null, userErrors: [] };
}

async function returnIn(shop: ShopHarness, status: string): Promise<string> {
  const order = await shop.play<OrderState>('shopper/order', {
    lines: [{ title: 'Thing', quantity: 2, unitPriceMinor: 1000 }],
  });
  const { id } = await shop.play<ReturnState>('shopper/return', { orderId: order.id });
  const path: Record<string, string[]> = {
    REQUESTED: [],
    OPEN: ['approve'],
    CLOSED: ['approve', 'close'],
    DECLINED: ['decline'],
    CANCELED: ['approve', 'cancel'],
  };
  for (const verb of path[status] ?? []) await act(shop, verb, id);
  return id;
}

describe('a return', () => {
  const allowed: Record<string, Record<string, string>> = {
    REQUESTED: { approve: 'OPEN', decline: 'DECLINED' },
    OPEN: { close: 'CLOSED', reopen: 'OPEN', cancel: 'CANCELED' },
    CLOSED: { close: 'CLOSED', reopen: 'OPEN', cancel: 'CANCELED' },
    DECLINED: {},
    CANCELED: { cancel: 'CANCELED' },
  };

  it('goes only the ways the state machine allows, and says why not', async () => {
    const shop = await served.shop('states');
    for (const status of Object.keys(allowed)) {
      for (const verb of Object.keys(mutations)) {
        const id = await returnIn(shop, status);
        const { return: after, userErrors } = await act(shop, verb, id);
        const expected = allowed[status]?.[verb];
        expect([status, verb, after?.status], `${status} ${verb}`).toEqual([
          status,
          verb,
          expected,
        ]);
        expect(userErrors.length, `${status} ${verb}`).toBe(expected === undefined ? 1 : 0);
        if (expected === undefined) expect(userErrors[0]?.code).toBe('INVALID_STATE');
      }
    }
  });

  it('has reverse fulfillment orders only once it is open', async () => {
    const shop = await served.shop('rfo');
    const order = await shop.play<OrderState>('shopper/order', {
      lines: [{ title: 'Thing', quantity: 2 }],
      parcels: 2,
    });
    const requested = await shop.play<ReturnState>('shopper/return', { orderId: order.id });
    expect(requested.reverseFulfillmentOrders).toEqual([]);
    const open = await shop.play<ReturnState>('staff/approve', { returnId: requested.id });
    expect(open.reverseFulfillmentOrders).toHaveLength(2);
  });

  it('cannot take more units than were shipped and are not in another live return', async () => {
    const shop = await served.shop('caps');
    const order = await shop.play<OrderState>('shopper/order', {
      lines: [{ title: 'Thing', quantity: 3 }],
    });
    const line = order.fulfillments[0]?.lines[0]?.id;
    const create = (quantity: number) =>
      shop.graphql<Payload>(
        'mutation($i: ReturnInput!) { done: returnCreate(returnInput: $i) { return { status } userErrors { code message field } } }',
        {
          i: {
            orderId: order.id,
            returnLineItems: [{ fulfillmentLineItemId: line, quantity, returnReason: 'COLOR' }],
          },
        },
      );
    expect((await create(4)).data?.done.userErrors[0]?.field).toEqual([
      'returnInput',
      'returnLineItems',
      '0',
      'quantity',
    ]);
    expect((await create(2)).data?.done.return?.status).toBe('OPEN');
    expect((await create(2)).data?.done.userErrors[0]?.message).toBe(
      'Return line item has an invalid quantity.',
    );
    expect((await create(1)).data?.done.return?.status).toBe('OPEN');
  });

  it('counts processed units, refuses to process them twice, and then cannot be cancelled', async () => {
    const shop = await served.shop('process');
    const id = await returnIn(shop, 'OPEN');
    const before = (await shop.state<ShopState>()).orders[0]?.returns[0];
    const lines = before?.lines.map((line) => ({ id: line.id, quantity: 2 }));
    const process = () =>
      shop.graphql<Payload>(
        'mutation($i: ReturnProcessInput!) { done: returnProcess(input: $i) { return { status } userErrors { code message field } } }',
        { i: { returnId: id, returnLineItems: lines } },
      );
    expect((await process()).data?.done).toEqual({ return: { status: 'OPEN' }, userErrors: [] });
    expect((await process()).data?.done.userErrors[0]?.message).toBe(
      'Quantity requested must be less than or equal to the returned quantity',
    );
    expect((await act(shop, 'cancel', id)).userErrors[0]?.message).toBe(
      'Return is not cancelable.',
    );
  });

  it('closes itself when its last unit is removed', async () => {
    const shop = await served.shop('remove');
    const id = await returnIn(shop, 'OPEN');
    const line = (await shop.state<ShopState>()).orders[0]?.returns[0]?.lines[0]?.id;
    const answer = await shop.graphql<Payload>(
      'mutation($id: ID!, $l: [ReturnLineItemRemoveFromReturnInput!]) { done: removeFromReturn(returnId: $id, returnLineItems: $l) { return { status } userErrors { code message field } } }',
      { id, l: [{ returnLineItemId: line, quantity: 2 }] },
    );
    expect(answer.data?.done.return?.status).toBe('CLOSED');
    expect((await shop.state<ShopState>()).orders[0]?.returnStatus).toBe('RETURNED');
  });

  it('raises Order.updatedAt only when the switch says so', async () => {
    const shop = await served.shop('updated-at');
    const updatedAt = async () =>
      (await shop.state<ShopState>()).orders.map((order) => order.updatedAt);
    await returnIn(shop, 'REQUESTED');
    const before = await updatedAt();
    const id = (await shop.state<ShopState>()).orders[0]?.returns[0]?.id ?? '';
    await act(shop, 'approve', id);
    expect(await updatedAt()).toEqual(before);
    await shop.play('settings', { returnChangeBumpsOrderUpdatedAt: true });
    await act(shop, 'close', id);
    expect(await updatedAt()).not.toEqual(before);
  });

  it('nets an exchange in what it suggests, and commits stock when the exchange is processed', async () => {
    const shop = await served.shop('exchange');
    const { catalog } = await shop.state<ShopState>();
    const cheap = catalog
      .filter((one) => one.tracked)
      .sort((a, b) => a.priceMinor - b.priceMinor)[0];
    const order = await shop.play<OrderState>('shopper/order', {
      lines: [{ title: 'Dear thing', unitPriceMinor: 50_000 }],
      taxes: [],
    });
    const open = await shop.play<ReturnState & { exchangeLines: { id: string }[] }>(
      'staff/return',
      {
        orderId: order.id,
        exchanges: [{ variantId: cheap?.variantId, quantity: 1 }],
      },
    );
    type Suggested = {
      return: {
        suggestedFinancialOutcome: {
          financialTransfer: { amount: { shopMoney: { amount: string } } };
        };
      };
    };
    const lines = open.lines.map(({ id, quantity }) => ({ id, quantity }));
    const exchanges = open.exchangeLines.map(({ id }) => ({ id, quantity: 1 }));
    const suggested = await shop.graphql<Suggested>(
      'query($id: ID!, $l: [SuggestedOutcomeReturnLineItemInput!]!, $e: [SuggestedOutcomeExchangeLineItemInput!]!) { return(id: $id) { suggestedFinancialOutcome(returnLineItems: $l, exchangeLineItems: $e) { financialTransfer { ... on RefundReturnOutcome { amount { shopMoney { amount } } } } } } }',
      { id: open.id, l: lines, e: exchanges },
    );
    const amount =
      suggested.data?.return.suggestedFinancialOutcome.financialTransfer.amount.shopMoney.amount;
    expect(Math.round(Number(amount) * 100)).toBe(50_000 - (cheap?.priceMinor ?? 0));
    const committed = async () =>
      (await shop.state<ShopState>()).inventory
        .filter((one) => one.inventoryItemId === cheap?.inventoryItemId)
        .reduce((sum, one) => sum + one.committed, 0);
    expect(await committed()).toBe(0);
    await shop.graphql(
      'mutation($i: ReturnProcessInput!) { returnProcess(input: $i) { userErrors { message } } }',
      { i: { returnId: open.id, returnLineItems: lines, exchangeLineItems: exchanges } },
    );
    expect(await committed()).toBe(1);
  });
});
