import { randomUUID } from 'node:crypto';
import { decide } from '../domain/decide/decide.ts';
import { Problem } from '../domain/problem.ts';
import { freshnessOf, type Step } from '../domain/step.ts';
import { openEffects } from '../ledger/effects.ts';
import { raiseException } from '../ledger/exceptions.ts';
import { decodeJson } from '../ledger/json.ts';
import { loadLedgerSide } from '../ledger/load-ledger-side.ts';
import {
  leaseOrder,
  markStale,
  type OrderLease,
  releaseOrder,
  renewLease,
} from '../ledger/orders.ts';
import { recordDecision } from '../ledger/record-decision.ts';
import { recordDocuments } from '../ledger/record-documents.ts';
import { followRefunds } from '../ledger/refunds.ts';
import { type Observer, observe } from './observe.ts';
import type { OutwardStep } from './step-verb.ts';
import { learnStep, takeStep } from './take-step.ts';
import type { Seen, ShopRuntime, Work } from './work.ts';

/** Writes whose reply says too little: what they changed is read. */
const changesNetsuite: readonly Step['kind'][] = ['open-rma', 'approve-rma', 'close-rma'];
const changesReturn: readonly Step['kind'][] = ['cancel-return', 'remove-lines'];
/** After these the steps decided beside them are decided anew: amounts and caps have changed. */
const changesFacts: readonly Step['kind'][] = [
  'open-rma',
  'quote',
  'lock-quote',
  'refund',
  'cancel-return',
  'remove-lines',
];
/** Short, so that the order of a dead worker is free soon; prolonged while a living one is at work. */
const leaseMs = 10_000;
const renewEveryMs = 3_000;
/** A look that needs more rounds than this goes on in the next one; it is no reason to fail. */
const maxRounds = 40;

export interface WorkOrderPorts extends Omit<Work, 'shop' | 'orderId' | 'fence' | 'now'> {
  readonly shops: ReadonlyMap<string, ShopRuntime>;
  /** Rings for the order again, when a hint came in meanwhile. */
  readonly ring: (orderId: string, options?: { readonly delayMs: number }) => Promise<void>;
}

/**
 * Looks at one order and does what is due: observe, decide, act, record, until nothing is left to do
 * now. One worker at a time; if somebody else holds the order the ring is dropped, because the
 * holder or the sweep will see the hint.
 */
export async function workOrder(ports: WorkOrderPorts, orderId: string): Promise<void> {
  const { ledger } = ports;
  const lease = await leaseOrder(ledger, orderId, `worker-${randomUUID()}`, leaseMs);
  if (lease === null) return;
  const heartbeat = setInterval(() => {
    // A renewal that fails is noticed before the next sending, by the fence.
    renewLease(ledger, { id: orderId, fence: lease.fence }, leaseMs).catch(() => false);
  }, renewEveryMs);
  try {
    await workLeased(ports, lease);
  } finally {
    // Whatever failed, also the ledger itself: an order nobody works on must become free.
    clearInterval(heartbeat);
  }
}

async function workLeased(ports: WorkOrderPorts, lease: OrderLease): Promise<void> {
  const { ledger } = ports;
  const { id: orderId, fence } = lease;
  const shop = ports.shops.get(lease.shopId);
  // The database's clock decides ages and leases, whatever this machine's says.
  const offsetMs = (await ledger.now()).getTime() - Date.now();
  const now = () => new Date(Date.now() + offsetMs);
  let nextLookAt: Date | null = null;
  let seenSeq = lease.hintSeq;
  try {
    if (shop !== undefined && lease.order.shopify_order_id !== null) {
      const work: Work = { ...ports, shop, orderId, fence, now };
      nextLookAt = await look(lease, lease.order.shopify_order_id, work);
    }
  } catch (error) {
    if (error instanceof Problem && error.code === 'lease-lost') return;
    // Nothing was seen: the hint stays, and the order is looked at again after a while.
    seenSeq = lease.seenSeq;
    nextLookAt = new Date(now().getTime() + retryMs(error));
    ports.log.warn({ err: error, orderId }, 'a look at an order failed');
    ports.metrics.lookFailed(error instanceof Problem ? error.code : 'bug');
    await tellOfFailure(ports, lease, error);
  }
  const released = await releaseOrder(ledger, { id: orderId, fence, seenSeq, nextLookAt });
  const failed = seenSeq !== lease.hintSeq;
  if (failed && nextLookAt !== null) {
    const delayMs = Math.max(0, nextLookAt.getTime() - now().getTime());
    await ports.ring(orderId, { delayMs });
  } else if (released === 'hinted-again') {
    await ports.ring(orderId);
  }
}

/** What waiting does not mend becomes an exception of the order; the next look that works closes it. */
async function tellOfFailure(
  ports: WorkOrderPorts,
  lease: OrderLease,
  error: unknown,
): Promise<void> {
  const problem = error instanceof Problem ? error : null;
  if (problem !== null && problem.retry !== 'never') return;
  await raiseException(ports.ledger, {
    shopId: lease.shopId,
    orderId: lease.id,
    code: problem?.code ?? 'look-failed',
    detail: problem?.message ?? `the look at ${lease.order.name || lease.id} ended in an error`,
  });
}

function retryMs(error: unknown): number {
  const base = error instanceof Problem ? (error.retryAfterMs ?? 2_000) : 10_000;
  return base + Math.random() * base;
}

async function look(lease: OrderLease, shopifyOrderId: string, work: Work): Promise<Date | null> {
  const observer = observe(lease, shopifyOrderId, work);
  const held = new Set<string>();
  let waitingUntil: Date | null = null;
  for (let round = 0; round < maxRounds; round += 1) {
    waitingUntil = earlier(waitingUntil, await learnFates(held, observer, work));
    const seen = await see(observer, work);
    if (seen === null) return waitingUntil;
    const decision = decide({
      ...seen,
      policy: work.shop.policy,
      translate: work.shop.translate,
      startAt: work.shop.startAt,
      now: work.now(),
    });
    await recordDecision(work.ledger, { shopId: work.shop.id, orderId: work.orderId }, decision);
    const outcome = await act(decision.steps, held, observer, work, seen);
    waitingUntil = earlier(waitingUntil, outcome.until);
    if (outcome.again) continue;
    for (const side of decision.readAgain) {
      await markStale(work.ledger, { id: work.orderId, fence: work.fence }, side);
    }
    return earlier(decision.lookAgainAt, waitingUntil);
  }
  return work.now();
}

/**
 * What was sent and has no outcome comes before any new decision: it is learnt by its stored request,
 * also where nothing would ask for it any more. Until then its return stands still.
 */
async function learnFates(held: Set<string>, observer: Observer, work: Work): Promise<Date | null> {
  let until: Date | null = null;
  for (const effect of await openEffects(work.ledger, work.orderId)) {
    if (effect.sent_at === null || held.has(effect.subject)) continue;
    const { step } = decodeJson<{ readonly step: OutwardStep }>(effect.request);
    const taken = await learnStep(step, work);
    if (taken.kind === 'done') readAgain(step, observer);
    if (taken.kind !== 'waiting') continue;
    held.add(step.subject);
    hold(held, step);
    until = earlier(until, taken.until);
  }
  return until;
}

async function see(observer: Observer, work: Work): Promise<Seen | null> {
  const shopify = await observer.shopify();
  if (shopify === null || shopify.returns.length === 0) return null;
  const netsuite = await observer.netsuite();
  await followRefunds(work.ledger, work.orderId, shopify);
  await recordDocuments(work.ledger, work.orderId, work.shop.netsuite.account, netsuite);
  const ledger = await loadLedgerSide(work.ledger, work.shop.id, work.orderId);
  return { shopify, netsuite, ledger };
}

function readAgain(step: Step, observer: Observer): void {
  if (changesNetsuite.includes(step.kind)) observer.demand('netsuite');
  if (changesReturn.includes(step.kind)) observer.demand('shopify');
}

/**
 * What waits holds its return back. A message holds back itself alone, since a mail server that is
 * away must keep neither goods nor money waiting; a status holds back the messages after it.
 */
function hold(held: Set<string>, step: Step): void {
  if (step.kind === 'tell-customer') held.add(step.subject);
  else if (step.kind === 'write-status') held.add(step.subject).add(`messages of ${step.returnId}`);
  else held.add(step.returnId);
}

function isHeld(held: ReadonlySet<string>, step: Step): boolean {
  if (step.kind === 'tell-customer' && held.has(`messages of ${step.returnId}`)) return true;
  return held.has(step.returnId) || held.has(step.subject);
}

/** Takes the steps in order; what waits or is refused holds back what `hold` says, and nothing else. */
async function act(
  steps: readonly Step[],
  held: Set<string>,
  observer: Observer,
  work: Work,
  seen: Seen,
): Promise<{ readonly again: boolean; readonly until: Date | null }> {
  let until: Date | null = null;
  let again = false;
  for (const step of steps) {
    if (isHeld(held, step)) continue;
    const stale = freshnessOf(step).filter((side) => !observer.isFresh(side));
    if (stale.length > 0) {
      // What the step rests on is read again first, and decided upon again.
      for (const side of stale) observer.demand(side);
      return { again: true, until };
    }
    const kept = await renewLease(work.ledger, { id: work.orderId, fence: work.fence }, leaseMs);
    if (!kept) throw new Problem('lease-lost', 'The lease of the order ran out.');
    const taken = await takeStep(step, work, seen);
    if (taken.kind === 'waiting') {
      hold(held, step);
      until = earlier(until, taken.until);
      work.log.info({ orderId: work.orderId, step: step.kind, why: taken.why }, 'a step waits');
      continue;
    }
    again = true;
    if (taken.kind === 'rejected') hold(held, step);
    readAgain(step, observer);
    if (changesFacts.includes(step.kind)) break;
  }
  return { again, until };
}

function earlier(a: Date | null, b: Date | null): Date | null {
  if (a === null) return b;
  return b !== null && b < a ? b : a;
}
