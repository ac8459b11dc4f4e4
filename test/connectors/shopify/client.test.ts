import { afterEach, describe, expect, it } from 'vitest';
import type { BudgetPort } from '../../../src/connectors/shopify/budget.ts';
import {
  createRefund,
  createRefundVariables,
} from '../../../src/connectors/shopify/create-refund.ts';
import { resolveReturn } from '../../../src/connectors/shopify/resolve-return.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import {
  aClient,
  cost,
  type Reply,
  type ScriptedShopify,
  startScriptedShopify,
} from './scripted-shopify.ts';

const servers: ScriptedShopify[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(reply: (text: string, index: number) => Reply): Promise<ScriptedShopify> {
  const server = await startScriptedShopify((request, index) => reply(request.text, index));
  servers.push(server);
  return server;
}

const returnId = 'gid://shopify/Return/1';
const orderOfReturn = { data: { return: { order: { id: 'gid://shopify/Order/9' } } } };
async function problemOf(work: Promise<unknown>): Promise<Problem> {
  return await work.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: Problem) => error,
  );
}

describe('where requests go', () => {
  it('goes to the origin with its path prefix, with version and token', async () => {
    const server = await serve(() => ({ body: orderOfReturn }));
    const client = aClient({ origin: `${server.origin}/t/abc` });
    expect(await resolveReturn(client, returnId)).toBe('gid://shopify/Order/9');
    expect(server.seen[0]?.path).toBe('/t/abc/admin/api/2026-10/graphql.json');
    expect(server.seen[0]?.headers['x-shopify-access-token']).toBe('shpat_test');
    expect(server.seen[0]?.headers['content-type']).toContain('application/json');
  });

  it('keeps several shops of one process apart, even one shop at two origins', async () => {
    const at = async (name: string) =>
      await serve(() => ({ body: { data: { return: { order: { id: name } } } } }));
    const [one, two, three] = await Promise.all([at('one'), at('two'), at('three')]);
    const clients = [
      aClient({ origin: one?.origin ?? '' }),
      aClient({ origin: two?.origin ?? '' }),
      aClient({ origin: three?.origin ?? '', shop: 'other.myshopify.com' }),
    ];
    const looks = [0, 1, 2, 2, 1, 0].map((index) =>
      resolveReturn(clients[index] ?? aClient({ origin: '' }), returnId),
    );
    expect(await Promise.all(looks)).toEqual(['one', 'two', 'three', 'three', 'two', 'one']);
  });

  it('resends journalled variables with the same bytes', async () => {
    const server = await serve(() => ({ status: 502, body: '' }));
    const client = aClient({ origin: server.origin });
    const variables = createRefundVariables({
      orderId: 'gid://shopify/Order/9',
      presentmentCurrency: 'EUR',
      note: 'effect 1',
      tenders: [
        { parentId: 'gid://shopify/OrderTransaction/2', gateway: 'x', amountMinor: 4_137n },
      ],
    });
    const journalled = JSON.stringify(variables);
    await problemOf(createRefund(client, variables, 'key-1'));
    await problemOf(createRefund(client, journalled, 'key-1'));
    expect(server.seen[0]?.text).toBe(server.seen[1]?.text);
    expect(server.seen[0]?.text).toContain(journalled.slice(0, -1));
    expect(JSON.parse(server.seen[0]?.text ?? '').variables).toEqual({
      input: {
        orderId: 'gid://shopify/Order/9',
        currency: 'EUR',
        note: 'effect 1',
        notify: false,
        transactions: [
          {
            orderId: 'gid://shopify/Order/9',
            parentId: 'gid://shopify/OrderTransaction/2',
            amount: '41.37',
            gateway: 'x',
            kind: 'REFUND',
          },
        ],
      },
      key: 'key-1',
    });
  });
});

describe('the budget', () => {
  function recordingBudget(waits: number[] = []) {
    const settled: unknown[] = [];
    const budget: BudgetPort = {
      async reserve() {
        const waitMs = waits.shift();
        return waitMs === undefined ? { ok: true } : { ok: false, waitMs };
      },
      async settle(...args) {
        settled.push(args);
      },
    };
    return { budget, settled };
  }

  it('is settled with what Shopify charged and what it has left', async () => {
    const server = await serve(() => ({ body: { ...orderOfReturn, extensions: cost(1, 777) } }));
    const { budget, settled } = recordingBudget();
    await resolveReturn(aClient({ origin: server.origin, budget }), returnId);
    expect(settled).toEqual([[2, 1, cost(1, 777).cost.throttleStatus]]);
  });

  it('is charged in full when nobody knows, and not at all when nothing was sent', async () => {
    const server = await serve(() => 'cut');
    const { budget, settled } = recordingBudget();
    const client = aClient({ origin: server.origin, budget });
    await problemOf(resolveReturn(client, returnId));
    await server.close();
    await problemOf(resolveReturn(client, returnId));
    expect(settled).toEqual([
      [2, 2, null],
      [2, 0, null],
    ]);
  });

  it('lets a request wait a moment, but not for long', async () => {
    const server = await serve(() => ({ body: orderOfReturn }));
    const client = aClient({ origin: server.origin, budget: recordingBudget([10, 10]).budget });
    await resolveReturn(client, returnId);
    const { budget, settled } = recordingBudget([60_000]);
    const problem = await problemOf(
      resolveReturn(aClient({ origin: server.origin, budget }), returnId),
    );
    expect(problem).toMatchObject({ code: 'shopify-throttled', retryAfterMs: 60_000 });
    expect(settled).toEqual([]);
    expect(server.seen).toHaveLength(1);
  });
});

describe('tokens by client credentials', () => {
  const auth = { clientId: 'client-1', clientSecret: 'secret-1' };

  it('asks for one token however many requests need it', async () => {
    const server = await startScriptedShopify(({ path }) =>
      path.endsWith('/oauth/access_token')
        ? { body: { access_token: 'granted-1', scope: 'read_returns', expires_in: 86_399 } }
        : { body: orderOfReturn },
    );
    servers.push(server);
    const client = aClient({ origin: `${server.origin}/t/abc`, auth });
    await Promise.all([1, 2, 3].map(() => resolveReturn(client, returnId)));
    const grants = server.seen.filter(({ path }) => path === '/t/abc/admin/oauth/access_token');
    expect(grants.map(({ text }) => JSON.parse(text))).toEqual([
      { client_id: 'client-1', client_secret: 'secret-1', grant_type: 'client_credentials' },
    ]);
    expect(server.seen.at(-1)?.headers['x-shopify-access-token']).toBe('granted-1');
  });

  it('renews a token once when it is refused, and renews it before it expires', async () => {
    let granted = 0;
    let valid = 'granted-2';
    const server = await startScriptedShopify(({ path, headers }) => {
      if (path.endsWith('/oauth/access_token')) {
        granted += 1;
        return { body: { access_token: `granted-${granted}`, scope: '', expires_in: 86_400 } };
      }
      return headers['x-shopify-access-token'] === valid
        ? { body: orderOfReturn }
        : { status: 401, body: { errors: 'Invalid API key or access token' } };
    });
    servers.push(server);
    let now = 0;
    const client = aClient({ origin: server.origin, auth, now: () => now });
    await resolveReturn(client, returnId);
    expect(granted).toBe(2);
    valid = 'granted-3';
    now = 86_400_000 - 60_000;
    await resolveReturn(client, returnId);
    expect(granted).toBe(3);
    valid = 'none';
    expect(await problemOf(resolveReturn(client, returnId))).toMatchObject({
      code: 'shopify-access-denied',
      retry: 'never',
    });
    expect(granted).toBe(4);
  });

  it('says so when the credentials are refused', async () => {
    const server = await serve(() => ({ status: 400, body: { error: 'shop_not_permitted' } }));
    const problem = await problemOf(
      resolveReturn(aClient({ origin: server.origin, auth }), returnId),
    );
    expect(problem.code).toBe('shopify-access-denied');
    expect(problem.detail['answer']).toContain('shop_not_permitted');
    expect(JSON.stringify(problem.detail)).not.toContain('secret-1');
  });
});
