import { randomUUID } from 'node:crypto';
import type { GatePort } from '../connectors/netsuite/gate.ts';
import type { BudgetPort } from '../connectors/shopify/budget.ts';
import { openBudget, reservePoints, settlePoints } from '../ledger/budgets.ts';
import type { Ledger } from '../ledger/open.ts';
import { freeSlot, noteRejection, noteSuccess, openGate, takeSlot } from '../ledger/slots.ts';

/** Points a second that Shopify restores on each plan; the bucket holds twenty seconds of them. */
const restorePerSecond = { standard: 100, advanced: 200, plus: 1_000, enterprise: 2_000 } as const;

/** How long to wait for a slot before asking again. */
const slotWaitMs = 50;

/** The cost points of one shop, shared by all workers through the ledger. */
export async function sharedBudget(
  ledger: Ledger,
  shopId: string,
  plan: keyof typeof restorePerSecond,
): Promise<BudgetPort> {
  const key = `shopify:${shopId}`;
  const restore = restorePerSecond[plan];
  await openBudget(ledger, { key, capacity: restore * 20, restorePerSecond: restore });
  return {
    async reserve(points) {
      const reservation = await reservePoints(ledger, key, points);
      return reservation.granted ? { ok: true } : { ok: false, waitMs: reservation.waitMs };
    },
    async settle(reserved, actual, status) {
      await settlePoints(ledger, key, { reserved, actual, status });
    },
  };
}

/** The concurrency of one NetSuite account, shared by all workers; a dead worker's slot frees itself. */
export async function sharedGate(
  ledger: Ledger,
  account: string,
  limit: number,
  callTimeoutMs: number,
): Promise<GatePort> {
  const key = `netsuite:${account}`;
  await openGate(ledger, key, limit);
  return {
    async acquire() {
      const holder = randomUUID();
      if (!(await takeSlot(ledger, key, holder, callTimeoutMs + 5_000))) {
        return { ok: false, waitMs: slotWaitMs };
      }
      return {
        ok: true,
        async release(outcome) {
          await freeSlot(ledger, key, holder);
          if (outcome === 'rejected') await noteRejection(ledger, key);
          else await noteSuccess(ledger, key);
        },
      };
    },
  };
}
