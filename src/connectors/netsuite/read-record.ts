import { Problem } from '../../domain/problem.ts';
import type { NetsuiteClient } from './client.ts';
import { parseAnswer } from './suiteql.ts';
import { internalId } from './write.ts';

/** Record types that are read one by one. */
export type RecordType =
  | 'salesOrder'
  | 'invoice'
  | 'cashSale'
  | 'returnAuthorization'
  | 'itemReceipt'
  | 'creditMemo'
  | 'cashRefund'
  | 'customerRefund';

/** A record as REST gives it, every number as its own decimal text. */
export type NetsuiteRecord = Readonly<Record<string, unknown>>;

/** Reads one record with its sublists; null when it does not exist. One call, not delayed like SuiteQL. */
export async function readRecord(
  client: NetsuiteClient,
  type: RecordType,
  id: string,
): Promise<NetsuiteRecord | null> {
  try {
    const answer = await client.call({
      verb: `read-${type}`,
      effect: 'read',
      host: 'rest',
      method: 'GET',
      path: `/services/rest/record/v1/${type}/${internalId(id)}?expandSubResources=true`,
    });
    const body = parseAnswer(answer.text);
    if (!isRecord(body)) throw new Problem('netsuite-answer-unreadable', `${type} is no object`);
    return body;
  } catch (error) {
    if (error instanceof Problem && error.detail['errorCode'] === 'NONEXISTENT_ID') return null;
    throw error;
  }
}

/** The id of a reference or choice field (`{id, refName}`); null when it is empty. */
export function referenceId(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (!isRecord(value)) return null;
  const id = value['id'];
  return typeof id === 'string' && id !== '' ? id : null;
}

/** The elements of a sublist; empty when the record has none. */
export function linesOf(record: NetsuiteRecord, sublist: string): readonly NetsuiteRecord[] {
  const list = record[sublist];
  const items = isRecord(list) ? list['items'] : undefined;
  return Array.isArray(items) ? items.filter(isRecord) : [];
}

function isRecord(value: unknown): value is NetsuiteRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
