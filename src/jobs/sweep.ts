import { hasUntoldExceptions } from '../ledger/alerts.ts';
import { nextUnresolved } from '../ledger/inbox.ts';
import type { Ledger } from '../ledger/open.ts';
import { dueOrders } from '../ledger/orders.ts';

export interface SweepPorts {
  readonly ledger: Ledger;
  readonly ring: (orderId: string) => Promise<void>;
  readonly ringIntake: () => Promise<void>;
  readonly ringAlerts: () => Promise<void>;
}

const batchSize = 1_000;

/**
 * Rings for whatever the ledger says is due: unresolved hints, hinted orders that nobody holds, and
 * those whose time has come. It needs nothing from the queue, so losing the queue loses nothing.
 * Returns how many orders it rang for.
 */
export async function sweep(ports: SweepPorts): Promise<number> {
  if ((await nextUnresolved(ports.ledger, 1)).length > 0) await ports.ringIntake();
  if (await hasUntoldExceptions(ports.ledger)) await ports.ringAlerts();
  const due = await dueOrders(ports.ledger, batchSize);
  for (const order of due) await ports.ring(order.id);
  return due.length;
}
