import type { Queue as BullQueueOf, Worker as BullWorkerOf, JobsOptions } from 'bullmq';
import type { JobData, JobHandler, Ring } from './lanes.ts';

/** What is used of a BullMQ queue and worker, the same on every back end. */
export type BullQueue = Pick<
  BullQueueOf<JobData, void, string>,
  | 'add'
  | 'addBulk'
  | 'upsertJobScheduler'
  | 'obliterate'
  | 'getJobCounts'
  | 'close'
  | 'waitUntilReady'
>;
export type BullWorker = Pick<BullWorkerOf<JobData, void, string>, 'close'>;

export interface BullBackend {
  /** Whether a ring can be part of a ledger transaction. */
  readonly joinsLedger: boolean;
  /** What an operator should know about this back end, in sentences. */
  readonly warnings: readonly string[];
  makeQueue(name: string, onError: (error: Error) => void): BullQueue;
  makeWorker(
    name: string,
    handler: JobHandler,
    options: { concurrency: number },
    on: { error: (error: Error) => void; failed: (error: Error, jobId: string) => void },
  ): Promise<BullWorker>;
  close(): Promise<void>;
}

/**
 * A killed worker's job goes on within three seconds (60 by default). A job is never given up for
 * having stalled often: whether to give up is decided in the ledger.
 */
export const workerOptions = {
  lockDuration: 2000,
  stalledInterval: 1000,
  maxStalledCount: 1_000_000,
  runRetryDelay: 1000,
} as const;

const secondsPerDay = 86_400;

export const jobOptions: JobsOptions = {
  attempts: 1,
  removeOnComplete: { age: 3600, count: 1000 },
  removeOnFail: { age: 7 * secondsPerDay, count: 1000 },
};

export const queueOptions = { streams: { events: { maxLen: 1000 } } };

/** One ring in BullMQ's words. */
export const toBullJob = ({ name, data, delayMs = 0, dedupeId, priority }: Ring) => ({
  name,
  data,
  opts: {
    ...jobOptions,
    ...(delayMs > 0 ? { delay: Math.ceil(delayMs) } : {}),
    ...(priority === undefined ? {} : { priority }),
    ...(dedupeId === undefined ? {} : { deduplication: deduplication(dedupeId, delayMs > 0) }),
  },
});

// A delayed job under the same id would swallow an urgent ring until its time has come.
const deduplication = (id: string, delayed: boolean) =>
  delayed
    ? { id: `${id}~later`, keepLastIfActive: true, replace: true }
    : { id, keepLastIfActive: true };
