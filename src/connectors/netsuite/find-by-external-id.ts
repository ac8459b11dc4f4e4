import type { NetsuiteClient } from './client.ts';
import { requiredColumn } from './column.ts';
import { placeholders, type SuiteqlRow, suiteql } from './suiteql.ts';

/** A transaction found by its external id. `type` is SuiteQL's code: RtnAuth, CustCred, CustRfnd… */
export interface FoundDocument {
  readonly id: string;
  readonly type: string;
  readonly tranId: string;
  readonly externalId: string;
  readonly status: string;
  readonly createdFromId: string | null;
}

const idsPerQuery = 200;

/**
 * Looks documents up by external id, whatever their kind: the ids are unique over all transactions.
 * What is missing from the result is absent as of now, no more. One call for each 200 ids.
 */
export async function findByExternalId(
  client: NetsuiteClient,
  externalIds: readonly string[],
): Promise<readonly FoundDocument[]> {
  const wanted = [...new Set(externalIds)];
  const found: FoundDocument[] = [];
  for (let start = 0; start < wanted.length; start += idsPerQuery) {
    const chunk = wanted.slice(start, start + idsPerQuery);
    const query = `select t.id, t.type, t.tranid, t.externalid, t.status, m.createdfrom
from transaction t
left join transactionline m on m.transaction = t.id and m.mainline = 'T'
where t.externalid in (${placeholders(chunk)})
order by t.id`;
    const rows = await suiteql(client, query, chunk, { verb: 'find-by-external-id' });
    found.push(...rows.map(documentOf));
  }
  return found;
}

function documentOf(row: SuiteqlRow): FoundDocument {
  return {
    id: requiredColumn(row, 'id'),
    type: requiredColumn(row, 'type'),
    tranId: row['tranid'] ?? '',
    externalId: requiredColumn(row, 'externalid'),
    status: row['status'] ?? '',
    createdFromId: row['createdfrom'] ?? null,
  };
}
