import { z } from 'zod';
import { Problem } from '../../domain/problem.ts';
import type { NetsuiteClient } from './client.ts';
import { parseJson, writeJson } from './json.ts';

/** A SuiteQL row: NetSuite gives every value as text and leaves null columns out. */
export type SuiteqlRow = Readonly<Record<string, string>>;

export interface SuiteqlOptions {
  readonly verb?: string;
  /** Rows of one page, at most 1000. */
  readonly pageSize?: number;
  /** Stops with a problem above this: an unbounded result is a mistake in the query. */
  readonly maxRows?: number;
}

const valueSchema = z.union([z.string(), z.boolean(), z.null()]);
const pageSchema = z.object({
  items: z.array(z.record(z.string(), z.unknown())),
  hasMore: z.boolean().optional(),
});

export interface SuiteqlPage {
  readonly rows: readonly SuiteqlRow[];
  readonly hasMore: boolean;
}

/**
 * Runs one SuiteQL page. Parameters are bound (`?`), never put into the text. One call.
 * A page holds at most 1000 rows and an offset must be a multiple of the page size.
 */
export async function suiteqlPage(
  client: NetsuiteClient,
  query: string,
  parameters: readonly string[],
  page: { readonly limit: number; readonly offset: number; readonly verb?: string },
): Promise<SuiteqlPage> {
  const answer = await client.call({
    verb: page.verb ?? 'suiteql',
    effect: 'read',
    host: 'rest',
    method: 'POST',
    path: `/services/rest/query/v1/suiteql?limit=${page.limit}&offset=${page.offset}`,
    headers: { prefer: 'transient' },
    bodyText: writeJson({ q: query, ...(parameters.length > 0 ? { params: parameters } : {}) }),
  });
  const parsed = pageSchema.safeParse(parseAnswer(answer.text));
  if (!parsed.success) throw unreadable('a SuiteQL page', parsed.error);
  return { rows: parsed.data.items.map(rowOf), hasMore: parsed.data.hasMore ?? false };
}

/**
 * Runs a query to its end, page after page: the query must have a total order, or rows between two
 * pages get lost. One call for each 1000 rows.
 */
export async function suiteql(
  client: NetsuiteClient,
  query: string,
  parameters: readonly string[],
  options: SuiteqlOptions = {},
): Promise<readonly SuiteqlRow[]> {
  const limit = Math.min(options.pageSize ?? 1000, 1000);
  const maxRows = options.maxRows ?? 20_000;
  const rows: SuiteqlRow[] = [];
  for (let offset = 0; ; offset += limit) {
    const verb = options.verb ?? 'suiteql';
    const page = await suiteqlPage(client, query, parameters, { limit, offset, verb });
    rows.push(...page.rows);
    if (!page.hasMore) return rows;
    if (rows.length >= maxRows) {
      throw new Problem('netsuite-answer-unreadable', `A query gave more than ${maxRows} rows`);
    }
  }
}

/** `?, ?, ?` for a list of values. */
export function placeholders(values: readonly string[]): string {
  return values.map(() => '?').join(', ');
}

/** Parses the text of an answer; text that is no JSON is `netsuite-answer-unreadable`. */
export function parseAnswer(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    throw unreadable('the answer', error);
  }
}

function rowOf(item: Readonly<Record<string, unknown>>): SuiteqlRow {
  const row: Record<string, string> = {};
  for (const [name, raw] of Object.entries(item)) {
    if (name === 'links') continue;
    const value = valueSchema.safeParse(raw);
    if (!value.success) throw unreadable(`column ${name}`, value.error);
    if (value.data === null) continue;
    row[name.toLowerCase()] =
      typeof value.data === 'boolean' ? (value.data ? 'T' : 'F') : value.data;
  }
  return row;
}

function unreadable(what: string, cause: unknown): Problem {
  return new Problem('netsuite-answer-unreadable', `Cannot read ${what}`, { cause });
}
