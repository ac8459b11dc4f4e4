import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  anOrder,
  locationId,
  type OpenAccount,
  openAccount,
  pick,
  rows,
  startNetsuite,
  text,
} from './netsuite-client.ts';

let netsuite: Awaited<ReturnType<typeof startNetsuite>>;
beforeAll(async () => {
  netsuite = await startNetsuite();
});
afterAll(() => netsuite.close());

let orders = 7000;
async function aReturn(
  account: OpenAccount,
  body: object = {},
  lines?: Parameters<typeof anOrder>[1],
) {
  orders += 1;
  const imported = await account.play('import', { order: anOrder(orders, lines) });
  const saleId = text(imported, 'cashSaleId');
  const transform = () =>
    account.record(`cashSale/${saleId}/!transform/returnAuthorization`, { body });
  return { saleId, transform, answer: await transform() };
}
const code = (body: unknown) => pick(body, 'o:errorDetails.0.o:errorCode');

describe('records', () => {
  it('keeps external ids unique over all transactions, whatever their case', async () => {
    const account = await openAccount(netsuite.origin, 'externalids');
    const first = await aReturn(account, { externalId: 'shprma_A' });
    locationId(first.answer);
    const again = await first.transform();
    expect(again.status).toBe(400);
    expect(again.body).toMatchObject({
      'o:errorDetails': [
        { 'o:errorCode': 'USER_ERROR', detail: expect.stringContaining('already exists') },
      ],
    });
    expect(code((await aReturn(account, { externalId: 'SHPRMA_a' })).answer.body)).toBe(
      'USER_ERROR',
    );
    expect(code((await aReturn(account, { externalId: 'gid://x|1' })).answer.body)).toBe(
      'INVALID_CONTENT',
    );
    await account.play('settings', { externalIdDuplicateShape: 'DUP_RCRD' });
    expect(code((await first.transform()).body)).toBe('DUP_RCRD');
    expect((await account.record('returnAuthorization/eid:shprma_a')).status).toBe(200);
    const found = await account.suiteql(
      'SELECT t.id, t.type FROM transaction t WHERE t.externalid = ?',
      ['shprma_A'],
    );
    expect(found.body).toMatchObject({ items: [{ type: 'RtnAuth' }] });
  });

  it('lets one of two simultaneous posts of an external id through', async () => {
    const account = await openAccount(netsuite.origin, 'race', { latencyMs: 30 });
    const { saleId } = await aReturn(account);
    const post = () =>
      account.record(`cashSale/${saleId}/!transform/returnAuthorization`, {
        body: { externalId: 'shprma_race' },
      });
    const statuses = (await Promise.all([post(), post(), post()])).map((answer) => answer.status);
    expect(statuses.sort()).toEqual([204, 400, 400]);
  });

  it('approves by PATCH, closes lines, and derives the letter from the lines', async () => {
    const account = await openAccount(netsuite.origin, 'letters', { defaultReturnStatus: 'A' });
    const rma = locationId((await aReturn(account, {}, [{}, {}])).answer);
    const path = `returnAuthorization/${rma}`;
    const status = async () => pick((await account.record(path)).body, 'status.id');
    expect(await status()).toBe('A');
    expect((await account.record(`${path}/!transform/itemReceipt`, { body: {} })).status).toBe(400);
    expect(
      (await account.record(path, { method: 'PATCH', body: { orderStatus: { id: 'B' } } })).status,
    ).toBe(204);
    expect(await status()).toBe('B');
    const lines = rows(
      (await account.record(`${path}?expandSubResources=true`)).body,
      'item.items',
    ).map((row) => pick(row, 'line'));
    await account.play('warehouse/receive', { rma, lines: [{ line: lines[0], quantity: 2 }] });
    expect(await status()).toBe('E');
    await account.record(path, {
      method: 'PATCH',
      body: { item: { items: [{ line: lines[1], isClosed: true }] } },
    });
    expect(await status()).toBe('F');
    await account.play('finance/credit', { rma });
    expect(await status()).toBe('G');
    await account.play('staff/close', { rma });
    expect(await status()).toBe('H');
    expect((await account.record(path, { method: 'DELETE' })).status).toBe(400);
  });

  it.each([
    [{ advancedReceiving: false }, ['F', 'G']],
    [{ refundInAdvance: true }, ['B', 'B']],
  ])('follows the account set-up %o', async (settings, letters) => {
    const account = await openAccount(
      netsuite.origin,
      `setup-${letters.join('').toLowerCase()}`,
      settings,
    );
    const rma = locationId((await aReturn(account)).answer);
    const status = async () =>
      pick((await account.record(`returnAuthorization/${rma}`)).body, 'status.id');
    const seen = [await status()];
    await account.play('finance/credit', { rma });
    seen.push(await status());
    expect(seen).toEqual(letters);
  });

  it('takes a void back out of the return, and refuses posting into a closed period', async () => {
    const account = await openAccount(netsuite.origin, 'voids', { closedPeriods: ['2026-03'] });
    const rma = locationId((await aReturn(account)).answer);
    await account.play('warehouse/receive', { rma });
    const closed = await account.record(`returnAuthorization/${rma}/!transform/cashRefund`, {
      body: { tranDate: '2026-03-31' },
    });
    expect(code(closed.body)).toBe('CLOSED_TRAN_PRD');
    const credit = await account.play('finance/credit', { rma });
    const status = async () =>
      pick((await account.record(`returnAuthorization/${rma}`)).body, 'status.id');
    expect(await status()).toBe('G');
    await account.play('finance/void', { id: text(credit, 'cashRefundId') });
    expect(await status()).toBe('F');
    expect((await account.record(`cashRefund/${text(credit, 'cashRefundId')}`)).body).toMatchObject(
      { status: { id: 'V' }, total: 0 },
    );
  });

  it('deletes an untouched return and says so in its state', async () => {
    const account = await openAccount(netsuite.origin, 'deletes');
    const rma = locationId((await aReturn(account, { externalId: 'shprma_gone' })).answer);
    expect((await account.record(`returnAuthorization/${rma}`, { method: 'DELETE' })).status).toBe(
      204,
    );
    expect((await account.record(`returnAuthorization/${rma}`)).status).toBe(404);
    expect(pick(await account.state(), 'deleted')).toMatchObject([
      { id: rma, externalId: 'shprma_gone' },
    ]);
    expect(
      (await account.suiteql('SELECT t.id FROM transaction t WHERE t.id = ?', [rma])).body,
    ).toMatchObject({ count: 0 });
  });

  it('refuses an edit of a record that changed meanwhile', async () => {
    const account = await openAccount(netsuite.origin, 'changed', { latencyMs: 60 });
    const rma = locationId((await aReturn(account)).answer);
    const edit = (memo: string) =>
      account.record(`returnAuthorization/${rma}`, { method: 'PATCH', body: { memo } });
    const answers = await Promise.all([edit('one'), edit('two')]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([204, 400]);
    expect(answers.map((answer) => code(answer.body))).toContain('RCRD_HAS_BEEN_CHANGED');
  });

  it('shows links on every node, plain dates and UTC times, and legacy tax nowhere', async () => {
    const account = await openAccount(netsuite.origin, 'shape', { taxEngine: 'legacy' });
    const rma = locationId((await aReturn(account)).answer);
    const { body } = await account.record(`returnAuthorization/${rma}?expandSubResources=true`);
    expect(body).toMatchObject({
      links: [
        { rel: 'self', href: expect.stringContaining(`/record/v1/returnauthorization/${rma}`) },
      ],
      entity: { links: [{ rel: 'self' }], refName: 'shopper@example.com' },
      tranDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      lastModifiedDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      item: {
        links: [{ rel: 'self' }],
        items: [{ item: { refName: 'SKU-1' }, itemType: { id: 'InvtPart', refName: 'InvtPart' } }],
      },
      total: 54.13,
    });
    expect(pick(body, 'taxTotal')).toBeUndefined();
    expect(pick(body, 'memo')).toBeUndefined();
    const tax = await account.suiteql(
      `SELECT tl.foreignamount, BUILTIN.DF(tl.item) AS code FROM transactionline tl WHERE tl.transaction = ? AND tl.taxline = 'T'`,
      [rma],
    );
    expect(tax.body).toMatchObject({ items: [{ foreignamount: '4.13', code: 'State tax' }] });
    const folded = await account.record(`returnAuthorization/${rma}`);
    expect(Object.keys(Object(pick(folded.body, 'item')))).toEqual(['links']);
  });
});
