import { randomUUID } from 'node:crypto';
import type { Bell } from '../jobs/bell.ts';
import { ensureSubscriptions } from '../jobs/ensure-subscriptions.ts';
import { measure } from '../jobs/measure.ts';
import { pollNetsuite } from '../jobs/poll-netsuite.ts';
import type { Job, Queue } from '../jobs/queue.ts';
import { resolveHints } from '../jobs/resolve-hints.ts';
import { sendAlerts } from '../jobs/send-alerts.ts';
import { sweep } from '../jobs/sweep.ts';
import type { ShopRuntime } from '../jobs/work.ts';
import { workOrder } from '../jobs/work-order.ts';
import type { Ledger } from '../ledger/open.ts';
import { sealEvents } from '../ledger/seal.ts';
import { reconcile } from '../reconciliation/reconcile.ts';
import type { Log } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';

export interface LanePorts {
  readonly ledger: Ledger;
  readonly queue: Queue;
  readonly bell: Bell;
  readonly shops: ReadonlyMap<string, ShopRuntime>;
  readonly publicUrl: string | null;
  readonly log: Log;
  readonly metrics: Metrics;
}

type Handlers = Readonly<Record<string, (job: Job) => Promise<void>>>;

/** Orders worked at once by one process: different orders run in parallel, one order never twice. */
const orderConcurrency = 8;
const subscriptionRetryMs = 15_000;

/** Puts a worker behind each lane. Handlers know their work by ids alone and read again. */
export async function workLanes(ports: LanePorts): Promise<void> {
  const { queue, bell, ledger, shops, metrics, log } = ports;
  const shopOf = (job: Job) => shops.get(job.data['shopId'] ?? '');
  const perShop = (work: (shop: ShopRuntime) => Promise<unknown>) => async (job: Job) => {
    const shop = shopOf(job);
    if (shop !== undefined) await work(shop);
  };
  const ring = bell.order;
  const ringIntake = () => bell.intake();

  await queue.work(
    'intake',
    handle(ports, 'intake', {
      'resolve-hints': async () => {
        await resolveHints({ ledger, shops, log, ring });
      },
      sweep: async () => {
        await sweep({ ledger, ring, ringIntake, ringAlerts: () => bell.alerts() });
        await measure(ledger, metrics);
      },
    }),
    { concurrency: 1 },
  );
  for (const lane of ['orders-money', 'orders'] as const) {
    const work = async (job: Job) => {
      await workOrder({ ledger, shops, log, metrics, ring }, job.data['orderId'] ?? '');
    };
    await queue.work(lane, handle(ports, lane, { 'work-order': work }), {
      concurrency: orderConcurrency,
    });
  }
  await queue.work(
    'notify',
    handle(ports, 'notify', {
      'send-alerts': async () => {
        await sendAlerts({ ledger, shops, publicUrl: ports.publicUrl, log, metrics });
      },
    }),
    { concurrency: 1 },
  );
  await queue.work(
    'poll',
    handle(ports, 'poll', {
      'poll-netsuite': perShop((shop) => pollNetsuite({ ledger, shop, metrics, ringIntake })),
      'vacuum-ledger': async () => {
        await ledger.session((client) => client.query('vacuum'));
      },
      'seal-events': perShop((shop) => sealEvents(ledger, shop.id, randomUUID())),
      'ensure-subscriptions': perShop((shop) => keepSubscriptions(ports, shop)),
    }),
    { concurrency: 4 },
  );
  await queue.work(
    'reconcile',
    handle(ports, 'reconcile', {
      reconcile: perShop((shop) => reconcile({ ledger, shop, log, ringIntake })),
    }),
    { concurrency: 1 },
  );
}

/** While a subscription was missing, returns went unheard: whatever was missed is walked at once. */
async function keepSubscriptions(ports: LanePorts, shop: ShopRuntime): Promise<void> {
  if (ports.publicUrl === null) return;
  try {
    const created = await ensureSubscriptions(shop, ports.publicUrl);
    if (created.length > 0) await ports.bell.reconcile(shop.id);
  } catch (error) {
    await ports.bell.subscriptions(shop.id, subscriptionRetryMs);
    throw error;
  }
}

/** One lane's jobs by name, timed and counted. A job of an older version that nobody knows is dropped with a word. */
function handle(ports: LanePorts, lane: string, handlers: Handlers) {
  return async (job: Job): Promise<void> => {
    const handler = handlers[job.name];
    if (handler === undefined) {
      ports.log.warn({ lane, job: job.name }, 'a job of an unknown kind was dropped');
      return;
    }
    const startedAt = performance.now();
    const seconds = () => (performance.now() - startedAt) / 1_000;
    try {
      await handler(job);
      ports.metrics.job(lane, 'done', seconds());
    } catch (error) {
      ports.metrics.job(lane, 'failed', seconds());
      ports.log.warn(
        { err: error, lane, job: job.name },
        'a job failed; the ledger rings for it again',
      );
    }
  };
}
