import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again every `everyMs` until `ask` gives something; errors count as "not yet" until the end. */
export async function waitUntil<T>(
  what: string,
  ask: () => Promise<T | null>,
  options: { readonly timeoutMs: number; readonly everyMs?: number },
): Promise<T> {
  const until = performance.now() + options.timeoutMs;
  let last: unknown = null;
  while (performance.now() < until) {
    try {
      const answer = await ask();
      if (answer !== null) return answer;
    } catch (error) {
      last = error;
    }
    await sleep(options.everyMs ?? 100);
  }
  throw new Error(`${what} did not happen within ${options.timeoutMs / 1_000} s`, { cause: last });
}
