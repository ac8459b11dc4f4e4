import type { Evidence } from './laws/evidence.ts';
import { isClosed } from './laws/evidence.ts';
import { allHeld, type Judgement, type LawNumber, lawNumbers } from './laws/judge.ts';
import { validCredits } from './truth/netsuite.ts';
import { movedMinor } from './truth/shopify.ts';

export interface Summary {
  readonly seed: string;
  readonly returns: number;
  readonly finished: number;
  readonly parked: number;
  readonly seconds: number;
  readonly laws: Readonly<
    Record<LawNumber, { readonly checked: number; readonly violations: number }>
  >;
  readonly shopify: ReturnType<typeof shopifySums>;
  readonly netsuite: ReturnType<typeof netsuiteSums>;
  /** Shopify cost points and NetSuite calls of the whole run. */
  readonly points: number;
  readonly calls: number;
  /** Each violation in a sentence, by law. */
  readonly findings: Readonly<Record<string, readonly string[]>>;
  /** The returns that wait for a person, each with its code and cause. */
  readonly waiting: readonly {
    readonly return: string;
    readonly code: string;
    readonly detail: string;
  }[];
  readonly restarts: number;
  readonly ok: boolean;
}

/** Sums a run up. All sums are counted from what the simulators hold, in minor units as text. */
export function summarize(
  run: {
    readonly seed: string;
    readonly returns: number;
    readonly seconds: number;
    readonly restarts: number;
  },
  evidence: Evidence,
  judgement: Judgement,
): Summary {
  const { truth, cases, app } = evidence;
  const finished = cases.filter(
    (its) => isClosed(its) || ['DECLINED', 'CANCELED'].includes(its.trueReturn.status),
  ).length;
  const parked = cases.filter(
    (its) =>
      its.shown !== null &&
      !its.shown.ended &&
      app.exceptions.some(({ returnId }) => returnId === its.shown?.id),
  );
  const points = truth.shopify.calls.actualCost;
  const { calls } = truth.netsuite;
  // Asking for changes goes on whether there are returns or not.
  const polls = calls.operations['restlet']?.calls ?? 0;
  const each = (sum: number) => Math.round((10 * sum) / Math.max(1, run.returns)) / 10;
  return {
    seed: run.seed,
    returns: run.returns,
    finished,
    parked: parked.length,
    seconds: Math.round(run.seconds * 10) / 10,
    laws: Object.fromEntries(
      lawNumbers.map((number) => {
        const { checked, violations } = judgement[number];
        return [number, { checked, violations: violations.length }];
      }),
    ) as Summary['laws'],
    shopify: shopifySums(evidence, each(points)),
    netsuite: netsuiteSums(evidence, polls, each(calls.total - polls)),
    points,
    calls: calls.total,
    findings: Object.fromEntries(
      lawNumbers.flatMap((number) => {
        const { violations } = judgement[number];
        return violations.length === 0 ? [] : [[number, violations]];
      }),
    ),
    waiting: parked.flatMap(({ shown }) =>
      app.exceptions
        .filter(({ returnId }) => returnId === shown?.id)
        .map(({ code, detail }) => ({ return: shown?.name ?? '', code, detail })),
    ),
    restarts: run.restarts,
    ok: allHeld(judgement) && finished + parked.length >= run.returns,
  };
}

function shopifySums({ truth, cases }: Evidence, pointsPerReturn: number) {
  const { orders, webhooks, calls } = truth.shopify;
  const refunds = orders.flatMap((order) =>
    order.refunds.map((refund) => [order.presentmentCurrency, movedMinor(refund)] as const),
  );
  const faulty = webhooks.deliveries.flatMap(({ faults }) => faults);
  return {
    orders: orders.length,
    returns: cases.length,
    refunds: refunds.length,
    refundedMinor: sumByCurrency(refunds),
    webhooks: {
      sent: webhooks.deliveries.length,
      answered200: webhooks.deliveries.filter(({ status }) => status === 'delivered').length,
      ...countBy(faulty),
    },
    calls: calls.total,
    throttled: calls.throttled,
    pointsPerReturn,
    /** What the points went to, by root field. */
    pointsBy: Object.fromEntries(
      Object.entries(calls.operations).map(([name, { count, actualCost }]) => [
        name,
        { calls: count, points: actualCost },
      ]),
    ),
  };
}

function netsuiteSums({ truth }: Evidence, polls: number, callsPerReturn: number) {
  const { netsuite } = truth;
  const credits = validCredits(netsuite);
  return {
    returnAuthorizations: netsuite.returnAuthorizations.length,
    credits: credits.length,
    creditedMinor: sumByCurrency(credits.map((one) => [one.currency, one.totalMinor] as const)),
    customerRefunds: netsuite.customerRefunds.length,
    concurrencyRejections: netsuite.calls.concurrencyRejections,
    polls,
    callsPerReturn,
  };
}

function sumByCurrency(amounts: readonly (readonly [string, bigint])[]): Record<string, string> {
  const sums = new Map<string, bigint>();
  for (const [currency, minor] of amounts) sums.set(currency, (sums.get(currency) ?? 0n) + minor);
  return Object.fromEntries([...sums].map(([currency, minor]) => [currency, `${minor}`]));
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
