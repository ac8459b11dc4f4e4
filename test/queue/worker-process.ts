import { openQueue } from '../../src/jobs/queue.ts';
import { openLedger } from '../../src/ledger/open.ts';

// A worker in a process of its own, to be killed: it takes jobs of lane `orders`, says which, and
// holds on to them. It may ring one for itself first, where it alone can own the ledger.
const { DATABASE_URL, DATA_DIR, REDIS_URL, QUEUE_PREFIX, RING } = process.env;

const ledger = await openLedger({
  ...(DATABASE_URL === undefined ? {} : { databaseUrl: DATABASE_URL }),
  ...(DATA_DIR === undefined ? {} : { dataDir: DATA_DIR }),
});
const queue = await openQueue({
  ledger,
  ...(REDIS_URL === undefined ? {} : { redisUrl: REDIS_URL }),
  ...(QUEUE_PREFIX === undefined ? {} : { prefix: QUEUE_PREFIX }),
});
await queue.work(
  'orders',
  async ({ data }) => {
    process.stdout.write(`${data['orderId']}\n`);
    await new Promise(() => undefined);
  },
  { concurrency: 1 },
);
if (RING !== undefined) await queue.ring('orders', 'look', { orderId: RING }, { dedupeId: RING });
