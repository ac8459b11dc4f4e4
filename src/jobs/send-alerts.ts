import { composeAlert } from '../connectors/notify/notice.ts';
import { markUntold, takeUntoldExceptions } from '../ledger/alerts.ts';
import type { Ledger } from '../ledger/open.ts';
import type { Log } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { ShopRuntime } from './work.ts';

export interface AlertPorts {
  readonly ledger: Ledger;
  readonly shops: ReadonlyMap<string, ShopRuntime>;
  readonly publicUrl: string | null;
  readonly log: Log;
  readonly metrics: Metrics;
}

const batchSize = 50;

/** Tells operations of new exceptions, each once: cause, remedy and owner. */
export async function sendAlerts(ports: AlertPorts): Promise<void> {
  for (const row of await takeUntoldExceptions(ports.ledger, batchSize)) {
    ports.metrics.exceptionRaised(row.code);
    const shop = ports.shops.get(row.shop_id);
    if (shop === undefined) continue;
    const text = composeAlert({
      code: row.code,
      shopName: shop.notices.shopName,
      about: row.return_name,
      detail: row.detail,
      link: ports.publicUrl,
    });
    const sent = await shop.notifier.send({
      effectId: `alert-${row.id}`,
      audience: 'operations',
      to: null,
      ...text,
    });
    if (sent.ok) continue;
    const { problem } = sent;
    ports.log.warn(
      { code: row.code, err: problem },
      'operations could not be told of an exception',
    );
    // Only what certainly went nowhere for a passing reason is worth a second try.
    if (problem.retry === 'free' || problem.retry === 'after')
      await markUntold(ports.ledger, row.id);
  }
}
