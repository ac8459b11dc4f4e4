import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrations } from '../../src/ledger/migrations/index.ts';
import { type Ledger, type LedgerOptions, openLedger } from '../../src/ledger/open.ts';

export interface TestLedger extends Ledger {
  /** The data folder, to open it a second time after `close`. */
  readonly dataDir: string;
}

/**
 * A folder with an empty, migrated ledger that nobody has open. It is a copy of one template per
 * schema, since a new PGlite folder takes two seconds and a copy forty milliseconds.
 */
export const newTestDataDir = async (): Promise<string> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'backhaul-ledger-'));
  await cp(await template(), dataDir, { recursive: true });
  return dataDir;
};

/** An empty database of its own on the PostgreSQL of TEST_DATABASE_URL. */
export const newTestDatabase = async (): Promise<{
  databaseUrl: string;
  drop(): Promise<void>;
}> => {
  const server = process.env['TEST_DATABASE_URL'];
  if (!server) throw new Error('TEST_DATABASE_URL is not set');
  const name = `backhaul_test_${randomUUID().replaceAll('-', '')}`;
  await administer(server, `create database ${name}`);
  const databaseUrl = new URL(server);
  databaseUrl.pathname = `/${name}`;
  return {
    databaseUrl: databaseUrl.href,
    drop: () => administer(server, `drop database ${name} with (force)`),
  };
};

/**
 * An empty, migrated ledger of its own, embedded; `close` removes it. A transaction held for over a
 * second fails the test at `close`.
 */
export const openTestLedger = async (options: LedgerOptions = {}): Promise<TestLedger> => {
  const dataDir = await newTestDataDir();
  const held: number[] = [];
  const ledger = await openLedger({ dataDir, onHold: (heldMs) => held.push(heldMs), ...options });
  return {
    ...ledger,
    dataDir,
    async close() {
      await ledger.close();
      await rm(dataDir, { recursive: true, force: true });
      if (held.length > 0) throw new Error(`a transaction was held for ${held.map(Math.round)} ms`);
    },
  };
};

/** The same on PostgreSQL, in a database of its own. */
export const openServedTestLedger = async (
  options: LedgerOptions = {},
): Promise<Ledger & { readonly databaseUrl: string }> => {
  const { databaseUrl, drop } = await newTestDatabase();
  const ledger = await openLedger({ databaseUrl, ...options });
  return {
    ...ledger,
    databaseUrl,
    async close() {
      await ledger.close();
      await drop();
    },
  };
};

const administer = async (server: string, statement: string): Promise<void> => {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(statement);
  await client.end();
};

/** The databases to run a suite over: always PGlite, and PostgreSQL where there is one. */
export const testLedgers: readonly {
  readonly name: 'PGlite' | 'PostgreSQL';
  readonly open: (options?: LedgerOptions) => Promise<Ledger>;
}[] = [
  { name: 'PGlite', open: openTestLedger },
  ...(process.env['TEST_DATABASE_URL']
    ? [{ name: 'PostgreSQL' as const, open: openServedTestLedger }]
    : []),
];

let prepared: Promise<string> | undefined;

const template = (): Promise<string> => {
  prepared ??= prepareTemplate();
  return prepared;
};

/** Test files run in processes of their own; whichever is first makes the template for all, and
 * for later runs of the same schema. */
const prepareTemplate = async (): Promise<string> => {
  const schema = createHash('sha256').update(JSON.stringify(migrations)).digest('hex');
  const path = join(tmpdir(), `backhaul-ledger-template-${schema.slice(0, 16)}`);
  if (existsSync(path)) return path;
  const mine = `${path}.${process.pid}`;
  await mkdir(mine, { recursive: true });
  const ledger = await openLedger({ dataDir: mine });
  await ledger.close();
  // Moved as a whole: another file sees all of it or nothing.
  await rename(mine, path).catch(() => rm(mine, { recursive: true, force: true }));
  return path;
};
