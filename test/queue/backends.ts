import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { openQueue, type Queue } from '../../src/jobs/queue.ts';
import { type Ledger, type LedgerOptions, openLedger } from '../../src/ledger/open.ts';
import { newTestDatabase, newTestDataDir } from '../support/ledger.ts';

export interface QueueBackend {
  readonly name: string;
  /** Whether several processes can share it. */
  readonly shared: boolean;
  readonly redisUrl: string | null;
  prepare(): Promise<Place>;
}

/** Where a ledger and its queue live, open or not. */
export interface Place {
  /** What another process needs to open them. */
  readonly environment: Readonly<Record<string, string>>;
  /** Opens them through connections of their own, as another process would. */
  open(): Promise<Bench>;
  remove(): Promise<void>;
}

export interface Bench {
  readonly ledger: Ledger;
  readonly queue: Queue;
  /** What the queue told of beside its callers. */
  readonly errors: Error[];
  close(): Promise<void>;
}

const placeOf = (where: LedgerOptions, redisUrl: string | null, remove: () => Promise<void>) => {
  const prefix = `test-${randomUUID()}`;
  return {
    environment: {
      QUEUE_PREFIX: prefix,
      ...(where.dataDir === undefined ? {} : { DATA_DIR: where.dataDir }),
      ...(where.databaseUrl === undefined ? {} : { DATABASE_URL: where.databaseUrl }),
      ...(redisUrl === null ? {} : { REDIS_URL: redisUrl }),
    },
    open: () => openBench(where, prefix, redisUrl),
    remove,
  };
};

const openBench = async (
  where: LedgerOptions,
  prefix: string,
  redisUrl: string | null,
): Promise<Bench> => {
  const errors: Error[] = [];
  const ledger = await openLedger(where);
  const queue = await openQueue({
    ledger,
    prefix,
    onError: (error) => errors.push(error),
    ...(redisUrl === null ? {} : { redisUrl }),
  });
  return {
    ledger,
    queue,
    errors,
    async close() {
      await queue.close({ deadlineMs: 1000 });
      await ledger.close();
    },
  };
};

const embedded = async (redisUrl: string | null): Promise<Place> => {
  const dataDir = await newTestDataDir();
  return placeOf({ dataDir }, redisUrl, () => rm(dataDir, { recursive: true, force: true }));
};

const served = async (redisUrl: string | null): Promise<Place> => {
  const { databaseUrl, drop } = await newTestDatabase();
  return placeOf({ databaseUrl }, redisUrl, drop);
};

const hasPostgres = Boolean(process.env['TEST_DATABASE_URL']);
// A database of its own on that Redis, because a test here empties it.
const testRedisUrl = process.env['TEST_REDIS_URL']
  ? new URL('/9', process.env['TEST_REDIS_URL']).href
  : null;

/** The embedded back end always; the others where the machine has them. */
export const queueBackends: readonly QueueBackend[] = [
  { name: 'PGlite', shared: false, redisUrl: null, prepare: () => embedded(null) },
  ...(hasPostgres
    ? [{ name: 'PostgreSQL', shared: true, redisUrl: null, prepare: () => served(null) }]
    : []),
  ...(hasPostgres && testRedisUrl
    ? [
        {
          name: 'PostgreSQL and Redis',
          shared: true,
          redisUrl: testRedisUrl,
          prepare: () => served(testRedisUrl),
        },
      ]
    : []),
];
