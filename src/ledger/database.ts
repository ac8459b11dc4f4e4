import type { Kysely } from 'kysely';
import type { SessionClient } from './session.ts';
import type { Tables } from './tables.ts';

/** What a notification listener is told: a message, or that the session was lost with its LISTENs. */
export interface NotificationListener {
  onNotification(channel: string, payload: string): void;
  onLost(error: Error): void;
}

/**
 * One database under the ledger, embedded or served. Only `open.ts` holds it: everything else goes
 * through `Ledger`, or a statement could run beside the transaction it belongs to.
 */
export interface Database {
  readonly profile: 'embedded' | 'postgres';
  readonly root: Kysely<Tables>;
  /** A session of its own for `work`, e.g. schema changes. Not inside a transaction. */
  session<T>(work: (client: SessionClient) => Promise<T>): Promise<T>;
  /** The one session that hears notifications; connects it if it was lost. */
  listener(): Promise<SessionClient>;
  subscribe(listener: NotificationListener): () => void;
  close(): Promise<void>;
}
