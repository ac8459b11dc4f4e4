import { Problem } from '../../domain/problem.ts';
import { problems } from '../../domain/problems.ts';

/** One thing that was looked at. `warn` works and costs something; `fail` must be mended first. */
export interface Check {
  readonly name: string;
  readonly state: 'ok' | 'warn' | 'fail';
  readonly detail: string;
  /** What to do; null where nothing is to be done. */
  readonly remedy: string | null;
}

export const ok = (name: string, detail: string): Check => ({
  name,
  state: 'ok',
  detail,
  remedy: null,
});

export const warn = (name: string, detail: string, remedy: string): Check => ({
  name,
  state: 'warn',
  detail,
  remedy,
});

export const fail = (name: string, detail: string, remedy: string): Check => ({
  name,
  state: 'fail',
  detail,
  remedy,
});

/** Runs a check; a `Problem` becomes a failed check with the catalogue's remedy. */
export async function attempt(
  name: string,
  run: () => Promise<readonly Check[]>,
): Promise<readonly Check[]> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Problem) {
      return [fail(name, `${error.code}: ${error.message}`, problems[error.code].remedy)];
    }
    const reason = error instanceof Error ? error.message : String(error);
    return [fail(name, reason, 'This is not a known problem: look at the log, or report it.')];
  }
}
