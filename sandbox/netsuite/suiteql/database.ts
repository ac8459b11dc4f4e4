import type { PGlite, Transaction } from '@electric-sql/pglite';
import { bootEngine } from './template.ts';

/** The one SQL engine of the sandbox; every account has a schema in it. */
export type Engine = {
  /** Runs alone on the session, in a transaction of its own. */
  transact<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/** Starts the engine in the background, or with the first query when `lazy`; queries wait for it. */
export function createEngine(options: { lazy: boolean }): Engine {
  let booting: Promise<PGlite> | null = null;
  const boot = () => {
    booting ??= bootEngine();
    return booting;
  };
  // A failed boot is reported by the first query, not by the process.
  if (!options.lazy) boot().catch(() => undefined);
  return {
    transact: async (work) => (await boot()).transaction(work),
    close: async () => {
      if (booting !== null) await (await booting).close();
    },
  };
}
