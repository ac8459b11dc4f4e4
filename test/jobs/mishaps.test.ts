import { afterAll, beforeAll, expect, test } from 'vitest';
import { resolveHints } from '../../src/jobs/resolve-hints.ts';
import { workOrder } from '../../src/jobs/work-order.ts';
import { nextUnresolved, recordHints } from '../../src/ledger/inbox.ts';
import { findOrder } from '../../src/ledger/orders.ts';
import { createLog } from '../../src/telemetry/log.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { openTestLedger, type TestLedger } from '../support/ledger.ts';
import { anOrder, sleep } from '../support/ledger-rows.ts';
import { aCase } from './scripted-step.ts';

const log = createLog({ level: 'silent' });
let ledger: TestLedger;

beforeAll(async () => {
  ledger = await openTestLedger();
});
afterAll(async () => {
  await ledger.close();
});

test('an order whose look broke down with the ledger is not kept by a heartbeat', async () => {
  const order = await anOrder(ledger);
  const broken = { ...ledger, now: () => Promise.reject(new Error('the ledger is away')) };
  const metrics = createMetrics();
  const ports = { ledger: broken, shops: new Map(), log, metrics, ring: async () => undefined };
  await expect(workOrder(ports, order.id)).rejects.toThrow('the ledger is away');
  const until = (await findOrder(ledger, order.id))?.lease_until;
  expect(until).toBeInstanceOf(Date);
  await sleep(3_500);
  expect((await findOrder(ledger, order.id))?.lease_until).toEqual(until);
});

test('a hint that cannot be resolved keeps none behind it waiting', async () => {
  const its = await aCase(ledger);
  const { shopId } = its;
  const { shop } = await its.worker();
  await recordHints(
    ledger,
    ['1', '2'].map((tail) => ({
      shopId,
      source: 'webhook' as const,
      topic: 'returns/request',
      subjectKind: 'order' as const,
      subjectId: `gid://shopify/Order/${tail}`,
      deliveryKey: tail,
      headers: {},
      body: '{}',
    })),
  );
  let rung = 0;
  const ring = async () => {
    rung += 1;
    if (rung === 1) throw new Error('a defect that only this one meets');
  };
  await resolveHints({ ledger, shops: new Map([[shopId, shop]]), log, ring });
  const left = await nextUnresolved(ledger, 10);
  expect(left.map((hint) => hint.subject_id)).toEqual(['gid://shopify/Order/1']);
});
