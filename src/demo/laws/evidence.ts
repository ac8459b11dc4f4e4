import type {
  ShownAudit,
  ShownDelivery,
  ShownEvent,
  ShownException,
  ShownReturn,
} from '../app-view.ts';
import { numberOf } from '../diary.ts';
import type { Truth } from '../stage.ts';
import { returnNumberOf, type TrueCredit, type TrueRma, validCredits } from '../truth/netsuite.ts';
import type { Telling } from '../truth/notices.ts';
import type { TrueOrder, TrueRefund, TrueReturn } from '../truth/shopify.ts';

/** Everything the laws are judged by. What both simulators hold is the truth; the app only answers. */
export interface Evidence {
  readonly truth: Truth;
  readonly tellings: readonly Telling[];
  readonly cases: readonly Case[];
  /** NetSuite location → Shopify location. */
  readonly locations: ReadonlyMap<string, string>;
  readonly app: {
    readonly returns: readonly ShownReturn[];
    readonly exceptions: readonly ShownException[];
    readonly inbox: readonly ShownDelivery[];
    readonly events: readonly ShownEvent[];
    readonly audit: ShownAudit;
  };
  /** What was seen while the demo ran. */
  readonly watched: Watched;
}

/** Unfinished returns whose answer was asked for during the run, and those that had none. */
export interface Watched {
  readonly answersAsked: number;
  readonly unanswered: readonly string[];
}

/** One return as both systems really hold it. */
export interface Case {
  readonly order: TrueOrder;
  readonly trueReturn: TrueReturn;
  readonly rmas: readonly TrueRma[];
  readonly credits: readonly TrueCredit[];
  /** Refunds whose id stands on one of the credits. */
  readonly refunds: readonly TrueRefund[];
  readonly tellings: readonly Telling[];
  readonly shown: ShownReturn | null;
}

export interface LawResult {
  readonly checked: number;
  /** One sentence each. */
  readonly violations: readonly string[];
}

/** A law counts what it checked; `evidence` in, nothing else. */
export type Law = (evidence: Evidence) => LawResult;

/** Puts what belongs together side by side, by the ids that each system itself holds. */
export function casesOf(
  truth: Truth,
  tellings: readonly Telling[],
  shown: readonly ShownReturn[],
): readonly Case[] {
  const credits = validCredits(truth.netsuite);
  return truth.shopify.orders.flatMap((order) =>
    order.returns.map((trueReturn) => {
      const number = numberOf(trueReturn.id);
      const rmas = truth.netsuite.returnAuthorizations.filter(
        (rma) => returnNumberOf(rma) === number,
      );
      const own = credits.filter((credit) => rmas.some(({ id }) => id === credit.createdFrom));
      const paidBy = new Set(own.flatMap((credit) => refundIdOn(credit) ?? []));
      return {
        order,
        trueReturn,
        rmas,
        credits: own,
        refunds: order.refunds.filter(({ id }) => paidBy.has(numberOf(id))),
        tellings: tellings.filter(({ returnName }) => returnName === trueReturn.name),
        shown: shown.find(({ name }) => name === trueReturn.name) ?? null,
      };
    }),
  );
}

/** The number of the Shopify refund that the credit says paid it. */
export function refundIdOn(credit: TrueCredit): string | null {
  const id = credit.custom['custbody_backhaul_refund_id'];
  return typeof id === 'string' && id !== '' ? numberOf(id) : null;
}

/** Over in Shopify itself, with money: neither declined nor cancelled. */
export function isClosed({ trueReturn }: Case): boolean {
  return trueReturn.status === 'CLOSED';
}
