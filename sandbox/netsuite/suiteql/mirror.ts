import type { Transaction } from '@electric-sql/pglite';
import type { Account } from '../account.ts';
import { createMasters } from './masters.ts';
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
  const masters = createMasters(account, insert, (tx, sql, params) =>
    tx.query(sql.replaceAll('{schema}', schema), params),
  );

  account.onChanged.push((docs, removedIds) => {
    const visibleAtMs = Date.now() + account.settings.get('readLagMs');
    for (const doc of docs) pending.push({ visibleAtMs, id: doc.id, rows: rowsOf(account, doc) });
    for (const id of removedIds) pending.push({ visibleAtMs, id, rows: null });
  });

  /** Makes everything visible that may be seen by now; called inside the query's transaction. */
  async function catchUp(tx: Transaction): Promise<void> {
    if (!created) {
      await tx.exec(schemaDdl(schema));
      await masters.fillLists(tx);
      created = true;
    }
    const due = takeDue();
    if (due.size > 0) await writeDue(tx, due);
    await masters.catchUp(tx);
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

  return { schema, catchUp, addColumn };
}
