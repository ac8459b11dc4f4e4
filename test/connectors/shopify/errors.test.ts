import { afterEach, describe, expect, it } from 'vitest';
import {
  adjustInventory,
  adjustInventoryVariables,
} from '../../../src/connectors/shopify/adjust-inventory.ts';
import {
  approveReturn,
  approveReturnVariables,
} from '../../../src/connectors/shopify/approve-return.ts';
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
const approved = (userErrors: unknown[] = []) => ({
  data: {
    returnApproveRequest: {
      return: userErrors.length > 0 ? null : { id: returnId, status: 'OPEN' },
      userErrors,
    },
  },
  extensions: cost(10),
});
const topLevel = (code: string, data: unknown = null) => ({
  data,
  errors: [{ message: `no: ${code}`, extensions: { code } }],
});

async function problemOf(work: Promise<unknown>): Promise<Problem> {
  return await work.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: Problem) => error,
  );
}

describe('what an answer means', () => {
  const stock = adjustInventoryVariables({
    name: 'quality_control',
    inventoryItemId: 'gid://shopify/InventoryItem/1',
    locationId: 'gid://shopify/Location/1',
    delta: 2,
    reason: 'quality_control',
    document: 'gid://backhaul/Hold/1',
  });
  const query = (origin: string) => resolveReturn(aClient({ origin }), returnId);
  const approve = (origin: string) =>
    approveReturn(aClient({ origin }), approveReturnVariables(returnId));
  const adjust = (origin: string) => adjustInventory(aClient({ origin }), stock, 'key-1');

  const throttle = {
    data: null,
    errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
    extensions: { cost: { ...cost(2, 0).cost, actualQueryCost: null } },
  };
  const cases: [string, (origin: string) => Promise<unknown>, Reply, string, string][] = [
    ['throttled with HTTP 200', query, { body: throttle }, 'shopify-throttled', 'after'],
    ['throttled with HTTP 429', approve, { status: 429, body: '' }, 'shopify-throttled', 'after'],
    ['403', query, { status: 403, body: '' }, 'shopify-access-denied', 'never'],
    ['401', approve, { status: 401, body: '' }, 'shopify-access-denied', 'never'],
    ['a redirect', query, { status: 302, body: '' }, 'shopify-access-denied', 'never'],
    [
      'ACCESS_DENIED',
      approve,
      { body: topLevel('ACCESS_DENIED') },
      'shopify-access-denied',
      'never',
    ],
    ['502 on a query', query, { status: 502, body: '' }, 'shopify-unreachable', 'free'],
    ['502 on a mutation', approve, { status: 502, body: '' }, 'shopify-outcome-unknown', 'probe'],
    ['a cut line on a query', query, 'cut', 'shopify-unreachable', 'free'],
    ['a cut line on a mutation', approve, 'cut', 'shopify-outcome-unknown', 'probe'],
    [
      'an internal error on a mutation',
      approve,
      { body: topLevel('INTERNAL_SERVER_ERROR') },
      'shopify-outcome-unknown',
      'probe',
    ],
    [
      'an error beside the data of a mutation that was made',
      approve,
      { body: topLevel('ACCESS_DENIED', { returnApproveRequest: { return: null } }) },
      'shopify-outcome-unknown',
      'probe',
    ],
    ['an unknown code', approve, { body: topLevel('NEW_CODE') }, 'shopify-rejected', 'never'],
    ['no JSON', approve, { body: '<html>' }, 'shopify-answer-unreadable', 'probe'],
    ['another shape', approve, { body: { data: { a: 1 } } }, 'shopify-answer-unreadable', 'probe'],
    [
      'another shape of a query',
      query,
      { body: { data: {} } },
      'shopify-answer-unreadable',
      'never',
    ],
    [
      'a userError',
      approve,
      { body: approved([{ field: ['id'], code: 'INVALID_STATE', message: 'no' }]) },
      'shopify-rejected',
      'never',
    ],
    [
      'a userError after which something may have been done',
      approve,
      { body: approved([{ field: null, code: 'NOTIFICATION_FAILED', message: 'no' }]) },
      'shopify-rejected',
      'probe',
    ],
    [
      'a key that is still running',
      adjust,
      { body: topLevel('IDEMPOTENCY_CONCURRENT_REQUEST') },
      'shopify-outcome-unknown',
      'after',
    ],
    [
      'a key with another content',
      adjust,
      {
        body: {
          data: {
            inventoryAdjustQuantities: {
              inventoryAdjustmentGroup: null,
              userErrors: [
                { field: null, code: 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH', message: 'no' },
              ],
            },
          },
        },
      },
      'shopify-idempotency-mismatch',
      'never',
    ],
    [
      'a key whose first attempt failed',
      adjust,
      { body: topLevel('IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED') },
      'shopify-rejected',
      'never',
    ],
  ];

  it.each(cases)('%s', async (_name, send, reply, code, retry) => {
    const server = await serve(() => reply);
    const problem = await problemOf(send(server.origin));
    expect({ code: problem.code, retry: problem.retry }).toEqual({ code, retry });
    expect(server.seen).toHaveLength(1);
  });

  it('says how long a throttled request has to wait', async () => {
    const server = await serve(() => ({ body: { ...throttle, extensions: cost(0, -48) } }));
    const problem = await problemOf(query(server.origin));
    expect(problem.retryAfterMs).toBe(500);
  });

  it('reads Retry-After as seconds', async () => {
    const server = await serve(() => ({
      status: 429,
      headers: { 'retry-after': '2.5' },
      body: '',
    }));
    expect((await problemOf(query(server.origin))).retryAfterMs).toBe(2_500);
  });

  it('keeps field, code and message of a refusal', async () => {
    const server = await serve(() => ({
      body: approved([{ field: ['input', 'id'], code: 'BRAND_NEW', message: 'Not today.' }]),
    }));
    expect((await problemOf(approve(server.origin))).detail).toMatchObject({
      operation: 'ApproveReturn',
      field: 'input.id',
      code: 'BRAND_NEW',
      message: 'Not today.',
    });
  });

  it('nothing was sent when nobody listens, even for a mutation', async () => {
    const server = await serve(() => 'cut');
    await server.close();
    expect(await problemOf(approve(server.origin))).toMatchObject({
      code: 'shopify-unreachable',
      retry: 'free',
    });
  });
});
