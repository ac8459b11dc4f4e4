import { z } from 'zod';
import type { CaseAmounts, Checks, Reader } from './check.ts';
import { readGoods } from './goods.ts';
import { readAllocation, readCurrency, readTenders } from './payments.ts';
import { amountReader, lettersOf, type PeerCase, peerCaseSchema } from './peer-case.ts';
import { readQuote } from './quotes.ts';

export type CaseResult =
  | {
      readonly outcome: 'passed' | 'failed';
      readonly checked: readonly string[];
      readonly unchecked: readonly string[];
      readonly wrong: readonly string[];
    }
  /** Documents, states and rights: nothing that the money core decides. */
  | { readonly outcome: 'not-amount' };

const kinds = ['amount', 'allocation', 'currency', 'payment', 'policy_contrast'];
const kindSchema = z.looseObject({ kind: z.string() });
const readers: readonly Reader[] = [
  readQuote,
  readTenders,
  readAllocation,
  readCurrency,
  readGoods,
];

/**
 * Runs one case; one with letters runs with several values for each. It passes when at least one of
 * its expectations was looked at and all that were looked at hold; the others are named.
 */
export function checkCase(data: unknown): CaseResult {
  if (!kinds.includes(kindSchema.parse(data).kind)) return { outcome: 'not-amount' };
  const parsed = peerCaseSchema.safeParse(data);
  if (!parsed.success) return failed(`cannot be read: ${z.prettifyError(parsed.error)}`);
  const peer = parsed.data;
  const rounds = lettersOf(peer).length === 0 ? 1 : 7;
  const checked = new Set<string>();
  const wrong: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const found = attempt(() => checksOf(peer, round));
    if ('error' in found) return failed(found.error);
    for (const [key, expected] of Object.entries(peer.expect)) {
      const check = found.value[key];
      if (check === undefined) continue;
      checked.add(key);
      const result = attempt(() => check(expected));
      const difference = 'error' in result ? result.error : result.value;
      if (difference !== null) wrong.push(`${key}: ${difference}`);
    }
  }
  if (checked.size === 0) return { outcome: 'not-amount' };
  const unchecked = Object.keys(peer.expect).filter((key) => !checked.has(key));
  return {
    outcome: wrong.length === 0 ? 'passed' : 'failed',
    checked: [...checked],
    unchecked,
    wrong,
  };
}

/** A refusal of the core is a result of the case, not the end of the run. */
function attempt<T>(work: () => T): { readonly value: T } | { readonly error: string } {
  try {
    return { value: work() };
  } catch (error) {
    return { error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}

function failed(why: string): CaseResult {
  return { outcome: 'failed', checked: [], unchecked: [], wrong: [why] };
}

/** The first reader that has something to say about the case. */
function checksOf(peer: PeerCase, round: number): Checks {
  const letters = lettersFor(peer, round);
  const read: CaseAmounts = { ...amountReader(peer, letters), letters };
  for (const reader of readers) {
    const checks = reader(peer, read);
    if (Object.keys(checks).length > 0) return checks;
  }
  return {};
}

/** Values that fit together: a discount below the price, a total of two units, quarters that are whole. */
function lettersFor(peer: PeerCase, round: number): Record<string, bigint> {
  const step = BigInt(round);
  const unit = 1501n + step * 1237n;
  const fixed: Record<string, bigint> = {
    A: 4n * (251n + step * 977n),
    D: 1n + step * 77n,
    P: 1999n + step * 1009n,
    S: 500n + step * 333n,
    T: unit * 2n,
    U: unit,
  };
  return Object.fromEntries(
    lettersOf(peer).map((letter) => [letter, fixed[letter] ?? 1000n + step * 97n]),
  );
}
