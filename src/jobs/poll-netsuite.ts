import { randomUUID } from 'node:crypto';
import type { Change, ChangeCursor } from '../connectors/netsuite/changes.ts';
import { startCursor } from '../connectors/netsuite/changes.ts';
import { getCursor, putCursor } from '../ledger/cursors.ts';
import { type Hint, recordHints } from '../ledger/inbox.ts';
import { withLease } from '../ledger/lease.ts';
import type { Ledger } from '../ledger/open.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { ShopRuntime } from './work.ts';

export interface PollPorts {
  readonly ledger: Ledger;
  readonly shop: ShopRuntime;
  readonly metrics: Metrics;
  /** Joins the transaction that recorded the rows. */
  readonly ringIntake: () => Promise<void>;
}

/** A run that finds more than this many pages goes on at the next poll; its cursor stands. */
const maxPages = 50;
/** NetSuite's own maximum: a poll costs a handful of calls whatever the number of open returns. */
const rowsPerPage = 1_000;

/**
 * Reads what changed in one shop's NetSuite account since the cursor and puts a hint for each new
 * change into the inbox, cursor and hints in one transaction. One poller at a time whatever the
 * number of processes. Returns the number of changes not seen before.
 */
export async function pollNetsuite(ports: PollPorts): Promise<number> {
  const { ledger, shop } = ports;
  const name = `poll:${shop.id}`;
  const fresh = await withLease(ledger, name, `poll-${randomUUID()}`, 120_000, async () => {
    let cursor = await getCursor<ChangeCursor>(ledger, name);
    // The first poll begins now: what lies before is the nightly reconciliation's to walk.
    cursor ??= startCursor(await shop.netsuite.changeTime());
    let count = 0;
    for (let page = 0; page < maxPages; page += 1) {
      const read = await shop.netsuite.listChanges(cursor, { pageSize: rowsPerPage });
      count += await keep(ports, name, read.changes, read.cursor);
      cursor = read.cursor;
      if (!read.more) break;
    }
    return count;
  });
  return fresh ?? 0;
}

async function keep(
  ports: PollPorts,
  name: string,
  changes: readonly Change[],
  cursor: ChangeCursor,
): Promise<number> {
  const { ledger, shop, metrics } = ports;
  const hints = changes.map((change) => hintOf(shop.id, change));
  const recorded = await ledger.transact(async () => {
    const rows = await recordHints(ledger, hints);
    await putCursor(ledger, name, cursor);
    if (rows.some((row) => row.isNew)) await ports.ringIntake();
    return rows;
  });
  const fresh = recorded.filter((row) => row.isNew).length;
  metrics.pollRows('netsuite', 'new', fresh);
  metrics.pollRows('netsuite', 'seen', recorded.length - fresh);
  return fresh;
}

function hintOf(shopId: string, change: Change): Hint {
  return {
    shopId,
    source: 'poll',
    topic: 'netsuite/changed',
    subjectKind: 'order',
    subjectId: change.shopifyOrderId,
    deliveryKey: `${change.key}|${change.shopifyOrderId}`,
    headers: {},
    body: JSON.stringify(change),
  };
}
