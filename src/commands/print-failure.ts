import { Problem } from '../domain/problem.ts';
import { problems } from '../domain/problems.ts';

/**
 * Says on standard error why a command ended: code, message and remedy for a known problem, the stack
 * for a bug. Returns the exit code.
 */
export function printFailure(error: unknown): number {
  process.stderr.write(`${failureText(error)}\n`);
  return 1;
}

/** The same as text. */
export function failureText(error: unknown): string {
  if (error instanceof Problem) {
    return `${error.code}: ${error.message}\nWhat to do: ${problems[error.code].remedy}`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
