/** One thing that must work before this process may take requests. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

export interface Readiness {
  readonly ready: boolean;
  readonly checks: readonly Check[];
  /** What the profile promises and what it does not. */
  readonly durability: string;
}

export interface Health {
  /** Asks ledger and queue; never rejects. Concurrent calls share one answer. */
  ready(): Promise<Readiness>;
}

const durability = {
  embedded:
    'Survives the death of this process, not of the machine: the embedded ledger does not wait for the disk.',
  postgres: 'As durable as the PostgreSQL server.',
  'postgres-redis':
    'As durable as the PostgreSQL server; the queue is made again from it when Redis is lost.',
} as const;

/**
 * Readiness: ledger and queue answer within `timeoutMs`, and this machine's clock is within
 * `maxSkewMs` of the database's. Skew is measured against the middle of the question's round trip.
 */
export function createHealth(options: {
  readonly profile: keyof typeof durability;
  /** The database's own time. */
  readonly databaseTime: () => Promise<Date>;
  /** Resolves when the queue answers. */
  readonly pingQueue: () => Promise<unknown>;
  readonly now?: () => number;
  readonly timeoutMs?: number;
  readonly maxSkewMs?: number;
}): Health {
  const { profile, databaseTime, pingQueue } = options;
  const { now = Date.now, timeoutMs = 2_000, maxSkewMs = 1_000 } = options;
  let running: Promise<Readiness> | null = null;

  const checkLedger = async (): Promise<readonly Check[]> => {
    const askedAt = now();
    const asked = await attempt(databaseTime, timeoutMs);
    if (!asked.ok) {
      return [
        { name: 'ledger', ok: false, detail: asked.detail },
        { name: 'clock', ok: false, detail: 'not known without the ledger' },
      ];
    }
    const skewMs = Math.round((askedAt + now()) / 2 - asked.value.getTime());
    return [
      { name: 'ledger', ok: true, detail: 'answers' },
      {
        name: 'clock',
        ok: Math.abs(skewMs) <= maxSkewMs,
        detail: `${skewMs} ms from the database's`,
      },
    ];
  };

  const checkQueue = async (): Promise<Check> => {
    const asked = await attempt(pingQueue, timeoutMs);
    return { name: 'queue', ok: asked.ok, detail: asked.ok ? 'answers' : asked.detail };
  };

  const check = async (): Promise<Readiness> => {
    const [ledger, queue] = await Promise.all([checkLedger(), checkQueue()]);
    const checks = [...ledger, queue];
    return { ready: checks.every(({ ok }) => ok), checks, durability: durability[profile] };
  };

  return {
    ready: () => {
      running ??= check().finally(() => {
        running = null;
      });
      return running;
    },
  };
}

type Attempt<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly detail: string };

async function attempt<T>(ask: () => Promise<T>, timeoutMs: number): Promise<Attempt<T>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Attempt<T>>((resolve) => {
    timer = setTimeout(
      () => resolve({ ok: false, detail: `no answer in ${timeoutMs} ms` }),
      timeoutMs,
    );
  });
  const asked = Promise.resolve()
    .then(ask)
    .then((value): Attempt<T> => ({ ok: true, value }))
    // The cause may name hosts and users; the log has it, a public page does not.
    .catch((): Attempt<T> => ({ ok: false, detail: 'cannot be reached' }));
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
