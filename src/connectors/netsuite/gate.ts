/** How a granted call ended: `rejected` only when NetSuite said that its concurrency is used up. */
export type GateOutcome = 'ok' | 'rejected';

export type GateGrant =
  | { readonly ok: true; release(outcome: GateOutcome): void | Promise<void> }
  // Nothing is free: come back after `waitMs`.
  | { readonly ok: false; readonly waitMs: number };

/**
 * Shares an account's concurrency among everything that calls it. Each grant is released exactly
 * once. NetSuite counts REST, SOAP and RESTlet calls of all integrations together.
 */
export interface GatePort {
  acquire(): Promise<GateGrant>;
}

export interface MemoryGateOptions {
  /** Never more calls than this at once; the account's own limit, or our part of it. */
  readonly limit: number;
  /** Shortest time between two cuts, so that one burst of rejections cuts once. */
  readonly cutEveryMs?: number;
  readonly waitMs?: number;
  readonly now?: () => number;
}

/**
 * Gate for one process: additive increase (about one slot per window of successes), one slot less
 * for a rejection, never below one and never above `limit`. Other workers do not see its grants.
 */
export function createMemoryGate(options: MemoryGateOptions): GatePort & {
  /** Slots it would grant now, and those in use. */
  state(): { readonly allowed: number; readonly inUse: number };
} {
  const limit = Math.max(1, Math.floor(options.limit));
  const { cutEveryMs = 500, waitMs = 25, now = Date.now } = options;
  let window = limit;
  let inUse = 0;
  let lastCutAt = Number.NEGATIVE_INFINITY;

  function settle(outcome: GateOutcome): void {
    inUse -= 1;
    if (outcome === 'ok') {
      window = Math.min(limit, window + 0.5 / window);
    } else if (now() - lastCutAt >= cutEveryMs) {
      window = Math.max(1, window - 1);
      lastCutAt = now();
    }
  }

  return {
    async acquire() {
      if (inUse >= Math.floor(window)) return { ok: false, waitMs };
      inUse += 1;
      let released = false;
      return {
        ok: true,
        release(outcome) {
          if (released) return;
          released = true;
          settle(outcome);
        },
      };
    },
    state: () => ({ allowed: Math.floor(window), inUse }),
  };
}
