import type { Ledger } from '../ledger/open.ts';
import {
  type BullBackend,
  type BullQueue,
  type BullWorker,
  jobOptions,
  toBullJob,
} from './queue/bull.ts';
import {
  type JobData,
  type JobHandler,
  type Lane,
  lanes,
  type RingOptions,
  type Schedule,
} from './queue/lanes.ts';
import { openOnLedger } from './queue/on-ledger.ts';
import { openOnRedis } from './queue/on-redis.ts';
import { makeRinger } from './queue/rings.ts';

export { type Job, type JobData, type JobHandler, type Lane, lanes } from './queue/lanes.ts';

export interface QueueOptions {
  ledger: Ledger;
  /** Redis instead of the ledger's database. */
  redisUrl?: string;
  /** Keeps queues apart that share a database or a Redis. Default `backhaul`. */
  prefix?: string;
  /** Told of everything that goes wrong beside a caller: broken connections, jobs whose handler threw. */
  onError?: (error: Error, where: { lane?: Lane; jobId?: string }) => void;
}

export interface LaneCounts {
  /** Rung and not yet taken up. */
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  /** Their handler threw. */
  readonly failed: number;
}

/** The doorbell. It may lose rings at any time: the ledger knows what is due, and the sweep rings again. */
export interface Queue {
  /** What an operator should know about the back end. */
  readonly warnings: readonly string[];
  /**
   * Rings for a job. Inside `ledger.transact` it is rung if and when that commits: as part of it on
   * PGlite and PostgreSQL, right after it and as best effort on Redis.
   */
  ring(lane: Lane, name: string, data: JobData, options?: RingOptions): Promise<void>;
  /**
   * Works the jobs of a lane, up to `concurrency` at once. A job can be handled twice at the same
   * time after a stall, so a handler excludes by lease. A handler that throws is not called again.
   */
  work(lane: Lane, handler: JobHandler, options: { concurrency: number }): Promise<void>;
  /** Schedules a job with its data, once however many processes say so; saying it again changes when. */
  every(lane: Lane, name: string, schedule: Schedule, data?: JobData): Promise<void>;
  /** Drops every job and schedule, for the start of the one process that owns the queue. */
  empty(): Promise<void>;
  counts(): Promise<Readonly<Record<Lane, LaneCounts>>>;
  /**
   * Takes no more jobs and waits for those in hand up to `deadlineMs` (25,000). Those it then leaves
   * go on until the process exits; another worker takes them up when their locks run out.
   */
  close(options?: { deadlineMs?: number }): Promise<void>;
}

/**
 * Opens the queue on the ledger's own database, or on Redis.
 *
 * @throws Problem `queue-evicts`; an error when Redis cannot be reached.
 */
export const openQueue = async (options: QueueOptions): Promise<Queue> => {
  const { ledger, redisUrl, prefix = 'backhaul', onError = () => undefined } = options;
  const backend =
    redisUrl === undefined
      ? await openOnLedger(ledger)
      : await openOnRedis(redisUrl, prefix, (error) => onError(error, {}));
  const queues = openLanes(backend, prefix, onError);
  // A queue makes ready through the root connection, which inside a transaction on PGlite would wait
  // for itself: the first ring must not be the one that does it.
  await Promise.all(Object.values(queues).map((queue) => queue.waitUntilReady()));
  const workers: BullWorker[] = [];
  const ringNow = makeRinger({
    ledger,
    joinsLedger: backend.joinsLedger,
    send: (lane, rings) => add(queues[lane], rings.map(toBullJob)),
    onError: (error) => onError(error, {}),
  });
  return {
    warnings: backend.warnings,
    ring: (lane, name, data, ringOptions = {}) => ringNow({ lane, name, data, ...ringOptions }),
    async work(lane, handler, { concurrency }) {
      const worker = await ledger.outside(() =>
        backend.makeWorker(
          queueName(prefix, lane),
          handler,
          { concurrency },
          {
            error: (error) => onError(error, { lane }),
            failed: (error, jobId) => onError(error, { lane, jobId }),
          },
        ),
      );
      workers.push(worker);
    },
    async every(lane, name, schedule, data = {}) {
      await ledger.outside(() =>
        queues[lane].upsertJobScheduler(
          // One schedule for each shop that a job is scheduled for.
          [name, ...Object.values(data)].join('-'),
          toRepeat(schedule),
          { name, data, opts: jobOptions },
        ),
      );
    },
    async empty() {
      for (const lane of lanes) await queues[lane].obliterate({ force: true });
    },
    counts: () => readCounts(queues),
    close: ({ deadlineMs = 25_000 } = {}) => closeAll({ backend, queues, workers, deadlineMs }),
  };
};

type Queues = Readonly<Record<Lane, BullQueue>>;

const queueName = (prefix: string, lane: Lane): string => `${prefix}-${lane}`;

const openLanes = (
  backend: BullBackend,
  prefix: string,
  onError: (error: Error, where: { lane: Lane }) => void,
): Queues => {
  const open = (lane: Lane): BullQueue =>
    backend.makeQueue(queueName(prefix, lane), (error) => onError(error, { lane }));
  return {
    intake: open('intake'),
    'orders-money': open('orders-money'),
    orders: open('orders'),
    notify: open('notify'),
    reconcile: open('reconcile'),
    poll: open('poll'),
  };
};

// A batch of one costs up to seven times as much as a single job.
const add = async (queue: BullQueue, jobs: ReturnType<typeof toBullJob>[]): Promise<void> => {
  const [first, ...others] = jobs;
  if (!first) return;
  if (others.length > 0) await queue.addBulk(jobs);
  else await queue.add(first.name, first.data, first.opts);
};

const toRepeat = (schedule: Schedule) =>
  'cron' in schedule
    ? { pattern: schedule.cron, tz: schedule.timeZone }
    : { every: schedule.everyMs };

const readCounts = async (queues: Queues): Promise<Readonly<Record<Lane, LaneCounts>>> => {
  const read = async (lane: Lane): Promise<LaneCounts> => {
    const counts = await queues[lane].getJobCounts(
      'waiting',
      'prioritized',
      'active',
      'delayed',
      'failed',
    );
    const of = (state: string): number => Number(counts[state] ?? 0);
    return {
      waiting: of('waiting') + of('prioritized'),
      active: of('active'),
      delayed: of('delayed'),
      failed: of('failed'),
    };
  };
  const [intake, money, orders, notify, reconcile, poll] = await Promise.all([
    read('intake'),
    read('orders-money'),
    read('orders'),
    read('notify'),
    read('reconcile'),
    read('poll'),
  ]);
  return { intake, 'orders-money': money, orders, notify, reconcile, poll };
};

const closeAll = async ({
  backend,
  queues,
  workers,
  deadlineMs,
}: {
  backend: BullBackend;
  queues: Queues;
  workers: readonly BullWorker[];
  deadlineMs: number;
}): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, deadlineMs);
  });
  const closed = Promise.allSettled(workers.map((worker) => worker.close()));
  // BullMQ has no way to give up on a job in hand: beyond the deadline it is left to its lock.
  await Promise.race([closed, deadline]);
  clearTimeout(timer);
  await Promise.allSettled(Object.values(queues).map((queue) => queue.close()));
  await backend.close();
};
