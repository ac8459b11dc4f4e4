import { loadProcessConfig } from '../config.ts';
import { appVersion } from '../ledger/app-version.ts';
import { migrations } from '../ledger/migrations/index.ts';
import { openLedger } from '../ledger/open.ts';

/**
 * Brings the ledger's schema up to date and says what is in it. Safe beside running processes on
 * PostgreSQL; on the embedded ledger throws `data-dir-in-use` while a process owns the folder, which
 * then has migrated it already.
 */
export async function migrateLedger(options: { readonly json: boolean }): Promise<number> {
  const config = loadProcessConfig({ shopsRequired: false });
  const ledger = await openLedger(
    config.databaseUrl === null ? { dataDir: config.dataDir } : { databaseUrl: config.databaseUrl },
  );
  await ledger.close();
  const steps = migrations.map(({ name }) => name);
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ profile: config.profile, version: appVersion(), steps })}\n`
      : `The ledger (${config.profile}) is up to date: ${steps.length} steps, the latest ${steps.at(-1)}.\n`,
  );
  return 0;
}
