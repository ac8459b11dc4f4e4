import { AsyncLocalStorage } from 'node:async_hooks';
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';
import { isDeadlock, translateUnavailable } from './unavailable.ts';

/** The transaction of the async context, for those who must act at its end. */
export interface TransactionScope {
  /** Runs last inside the transaction: what it writes commits or rolls back with the rest. */
  beforeCommit(work: () => Promise<void>): void;
  /** Runs once it is durable, outside of it. What this throws is dropped. */
  afterCommit(work: () => Promise<void>): void;
}

interface Store extends TransactionScope {
  readonly tx: Kysely<Tables>;
  readonly before: (() => Promise<void>)[];
  readonly after: (() => Promise<void>)[];
  ended: boolean;
  doom: { readonly cause: unknown } | null;
}

const deadlockAttempts = 3;

/**
 * Keeps the transaction in the async context, so that verbs need not pass it on. `onHold` hears how
 * long each transaction was held, in milliseconds.
 */
export const makeTransact = (root: Kysely<Tables>, onHold: (heldMs: number) => void) => {
  const context = new AsyncLocalStorage<Store | undefined>();
  // A timer made inside a transaction outlives it: such a context has none any more.
  const store = (): Store | undefined => {
    const found = context.getStore();
    return found?.ended ? undefined : found;
  };

  const runOnce = async <T>(work: () => Promise<T>): Promise<T> => {
    const after: (() => Promise<void>)[] = [];
    const value = await root.transaction().execute(async (tx) => {
      const mine = newStore(tx, after);
      const startedAt = performance.now();
      try {
        return await context.run(mine, async () => {
          const result = await work();
          for (const last of mine.before) await last();
          if (mine.doom) throw mine.doom.cause;
          return result;
        });
      } finally {
        mine.ended = true;
        onHold(performance.now() - startedAt);
      }
    });
    for (const work of after) await context.exit(work).catch(() => undefined);
    return value;
  };

  const joinOuter = async <T>(outer: Store, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      outer.doom ??= { cause };
      throw cause;
    }
  };

  const transact = async <T>(work: () => Promise<T>): Promise<T> => {
    const outer = store();
    if (outer) return await joinOuter(outer, work);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await runOnce(work);
      } catch (error) {
        if (attempt < deadlockAttempts && isDeadlock(error)) continue;
        throw translateUnavailable(error);
      }
    }
  };

  return {
    transact,
    db: (): Kysely<Tables> => store()?.tx ?? root,
    scope: (): TransactionScope | null => store() ?? null,
    outside: <T>(work: () => T): T => context.exit(work),
  };
};

const newStore = (tx: Kysely<Tables>, after: (() => Promise<void>)[]): Store => {
  const before: (() => Promise<void>)[] = [];
  return {
    tx,
    before,
    after,
    ended: false,
    doom: null,
    beforeCommit: (work) => void before.push(work),
    afterCommit: (work) => void after.push(work),
  };
};
