import { EventEmitter } from 'node:events';
import { CompiledQuery, type Kysely } from 'kysely';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';

interface PoolResult<R> {
  rows: R[];
  rowCount: number;
}

/**
 * A view of the ledger's connection in the shape of a `pg.Pool`, for BullMQ. What BullMQ queries
 * inside `transact` belongs to that transaction, so a ring commits or rolls back with the ledger.
 * Its listening clients all share the database's one listening session.
 */
export const makeBullPool = (database: Database, db: () => Kysely<Tables>) => {
  const query = async <R>(
    text: string,
    values: readonly unknown[] = [],
  ): Promise<PoolResult<R>> => {
    const result = await db().executeQuery<R>(CompiledQuery.raw(text, [...values]));
    const affected = result.numAffectedRows;
    return {
      rows: result.rows.map(asPgWould),
      rowCount: affected === undefined ? result.rows.length : Number(affected),
    };
  };
  const connect = async (): Promise<ListeningClient> => {
    const client = new ListeningClient(database);
    await client.ready();
    return client;
  };
  const pool = new EventEmitter();
  // Every queue and worker listens for errors on it.
  pool.setMaxListeners(0);
  return Object.assign(pool, {
    options: { keepAlive: true },
    query,
    connect,
    // The ledger outlives the queue and closes its own connections.
    end: async (): Promise<void> => undefined,
  });
};

export type BullPool = ReturnType<typeof makeBullPool>;

/** BullMQ expects int8 as `pg` gives it by default: as text. */
const asPgWould = <R>(row: R): R => {
  if (row === null || typeof row !== 'object') return row;
  const copy = { ...row };
  for (const [key, value] of Object.entries(row)) {
    if (typeof value === 'bigint') Object.assign(copy, { [key]: value.toString() });
  }
  return copy;
};

/** What BullMQ checks out to LISTEN; it makes a new one when this says `error`. */
class ListeningClient extends EventEmitter {
  readonly #database: Database;
  #unsubscribe: (() => void) | undefined;

  constructor(database: Database) {
    super();
    this.setMaxListeners(0);
    this.#database = database;
    this.#unsubscribe = database.subscribe({
      onNotification: (channel, payload) => this.emit('notification', { channel, payload }),
      onLost: (error) => {
        if (this.listenerCount('error') > 0) this.emit('error', error);
      },
    });
  }

  /** Fails while the database is away, so that BullMQ tries again later. */
  async ready(): Promise<void> {
    try {
      await this.#database.listener();
    } catch (error) {
      this.release();
      throw error;
    }
  }

  async query<R>(text: string, values: readonly unknown[] = []): Promise<PoolResult<R>> {
    const session = await this.#database.listener();
    const { rows } = await session.query<R>(text, values);
    return { rows, rowCount: rows.length };
  }

  release(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
  }
}
