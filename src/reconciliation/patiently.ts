import { ExponentialBackoff, handleWhen, retry } from 'cockatiel';
import { Problem } from '../domain/problem.ts';

const passing = handleWhen(
  (error) => error instanceof Problem && (error.retry === 'free' || error.retry === 'after'),
);
const policy = retry(passing, {
  maxAttempts: 6,
  backoff: new ExponentialBackoff({ initialDelay: 500, maxDelay: 30_000 }),
});

/** Reads again, up to six times, where a system was away or out of budget: a night has time. */
export async function patiently<T>(read: () => Promise<T>): Promise<T> {
  return await policy.execute(read);
}
