import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { type BullPool, makeBullPool } from './bull-pool.ts';
import { type DataDir, lockDataDir } from './data-dir.ts';
import type { Database } from './database.ts';
import { openEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';
import { openServed } from './served.ts';
import type { SessionClient } from './session.ts';
import type { Tables } from './tables.ts';
import { makeTransact, type TransactionScope } from './transact.ts';
import { translateUnavailable } from './unavailable.ts';

export interface LedgerOptions {
  /** PostgreSQL; without it the ledger is embedded. */
  databaseUrl?: string;
  /** Folder of the embedded ledger; without it, it is in memory and lost at the end. */
  dataDir?: string;
  /** Connections to PostgreSQL, besides the one that listens. */
  poolSize?: number;
  /** Told of every transaction held longer than `holdLimitMs`. */
  onHold?: (heldMs: number) => void;
  holdLimitMs?: number;
  /** Told of connections that broke while idle; they are replaced without help. */
  onError?: (error: Error) => void;
}

/** The truth about progress, and the one database connection of the process. */
export interface Ledger {
  readonly profile: 'embedded' | 'postgres';
  /** The transaction of the async context, else the connection itself; schema `backhaul`. */
  db(): Kysely<Tables>;
  /**
   * Runs `work` in a transaction, or joins the one of the async context. If a joined one throws,
   * the whole transaction rolls back, even where the caller catches it. May run `work` again after a
   * deadlock, so it must await nothing but SQL.
   *
   * @throws Problem `ledger-unavailable` when the database is away; whether a commit in flight took
   * effect is then not known.
   */
  transact<T>(work: () => Promise<T>): Promise<T>;
  /** The transaction of the async context, to act at its end; null outside. */
  scope(): TransactionScope | null;
  /** Runs `work` as if no transaction were open around it. Never await its SQL inside one. */
  outside<T>(work: () => T): T;
  /** One session of its own, for schema changes. Not inside a transaction. */
  session<T>(work: (client: SessionClient) => Promise<T>): Promise<T>;
  /** What BullMQ takes for a `pg.Pool`. */
  bullConnection(): BullPool;
  /** The database's clock, the only one that leases go by. */
  now(): Promise<Date>;
  close(): Promise<void>;
}

/**
 * Opens the ledger and brings its schema up to date.
 *
 * @throws Problem `data-dir-in-use`, `schema-newer`, `ledger-unavailable`.
 */
export const openLedger = async (options: LedgerOptions = {}): Promise<Ledger> => {
  const dataDir = lockIfEmbedded(options);
  let database: Database | undefined;
  try {
    database = await openDatabase(options, dataDir);
    await database.session((client) => migrate(client));
    return makeLedger(database, dataDir, options);
  } catch (error) {
    await database?.close().catch(() => undefined);
    dataDir?.release();
    throw translateUnavailable(error);
  }
};

const lockIfEmbedded = ({ databaseUrl, dataDir }: LedgerOptions): DataDir | undefined =>
  databaseUrl === undefined && dataDir !== undefined ? lockDataDir(dataDir) : undefined;

const openDatabase = async (
  { databaseUrl, poolSize = 10, onError = () => undefined }: LedgerOptions,
  dataDir: DataDir | undefined,
): Promise<Database> =>
  databaseUrl === undefined
    ? await openEmbedded(dataDir?.databasePath)
    : openServed({ databaseUrl, poolSize, onError });

const makeLedger = (
  database: Database,
  dataDir: DataDir | undefined,
  { onHold = () => undefined, holdLimitMs = 1000 }: LedgerOptions,
): Ledger => {
  const { db, transact, scope, outside } = makeTransact(database.root, (heldMs) => {
    if (heldMs > holdLimitMs) onHold(heldMs);
  });
  return {
    profile: database.profile,
    db,
    transact,
    scope,
    outside,
    session(work) {
      if (scope()) throw new Error('a session inside a transaction would wait for itself');
      return database.session(work);
    },
    bullConnection: () => makeBullPool(database, db),
    async now() {
      const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db());
      const [row] = rows;
      if (!row) throw new Error('the database has no clock');
      return row.now;
    },
    async close() {
      await database.close();
      dataDir?.release();
    },
  };
};
