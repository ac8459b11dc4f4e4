type Counter = { calls: number; concurrencyRejections: number; statuses: Record<string, number> };

/** Counts the calls of one account by operation. */
export type CallLog = ReturnType<typeof createCallLog>;

/** Starts empty; `record` is called once per answered or dropped call. */
export function createCallLog() {
  const operations = new Map<string, Counter>();
  let mostAtOnce = 0;
  return {
    record: (operation: string, status: number | 'dropped' | 'late', rejected: boolean) => {
      const counter = operations.get(operation) ?? {
        calls: 0,
        concurrencyRejections: 0,
        statuses: {},
      };
      counter.calls += 1;
      if (rejected) counter.concurrencyRejections += 1;
      counter.statuses[status] = (counter.statuses[status] ?? 0) + 1;
      operations.set(operation, counter);
    },
    sawAtOnce: (count: number) => {
      mostAtOnce = Math.max(mostAtOnce, count);
    },
    summary: () => {
      const all = [...operations.values()];
      return {
        total: all.reduce((sum, one) => sum + one.calls, 0),
        concurrencyRejections: all.reduce((sum, one) => sum + one.concurrencyRejections, 0),
        mostAtOnce,
        operations: Object.fromEntries(operations),
      };
    },
  };
}
