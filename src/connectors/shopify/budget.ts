/** What Shopify says of its bucket with every answer. */
export interface ThrottleStatus {
  readonly maximumAvailable: number;
  readonly currentlyAvailable: number;
  readonly restoreRate: number;
}

/**
 * The cost points of one shop, shared by everybody who calls it. `reserve` never waits; each
 * successful reservation is settled exactly once, also when nothing is known about the outcome.
 */
export interface BudgetPort {
  reserve(points: number): Promise<{ ok: true } | { ok: false; waitMs: number }>;
  /** `actual` is what Shopify charged; `status` is null when it did not say. */
  settle(reserved: number, actual: number, status: ThrottleStatus | null): Promise<void>;
}

/**
 * A budget for one process: a leaky bucket that believes Shopify's own figure whenever there is one,
 * less what is still under way. A request above the whole bucket goes when the bucket is full.
 */
export function createMemoryBudget(options: {
  maximumAvailable?: number;
  restoreRate?: number;
  now?: () => number;
}): BudgetPort {
  const now = options.now ?? Date.now;
  let maximum = options.maximumAvailable ?? 2_000;
  let restoreRate = options.restoreRate ?? 100;
  let available = maximum;
  let underWay = 0;
  let refilledAt = now();

  const refill = () => {
    const at = now();
    available = Math.min(maximum, available + ((at - refilledAt) / 1_000) * restoreRate);
    refilledAt = at;
  };

  return {
    async reserve(points) {
      refill();
      const needed = Math.min(points, maximum);
      const missing = needed - (available - underWay);
      if (missing > 0) return { ok: false, waitMs: Math.ceil((missing / restoreRate) * 1_000) };
      underWay += points;
      return { ok: true };
    },
    async settle(reserved, actual, status) {
      refill();
      underWay = Math.max(0, underWay - reserved);
      available -= actual;
      if (status === null) return;
      maximum = status.maximumAvailable;
      restoreRate = status.restoreRate;
      available = status.currentlyAvailable;
    },
  };
}
