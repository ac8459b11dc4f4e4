import { readFileSync } from 'node:fs';
import { z } from 'zod';

const packageFile = z.object({ version: z.string().regex(/^\d+\.\d+\.\d+/) });

/** The version of this program, from its package file. */
export const appVersion = (): string =>
  packageFile.parse(
    JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')),
  ).version;

/** Whether version `a` is older than `b`, by its three numbers; a pre-release counts as its release. */
export const isOlderVersion = (a: string, b: string): boolean => {
  const [left, right] = [a, b].map((version) => version.split(/[.-]/).slice(0, 3).map(Number));
  for (const index of [0, 1, 2]) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
};
