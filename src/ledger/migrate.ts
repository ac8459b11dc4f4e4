import { Problem } from '../domain/problem.ts';
import { appVersion, isOlderVersion } from './app-version.ts';
import { migrations as ours } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';
import type { SessionClient } from './session.ts';

interface AppliedMigration {
  readonly name: string;
  readonly min_app_version: string;
}

// Any number will do, as long as every Backhaul takes the same one.
const migrationLock = 8_214_031;

/**
 * Brings the schema up to date in one transaction: all steps or none. Safe when many processes start
 * at once on PostgreSQL: the later ones wait for the first and find nothing left to do.
 * Returns the names of the steps it applied.
 *
 * @throws Problem `schema-newer` when the newest step in the database needs a newer program. A newer
 * schema whose newest step does not say so is accepted, so that two versions can run side by side.
 */
export const migrate = async (
  client: SessionClient,
  options: { migrations?: readonly Migration[]; version?: string } = {},
): Promise<string[]> => {
  const { migrations = ours, version = appVersion() } = options;
  await client.query('begin');
  try {
    // PGlite has one session and one process, so there the lock is always free.
    await client.query(`select pg_advisory_xact_lock(${migrationLock})`);
    const applied = await readApplied(client);
    refuseNewerSchema(applied, version);
    const known = new Set(applied.map(({ name }) => name));
    const pending = migrations.filter(({ name }) => !known.has(name));
    for (const migration of pending) {
      await client.query(migration.sql);
      await client.query(
        'insert into backhaul.migrations (name, min_app_version) values ($1, $2)',
        [migration.name, migration.minAppVersion],
      );
    }
    await client.query('commit');
    return pending.map(({ name }) => name);
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
};

const readApplied = async (client: SessionClient): Promise<readonly AppliedMigration[]> => {
  await client.query(`
    create schema if not exists backhaul;
    create table if not exists backhaul.migrations (
      name text primary key,
      min_app_version text not null,
      applied_at timestamptz not null default now()
    )`);
  const { rows } = await client.query<AppliedMigration>(
    'select name, min_app_version from backhaul.migrations order by name',
    [],
  );
  return rows;
};

const refuseNewerSchema = (applied: readonly AppliedMigration[], version: string): void => {
  const newest = applied.at(-1);
  if (!newest || !isOlderVersion(version, newest.min_app_version)) return;
  throw new Problem(
    'schema-newer',
    `The ledger needs Backhaul ${newest.min_app_version} or newer (step ${newest.name}); this is ${version}.`,
    { detail: { needed: newest.min_app_version, running: version } },
  );
};
