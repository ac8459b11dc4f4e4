import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { isOlderVersion } from '../../src/ledger/app-version.ts';
import { migrate } from '../../src/ledger/migrate.ts';
import { migrations } from '../../src/ledger/migrations/index.ts';
import { type Ledger, openLedger } from '../../src/ledger/open.ts';
import { openServedTestLedger, testLedgers } from '../support/ledger.ts';

const pretendNewer = (ledger: Ledger, name: string, minAppVersion: string) =>
  sql`insert into backhaul.migrations (name, min_app_version)
    values (${name}, ${minAppVersion})`.execute(ledger.db());

describe.each(testLedgers)('the schema on $name', ({ name, open }) => {
  it('is complete after opening, and opening again changes nothing', async () => {
    const ledger = await open();
    const again = await ledger.session((client) => migrate(client));
    const { rows } = await sql<{ name: string }>`
      select name from backhaul.migrations order by name`.execute(ledger.db());
    await ledger.close();
    expect(again).toEqual([]);
    expect(rows.map((row) => row.name)).toEqual(migrations.map((migration) => migration.name));
  });

  it('is refused when its newest step needs a newer program', async () => {
    const ledger = await open();
    await pretendNewer(ledger, '9998-wanted', '99.0.0');
    const attempt = ledger.session((client) => migrate(client));
    await expect(attempt).rejects.toMatchObject({
      code: 'schema-newer',
      detail: { needed: '99.0.0' },
    });
    await ledger.close();
  });

  it('is accepted when its newest step does not mind an older program', async () => {
    const ledger = await open();
    await pretendNewer(ledger, '9998-wanted', '99.0.0');
    await pretendNewer(ledger, '9999-lenient', '0.1.0');
    await expect(ledger.session((client) => migrate(client))).resolves.toEqual([]);
    await ledger.close();
  });

  it('applies all pending steps or none', async () => {
    const ledger = await open();
    const broken = [
      ...migrations,
      {
        name: '9000-good',
        minAppVersion: '0.1.0',
        sql: 'create table backhaul.good (id int); create table backhaul.good_too (id int)',
      },
      { name: '9001-bad', minAppVersion: '0.1.0', sql: 'create table backhaul.shops (id int)' },
    ];
    const attempt = ledger.session((client) => migrate(client, { migrations: broken }));
    await expect(attempt).rejects.toThrow('already exists');
    const { rows } = await sql<{ found: string | null }>`
      select to_regclass('backhaul.good')::text as found`.execute(ledger.db());
    await ledger.close();
    expect(rows[0]?.found).toBeNull();
  });

  it.runIf(name === 'PostgreSQL')('is laid once when several processes start at once', async () => {
    const first = await openServedTestLedger();
    await sql`drop schema backhaul cascade`.execute(first.db());
    const { databaseUrl } = first;
    const ledgers = await Promise.all(
      Array.from({ length: 4 }, () => openLedger({ databaseUrl, poolSize: 2 })),
    );
    const { rows } = await sql<{ count: bigint }>`
      select count(*) from backhaul.migrations`.execute(first.db());
    for (const ledger of ledgers) await ledger.close();
    await first.close();
    expect(rows[0]?.count).toBe(BigInt(migrations.length));
  });
});

it.each([
  ['0.1.0', '0.2.0', true],
  ['0.10.0', '0.9.9', false],
  ['1.0.0', '1.0.0', false],
  ['1.0.0-rc.1', '1.0.0', false],
  ['0.9.12', '1.0.0', true],
])('version %s older than %s: %s', (a, b, older) => {
  expect(isOlderVersion(a, b)).toBe(older);
});
