'use strict';

const assert = require('node:assert/strict');
const { readFileSync } = require('node:fs');
const { describe, it } = require('node:test');
const { loadRestlet, script } = require('./load.cjs');

const request = (overrides = {}) => ({
  version: 1,
  search: 'returns',
  modifiedFrom: '2026-11-20 09:45:00',
  after: null,
  pageSize: 5,
  ...overrides,
});

const row = (id, overrides = {}) => ({
  id,
  formulatext: `2026-11-20 09:5${id % 10}:00`,
  type: 'RtnAuth',
  tranid: `RMA${id}`,
  statusref: 'pendingReceipt',
  externalid: '',
  createdfrom: '700',
  'createdfrom.type': 'CustInvc',
  memomain: '',
  custbody_backhaul_rma: '',
  ...overrides,
});

const refusedWith = (code) => (problem) => problem.name === code;

describe('what the RESTlet takes', () => {
  const wrong = [
    ['no body', null],
    ['a list', []],
    ['a property nobody knows', request({ pagesize: 7 })],
    ['a page that is too small', request({ pageSize: 4 })],
    ['a page that is too large', request({ pageSize: 1001 })],
    ['a broken page size', request({ pageSize: 7.5 })],
    ['a date that is none', request({ modifiedFrom: '2026-02-30 10:00:00' })],
    ['an hour that is none', request({ modifiedFrom: '2026-02-20 24:00:00' })],
    ['an ISO date', request({ modifiedFrom: '2026-11-20T10:00:00Z' })],
    ['SQL in a date', request({ modifiedFrom: "2026-11-20 10:00:00' OR '1'='1" })],
    ['SQL in an id', request({ after: { lastModified: '2026-11-20 10:00:00', id: '1 OR 1=1' } })],
    ['a number for an id', request({ after: { lastModified: '2026-11-20 10:00:00', id: 1 } })],
    ['a path for a search', request({ search: '../customsearch_x' })],
    ['no search', request({ search: undefined })],
  ];
  for (const [name, body] of wrong) {
    it(`refuses ${name}`, () => {
      const { post, recorded } = loadRestlet();
      assert.throws(() => post(body), refusedWith('INVALID_REQUEST'));
      assert.equal(recorded.created.length, 0);
    });
  }

  it('refuses another version', () => {
    assert.throws(
      () => loadRestlet().post(request({ version: 2 })),
      refusedWith('UNSUPPORTED_VERSION'),
    );
  });

  it('runs only saved searches that an administrator has listed', () => {
    const name = 'customsearch_my_returns';
    assert.throws(
      () => loadRestlet().post(request({ search: name })),
      refusedWith('SEARCH_NOT_ALLOWED'),
    );
    const listed = loadRestlet({
      allowed: `customsearch_other, ${name}`,
      saved: { filterExpression: [['subsidiary', 'anyof', '2']] },
      results: (definition) => {
        assert.deepEqual(JSON.parse(JSON.stringify(definition.filterExpression[0])), [
          ['subsidiary', 'anyof', '2'],
        ]);
        return [row(1)];
      },
    });
    assert.equal(listed.post(request({ search: name })).rows.length, 1);
    assert.deepEqual(listed.recorded.loaded, [name]);
    const customers = loadRestlet({ allowed: name, saved: { searchType: 'customer' } });
    assert.throws(
      () => customers.post(request({ search: name })),
      refusedWith('SEARCH_NOT_ALLOWED'),
    );
  });
});

describe('a page', () => {
  it('carries rows, the position to go on from and the time', () => {
    const rows = [1, 2, 3, 4, 5, 6].map((id) => row(id));
    const { post } = loadRestlet({ results: () => rows });
    const page = post(request());
    assert.equal(page.version, 1);
    assert.equal(page.serverTime, '2026-11-20 10:00:00');
    assert.equal(page.rows.length, 5);
    assert.deepEqual(page.next, { lastModified: '2026-11-20 09:55:00', id: '5' });
    assert.deepEqual(page.rows[0], {
      id: '1',
      type: 'RtnAuth',
      tranId: 'RMA1',
      status: 'pendingReceipt',
      externalId: null,
      createdFrom: '700',
      rmaId: '1',
      lastModified: '2026-11-20 09:51:00',
      memo: null,
    });
  });

  it('is the last one when nothing is left, also when it is empty', () => {
    assert.equal(loadRestlet({ results: () => [row(1)] }).post(request()).next, null);
    assert.deepEqual(loadRestlet().post(request()).rows, []);
  });

  it('goes on after a position, by time and then by id', () => {
    const { post, recorded } = loadRestlet();
    post(request({ after: { lastModified: '2026-11-20 09:50:00', id: '77' } }));
    const filters = JSON.stringify(recorded.created[0].filters);
    assert.match(filters, />= '2026-11-20 09:45:00'/);
    assert.match(filters, /> '2026-11-20 09:50:00' OR/);
    assert.match(filters, /= '2026-11-20 09:50:00' AND \{internalid\} > 77/);
    assert.match(filters, /"lastmodifieddate","onorafter","11\/19\/2026"/);
    const sorting = recorded.created[0].columns.map((column) => `${column.name} ${column.sort}`);
    assert.equal(sorting.slice(0, 2).join(), 'formulatext ASC,internalid ASC');
  });

  it('names the return of receipts, credits and stock judgements', () => {
    const { post } = loadRestlet({
      results: () => [
        row(1, { type: 'ItemRcpt', createdfrom: '31', 'createdfrom.type': 'RtnAuth' }),
        row(2, { type: 'CustCred', createdfrom: '700', 'createdfrom.type': 'CustInvc' }),
        row(3, { type: 'StatChng', createdfrom: '', custbody_backhaul_rma: '31' }),
      ],
    });
    assert.deepEqual(
      post(request()).rows.map((one) => one.rmaId),
      ['31', null, '31'],
    );
  });

  it('does without stock judgements where the account does not know them', () => {
    const { post, recorded } = loadRestlet({
      results: () => [row(1)],
      failOn: (definition) => {
        if (!JSON.stringify(definition.filters).includes('StatChng')) return;
        throw Object.assign(new Error('no such type'), { name: 'SSS_INVALID_SRCH_FILTER_EXPR' });
      },
    });
    assert.equal(post(request()).rows.length, 1);
    assert.equal(recorded.created.length, 2);
  });

  it('is cut when it would be too long, and says where', () => {
    const rows = Array.from({ length: 900 }, (_, index) =>
      row(index + 1, { memomain: 'x'.repeat(20000) }),
    );
    const page = loadRestlet({ results: () => rows }).post(request({ pageSize: 1000 }));
    assert.ok(page.rows.length < 900);
    assert.equal(page.next.id, page.rows.at(-1).id);
  });
});

describe('the log', () => {
  it('has the name of an error and nothing of what it says', () => {
    const { post, recorded } = loadRestlet({
      failOn: () => {
        throw Object.assign(new Error('jane@example.com'), { name: 'SSS_SEARCH_TIMEOUT' });
      },
    });
    assert.throws(() => post(request()), refusedWith('SSS_SEARCH_TIMEOUT'));
    assert.deepEqual(
      recorded.logged.map((entry) => entry.details),
      ['SSS_SEARCH_TIMEOUT'],
    );
  });

  it('is the only side effect: the script writes no record', () => {
    const text = readFileSync(script, 'utf8');
    assert.doesNotMatch(text, /N\/record|N\/https|submitFields|eval\(/);
  });
});
