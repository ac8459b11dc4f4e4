import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anOrder, openAccount, pick, rows, startNetsuite, text } from './netsuite-client.ts';

let netsuite: Awaited<ReturnType<typeof startNetsuite>>;
beforeAll(async () => {
  netsuite = await startNetsuite();
});
afterAll(() => netsuite.close());

async function withSale(name: string, settings: Record<string, unknown> = {}) {
  const account = await openAccount(netsuite.origin, name, settings);
  const imported = await account.play('import', { order: anOrder(100) });
  const path = `cashSale/${text(imported, 'cashSaleId')}/!transform/returnAuthorization`;
  const create = (externalId: string) => account.record(path, { body: { externalId } });
  const returns = async () => rows(await account.state(), 'returnAuthorizations');
  return { account, create, returns };
}
const time = () => account2.call('/services/rest/system/v1/serverTime');
let account2: Awaited<ReturnType<typeof openAccount>>;

describe('what an account puts between a client and its answer', () => {
  it('serves no more than its limit at once and executes nothing beyond it', async () => {
    account2 = await openAccount(netsuite.origin, 'limit', { concurrencyLimit: 2, latencyMs: 80 });
    const statuses = (await Promise.all([time(), time(), time(), time()])).map(
      (answer) => answer.status,
    );
    expect(statuses.sort()).toEqual([200, 200, 429, 429]);
    await account2.play('settings', { concurrencyErrorStatus: 400 });
    const answers = await Promise.all([time(), time(), time()]);
    const rejected = answers.find((answer) => answer.status === 400);
    expect(pick(rejected?.body, 'o:errorDetails.0.o:errorCode')).toBe('CONCURRENCY_LIMIT_EXCEEDED');
    expect(pick(await account2.state(), 'calls')).toMatchObject({
      concurrencyRejections: 3,
      mostAtOnce: 2,
    });
  });

  it('loses the reply after the commit', async () => {
    const { account, create, returns } = await withSale('lost');
    await account.play('faults', {
      loseReplyAfterCommit: { next: 1, match: 'returnAuthorization' },
    });
    await expect(create('shprma_lost')).rejects.toThrow();
    expect(await returns()).toMatchObject([{ externalId: 'shprma_lost' }]);
    expect((await create('shprma_lost')).status).toBe(400);
    expect((await create('shprma_next')).status).toBe(204);
  });

  it('commits after the client gave up, within its bound', async () => {
    const { account, create, returns } = await withSale('late', { lateCommitMaxSeconds: 0.2 });
    await account.play('faults', { commitAfterClientGaveUpMs: { ms: 60_000, next: 1 } });
    await expect(create('shprma_late')).rejects.toThrow();
    expect(await returns()).toEqual([]);
    await expect.poll(returns, { timeout: 2000 }).toHaveLength(1);
  });

  it('fails before doing anything on 500, and is down for maintenance', async () => {
    const { account, create, returns } = await withSale('down');
    await account.play('faults', { error500: { next: 1 } });
    const failed = await create('shprma_500');
    expect(pick(failed.body, 'o:errorDetails.0.o:errorCode')).toBe('UNEXPECTED_ERROR');
    expect(await returns()).toEqual([]);
    await account.play('settings', { maintenance: true });
    expect((await create('shprma_503')).status).toBe(503);
  });

  it('refuses unknown settings and faults with the reason', async () => {
    const { account } = await withSale('strict');
    const settings = await account.send('/_sandbox/settings', { body: { nonsense: 1 } });
    expect(settings.status).toBe(400);
    expect(text(settings.body, 'error')).toContain('nonsense');
    expect((await account.send('/_sandbox/faults', { body: { throttle: 1 } })).status).toBe(400);
    expect((await account.send('/_sandbox/create', { body: {} })).status).toBe(409);
    const listed = await account.send('/_sandbox/settings');
    expect(pick(listed.body, 'concurrencyLimit')).toMatchObject({ value: 5, default: 5 });
  });
});
