import { createHash } from 'node:crypto';

/** A seeded source of numbers: the same seed and the same order of calls give the same plan. */
export interface Random {
  /** At least 0, below 1. */
  next(): number;
  /** A whole number between both ends, both included. */
  integer(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
}

/** Draws from SHA-256 of seed and counter: slow, and independent of the engine. */
export function createRandom(seed: string): Random {
  let counter = 0;
  const next = () => {
    counter += 1;
    return createHash('sha256').update(`${seed}/${counter}`).digest().readUInt32LE(0) / 2 ** 32;
  };
  const integer = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    integer,
    chance: (probability) => next() < probability,
    pick: (items) => {
      const item = items[integer(0, items.length - 1)];
      if (item === undefined) throw new Error('there is nothing to pick from');
      return item;
    },
  };
}
