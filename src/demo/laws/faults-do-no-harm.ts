import { amountFaults } from './amounts-agree.ts';
import { type Case, isClosed, type Law } from './evidence.ts';
import { repetitions } from './happens-once.ts';

/**
 * Law 2: a return whose messages came twice, out of order or not at all came out all the same: once,
 * with the right amounts, or before a person.
 */
export const faultsDoNoHarm: Law = (evidence) => {
  const troubled = new Set(
    evidence.truth.shopify.webhooks.deliveries
      .filter(({ faults }) => faults.length > 0)
      .flatMap(({ subjects }) => subjects),
  );
  const cases = evidence.cases.filter(
    ({ order, trueReturn }) => troubled.has(order.id) || troubled.has(trueReturn.id),
  );
  return {
    checked: cases.length,
    violations: cases.flatMap((its) => [
      ...outcomeFault(its),
      ...(isClosed(its) ? amountFaults(its) : []),
      ...repetitions(its, evidence),
    ]),
  };
};

function outcomeFault({ trueReturn, shown }: Case): string[] {
  const isOver = ['CLOSED', 'DECLINED', 'CANCELED'].includes(trueReturn.status);
  if (shown === null) return [`${trueReturn.name} was never seen`];
  return isOver || shown.problem !== null ? [] : [`${trueReturn.name} got stuck`];
}
