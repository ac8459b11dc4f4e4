import { afterEach, describe, expect, it } from 'vitest';
import { createMetrics, type Metrics } from '../../src/telemetry/metrics.ts';
import { webhookOutcomeKinds } from '../../src/webhooks/outcome.ts';

const open: Metrics[] = [];
const start = (): Metrics => {
  const metrics = createMetrics();
  open.push(metrics);
  return metrics;
};
afterEach(() => {
  for (const metrics of open.splice(0)) metrics.close();
});

const linesOf = async (metrics: Metrics, name: string): Promise<string[]> =>
  (await metrics.text()).split('\n').filter((line) => line.startsWith(`backhaul_${name}{`));

describe('metrics', () => {
  it('count by closed labels', async () => {
    const metrics = start();
    for (const outcome of webhookOutcomeKinds) metrics.countWebhook(outcome, 0.01);
    metrics.effect('refund', 'done');
    metrics.job('orders-money', 'done', 0.2);
    metrics.vendorCall('shopify', 'refundCreate', 'ok', 0.3);
    metrics.points(35);
    metrics.pollRows('suiteql', 'new', 3);
    metrics.lookFailed('bug');
    const text = await metrics.text();
    for (const line of [
      'backhaul_webhooks_total{outcome="ledger-down"} 1',
      'backhaul_effects_total{kind="refund",outcome="done"} 1',
      'backhaul_jobs_total{lane="orders-money",outcome="done"} 1',
      'backhaul_vendor_calls_total{vendor="shopify",operation="refundCreate",outcome="ok"} 1',
      'backhaul_shopify_points_total 35',
      'backhaul_poll_rows_total{source="suiteql",outcome="new"} 3',
      'backhaul_looks_failed_total{code="bug"} 1',
    ]) {
      expect(text).toContain(line);
    }
    expect(await linesOf(metrics, 'webhooks_total')).toHaveLength(webhookOutcomeKinds.length);
  });

  it('an id never becomes a label, however many there are', async () => {
    const metrics = start();
    for (let id = 0; id < 500; id++) {
      metrics.effect(`gid://shopify/Order/${478_329_654_482_1 + id}`, 'done');
      metrics.vendorCall('netsuite', `returnAuthorization/${1_000 + id}`, 'ok', 0.1);
      metrics.exceptionRaised(`order-${id}`);
    }
    expect(await linesOf(metrics, 'effects_total')).toEqual([
      'backhaul_effects_total{kind="other",outcome="done"} 500',
    ]);
    expect(await linesOf(metrics, 'vendor_calls_total')).toHaveLength(1);
    expect(await linesOf(metrics, 'exceptions_raised_total')).toHaveLength(1);
  });

  it('names without end are capped', async () => {
    const metrics = start();
    for (let at = 0; at < 400; at++) metrics.effect(`kind-${at}`, 'done');
    expect((await linesOf(metrics, 'effects_total')).length).toBeLessThanOrEqual(101);
  });

  it('what stands open is replaced, not added up', async () => {
    const metrics = start();
    metrics.openExceptions({ 'refund-failed': 3, 'over-return': 1 });
    metrics.openExceptions({ 'refund-failed': 2 });
    metrics.unexplainedVariance({ EUR: 12n, gid1: 1n });
    expect(await linesOf(metrics, 'exceptions_open')).toEqual([
      'backhaul_exceptions_open{code="refund-failed"} 2',
    ]);
    expect(await linesOf(metrics, 'unexplained_variance_minor')).toContain(
      'backhaul_unexplained_variance_minor{currency="EUR"} 12',
    );
  });

  it('two registries in one process do not meet', async () => {
    const [one, other] = [start(), start()];
    one.points(5);
    expect(await other.text()).not.toContain('backhaul_shopify_points_total 5');
  });
});
