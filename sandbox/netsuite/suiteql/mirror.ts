import type { Transaction } from '@electric-sql/pglite';
import type { Account } from '../account.ts';
import { currencyDecimals } from '../decimal.ts';
import { accounts, bins, currencies, inventoryStatuses, subsidiary } from '../fixtures.ts';
import { periodId } from '../records/show-transaction.ts';
import { type DocRows, type Row, rowsOf } from './rows.ts';
import { schemaDdl, tables } from './tables.ts';

type Pending = { visibleAtMs: number; rows: DocRows | null; id: number };
const docTables = [
  'transaction',
  'transactionline',
  'nexttransactionlinelink',
  'inventoryassignment',
] as const;

/** Keeps one account's tables in step with its documents. */
export type Mirror = ReturnType<typeof createMirror>;

/** Listens to the account; rows are written when a query next looks and the read lag has passed. */
export function createMirror(account: Account, schema: string) {
  const pending: Pending[] = [];
  const columns = new Map(
    Object.entries(tables).map(([table, known]) => [table, new Set(Object.keys(known))]),
  );
  let created = false;

  account.onChanged.push((docs, removedIds) => {
    const visibleAtMs = Date.now() + account.settings.get('readLagMs');
    for (const doc of docs) pending.push({ visibleAtMs, id: doc.id, rows: rowsOf(account, doc) });
    for (const id of removedIds) pending.push({ visibleAtMs, id, rows: null });
  });

  /** Makes everything visible that may be seen by now; called inside the query's transaction. */
  async function catchUp(tx: Transaction): Promise<void> {
    if (!created) {
      await tx.exec(schemaDdl(schema));
      await fillLists(tx);
      created = true;
    }
    const due = takeDue();
    if (due.size > 0) await writeDue(tx, due);
    await fillMasters(tx);
  }

  function takeDue(): Map<number, DocRows | null> {
    const now = Date.now();
    const due = new Map<number, DocRows | null>();
    let count = 0;
    while (count < pending.length && (pending[count]?.visibleAtMs ?? now) <= now) {
      const one = pending[count];
      if (one !== undefined) due.set(one.id, one.rows);
      count += 1;
    }
    pending.splice(0, count);
    return due;
  }

  async function writeDue(tx: Transaction, due: Map<number, DocRows | null>): Promise<void> {
    const ids = JSON.stringify([...due.keys()]);
    const wanted = `(select value::int from jsonb_array_elements_text($1::jsonb))`;
    await tx.query(`delete from ${schema}.transaction where id in ${wanted}`, [ids]);
    await tx.query(`delete from ${schema}.transactionline where transaction in ${wanted}`, [ids]);
    await tx.query(`delete from ${schema}.nexttransactionlinelink where nextdoc in ${wanted}`, [
      ids,
    ]);
    await tx.query(`delete from ${schema}.inventoryassignment where transaction in ${wanted}`, [
      ids,
    ]);
    const documents = [...due.values()].filter((rows) => rows !== null);
    for (const table of docTables) {
      await insert(
        tx,
        table,
        documents.flatMap((rows): Row[] => [rows[table]].flat()),
      );
    }
  }

  async function insert(tx: Transaction, table: string, rows: Row[]): Promise<void> {
    if (rows.length === 0) return;
    for (const row of rows) {
      for (const name of Object.keys(row)) {
        if (/^cust(body|col)/.test(name) && !name.endsWith('__df'))
          await addColumn(tx, table, name);
      }
    }
    await tx.query(
      `insert into ${schema}.${table} select * from jsonb_populate_recordset(null::${schema}.${table}, $1::jsonb)`,
      [JSON.stringify(rows)],
    );
  }

  /** Adds a custom column that a document or a query names for the first time. */
  async function addColumn(tx: Transaction, table: string, name: string): Promise<void> {
    const known = columns.get(table);
    if (known === undefined) return;
    for (const column of [name, `${name}__df`]) {
      if (!known.has(column))
        await tx.exec(`alter table ${schema}.${table} add column "${column}" text`);
      known.add(column);
    }
  }

  async function fillMasters(tx: Transaction): Promise<void> {
    const balances = [...account.stock.values()].map((row) => {
      const status = inventoryStatuses.find((one) => one.id === row.status);
      return {
        item: row.itemId,
        item__df: account.items.get(row.itemId)?.itemId ?? null,
        location: row.location,
        location__df: account.locations.find((one) => one.id === row.location)?.name ?? null,
        inventorystatus: row.status,
        inventorystatus__df: status?.name ?? null,
        binnumber: row.bin,
        binnumber__df: bins.find((one) => one.id === row.bin)?.name ?? null,
        quantityonhand: row.quantity,
        quantityavailable: status?.available === true ? row.quantity : 0,
      };
    });
    await replaceIfChanged(tx, 'inventorybalance', balances);
    await replaceIfChanged(
      tx,
      'item',
      [...account.items.values()].map((item) => ({
        id: item.id,
        itemid: item.itemId,
        displayname: item.displayName,
        fullname: item.itemId,
        itemtype: item.kind,
        itemtype__df: item.kind,
        isinactive: 'F',
        subsidiary: subsidiary.id,
        lastmodifieddate: item.lastModifiedAt.toISOString(),
      })),
    );
    await replaceIfChanged(
      tx,
      'customer',
      [...account.customers.values()].map((customer) => ({
        id: customer.id,
        entityid: customer.entityId,
        altname: customer.entityId,
        companyname: customer.entityId,
        email: customer.email,
        externalid: customer.externalId,
        isinactive: 'F',
        subsidiary: subsidiary.id,
        lastmodifieddate: customer.lastModifiedAt.toISOString(),
      })),
    );
    await replaceIfChanged(tx, 'accountingperiod', periods(account));
  }

  const written = new Map<string, string>();
  async function replaceIfChanged(tx: Transaction, table: string, rows: Row[]): Promise<void> {
    const text = JSON.stringify(rows);
    if (written.get(table) === text) return;
    await tx.exec(`delete from ${schema}.${table}`);
    await insert(tx, table, rows);
    written.set(table, text);
  }

  async function fillLists(tx: Transaction): Promise<void> {
    const base = account.settings.get('baseCurrency');
    await insert(
      tx,
      'location',
      account.locations.map((one) => ({ ...one, fullname: one.name, isinactive: 'F' })),
    );
    await insert(tx, 'subsidiary', [{ ...subsidiary, currency: 1, isinactive: 'F' }]);
    await insert(
      tx,
      'bin',
      bins.map((one) => ({ id: one.id, binnumber: one.name, location: 1, isinactive: 'F' })),
    );
    await insert(
      tx,
      'inventorystatus',
      inventoryStatuses.map((one) => ({
        id: one.id,
        name: one.name,
        inventoryavailable: one.available ? 'T' : 'F',
        isinactive: 'F',
      })),
    );
    await insert(
      tx,
      'currency',
      currencies.map((code, index) => ({
        id: index + 1,
        name: code,
        symbol: code,
        currencyprecision: currencyDecimals(code),
        isbasecurrency: code === base ? 'T' : 'F',
      })),
    );
    await insert(
      tx,
      'account',
      accounts.map((one) => ({
        id: one.id,
        acctnumber: one.name.slice(0, 4),
        acctname: one.name.slice(5),
        fullname: one.name,
        accttype: one.kind,
        isinactive: 'F',
      })),
    );
  }

  return { schema, catchUp, addColumn };
}

function periods(account: Account): Row[] {
  const year = account.clock.now().getUTCFullYear();
  const closed = account.settings.get('closedPeriods');
  return Array.from({ length: 36 }, (_, index) => {
    const month = `${year - 1 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
    const end = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0));
    const isClosed = closed.includes(month) ? 'T' : 'F';
    return {
      id: periodId(`${month}-01`),
      periodname: month,
      startdate: `${month}-01`,
      enddate: end.toISOString().slice(0, 10),
      closed: isClosed,
      alllocked: isClosed,
      arlocked: isClosed,
      aplocked: isClosed,
      isquarter: 'F',
      isyear: 'F',
      isadjust: 'F',
    };
  });
}
