import type { Difference } from './compare.ts';
import type { Exchange } from './exchanges.ts';

/** What became of one exchange. Only `reproduced` and `different` count towards the share. */
export type Outcome = {
  exchange: Exchange;
  roots: string[];
} & (
  | { kind: 'reproduced' }
  | { kind: 'different'; differences: Difference[] }
  /** The simulator has no such root, or the exchange stands on one that it has not. */
  | { kind: 'not modelled'; reason: string }
  /** It stands on state from before the recording that the recording does not tell. */
  | { kind: 'not seedable'; reason: string }
  /** No longer valid in 2026-10, or its document is missing. */
  | { kind: 'passed over'; reason: string }
);

export type Totals = Record<Outcome['kind'], number> & { exchanges: number };

export function totalsOf(outcomes: readonly Outcome[]): Totals {
  const totals: Totals = {
    exchanges: outcomes.length,
    reproduced: 0,
    different: 0,
    'not modelled': 0,
    'not seedable': 0,
    'passed over': 0,
  };
  for (const outcome of outcomes) totals[outcome.kind] += 1;
  return totals;
}

/** Reproduced among those that could be held against the simulator; NaN if there were none. */
export const shareOf = (totals: Totals): number =>
  totals.reproduced / (totals.reproduced + totals.different);
