import type { LockQuote, MakeQuote, Step } from '../domain/step.ts';
import type { Seen, Work } from './work.ts';

/** Steps that write to the outside; the others change the ledger alone. */
export type OutwardStep = Exclude<Step, MakeQuote | LockQuote>;

export interface StepResult<R = object> {
  /** Id of what was made over there; null when nothing was made. */
  readonly remoteId: string | null;
  /** What later steps need of the answer; plain JSON with bigints. */
  readonly data: R;
}

export type Probed<R = object> =
  | { readonly kind: 'done'; readonly result: StepResult<R> }
  /** Not there as of now; whether that is final depends on how late the vendor may still commit. */
  | { readonly kind: 'absent' }
  /** Something else is there under our name: never sent again, a person looks. */
  | { readonly kind: 'foreign'; readonly detail: string };

/**
 * How an unknown outcome is resolved. `same-key`: sent again byte for byte while the key is young,
 * probed afterwards. `harmless`: sent again at once, since twice the same is once. `external-id`: looked up, sent again under the same id once absence is final.
 * `read-back`: the state is read; sent again only if it did not change. `never`: not sent again.
 */
export type Repeat = 'same-key' | 'harmless' | 'external-id' | 'read-back' | 'never';

/** One verb towards the outside: its exact request, how it is sent, how its fate is learnt. */
export interface StepVerb<S extends OutwardStep, W, R extends object = object> {
  readonly kind: S['kind'];
  readonly repeat: Repeat;
  /** The exact request, stored with the intent. May read, never writes. */
  prepare(step: S, effectId: string, work: Work, seen: Seen): Promise<W>;
  /** Rows that must stand with the intent, in its transaction. */
  claim?(step: S, effectId: string, work: Work): Promise<void>;
  /** Sends the stored request once. Throws a `Problem` whose retry class says how far it got. */
  perform(wire: W, effectId: string, work: Work, step: S): Promise<StepResult<R>>;
  probe(step: S, wire: W, effectId: string, work: Work): Promise<Probed<R>>;
  /** Rows that follow from the outcome, in its transaction. */
  settle?(step: S, result: StepResult<R>, effectId: string, work: Work): Promise<void>;
}
