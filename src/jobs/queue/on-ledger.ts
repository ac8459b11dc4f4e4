import { createPostgresBackend, runMigrations, withBackend } from 'bullmq';
import type { Ledger } from '../../ledger/open.ts';
import { type BullBackend, queueOptions, workerOptions } from './bull.ts';
import type { JobData } from './lanes.ts';

/**
 * BullMQ inside the ledger's own database, PGlite or PostgreSQL: a ring commits or rolls back with
 * the transaction around it. Brings BullMQ's schema up to date first.
 */
export const openOnLedger = async (ledger: Ledger): Promise<BullBackend> => {
  await ledger.session((client) => runMigrations(client));
  const { Queue, Worker } = withBackend(createPostgresBackend);
  const connection = ledger.bullConnection();
  return {
    joinsLedger: true,
    warnings: [],
    makeQueue(name, onError) {
      const queue = new Queue<JobData, void>(name, { connection, ...queueOptions });
      queue.on('error', onError);
      return queue;
    },
    async makeWorker(name, handler, options, on) {
      const worker = new Worker<JobData, void>(
        name,
        async ({ id = '', name: jobName, data }) => handler({ id, name: jobName, data }),
        { connection, ...workerOptions, ...options },
      );
      worker.on('error', on.error);
      worker.on('failed', (job, error) => on.failed(error, job?.id ?? ''));
      await worker.waitUntilReady();
      return worker;
    },
    close: async () => undefined,
  };
};
