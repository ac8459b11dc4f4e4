import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Problem } from '../domain/problem.ts';

export interface DataDir {
  /** Where PGlite keeps its files. */
  readonly databasePath: string;
  release(): void;
}

// A handle that nobody points at is collected, and its lock goes with it.
const held = new Set<DatabaseSync>();

/**
 * Makes this process the only owner of the data folder, creating it if need be. Two processes on one
 * PGlite folder silently lose data, so the lock is the kernel's: it falls with the process that took
 * it, however that dies, and holds as long as that process runs, orphaned or not.
 *
 * SQLite's exclusive lock is the one such lock Node has without a native add-on.
 *
 * @throws Problem `data-dir-in-use` with the owner's process id.
 */
export const lockDataDir = (path: string): DataDir => {
  mkdirSync(path, { recursive: true });
  const ownerFile = join(path, 'owner.pid');
  const lock = new DatabaseSync(join(path, 'owner.lock'));
  try {
    lock.exec('pragma busy_timeout = 0; pragma locking_mode = exclusive; begin exclusive');
  } catch (cause) {
    lock.close();
    if (!isBusy(cause)) throw cause;
    throw inUse(path, ownerFile, cause);
  }
  // A file of its own: closing any other handle on the locked file would drop a POSIX lock.
  held.add(lock);
  writeFileSync(ownerFile, `${process.pid}\n`);
  return {
    databasePath: join(path, 'ledger'),
    release() {
      if (held.delete(lock)) lock.close();
    },
  };
};

const SQLITE_BUSY = 5;

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;

const inUse = (path: string, ownerFile: string, cause: unknown): Problem => {
  const pid = readOwner(ownerFile);
  return new Problem('data-dir-in-use', `Process ${pid} owns the data folder ${path}.`, {
    detail: { pid, path },
    cause,
  });
};

// Between its lock and its note the owner can be caught without a name.
const readOwner = (ownerFile: string): string => {
  try {
    return readFileSync(ownerFile, 'utf8').trim();
  } catch {
    return 'unknown';
  }
};
