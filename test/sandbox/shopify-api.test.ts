import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OrderState, type Served, type ShopState, serveShopify } from './shopify-harness.ts';

let served: Served;
beforeAll(async () => {
  served = await serveShopify();
});
afterAll(() => served.close());

describe('the Admin API', () => {
  it('refuses strangers, expired tokens and unknown tenants', async () => {
    const shop = await served.shop('tokens', {
      settings: { clientCredentialsTokenLifeSeconds: 3600 },
    });
    const call = (token: string) =>
      fetch(`${shop.origin}/admin/api/2026-10/graphql.json`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-shopify-access-token': token },
        body: JSON.stringify({ query: '{ shop { name } }' }),
      });
    expect((await call('shpat_wrong')).status).toBe(401);
    const issued = await fetch(`${shop.origin}/admin/oauth/access_token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        grant_type: 'client_credentials',
        client_id: 'client-tokens',
        client_secret: 'secret-tokens',
      }),
    });
    const { access_token } = (await issued.json()) as { access_token: string };
    const answer = await call(access_token);
    expect([answer.status, answer.headers.get('x-shopify-api-version')]).toEqual([200, '2026-10']);
    shop.clock.advance(3_601_000);
    expect((await call(access_token)).status).toBe(401);
    const nobody = await fetch(`${shop.origin.replace('/t/tokens', '/t/nobody')}/_sandbox/state`);
    expect(nobody.status).toBe(404);
  });

  it('names fields that do not exist, fields that nobody modelled, and bad variables', async () => {
    const shop = await served.shop('errors');
    const missing = await shop.graphql('{ shop { nonsense } }');
    expect(missing.errors?.[0]).toMatchObject({
      message: "Field 'nonsense' doesn't exist on type 'Shop'",
      extensions: { code: 'undefinedField', typeName: 'Shop', fieldName: 'nonsense' },
    });
    const unmodelled = await shop.graphql(
      'mutation { orderClose(input: { id: "gid://shopify/Order/1" }) { order { risk { recommendation } } } }',
    );
    expect(unmodelled.errors?.[0]?.extensions).toMatchObject({
      code: 'SANDBOX_NOT_MODELLED',
      typeName: 'Order',
      fieldName: 'risk',
    });
    expect((await shop.state<ShopState>()).calls.notModelled).toEqual({ 'Order.risk': 1 });
    const invalid = await shop.graphql(
      'query($id: ID!, $n: Int!) { order(id: $id) { lineItems(first: $n) { nodes { id } } } }',
      { id: 'x', n: null },
    );
    expect(invalid.errors?.map((error) => [error.message, error.extensions?.code])).toEqual([
      ['Variable $id of type ID! was provided invalid value', 'INVALID_VARIABLE'],
      ['Variable $n of type Int! was provided invalid value', 'INVALID_VARIABLE'],
    ]);
  });

  it('opens a root field only to an app that was granted it, and takes no list of more than 250', async () => {
    const shop = await served.shop('scopes', { settings: { accessScopes: ['read_orders'] } });
    const denied = await shop.graphql(
      'mutation { returnClose(id: "gid://shopify/Return/1") { userErrors { message } } }',
    );
    expect(denied.errors?.[0]).toMatchObject({
      path: ['returnClose'],
      extensions: { code: 'ACCESS_DENIED' },
    });
    expect((await shop.graphql('{ orders(first: 1) { nodes { id } } }')).errors).toBeUndefined();
    const tags = Array.from({ length: 251 }, (_, index) => `tag-${index}`);
    const long = await shop.graphql(
      'mutation($tags: [String!]!) { tagsAdd(id: "gid://shopify/Order/1", tags: $tags) { userErrors { message } } }',
      { tags },
    );
    expect(long.errors?.[0]).toMatchObject({
      message: 'The input array size of 251 is greater than the maximum allowed of 250.',
      path: ['tagsAdd', 'tags'],
      extensions: { code: 'MAX_INPUT_SIZE_EXCEEDED' },
    });
  });

  it('charges by the fitted rule, empties its bucket, refuses, and refills by the second', async () => {
    const shop = await served.shop('bucket', {
      settings: { maximumAvailable: 200, restoreRate: 50 },
    });
    const query = '{ orders(first: 50) { nodes { id lineItems(first: 5) { nodes { id } } } } }';
    const first = await shop.graphql(query);
    expect(first.extensions?.cost.requestedQueryCost).toBe(2 + 7 * (1 + 5));
    const order = await shop.play<OrderState>('shopper/order', { lines: [{ title: 'Thing' }] });
    const dear = `{ order(id: "${order.id}") { lineItems(first: 250) { nodes { id variant { id } product { id } discountAllocations { allocatedAmountSet { shopMoney { amount } } } } } } }`;
    let throttled = await shop.graphql(dear);
    for (let tries = 0; tries < 30 && throttled.errors === undefined; tries += 1)
      throttled = await shop.graphql(dear);
    expect(throttled.errors?.[0]?.extensions?.code).toBe('THROTTLED');
    expect(throttled.extensions?.cost.actualQueryCost).toBeNull();
    shop.clock.advance(4000);
    expect((await shop.graphql(dear)).errors).toBeUndefined();
    const tooDear = await shop.graphql(
      '{ orders(first: 250) { nodes { lineItems(first: 250) { nodes { variant { id product { id } } } } returns(first: 250) { nodes { returnLineItems(first: 250) { nodes { id } } } } } } }',
    );
    expect(tooDear.errors?.[0]?.extensions?.code).toBe('MAX_COST_EXCEEDED');
  });

  it('pages orders by what they were sorted by, so that a change between pages skips nobody', async () => {
    const shop = await served.shop('pages');
    const orders: OrderState[] = [];
    for (let index = 0; index < 4; index += 1) {
      orders.push(await shop.play<OrderState>('shopper/order', { lines: [{ title: 'Thing' }] }));
      shop.clock.advance(1000);
    }
    type Page = {
      orders: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
    };
    const page = (after: string | null) =>
      shop.graphql<Page>(
        'query($after: String) { orders(first: 2, after: $after, sortKey: UPDATED_AT) { nodes { id } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
    const first = (await page(null)).data?.orders;
    await shop.play('staff/edit-tags', { orderId: first?.nodes[1]?.id, add: ['moved'] });
    const second = (await page(first?.pageInfo.endCursor ?? null)).data?.orders;
    const third = (await page(second?.pageInfo.endCursor ?? null)).data?.orders;
    const seen = [first, second, third].flatMap((one) => one?.nodes.map((node) => node.id) ?? []);
    expect(seen).toEqual([...orders.map((order) => order.id), orders[1]?.id]);
  });

  it('loses a reply after the change was made, when told to', async () => {
    const shop = await served.shop('lost');
    const order = await shop.play<OrderState>('shopper/order', { lines: [{ title: 'Thing' }] });
    await shop.play('faults', { dropReplyAfterCommit: { next: 1, match: 'returnCreate' } });
    const line = order.fulfillments[0]?.lines[0]?.id;
    const input = {
      orderId: order.id,
      returnLineItems: [{ fulfillmentLineItemId: line, quantity: 1, returnReason: 'COLOR' }],
    };
    await expect(
      shop.graphql(
        'mutation($i: ReturnInput!) { returnCreate(returnInput: $i) { return { id } userErrors { message } } }',
        { i: input },
      ),
    ).rejects.toThrow();
    expect((await shop.state<ShopState>()).orders[0]?.returns).toHaveLength(1);
  });

  it('builds the same shop from the same seed', async () => {
    const again = await serveShopify();
    const [one, other] = await Promise.all([served.shop('same'), again.shop('same')]);
    const orderOf = async (shop: typeof one) => {
      const { id, name, lines, totalMinor } = await shop.play<OrderState>('shopper/order', {
        shape: 'random',
      });
      return { id, name, lines, totalMinor };
    };
    expect(await orderOf(one)).toEqual(await orderOf(other));
    await again.close();
  });
});
