import { sumMinor } from './money.ts';
import type { VarianceClass } from './stage.ts';

export interface VariancePart {
  readonly class: VarianceClass;
  readonly amountMinor: bigint;
  /** Which figures disagree, for a person. */
  readonly why: string;
}

/**
 * A difference, first figure less second, split so that parts plus `unexplainedMinor` are exactly
 * `differenceMinor`. Anything but 0 in `unexplainedMinor` needs a person.
 */
export interface Variance {
  readonly against: 'reversal' | 'shopify' | 'credit';
  readonly differenceMinor: bigint;
  readonly parts: readonly VariancePart[];
  readonly unexplainedMinor: bigint;
  /** Its pieces: two that cancel each other are still unexplained. */
  readonly unexplained: readonly { readonly what: string; readonly amountMinor: bigint }[];
}

/** Both sides of one figure that the two systems show alike. */
export interface Compared {
  readonly what: string;
  readonly aMinor: bigint;
  readonly bMinor: bigint;
}

export interface VarianceInput {
  readonly against: Variance['against'];
  /** Net of the goods, a line at a time; `units` bounds how much rounding can explain. */
  readonly goods: readonly (Compared & {
    readonly units: number;
    /** The line's discount: the whole, and the share that belongs to these units. */
    readonly discountMinor: bigint;
    readonly discountShareMinor: bigint;
  })[];
  /** Figures that have a class of their own, such as tax or shipping. */
  readonly figures: readonly (Compared & { readonly class: VarianceClass })[];
  /** Differences that nothing accounts for, such as an unknown line. */
  readonly unknown: readonly Compared[];
  /** A line's net may differ by this many minor units, or by one a unit, and still be rounding. */
  readonly roundingReachMinor: bigint;
  /** With tax in the prices, a shift between net and tax of goods is no difference in money. */
  readonly taxesIncluded: boolean;
}

/** Two figures that agree but for cents of tax and of rounding. */
export function ofCents(
  against: Variance['against'],
  taxMinor: bigint,
  roundingMinor: bigint,
): Variance {
  const parts: VariancePart[] = [];
  if (taxMinor !== 0n) parts.push({ class: 'tax', amountMinor: taxMinor, why: 'tax' });
  if (roundingMinor !== 0n) {
    parts.push({ class: 'rounding', amountMinor: roundingMinor, why: 'rounding of the discount' });
  }
  return result(against, taxMinor + roundingMinor, parts, []);
}

/**
 * Splits the difference of two calculations of one amount into classes. A line's net that differs by
 * more than rounding is `discount` when the line's stored discount explains it (not taken, or taken
 * whole); what nothing explains is said so in `unexplainedMinor`, never forced into a class.
 */
export function explainVariance(input: VarianceInput): Variance {
  const parts: VariancePart[] = [];
  const unexplained = input.unknown.map((entry) => ({
    what: entry.what,
    amountMinor: difference(entry),
  }));
  for (const line of input.goods) {
    const found = explainGoods(line, input.roundingReachMinor);
    parts.push(...found.parts);
    unexplained.push({ what: line.what, amountMinor: found.unexplainedMinor });
  }
  for (const figure of input.figures) {
    const amountMinor = difference(figure);
    if (amountMinor !== 0n) parts.push({ class: figure.class, amountMinor, why: figure.what });
  }
  const differenceMinor = sumMinor(
    [...input.goods, ...input.figures, ...input.unknown].map(difference),
  );
  if (input.taxesIncluded && differenceMinor === 0n && onlyNetAndTax(input)) {
    return result(input.against, differenceMinor, [], []);
  }
  return result(input.against, differenceMinor, parts, unexplained);
}

/**
 * Splits a difference of which only the totals are known: by those candidates that explain it up to
 * rounding, fewest first; otherwise the whole is unexplained.
 */
export function explainTotals(input: {
  readonly against: Variance['against'];
  readonly differenceMinor: bigint;
  readonly candidates: readonly VariancePart[];
  readonly roundingReachMinor: bigint;
}): Variance {
  const { against, differenceMinor, roundingReachMinor } = input;
  const candidates = input.candidates
    .filter((candidate) => candidate.amountMinor !== 0n)
    .slice(0, 8);
  const subsets = Array.from({ length: 2 ** candidates.length }, (_, mask) =>
    candidates.filter((_candidate, index) => (mask >> index) % 2 === 1),
  ).sort((a, b) => a.length - b.length);
  for (const reachMinor of [0n, roundingReachMinor]) {
    for (const parts of subsets) {
      const restMinor = differenceMinor - sumMinor(parts.map((part) => part.amountMinor));
      if (magnitude(restMinor) > reachMinor) continue;
      const rest: VariancePart = { class: 'rounding', amountMinor: restMinor, why: 'what is left' };
      const found = restMinor === 0n ? parts : [...parts, rest];
      return result(against, differenceMinor, found, []);
    }
  }
  return result(
    against,
    differenceMinor,
    [],
    [{ what: 'the totals', amountMinor: differenceMinor }],
  );
}

/** The magnitudes of a variance's parts summed by class, to hold against a policy's limits. */
export function magnitudeByClass(variance: Variance): ReadonlyMap<VarianceClass, bigint> {
  const byClass = new Map<VarianceClass, bigint>();
  for (const part of variance.parts) {
    byClass.set(part.class, (byClass.get(part.class) ?? 0n) + magnitude(part.amountMinor));
  }
  return byClass;
}

function explainGoods(
  line: VarianceInput['goods'][number],
  reachMinor: bigint,
): { parts: VariancePart[]; unexplainedMinor: bigint } {
  const amountMinor = difference(line);
  if (amountMinor === 0n) return { parts: [], unexplainedMinor: 0n };
  const bound = BigInt(line.units) > reachMinor ? BigInt(line.units) : reachMinor;
  if (magnitude(amountMinor) <= bound) {
    return { parts: [{ class: 'rounding', amountMinor, why: line.what }], unexplainedMinor: 0n };
  }
  const discounts = [
    { amountMinor: line.discountShareMinor, why: `${line.what}: discount not taken off` },
    {
      amountMinor: line.discountShareMinor - line.discountMinor,
      why: `${line.what}: the whole discount taken off a part`,
    },
  ];
  for (const discount of discounts) {
    const restMinor = amountMinor - discount.amountMinor;
    if (discount.amountMinor === 0n || magnitude(restMinor) > bound) continue;
    const parts: VariancePart[] = [{ class: 'discount', ...discount }];
    if (restMinor !== 0n) parts.push({ class: 'rounding', amountMinor: restMinor, why: line.what });
    return { parts, unexplainedMinor: 0n };
  }
  return { parts: [], unexplainedMinor: amountMinor };
}

function result(
  against: Variance['against'],
  differenceMinor: bigint,
  parts: readonly VariancePart[],
  pieces: Variance['unexplained'],
): Variance {
  const unexplained = pieces.filter((piece) => piece.amountMinor !== 0n);
  const unexplainedMinor = sumMinor(unexplained.map((piece) => piece.amountMinor));
  return { against, differenceMinor, parts: merge(parts), unexplainedMinor, unexplained };
}

/** One part for each class and reason, nothing that amounts to zero. */
function merge(parts: readonly VariancePart[]): VariancePart[] {
  const merged = new Map<string, VariancePart>();
  for (const part of parts) {
    const key = `${part.class} ${part.why}`;
    const amountMinor = (merged.get(key)?.amountMinor ?? 0n) + part.amountMinor;
    merged.set(key, { ...part, amountMinor });
  }
  return [...merged.values()].filter((part) => part.amountMinor !== 0n);
}

/** A shift moves every line's net the same way; opposite differences are mistakes that cancel. */
function onlyNetAndTax(input: VarianceInput): boolean {
  const goods = input.goods.map(difference);
  return (
    (goods.every((amount) => amount >= 0n) || goods.every((amount) => amount <= 0n)) &&
    input.unknown.every((entry) => difference(entry) === 0n) &&
    input.figures.every((figure) => figure.class === 'tax' || difference(figure) === 0n)
  );
}

function difference(compared: Compared): bigint {
  return compared.aMinor - compared.bMinor;
}

function magnitude(minor: bigint): bigint {
  return minor < 0n ? -minor : minor;
}
