import { PGlite, types } from '@electric-sql/pglite';
import { CompiledQuery, Kysely, PGliteDialect } from 'kysely';
import type { Database, NotificationListener } from './database.ts';
import { searchPath } from './search-path.ts';
import type { SessionClient } from './session.ts';
import type { Tables } from './tables.ts';

/**
 * PGlite in this process, in `databasePath` or in memory. It has one session: Kysely hands it to one
 * caller at a time, and whoever went around Kysely would land in somebody else's transaction.
 *
 * It survives the death of the process, not of the machine: PGlite never syncs to disk.
 */
export const openEmbedded = async (databasePath: string | undefined): Promise<Database> => {
  const pglite = await PGlite.create({
    ...(databasePath === undefined ? {} : { dataDir: databasePath }),
    parsers: { [types.INT8]: BigInt },
  });
  await pglite.exec(`set search_path = ${searchPath}`);
  const root = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
  const raw: SessionClient = {
    async query<R>(text: string, values?: readonly unknown[]) {
      if (values) return await pglite.query<R>(text, [...values]);
      const results = await pglite.exec(text);
      return { rows: (results.at(-1)?.rows ?? []) as R[] };
    },
  };
  const shared: SessionClient = {
    query: async <R>(text: string, values: readonly unknown[] = []) =>
      await root.executeQuery<R>(CompiledQuery.raw(text, [...values])),
  };
  return {
    profile: 'embedded',
    root: root.withSchema('backhaul'),
    // Holding Kysely's one connection keeps every other caller out meanwhile.
    session: (work) => root.connection().execute(() => work(raw)),
    listener: async () => shared,
    subscribe: (listener: NotificationListener) =>
      pglite.onNotification((channel, payload) => listener.onNotification(channel, payload)),
    async close() {
      await root.destroy();
      if (!pglite.closed) await pglite.close();
    },
  };
};
