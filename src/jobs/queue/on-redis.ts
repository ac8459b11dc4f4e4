import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { Problem } from '../../domain/problem.ts';
import { type BullBackend, queueOptions, workerOptions } from './bull.ts';
import type { JobData } from './lanes.ts';

/**
 * BullMQ on Redis. Rings are best effort there: they go out after the ledger's commit, and the sweep
 * rings again for what is lost.
 *
 * @throws Problem `queue-evicts` when this Redis may throw jobs away to save memory.
 */
export const openOnRedis = async (
  redisUrl: string,
  prefix: string,
  onError: (error: Error) => void,
): Promise<BullBackend> => {
  // A ring while Redis is away fails at once instead of holding its caller up.
  const producer = connect(redisUrl, { enableOfflineQueue: false }, onError);
  const consumer = connect(redisUrl, {}, onError);
  const clients = [producer, consumer];
  try {
    await Promise.all(clients.map((client) => client.connect()));
    const warnings = await checkRedis(producer);
    return makeBackend({ producer, consumer, prefix, warnings });
  } catch (error) {
    for (const client of clients) client.disconnect();
    throw error;
  }
};

const connect = (
  redisUrl: string,
  options: { enableOfflineQueue?: boolean },
  onError: (error: Error) => void,
): Redis => {
  const client = new Redis(redisUrl, {
    lazyConnect: true,
    // BullMQ asks for it: a blocked worker must wait for Redis to come back, however long.
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(50 * times, 1000),
    ...options,
  });
  client.on('error', onError);
  return client;
};

/** From INFO, since hosted Redis often forbids CONFIG. */
const checkRedis = async (client: Redis): Promise<string[]> => {
  const info = `${await client.info('memory')}\n${await client.info('persistence')}`;
  const read = (key: string): string | undefined =>
    info.match(new RegExp(`^${key}:(.*?)\r?$`, 'm'))?.[1];
  const policy = read('maxmemory_policy');
  if (policy !== undefined && policy !== 'noeviction') {
    throw new Problem('queue-evicts', `The maxmemory-policy of this Redis is ${policy}.`, {
      detail: { policy },
    });
  }
  return read('aof_enabled') === '1'
    ? []
    : [
        'Redis keeps no append-only file: a crash loses the queue. The sweep rebuilds it from the ledger.',
      ];
};

const makeBackend = ({
  producer,
  consumer,
  prefix,
  warnings,
}: {
  producer: Redis;
  consumer: Redis;
  prefix: string;
  warnings: readonly string[];
}): BullBackend => ({
  joinsLedger: false,
  warnings,
  makeQueue(name, onError) {
    const queue = new Queue<JobData, void, string>(name, {
      connection: producer,
      prefix,
      ...queueOptions,
    });
    queue.on('error', onError);
    return queue;
  },
  async makeWorker(name, handler, options, on) {
    const worker = new Worker<JobData, void, string>(
      name,
      async ({ id = '', name: jobName, data }) => handler({ id, name: jobName, data }),
      { connection: consumer, prefix, ...workerOptions, ...options },
    );
    worker.on('error', on.error);
    worker.on('failed', (job, error) => on.failed(error, job?.id ?? ''));
    await worker.waitUntilReady();
    return worker;
  },
  async close() {
    producer.disconnect();
    consumer.disconnect();
  },
});
