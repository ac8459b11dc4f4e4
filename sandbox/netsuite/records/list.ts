import type { Request } from 'express';
import type { Account } from '../account.ts';
import { NetsuiteError } from '../errors.ts';
import type { Refs } from './references.ts';
import type { RecordType } from './types.ts';

type Row = { id: number; externalId: string | null; tranId: string };

/**
 * A collection: ids and links only, at most 1000 a page. `q` knows id, externalId and tranId with IS and
 * EQUAL; any other filter is refused rather than ignored.
 */
export function listRecords(
  account: Account,
  record: RecordType,
  request: Request,
  refs: Refs,
): unknown {
  const limit = readCount(request, 'limit', 1000);
  const offset = readCount(request, 'offset', 0);
  if (limit < 1 || limit > 1000) throw badParameter('limit');
  if (offset % limit !== 0) throw badParameter('offset');
  const name = record.kind === 'transaction' ? record.type.toLowerCase() : record.kind;
  const found = rows(account, record).filter(filterOf(request.query['q']));
  const page = found.slice(offset, offset + limit);
  return {
    links: refs.link(`${name}?limit=${limit}&offset=${offset}`),
    count: page.length,
    hasMore: offset + page.length < found.length,
    items: page.map((row) => ({ links: refs.link(`${name}/${row.id}`), id: String(row.id) })),
    offset,
    totalResults: found.length,
  };
}

function rows(account: Account, record: RecordType): Row[] {
  if (record.kind === 'transaction') {
    return [...account.docs.values()].filter((doc) => doc.type === record.type);
  }
  if (record.kind === 'customer') {
    return [...account.customers.values()].map((one) => ({ ...one, tranId: '' }));
  }
  const places = record.kind === 'item' ? [...account.items.values()] : account.locations;
  return places.map((one) => ({ id: one.id, externalId: null, tranId: '' }));
}

function filterOf(q: unknown): (row: Row) => boolean {
  if (q === undefined || q === '') return () => true;
  const match = /^\s*(id|externalId|tranId)\s+(IS|EQUAL)\s+"?([^"]*)"?\s*$/i.exec(String(q));
  if (match === null) {
    throw new NetsuiteError(400, 'INVALID_PARAMETER', "Invalid query parameter 'q'.");
  }
  const [, field = '', , value = ''] = match;
  return (row) => {
    if (field.toLowerCase() === 'id') return String(row.id) === value;
    const own = field.toLowerCase() === 'tranid' ? row.tranId : (row.externalId ?? '');
    return own.toLowerCase() === value.toLowerCase();
  };
}

function readCount(request: Request, name: string, byDefault: number): number {
  const sent = request.query[name];
  if (sent === undefined) return byDefault;
  if (typeof sent !== 'string' || !/^\d{1,6}$/.test(sent)) throw badParameter(name);
  return Number(sent);
}

function badParameter(name: string): NetsuiteError {
  return new NetsuiteError(
    400,
    'INVALID_PARAMETER',
    `Invalid value of the query parameter '${name}'.`,
  );
}
