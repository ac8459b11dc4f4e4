export type OperationCalls = {
  count: number;
  requestedCost: number;
  actualCost: number;
  throttled: number;
  failed: number;
};
export type CallSummary = {
  total: number;
  requestedCost: number;
  actualCost: number;
  throttled: number;
  notModelled: Record<string, number>;
  operations: Record<string, OperationCalls>;
};

/** Counts what the API was asked, per root field. */
export type CallLog = {
  add(call: {
    operation: string;
    requestedCost: number;
    actualCost: number;
    throttled?: boolean;
    failed?: boolean;
  }): void;
  addNotModelled(name: string): void;
  summary(): CallSummary;
};

export function createCallLog(): CallLog {
  const operations = new Map<string, OperationCalls>();
  const notModelled = new Map<string, number>();
  const none = (): OperationCalls => ({
    count: 0,
    requestedCost: 0,
    actualCost: 0,
    throttled: 0,
    failed: 0,
  });
  return {
    add: ({ operation, requestedCost, actualCost, throttled = false, failed = false }) => {
      const known = operations.get(operation) ?? none();
      known.count += 1;
      known.requestedCost += requestedCost;
      known.actualCost += actualCost;
      known.throttled += throttled ? 1 : 0;
      known.failed += failed ? 1 : 0;
      operations.set(operation, known);
    },
    addNotModelled: (name) => void notModelled.set(name, (notModelled.get(name) ?? 0) + 1),
    summary: () => {
      const all = [...operations.values()];
      const sum = (pick: (one: OperationCalls) => number) =>
        all.reduce((total, one) => total + pick(one), 0);
      return {
        total: sum((one) => one.count),
        requestedCost: sum((one) => one.requestedCost),
        actualCost: sum((one) => one.actualCost),
        throttled: sum((one) => one.throttled),
        notModelled: Object.fromEntries(notModelled),
        operations: Object.fromEntries([...operations].sort(([a], [b]) => (a < b ? -1 : 1))),
      };
    },
  };
}
