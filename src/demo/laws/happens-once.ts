import { sumOf } from '../truth/minor.ts';
import { movedMinor } from '../truth/shopify.ts';
import { type Case, type Evidence, type Law, refundIdOn } from './evidence.ts';

/**
 * Law 5: one RMA per source document and return, one refund per credit, one customer refund per
 * memo, one message per batch; and no second one that differs in nothing but its id.
 */
export const happensOnce: Law = (evidence) => {
  const { cases, tellings } = evidence;
  const memos = evidence.truth.netsuite.customerRefunds.filter(({ voided }) => !voided);
  return {
    checked: sumCounts(cases) + memos.length + tellings.length,
    violations: cases.flatMap((its) => repetitions(its, evidence)),
  };
};

const sumCounts = (cases: readonly Case[]): number =>
  cases.reduce((sum, { rmas, order }) => sum + rmas.length + order.refunds.length, 0);

/** What happened more often than it may have, for one return. */
export function repetitions(its: Case, { truth, cases }: Evidence): string[] {
  const { trueReturn, rmas, credits, order, tellings } = its;
  const { name } = trueReturn;
  const found: string[] = [];
  const standing = rmas.filter(({ status }) => status !== 'C');
  for (const source of repeated(standing.map(({ createdFrom }) => createdFrom ?? ''))) {
    found.push(`${name} has two RMAs from document ${source}`);
  }
  for (const refund of repeated(credits.flatMap((credit) => refundIdOn(credit) ?? []))) {
    found.push(`refund ${refund} stands on two credits of ${name}`);
  }
  const ofOrder = cases.filter((each) => each.order.id === order.id);
  const credited = ofOrder.flatMap((each) => each.credits.map(({ totalMinor }) => `${totalMinor}`));
  const paid = order.refunds.filter(({ by }) => by === 'app').map((each) => `${movedMinor(each)}`);
  for (const amount of surplus(paid, credited)) {
    found.push(`${order.name}: ${amount} was refunded more often than it was credited`);
  }
  for (const credit of credits) {
    const against = truth.netsuite.customerRefunds.filter(
      ({ voided, applied }) => !voided && applied.some(({ doc }) => doc === credit.id),
    );
    const appliedMinor = sumOf(
      against.flatMap(({ applied }) => applied.filter(({ doc }) => doc === credit.id)),
      ({ amountMinor }) => amountMinor,
    );
    if (against.length > 1) found.push(`${credit.tranId} has ${against.length} customer refunds`);
    if (appliedMinor > credit.totalMinor)
      found.push(`${credit.tranId} is paid out above its total`);
  }
  for (const effect of repeated(tellings.map(({ effectId }) => effectId))) {
    found.push(`${name}: message ${effect} went out twice`);
  }
  return found;
}

function repeated(items: readonly string[]): readonly string[] {
  return surplus(items, [...new Set(items)]);
}

/** What of `items` is left after taking each of `allowed` away once. */
function surplus(items: readonly string[], allowed: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const item of allowed) left.set(item, (left.get(item) ?? 0) + 1);
  return items.filter((item) => {
    const count = left.get(item) ?? 0;
    left.set(item, count - 1);
    return count <= 0;
  });
}
