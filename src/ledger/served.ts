import { CompiledQuery, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database } from './database.ts';
import { openListener } from './listener.ts';
import { searchPath } from './search-path.ts';
import type { Tables } from './tables.ts';

const INT8 = 20;
/** A session that a dying process left inside a transaction gives its locks back after this. */
const idleInTransactionTimeoutMs = 60_000;

const bigintTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    Number(oid) === INT8 ? BigInt : pg.types.getTypeParser(oid, format),
};

/**
 * A pool over PostgreSQL, and one session beside it that listens. `onError` hears of idle
 * connections that broke; the pool replaces them by itself.
 */
export const openServed = (options: {
  databaseUrl: string;
  poolSize: number;
  onError: (error: Error) => void;
}): Database => {
  const { databaseUrl, poolSize, onError } = options;
  const connection = {
    connectionString: databaseUrl,
    keepAlive: true,
    application_name: 'backhaul',
    connectionTimeoutMillis: 10_000,
  };
  const pool = new pg.Pool({ ...connection, max: poolSize, types: bigintTypes });
  pool.on('error', onError);
  // A session that dies while in use says so by itself, and unheard it would end the process.
  pool.on('connect', (client) => client.on('error', onError));
  const listener = openListener(connection, onError);
  const root = new Kysely<Tables>({
    dialect: new PostgresDialect({
      pool,
      onCreateConnection: async (created) => {
        await created.executeQuery(
          CompiledQuery.raw(
            `select set_config('search_path', $1, false),
              set_config('idle_in_transaction_session_timeout', $2, false)`,
            [searchPath, String(idleInTransactionTimeoutMs)],
          ),
        );
      },
    }),
  });
  return {
    profile: 'postgres',
    root: root.withSchema('backhaul'),
    async session(work) {
      const client = await pool.connect();
      try {
        return await work({
          query: async <R>(text: string, values?: readonly unknown[]) =>
            await client.query<R & pg.QueryResultRow>(text, values && [...values]),
        });
      } finally {
        // Discarded, since the work may have left settings behind.
        client.release(true);
      }
    },
    listener: listener.connect,
    subscribe: listener.subscribe,
    async close() {
      await listener.close();
      await root.destroy();
      if (!pool.ended) await pool.end();
    },
  };
};
