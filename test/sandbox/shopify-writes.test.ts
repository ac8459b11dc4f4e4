import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Served, type ShopHarness, serveShopify } from './shopify-harness.ts';

let served: Served;
beforeAll(async () => {
  served = await serveShopify();
});
afterAll(() => served.close());

type UserErrors = { field: string[] | null; message: string; code?: string | null }[];
type SetReply = {
  metafieldsSet: { metafields: { value: string; compareDigest: string }[]; userErrors: UserErrors };
};

const set = (shop: ShopHarness, field: Record<string, unknown>) =>
  shop.graphql<SetReply>(
    `mutation ($metafields: [MetafieldsSetInput!]!) {
      metafieldsSet(metafields: $metafields) { metafields { value compareDigest } userErrors { field message code } }
    }`,
    { metafields: [field] },
  );

const seededOrder = {
  id: 'gid://shopify/Order/880001',
  name: '#2001',
  lines: [
    { id: 'gid://shopify/LineItem/880002', title: 'Wool scarf', quantity: 1, unitPrice: '30.00' },
  ],
  transactions: [{ kind: 'SALE' as const, status: 'SUCCESS' as const, amount: '30.00' }],
};

describe('a seeded shop', () => {
  it('has what was seeded, under the ids given, and tells nobody', async () => {
    const shop = await served.shop('seeded');
    await shop.play('seed', { orders: [seededOrder] });
    const { data } = await shop.graphql<{ order: Record<string, unknown> }>(
      'query ($id: ID!) { order(id: $id) { name displayFinancialStatus lineItems(first: 1) { nodes { id } } } }',
      { id: seededOrder.id },
    );
    expect(data?.order).toEqual({
      name: '#2001',
      displayFinancialStatus: 'PAID',
      lineItems: { nodes: [{ id: 'gid://shopify/LineItem/880002' }] },
    });
  });

  it('refuses a second thing with the same id, and what it does not know', async () => {
    const shop = await served.shop('seeded-twice');
    await shop.play('seed', { orders: [seededOrder] });
    expect((await shop.tryPlay('seed', { orders: [seededOrder] })).status).toBe(409);
    expect((await shop.tryPlay('seed', { refunds: [] })).status).toBe(400);
  });
});

describe('metafieldsSet on an order', () => {
  const field = {
    ownerId: seededOrder.id,
    namespace: '$app:returns',
    key: 'status',
    type: 'json',
    value: '{"stage":"received"}',
  };

  it('is a compare-and-swap when it names a digest', async () => {
    const shop = await served.shop('metafields');
    await shop.play('seed', { orders: [seededOrder] });
    const first = await set(shop, field);
    const compareDigest = first.data?.metafieldsSet.metafields[0]?.compareDigest;
    const second = await set(shop, { ...field, value: '{"stage":"inspected"}', compareDigest });
    expect(second.data?.metafieldsSet.userErrors).toEqual([]);
    const stale = await set(shop, { ...field, value: '{"stage":"posted"}', compareDigest });
    expect(stale.data?.metafieldsSet.userErrors[0]).toMatchObject({
      field: ['metafields', '0'],
      code: 'STALE_OBJECT',
    });
  });

  it('is read back under the app’s own namespace', async () => {
    const shop = await served.shop('metafields-read');
    await shop.play('seed', { orders: [seededOrder] });
    await set(shop, field);
    const { data } = await shop.graphql<{ order: { metafield: { namespace: string } } }>(
      'query ($id: ID!) { order(id: $id) { metafield(namespace: "$app:returns", key: "status") { namespace value jsonValue } } }',
      { id: seededOrder.id },
    );
    expect(data?.order.metafield).toMatchObject({
      namespace: expect.stringMatching(/^app--\d+--returns$/),
      jsonValue: { stage: 'received' },
    });
  });

  it('refuses a return as owner, and a value that is not of its type', async () => {
    const shop = await served.shop('metafields-refused');
    await shop.play('seed', { orders: [seededOrder] });
    const wrongOwner = await set(shop, { ...field, ownerId: 'gid://shopify/Return/1' });
    expect(wrongOwner.errors?.[0]?.message).toBe('invalid id');
    const wrongValue = await set(shop, { ...field, value: '{stage' });
    expect(wrongValue.data?.metafieldsSet.userErrors[0]?.code).toBe('INVALID_VALUE');
  });
});

it('tags are split at commas, kept once whatever their case, and sorted', async () => {
  const shop = await served.shop('tags');
  await shop.play('seed', { orders: [{ ...seededOrder, tags: ['Red'] }] });
  const { data } = await shop.graphql<{ tagsAdd: { node: { tags: string[] } } }>(
    'mutation ($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) { node { ... on Order { tags } } userErrors { message } } }',
    { id: seededOrder.id, tags: ['red', 'blue, Alpha'] },
  );
  expect(data?.tagsAdd.node.tags).toEqual(['Alpha', 'blue', 'Red']);
});

it('a document that Shopify would refuse is refused in its words', async () => {
  const shop = await served.shop('words');
  const { errors } = await shop.graphql('query Wrong { shop { id colour } }');
  expect(errors).toEqual([
    {
      message: "Field 'colour' doesn't exist on type 'Shop'",
      locations: [{ line: 1, column: 25 }],
      path: ['query Wrong', 'shop', 'colour'],
      extensions: { code: 'undefinedField', typeName: 'Shop', fieldName: 'colour' },
    },
  ]);
});
