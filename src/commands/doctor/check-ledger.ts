import { z } from 'zod';
import type { Config } from '../../config.ts';
import { Problem } from '../../domain/problem.ts';
import { openQueue } from '../../jobs/queue.ts';
import { openLedger } from '../../ledger/open.ts';
import { attempt, type Check, fail, ok, warn } from './check.ts';

const readinessSchema = z.object({
  ready: z.boolean(),
  checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })),
  durability: z.string(),
});

/**
 * Ledger, queue and what the profile promises. While a process owns the embedded folder that process
 * is asked, since nobody else may open it.
 */
export async function checkLedger(config: Config): Promise<readonly Check[]> {
  const profile =
    config.profile === 'embedded'
      ? warn(
          'profile',
          'The embedded ledger survives the death of the process, not of the machine.',
          'Set DATABASE_URL before it matters.',
        )
      : ok('profile', config.profile);
  return [profile, ...(await attempt('ledger', () => openBoth(config)))];
}

async function openBoth(config: Config): Promise<readonly Check[]> {
  let ledger: Awaited<ReturnType<typeof openLedger>>;
  try {
    ledger = await openLedger(
      config.databaseUrl === null
        ? { dataDir: config.dataDir }
        : { databaseUrl: config.databaseUrl },
    );
  } catch (error) {
    if (error instanceof Problem && error.code === 'data-dir-in-use') {
      return await askOwner(config, error.message);
    }
    throw error;
  }
  try {
    const skewMs = Date.now() - (await ledger.now()).getTime();
    const clock =
      Math.abs(skewMs) <= 1_000
        ? ok('clock', `${skewMs} ms from the ledger's`)
        : warn('clock', `${skewMs} ms from the ledger's`, 'Let both machines keep time by NTP.');
    const queue = await attempt('queue', async () => {
      const opened = await openQueue({
        ledger,
        ...(config.redisUrl === null ? {} : { redisUrl: config.redisUrl }),
      });
      await opened.close({ deadlineMs: 1_000 });
      const warnings = opened.warnings.map((each) => warn('queue', each, 'Mind what it says.'));
      return warnings.length > 0 ? warnings : [ok('queue', 'opens')];
    });
    return [ok('ledger', 'opens, its schema is up to date'), clock, ...queue];
  } finally {
    await ledger.close();
  }
}

async function askOwner(config: Config, inUse: string): Promise<readonly Check[]> {
  const url = `http://127.0.0.1:${config.port}/readyz`;
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
  const readiness = readinessSchema.safeParse(await response?.json().catch(() => null));
  if (!readiness.success) {
    const remedy = 'Give doctor the same PORT as that process, or stop it.';
    return [fail('ledger', `${inUse} It does not answer at ${url}.`, remedy)];
  }
  return [
    ok('data folder', `${inUse} It answers for itself:`),
    ...readiness.data.checks.map(({ name, ok: works, detail }) =>
      works ? ok(name, detail) : fail(name, detail, "Look at that process' log."),
    ),
  ];
}
