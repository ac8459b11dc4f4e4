import type { LedgerEffect, LedgerQuote, LedgerRma, LedgerSide } from '../ledger-side.ts';
import type { Policy } from '../policy.ts';
import { type ProblemCode, problems } from '../problems.ts';
import type { NetsuiteRma, NetsuiteSide, ShopifyReturn, ShopifySide } from '../snapshot.ts';
import type { Step } from '../step.ts';
import type { TrackedUnit } from './track-units.ts';
import type { Finding, Translate } from './translate.ts';

/** One return with all that the phases of a decision look at. */
export interface ReturnCase {
  readonly id: string;
  readonly now: Date;
  readonly policy: Policy;
  readonly translate: Translate;
  readonly shopify: ShopifySide;
  readonly netsuite: NetsuiteSide;
  readonly ledger: LedgerSide;
  readonly shopifyReturn: ShopifyReturn;
  readonly units: readonly TrackedUnit[];
  readonly rmas: readonly { readonly ledger: LedgerRma; readonly document: NetsuiteRma | null }[];
  /** The quote in force: open or locked. */
  readonly quote: LedgerQuote | null;
}

/** Codes that say no more than that a vendor refused: the step knows better what that means. */
const general: readonly ProblemCode[] = ['shopify-rejected', 'netsuite-rejected'];

/** What a phase found: steps that may go now, what a person must settle, what is waited for. */
export class Findings {
  readonly steps: Step[] = [];
  readonly findings: Finding[] = [];
  waitingFor: string | null = null;
  lookAgainAt: Date | null = null;
  /** What has to be read anew when that time comes: no message may ever tell of it. */
  readonly readAgain = new Set<'shopify' | 'netsuite'>();

  /** Keeps the first reason: phases run in order, so it is the one that blocks all later ones. */
  waitFor(sentence: string): void {
    this.waitingFor ??= sentence;
  }

  lookAgain(at: Date, side: 'shopify' | 'netsuite'): void {
    this.readAgain.add(side);
    if (this.lookAgainAt === null || at < this.lookAgainAt) this.lookAgainAt = at;
  }

  raise(code: ProblemCode, subject: string, detail: string): void {
    this.findings.push({ code, subject, detail });
    this.waitFor(`${problems[code].title}: ${detail}`);
  }

  /**
   * Adds a step unless its effect is already done. A refused one is not sent again by itself: it
   * becomes an exception, and a person's replay opens the next attempt.
   */
  propose(effects: readonly LedgerEffect[], step: Step, refusedAs: ProblemCode): boolean {
    const effect = latestEffect(effects, step.kind, step.subject);
    if (effect?.state === 'DONE') return true;
    if (effect?.state === 'REJECTED') {
      const own = effect.problemCode;
      const code = own === null || general.includes(own) ? refusedAs : own;
      this.raise(code, `${step.kind}:${step.subject}`, effect.problemDetail ?? step.kind);
      return false;
    }
    if (effect?.state === 'UNKNOWN')
      this.waitFor(`certainty whether a step took effect (${step.kind.replaceAll('-', ' ')})`);
    this.steps.push(step);
    return false;
  }
}

/** The newest attempt at one effect; null when it was never begun. */
export function latestEffect(
  effects: readonly LedgerEffect[],
  kind: Step['kind'],
  subject: string,
): LedgerEffect | null {
  return effects
    .filter((each) => each.kind === kind && each.subject === subject)
    .reduce<LedgerEffect | null>(
      (latest, each) => (latest === null || each.attempt > latest.attempt ? each : latest),
      null,
    );
}

/** Whether the newest attempt at an effect is done. */
export function isDone(
  effects: readonly LedgerEffect[],
  kind: Step['kind'],
  subject: string,
): boolean {
  return latestEffect(effects, kind, subject)?.state === 'DONE';
}
