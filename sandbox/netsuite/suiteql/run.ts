import type { Transaction } from '@electric-sql/pglite';
import type { Account } from '../account.ts';
import { NetsuiteError } from '../errors.ts';
import type { Engine } from './database.ts';
import type { Mirror } from './mirror.ts';
import { fieldNotFound, invalidQuery } from './refuse.ts';
import { rewrite } from './rewrite.ts';

export type Page = { items: Record<string, string>[]; totalResults: number };
export type Query = { q: string; params: readonly string[]; limit: number; offset: number };

const mostRows = 100_000;
const dateType = 1082;
const instantTypes = [1114, 1184];

/**
 * Runs one page of a query. Values come back as NetSuite gives them: text, lower-case names, nulls left
 * out, dates bare in the user's format.
 */
export async function runQuery(
  account: Account,
  engine: Engine,
  mirror: Mirror,
  query: Query,
): Promise<Page> {
  const { sql, limit, customColumns } = rewrite(query.q, account.settings);
  const placeholders = [...sql.matchAll(/\$(\d+)/g)].length;
  if (placeholders !== query.params.length) {
    throw invalidQuery(`Expected ${placeholders} parameters, got ${query.params.length}`);
  }
  // A transaction of its own: a query that fails must not undo what has become visible.
  await engine.transact(async (tx) => {
    await mirror.catchUp(tx);
    for (const column of customColumns) {
      const table = column.startsWith('custbody') ? 'transaction' : 'transactionline';
      await mirror.addColumn(tx, table, column);
    }
  });
  return engine.transact(async (tx) => {
    await tx.query(
      `select set_config('search_path', $1, true), set_config('timezone', $2, true),
              set_config('backhaul.sysdate', $3, true)`,
      [
        `${mirror.schema}, suiteql, pg_catalog`,
        account.settings.get('sessionTimeZone'),
        account.clock.now().toISOString(),
      ],
    );
    const bounded = limit === null ? sql : `${sql} limit ${Math.max(0, limit)}`;
    const total = await count(tx, bounded, query.params);
    if (query.offset >= total) return { items: [], totalResults: total };
    const result = await read(
      tx,
      `select * from (${bounded}) page limit ${query.limit} offset ${query.offset}`,
      query.params,
    );
    const { rows, fields } = result;
    const format = account.settings.get('userDateFormat');
    const items = rows.map((row) => {
      const item: Record<string, string> = {};
      for (const field of fields) {
        const value = row[field.name];
        if (value === null || value === undefined || field.name.endsWith('__df')) continue;
        item[field.name.toLowerCase()] = showValue(value, field.dataTypeID, format);
      }
      return item;
    });
    return { items, totalResults: total };
  });
}

async function count(tx: Transaction, sql: string, params: readonly string[]): Promise<number> {
  const { rows } = await read(tx, `select count(*) as n from (${sql}) counted`, params);
  const total = Number(rows[0]?.['n'] ?? 0);
  if (total > mostRows) {
    throw new NetsuiteError(
      400,
      'USER_ERROR',
      'The query result exceeds the limit of 100,000 rows.',
      undefined,
      'Invalid search query.',
    );
  }
  return total;
}

async function read(tx: Transaction, sql: string, params: readonly string[]) {
  try {
    return await tx.query<Record<string, string | null>>(sql, [...params], {
      parsers: textParsers,
    });
  } catch (error) {
    throw explain(error);
  }
}

// Every type comes back as the text the engine wrote: nothing is parsed, nothing loses digits.
const textParsers: Record<number, (value: string) => string> = Object.fromEntries(
  [16, 20, 21, 23, 25, 700, 701, 1042, 1043, 1082, 1114, 1184, 1700].map((type) => [
    type,
    (value: string) => value,
  ]),
);

function explain(error: unknown): Error {
  if (!(error instanceof Error)) return invalidQuery('Invalid or unsupported search');
  const column = /column "?([\w.]+)"? does not exist/.exec(error.message)?.[1];
  if (column !== undefined) return fieldNotFound(column.split('.').at(-1) ?? column);
  const table = /relation "([\w.]+)" does not exist/.exec(error.message)?.[1];
  if (table !== undefined) return invalidQuery(`Record '${table}' was not found`);
  return invalidQuery(`Invalid or unsupported search. ${error.message}`);
}

function showValue(value: string, type: number, format: string): string {
  if (type === dateType || instantTypes.includes(type)) return showDate(value.slice(0, 10), format);
  if (type === 16) return value === 't' || value === 'true' ? 'T' : 'F';
  if (type === 1700 && value.includes('.')) return value.replace(/\.?0+$/, '');
  return value;
}

function showDate(date: string, format: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  const plain = { year, month: String(Number(month)), day: String(Number(day)) };
  if (format === 'YYYY-MM-DD') return date;
  if (format === 'D/M/YYYY') return `${plain.day}/${plain.month}/${plain.year}`;
  if (format === 'D.M.YYYY') return `${plain.day}.${plain.month}.${plain.year}`;
  return `${plain.month}/${plain.day}/${plain.year}`;
}
