import { z } from 'zod';

/** Minor units as the simulators write them: a number where it is exact, else text. */
export const minor = z
  .union([z.number().int(), z.string().regex(/^-?[0-9]+$/)])
  .transform((value) => BigInt(value));

/** The sum of what `pick` finds in each item. */
export function sumOf<T>(items: readonly T[], pick: (item: T) => bigint): bigint {
  return items.reduce((sum, item) => sum + pick(item), 0n);
}
