import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  isoOf,
  offsetMinutes,
  shiftAccountTime,
} from '../../../src/connectors/netsuite/account-time.ts';
import {
  advance,
  type Change,
  type ChangeCursor,
  nextRead,
  startCursor,
} from '../../../src/connectors/netsuite/changes.ts';
import { billedOrder, openRma, type Sandbox, startSandbox, type Tenant } from './sandbox.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

async function readRun(tenant: Tenant, cursor: ChangeCursor, pageSize: number) {
  const changes: Change[] = [];
  let at = cursor;
  let pages = 0;
  for (;;) {
    const page = await tenant.netsuite.listChanges(at, { pageSize });
    changes.push(...page.changes);
    at = page.cursor;
    pages += 1;
    if (!page.more) return { changes, cursor: at, pages };
    if (pages > 50) throw new Error('The run does not end');
  }
}

for (const changes of ['suiteql', 'restlet'] as const) {
  describe(`changes through ${changes}`, () => {
    it('name the order of every document of a return, page by page, each once', async () => {
      const tenant = await sandbox.tenant({}, { changes });
      const cursor = startCursor(await tenant.netsuite.feedTime());
      const first = await billedOrder(tenant, { billing: 'invoice' });
      const second = await billedOrder(tenant);
      const expected = new Map<string, string[]>();
      for (const { order, source } of [first, second]) {
        const rma = await openRma(tenant, source, [1, 1]);
        await tenant.play('warehouse/receive', { rma: rma.id });
        await tenant.play('warehouse/inspect', { rma: rma.id });
        await tenant.play('finance/credit', { rma: rma.id });
        const side = await tenant.netsuite.readOrder({ shopifyOrderId: order.id });
        const memo = side.credits.find((credit) => credit.type === 'creditMemo');
        if (memo) await tenant.play('finance/customer-refund', { creditMemo: memo.id });
        const whole = await tenant.netsuite.readOrder({ shopifyOrderId: order.id });
        expected.set(
          order.id,
          [
            ...whole.rmas,
            ...whole.receipts,
            ...whole.inspections,
            ...whole.credits,
            ...whole.customerRefunds,
          ].map((document) => document.id),
        );
        expect(whole.inspections).toHaveLength(1);
      }
      for (const pageSize of [5, 1000]) {
        const run = await readRun(tenant, cursor, pageSize);
        expect(run.pages).toBe(pageSize === 5 ? 2 : 1);
        for (const [orderId, documents] of expected) {
          const named = run.changes.filter((change) => change.shopifyOrderId === orderId);
          expect(named.map((change) => change.documentId).sort()).toEqual([...documents].sort());
          const rmaIds = new Set(named.map((change) => change.rmaId));
          expect(rmaIds.size).toBe(1);
        }
        expect(new Set(run.changes.map((change) => change.key)).size).toBe(run.changes.length);
      }
    });

    it('are read again within the overlap under the same keys, and move on', async () => {
      const tenant = await sandbox.tenant({}, { changes });
      const { source } = await billedOrder(tenant);
      const rma = await openRma(tenant, source, [1]);
      const cursor = startCursor(shiftAccountTime(await tenant.netsuite.feedTime(), -60));
      const first = await readRun(tenant, cursor, 100);
      expect(first.changes).toMatchObject([{ documentId: rma.id, type: 'RtnAuth', rmaId: rma.id }]);
      expect(first.cursor.highWater > cursor.highWater).toBe(true);
      const again = await readRun(tenant, first.cursor, 100);
      expect(again.changes.map((change) => change.key)).toEqual(
        first.changes.map((change) => change.key),
      );
      await tenant.play('warehouse/receive', { rma: rma.id });
      const third = await readRun(tenant, again.cursor, 100);
      expect(third.changes.map((change) => change.type)).toContain('ItemRcpt');
    });

    it('are found whatever zones searches and SuiteQL are in', async () => {
      const zones = { accountTimeZone: 'Asia/Tokyo', sessionTimeZone: 'America/New_York' };
      const tenant = await sandbox.tenant(zones, { changes });
      const cursor = startCursor(await tenant.netsuite.feedTime());
      const { source } = await billedOrder(tenant);
      const rma = await openRma(tenant, source, [1]);
      const run = await readRun(tenant, cursor, 100);
      expect(run.changes.map((change) => change.documentId)).toEqual([rma.id]);
    });

    it('leave out what belongs to no order of Shopify', async () => {
      const tenant = await sandbox.tenant({ statusChangeNames: 'none' }, { changes });
      const { source } = await billedOrder(tenant);
      const rma = await openRma(tenant, source, [1]);
      const cursor = startCursor(await tenant.netsuite.feedTime());
      await tenant.play('warehouse/receive', { rma: rma.id });
      await tenant.play('warehouse/inspect', { rma: rma.id });
      const run = await readRun(tenant, cursor, 100);
      expect(run.changes.map((change) => change.type).sort()).toEqual(['ItemRcpt', 'RtnAuth']);
    });
  });
}

for (const statusChangeNames of ['field', 'memo']) {
  it(`finds the return that a stock judgement names by ${statusChangeNames}`, async () => {
    const tenant = await sandbox.tenant({ statusChangeNames });
    const { order, source } = await billedOrder(tenant);
    const rma = await openRma(tenant, source, [1]);
    await tenant.play('warehouse/receive', { rma: rma.id });
    await tenant.play('warehouse/inspect', { rma: rma.id });
    const side = await tenant.netsuite.readOrder({ shopifyOrderId: order.id });
    expect(side.inspections).toMatchObject([{ rmaId: rma.id }]);
  });
}

describe('the cursor', () => {
  it('goes back by the hour that the clock went back', () => {
    const summer = Date.parse('2026-10-25T08:59:00Z');
    const before: ChangeCursor = {
      highWater: '2026-11-01 01:59:00',
      run: null,
      offsetMinutes: -420,
    };
    const page = { last: null, more: false, nowMs: summer };
    const accountNow = (offset: number) =>
      new Date(summer + offset * 60_000).toISOString().slice(0, 19).replace('T', ' ');
    const same = advance(before, nextRead(before, 15), { ...page, accountNow: accountNow(-420) });
    expect(same.highWater).toBe('2026-11-01 01:59:00');
    const fallen = advance(before, nextRead(before, 15), { ...page, accountNow: accountNow(-480) });
    expect(fallen).toMatchObject({ highWater: '2026-11-01 00:59:00', offsetMinutes: -480 });
  });

  it('reads the overlap before the newest change', () => {
    expect(nextRead(startCursor('2026-01-01 00:05:00'), 15)).toEqual({
      modifiedFrom: '2025-12-31 23:50:00',
      after: null,
    });
    expect(() => startCursor('1/1/2026')).toThrow();
  });
});

describe('account time', () => {
  it('becomes ISO with the zone of the account', () => {
    const now = Date.parse('2026-11-20T18:00:03Z');
    expect(offsetMinutes('2026-11-20 10:00:00', now)).toBe(-480);
    expect(offsetMinutes('2026-11-20 23:30:10', now)).toBe(330);
    expect(isoOf('2026-11-20 23:30:10', 330)).toBe('2026-11-20T23:30:10+05:30');
    expect(isoOf('2026-11-20 10:00:00', -480)).toBe('2026-11-20T10:00:00-08:00');
  });
});

describe('what an account says about itself', () => {
  it('compares the clocks', async () => {
    const tenant = await sandbox.tenant({ sessionTimeZone: 'Europe/Berlin' });
    const clock = await tenant.netsuite.calibrateClock();
    expect([60, 120]).toContain(clock.offsetMinutes);
    expect(Math.abs(clock.skewMs)).toBeLessThan(5_000);
  });

  it('lists its status letters with labels', async () => {
    const tenant = await sandbox.tenant();
    const { source } = await billedOrder(tenant);
    await openRma(tenant, source, [1]);
    expect(await tenant.netsuite.discoverStatuses()).toEqual([
      { type: 'RtnAuth', letter: 'B', label: 'Pending Receipt', documents: 1 },
    ]);
  });

  it('tells what the role may not do and what it does not show', async () => {
    const tenant = await sandbox.tenant(
      { forbiddenRecords: ['customerRefund'], restletDeployed: false },
      { changes: 'restlet' },
    );
    const probes = await tenant.netsuite.probePermissions();
    const failed = probes.filter((probe) => probe.problem !== null);
    expect(failed.map((probe) => probe.name)).toContain('record customerRefund');
    expect(failed.map((probe) => probe.name)).toContain('RESTlet');
    expect(failed.filter((probe) => probe.weight === 'required')).toMatchObject([
      { name: 'record customerRefund', problem: { code: 'netsuite-permission' } },
    ]);
  });
});
