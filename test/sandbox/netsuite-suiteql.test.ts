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
let account: OpenAccount;
let rma: string;
beforeAll(async () => {
  netsuite = await startNetsuite();
  account = await openAccount(netsuite.origin, 'suiteql', { taxDifferenceShare: 0 });
  const imported = await account.play('import', {
    order: anOrder(3001, [{ quantity: 2, unitPriceMinor: 2500 }, { quantity: 1 }], {
      shippingMinor: 500,
    }),
    billing: 'invoice',
  });
  rma = locationId(
    await account.record(`invoice/${text(imported, 'invoiceId')}/!transform/returnAuthorization`, {
      body: { externalId: 'shprma_q' },
    }),
  );
  await account.play('warehouse/receive', { rma });
  await account.play('finance/credit', { rma });
});
afterAll(() => netsuite.close());

const items = async (q: string, params: unknown[] = []) => {
  const answer = await account.suiteql(q, params);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return rows(answer.body, 'items');
};
const refusal = async (q: string, params: unknown[] = []) => {
  const answer = await account.suiteql(q, params);
  expect(answer.status).toBe(400);
  return text(answer.body, 'o:errorDetails.0.detail');
};

describe('SuiteQL', () => {
  it('gives text, lower-case names and bare dates, and leaves nulls out', async () => {
    const [row] = await items(
      'SELECT t.ID, t.Memo, t.lastModifiedDate, t.trandate, t.foreigntotal, COUNT(*) FROM transaction t WHERE t.id = ? GROUP BY t.id, t.memo, t.lastmodifieddate, t.trandate, t.foreigntotal',
      [rma],
    );
    expect(row).toEqual({
      links: [],
      id: rma,
      lastmodifieddate: expect.stringMatching(/^\d{1,2}\/\d{1,2}\/\d{4}$/),
      trandate: expect.stringMatching(/^\d{1,2}\/\d{1,2}\/\d{4}$/),
      foreigntotal: '-81.19',
      expr1: '1',
    });
    const [star] = await items('SELECT * FROM transaction t WHERE t.id = ?', [rma]);
    expect(Object.keys(Object(star)).filter((name) => name.endsWith('__df'))).toEqual([]);
    expect(star).toMatchObject({
      type: 'RtnAuth',
      recordtype: 'returnauthorization',
      voided: 'F',
      status: 'G',
    });
  });

  it('writes and reads times in the session zone', async () => {
    const format = "'YYYY-MM-DD HH24:MI:SS'";
    const [now] = await items(`SELECT TO_CHAR(SYSDATE, ${format}) AS now FROM dual`);
    const server = text(
      (await account.call('/services/rest/system/v1/serverTime')).body,
      'serverTime',
    );
    const pacific = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'America/Los_Angeles',
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    expect(text(now, 'now').slice(0, 13)).toBe(pacific.format(new Date(server)).slice(0, 13));
    const [changed] = await items(
      `SELECT TO_CHAR(t.lastmodifieddate, ${format}) AS at FROM transaction t WHERE t.id = ?`,
      [rma],
    );
    const at = text(changed, 'at');
    expect(
      await items(
        `SELECT t.id FROM transaction t WHERE t.id = ? AND t.lastmodifieddate >= TO_DATE(?, ${format})`,
        [rma, at],
      ),
    ).toHaveLength(1);
    expect(
      await items(
        `SELECT t.id FROM transaction t WHERE t.id = ? AND t.lastmodifieddate < TO_DATE(?, ${format})`,
        [rma, at],
      ),
    ).toHaveLength(0);
    expect(
      await items(
        'SELECT t.id FROM transaction t WHERE t.id = ? AND t.lastmodifieddate > SYSDATE - 1',
        [rma],
      ),
    ).toHaveLength(1);
  });

  it('shows main, tax and cost lines that double sums unless they are filtered', async () => {
    const credit = "SELECT t.id FROM transaction t WHERE t.type = 'CustCred'";
    const sum = async (where: string) =>
      text(
        (
          await items(
            `SELECT SUM(tl.foreignamount) AS total FROM transactionline tl WHERE tl.transaction IN (${credit}) ${where}`,
          )
        )[0],
        'total',
      );
    expect(await sum("AND tl.mainline = 'F' AND tl.taxline = 'F' AND tl.iscogs = 'F'")).toBe('75');
    expect(await sum("AND tl.mainline = 'F' AND tl.iscogs = 'F'")).toBe('81.19');
    expect(await sum('')).not.toBe('81.19');
    const sale = await items(
      "SELECT tl.quantity, tl.foreignamount, tl.rate FROM transactionline tl JOIN transaction t ON t.id = tl.transaction WHERE t.type = 'CustInvc' AND tl.mainline = 'F' AND tl.iscogs = 'F' AND tl.itemtype = 'InvtPart' ORDER BY tl.id",
    );
    expect(sale[0]).toMatchObject({ quantity: '-2', foreignamount: '-50', rate: '25' });
  });

  it('has createdfrom on the main line only, and refuses what it does not know in its own words', async () => {
    const [from] = await items(
      "SELECT tl.createdfrom, BUILTIN.DF(tl.createdfrom) AS name FROM transactionline tl WHERE tl.transaction = ? AND tl.mainline = 'T'",
      [rma],
    );
    expect(text(from, 'name')).toContain('Invoice #INV');
    expect(await refusal('SELECT t.createdfrom FROM transaction t')).toBe(
      "Search error occurred: Field 'createdfrom' not found.",
    );
    expect(await refusal('SELECT foo FROM transaction')).toBe(
      "Search error occurred: Field 'foo' not found.",
    );
    expect(await refusal('SELECT x.id FROM inventoryStatusChange x')).toContain(
      'inventorystatuschange',
    );
    for (const foreign of [
      'SELECT t.id FROM transaction t LIMIT 1',
      'SELECT now() FROM dual',
      'SELECT t.id::text FROM transaction t',
      'SELECT relname FROM pg_class',
      'DELETE FROM transaction',
      'SELECT 1 FROM dual; SELECT 2 FROM dual',
      'SELECT t.id FROM transaction t WHERE (t.lastmodifieddate, t.id) > (SYSDATE, 1)',
      'SELECT DISTINCT BUILTIN.DF(t.status) AS s FROM transaction t',
      'SELECT t.status__df FROM transaction t',
    ]) {
      expect(await refusal(foreign)).toMatch(/^Search error occurred/);
    }
    expect(await refusal('SELECT t.id FROM transaction t WHERE t.id = ?')).toContain('parameters');
  });

  it('needs Prefer: transient, and pages by a multiple of at most 1000', async () => {
    const q = 'SELECT t.id FROM transaction t ORDER BY t.id';
    const bare = await account.call('/services/rest/query/v1/suiteql', { body: { q } });
    expect(bare.status).toBe(400);
    const page = await account.suiteql(q, [], '?limit=2&offset=2');
    expect(page.body).toMatchObject({ count: 2, offset: 2, hasMore: true, totalResults: 7 });
    expect(rows(page.body, 'links').map((link) => pick(link, 'rel'))).toEqual([
      'next',
      'last',
      'previous',
      'first',
      'self',
    ]);
    expect((await account.suiteql(q, [], '?limit=1001')).status).toBe(400);
    expect((await account.suiteql(q, [], '?limit=2&offset=1')).status).toBe(400);
    expect((await account.suiteql(q, [], '?limit=1000&offset=101000')).status).toBe(400);
  });

  it('knows ROWNUM, FETCH FIRST, and both link tables', async () => {
    expect(await items('SELECT t.id FROM transaction t WHERE ROWNUM <= 2')).toHaveLength(2);
    expect(
      await items(
        'SELECT x.id FROM (SELECT t.id FROM transaction t ORDER BY t.id DESC) x WHERE ROWNUM <= 1',
      ),
    ).toHaveLength(1);
    expect(
      await items('SELECT t.id FROM transaction t ORDER BY t.id DESC FETCH FIRST 2 ROWS ONLY'),
    ).toHaveLength(2);
    const back = await items(
      'SELECT DISTINCT lk.previousdoc, lk.previoustype FROM PreviousTransactionLineLink lk WHERE lk.nextdoc = ?',
      [rma],
    );
    expect(back).toMatchObject([{ previoustype: 'CustInvc' }]);
  });

  it('shows rows only after the read lag, while REST shows them at once', async () => {
    await account.play('settings', { readLagMs: 300 });
    const imported = await account.play('import', { order: anOrder(3999) });
    const id = text(imported, 'salesOrderId');
    expect(await items('SELECT t.id FROM transaction t WHERE t.id = ?', [id])).toEqual([]);
    expect((await account.record(`salesOrder/${id}`)).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 350));
    expect(await items('SELECT t.id FROM transaction t WHERE t.id = ?', [id])).toHaveLength(1);
    await account.play('settings', { readLagMs: 0 });
  });

  it('hides columns that the account does not expose', async () => {
    await account.play('settings', { notExposedColumns: ['quantityshiprecv'] });
    expect(await refusal('SELECT tl.quantityshiprecv FROM transactionline tl')).toContain(
      'NOT_EXPOSED',
    );
    await account.play('settings', { notExposedColumns: [], creditTotalSign: 'positive' });
  });
});

describe('the saved-search RESTlet', () => {
  it('pages through changed documents of returns in order', async () => {
    const ask = {
      version: 1,
      search: 'returns',
      modifiedFrom: '2020-01-01 00:00:00',
      after: null,
      pageSize: 5,
    };
    await account.play('warehouse/inspect', { rma });
    const first = await account.restlet(ask);
    expect(first.body).toMatchObject({
      version: 1,
      rows: [
        { id: rma, type: 'RtnAuth', externalId: 'shprma_q', rmaId: rma, status: 'G' },
        { type: 'ItemRcpt', rmaId: rma },
        { type: 'CustCred', rmaId: rma },
        { type: 'StatChng', rmaId: rma },
      ],
      next: null,
      serverTime: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
    });
    const last = rows(first.body, 'rows')[1];
    const after = { lastModified: text(last, 'lastModified'), id: text(last, 'id') };
    expect(rows((await account.restlet({ ...ask, after })).body, 'rows')).toHaveLength(2);
  });

  it('answers errors as SuiteScript does', async () => {
    const bad = await account.restlet({ version: 2 });
    expect(bad.status).toBe(400);
    expect(text(bad.body, 'error.code')).toBe('INVALID_REQUEST');
    const other = {
      version: 1,
      search: 'customsearch_x',
      modifiedFrom: '2020-01-01 00:00:00',
      after: null,
      pageSize: 5,
    };
    expect(pick((await account.restlet(other)).body, 'error.code')).toBe('SEARCH_NOT_ALLOWED');
    await account.play('settings', { neighbourConcurrency: 5 });
    const busy = await account.restlet({ ...other, search: 'returns' });
    expect([busy.status, pick(busy.body, 'error.code')]).toEqual([
      400,
      'SSS_REQUEST_LIMIT_EXCEEDED',
    ]);
    await account.play('settings', { neighbourConcurrency: 0 });
  });
});
