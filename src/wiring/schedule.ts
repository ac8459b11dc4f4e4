import type { ShopConfig } from '../config.ts';
import type { Queue } from '../jobs/queue.ts';

/** The sweep is the guarantee behind the bell; the bell itself rings within milliseconds. */
const sweepEveryMs = 5_000;
const sealEveryMs = 5_000;
const dayMs = 24 * 3_600_000;

/** What runs by the clock, once however many processes say so. */
export async function schedule(
  queue: Queue,
  shops: readonly ShopConfig[],
  options: { readonly embedded: boolean },
): Promise<void> {
  await queue.every('intake', 'sweep', { everyMs: sweepEveryMs });
  // A PostgreSQL server cleans up by itself; the embedded ledger has nobody else.
  if (options.embedded)
    await queue.every('poll', 'vacuum-ledger', { cron: '15 4 * * *', timeZone: 'UTC' });
  for (const shop of shops) {
    const data = { shopId: shop.id };
    await queue.every('poll', 'poll-netsuite', { everyMs: shop.netsuite.pollIntervalMs }, data);
    await queue.every('poll', 'seal-events', { everyMs: sealEveryMs }, data);
    await queue.every('poll', 'ensure-subscriptions', { everyMs: dayMs }, data);
    const { cron } = shop.reconciliation;
    await queue.every('reconcile', 'reconcile', { cron, timeZone: shop.timeZone }, data);
  }
}
