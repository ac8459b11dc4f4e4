import type { Difference } from './compare.ts';
import { type Json, printPath } from './json.ts';
import { type Outcome, shareOf, type Totals, totalsOf } from './outcome.ts';
import type { Replayed } from './replay.ts';

/** The share of exchanges that must be reproduced. */
export const requiredShare = 0.95;

const shown = (value: Json | undefined): string => {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
};

const describe = ({ path, recorded, actual }: Difference): string =>
  `${path}: the store said ${shown(recorded)}, the simulator ${shown(actual)}`;

/** One line for an exchange; with `verbose` every difference has a line of its own. */
export function linesOf(recording: string, outcome: Outcome, verbose: boolean): string[] {
  const where = `${recording} ${printPath(outcome.exchange.path)} [${outcome.roots.join(', ')}]`;
  switch (outcome.kind) {
    case 'reproduced':
      return [`reproduced    ${where}`];
    case 'different': {
      const { differences } = outcome;
      const [first, ...rest] = differences;
      const head = first === undefined ? '' : describe(first);
      if (verbose)
        return [
          `different     ${where}`,
          ...differences.map((one) => `              ${describe(one)}`),
        ];
      return [
        `different     ${where} ${head}${rest.length > 0 ? ` (and ${rest.length} more)` : ''}`,
      ];
    }
    case 'not modelled':
    case 'not seedable':
    case 'passed over':
      return [`${outcome.kind.padEnd(13)} ${where} ${outcome.reason}`];
  }
}

/** Roots by how often they are missing. */
export function unmodelledOf(replayed: readonly Replayed[]): { root: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { outcomes } of replayed)
    for (const outcome of outcomes)
      if (outcome.kind === 'not modelled')
        for (const root of outcome.reason.match(/(Mutation|QueryRoot)\.\w+/g) ?? [])
          counts.set(root, (counts.get(root) ?? 0) + 1);
  return [...counts]
    .map(([root, count]) => ({ root, count }))
    .toSorted((left, right) => right.count - left.count);
}

export interface Verdict {
  totals: Totals;
  share: number;
  unmodelled: { root: string; count: number }[];
  passed: boolean;
}

/** Nothing to compare is a failure: a folder without exchanges proves nothing. */
export function verdictOf(replayed: readonly Replayed[], unreadable: number): Verdict {
  const totals = totalsOf(replayed.flatMap((one) => one.outcomes));
  const share = shareOf(totals);
  return {
    totals,
    share,
    unmodelled: unmodelledOf(replayed),
    passed: unreadable === 0 && share >= requiredShare,
  };
}

export function summaryOf({ totals, share, unmodelled, passed }: Verdict): string[] {
  const percent = Number.isNaN(share) ? 'none' : `${(Math.floor(share * 1000) / 10).toFixed(1)} %`;
  return [
    '',
    ...(unmodelled.length === 0
      ? []
      : [
          `roots not modelled: ${unmodelled.map(({ root, count }) => `${root} (${count})`).join(', ')}`,
        ]),
    `exchanges ${totals.exchanges}: reproduced ${totals.reproduced}, different ${totals.different}, not modelled ${totals['not modelled']}, not seedable ${totals['not seedable']}, passed over ${totals['passed over']}`,
    `share of modelled roots reproduced: ${percent} (required ${requiredShare * 100} %): ${passed ? 'passed' : 'FAILED'}`,
  ];
}
