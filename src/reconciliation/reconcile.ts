import { setTimeout as sleep } from 'node:timers/promises';
import { shiftAccountTime } from '../connectors/netsuite/account-time.ts';
import { type ListChanges, startCursor } from '../connectors/netsuite/changes.ts';
import type { ShopifyClient } from '../connectors/shopify/client.ts';
import { Problem } from '../domain/problem.ts';
import { recordHints } from '../ledger/inbox.ts';
import type { Ledger } from '../ledger/open.ts';
import { type OrderPicture, openReturnOrders, orderPictures } from '../ledger/order-pictures.ts';
import { beginRun, endRun, latestProvenRun } from '../ledger/runs.ts';
import { type Collected, collect } from './collect.ts';
import { compareOrder } from './compare.ts';
import { differs } from './differs.ts';
import { type Report, report } from './report.ts';

/** The shop as a reconciliation needs it. */
export interface ReconciledShop {
  readonly id: string;
  readonly startAt: Date;
  readonly shopify: { readonly client: ShopifyClient };
  readonly netsuite: {
    readonly listChanges: ListChanges;
    readonly changeTime: () => Promise<string>;
  };
}

export interface ReconcilePorts {
  readonly ledger: Ledger;
  readonly shop: ReconciledShop;
  readonly log: { info(fields: object, message: string): void };
  readonly ringIntake: () => Promise<void>;
  /** How long the looks that a run asks for may take altogether. */
  readonly deadlineMs?: number;
}

export interface ReconcileResult extends Report {
  readonly runId: string;
  readonly state: 'proven' | 'failed';
}

/** Searches lag and clocks differ: each run reads this much again before the last proven one's end. */
const overlapMs = 3_600_000;
const batchSize = 500;

/**
 * Proves that both systems and the ledger agree on every return changed since the last proven run.
 * What it walks goes through the same looks as any webhook, so it heals whatever was missed; then it
 * compares what each side shows. One run at a time for a shop: throws `reconciliation-running`.
 */
export async function reconcile(ports: ReconcilePorts): Promise<ReconcileResult> {
  const { ledger, shop, log } = ports;
  const to = await ledger.now();
  const proven = await latestProvenRun(ledger, shop.id);
  const from = proven === null ? shop.startAt : new Date(proven.getTime() - overlapMs);
  const runId = await beginRun(ledger, { shopId: shop.id, kind: 'nightly', from, to });
  try {
    const account = await shop.netsuite.changeTime();
    const minutes = Math.ceil((to.getTime() - from.getTime()) / 60_000);
    const walked = await collect(
      { shopify: shop.shopify.client, listChanges: shop.netsuite.listChanges },
      { from, cursor: startCursor(shiftAccountTime(account, -minutes)) },
    );
    // Closing a return need not change its order's `updatedAt`, so what we hold open is walked too.
    const held = await openReturnOrders(ledger, shop.id);
    const ids = [...new Set([...walked.shopify.keys(), ...walked.netsuite.keys(), ...held])].sort();
    const { after, healed } = await walk(ports, runId, ids, walked);
    const readable = after.filter((each) => each.seen && each.shopify && each.netsuite);
    const comparisons = readable.flatMap(({ shopify, netsuite, endedReturnIds }) =>
      shopify && netsuite ? [compareOrder(shopify, netsuite, new Set(endedReturnIds))] : [],
    );
    const unread = ids.length - comparisons.length;
    const found = report(
      {
        shopify: walked.shopify.size,
        netsuite: walked.netsuite.size,
        unread,
        healed: healed.length,
      },
      comparisons,
    );
    const state = unread === 0 && found.counts.differing === 0 ? 'proven' : 'failed';
    await endRun(ledger, runId, { state, counts: found.counts, sums: found.sums, healed });
    log.info({ runId, state, ...found.counts }, 'a reconciliation has ended');
    return { runId, state, ...found };
  } catch (error) {
    const problem = error instanceof Problem ? error.code : 'look-failed';
    await endRun(ledger, runId, { state: 'failed', counts: { problem }, sums: {}, healed: [] });
    throw error;
  }
}

/** Has every order looked at that differs from the ledger, and says which of them showed something new. */
async function walk(
  ports: ReconcilePorts,
  runId: string,
  ids: readonly string[],
  walked: Collected,
): Promise<{ readonly after: readonly OrderPicture[]; readonly healed: readonly string[] }> {
  const { ledger, shop } = ports;
  const until = performance.now() + (ports.deadlineMs ?? 30 * 60_000);
  const after: OrderPicture[] = [];
  const healed: string[] = [];
  for (let start = 0; start < ids.length; start += batchSize) {
    const batch = ids.slice(start, start + batchSize);
    const before = await orderPictures(ledger, shop.id, batch);
    const different = batch.filter((id) =>
      differs(before.get(id), walked.shopify.get(id), walked.netsuite.get(id) ?? []),
    );
    await ledger.transact(async () => {
      await recordHints(
        ledger,
        different.map((subjectId) => ({
          shopId: shop.id,
          source: 'night' as const,
          topic: 'reconciliation',
          subjectKind: 'order' as const,
          subjectId,
          deliveryKey: `${runId}|${subjectId}`,
          headers: {},
          body: '',
        })),
      );
      if (different.length > 0) await ports.ringIntake();
    });
    let pictures = await orderPictures(ledger, shop.id, batch);
    const finished = () =>
      different.every((id) => {
        const now = pictures.get(id);
        // The hint of this run has come to the order, and a look has covered it.
        return now?.seen === true && now.hintSeq > (before.get(id)?.hintSeq ?? 0n);
      });
    while (!finished() && performance.now() < until) {
      await sleep(250);
      pictures = await orderPictures(ledger, shop.id, batch);
    }
    for (const picture of pictures.values()) {
      after.push(picture);
      const known = before.get(picture.shopifyOrderId);
      if (known?.digest !== picture.digest && picture.shopify?.returns.length) {
        healed.push(picture.shopifyOrderId);
      }
    }
  }
  return { after, healed };
}
