import { randomInt } from 'node:crypto';
import { Redis } from 'ioredis';
import pg from 'pg';

/** A PostgreSQL database and a Redis database of the demo's own, gone when it ends. */
export interface OwnServices {
  readonly databaseUrl: string | null;
  readonly redisUrl: string | null;
  close(): Promise<void>;
}

/**
 * Makes `backhaul_demo_<n>` on the server of DATABASE_URL and takes an empty database of the Redis of
 * REDIS_URL. Touches nothing else on either. Without DATABASE_URL there is nothing to make.
 */
export async function makeOwnServices(env: NodeJS.ProcessEnv): Promise<OwnServices> {
  const given = env['DATABASE_URL'] ?? '';
  if (given === '') return { databaseUrl: null, redisUrl: null, close: async () => undefined };
  const name = `backhaul_demo_${randomInt(1_000_000)}`;
  await onServer(given, `create database ${name}`);
  const url = new URL(given);
  url.pathname = `/${name}`;
  const redis = await takeRedis(env['REDIS_URL'] ?? '');
  return {
    databaseUrl: url.href,
    redisUrl: redis?.url ?? null,
    close: async () => {
      await redis?.release();
      await onServer(given, `drop database if exists ${name} with (force)`);
    },
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** The highest database that holds no key: only what we put there is flushed at the end. */
async function takeRedis(given: string): Promise<{ url: string; release(): Promise<void> } | null> {
  if (given === '') return null;
  for (let index = 15; index > 0; index -= 1) {
    const url = new URL(given);
    url.pathname = `/${index}`;
    const client = new Redis(url.href, { lazyConnect: true });
    await client.connect();
    const size = await client.dbsize();
    client.disconnect();
    if (size > 0) continue;
    return {
      url: url.href,
      release: async () => {
        const own = new Redis(url.href);
        await own.flushdb();
        own.disconnect();
      },
    };
  }
  throw new Error('no database of this Redis is empty');
}
