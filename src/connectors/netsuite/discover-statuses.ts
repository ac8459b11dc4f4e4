import type { NetsuiteClient } from './client.ts';
import { requiredColumn } from './column.ts';
import { placeholders, suiteql } from './suiteql.ts';

export interface DiscoveredStatus {
  readonly type: string;
  readonly letter: string;
  readonly label: string;
  readonly documents: number;
}

/** Labels that letters of an RMA were seen to have; a letter that is not here needs somebody's eyes. */
export const knownRmaLetters = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'] as const;

/**
 * Lists the status letters that this account's return documents have, each with its own label: letters
 * differ between channels and must not be trusted to be the same everywhere. Two calls.
 */
export async function discoverStatuses(
  client: NetsuiteClient,
): Promise<readonly DiscoveredStatus[]> {
  // BUILTIN.DF beside GROUP BY is not supported: labels are read from one document of each group.
  const groups = await suiteql(
    client,
    `select t.type, t.status, count(*) as documents, min(t.id) as sample
from transaction t
where t.type in ('RtnAuth', 'ItemRcpt', 'CustCred', 'CashRfnd', 'CustRfnd')
group by t.type, t.status
order by t.type, t.status`,
    [],
    { verb: 'discover-statuses' },
  );
  if (groups.length === 0) return [];
  const samples = groups.map((group) => requiredColumn(group, 'sample'));
  const labels = await suiteql(
    client,
    `select t.id, BUILTIN.DF(t.status) as label from transaction t
where t.id in (${placeholders(samples)}) order by t.id`,
    samples,
    { verb: 'discover-statuses' },
  );
  const labelOf = new Map(labels.map((row) => [row['id'], row['label'] ?? '']));
  return groups.map((group) => ({
    type: requiredColumn(group, 'type'),
    letter: group['status'] ?? '',
    label: labelOf.get(group['sample']) ?? '',
    documents: Number(group['documents'] ?? '0'),
  }));
}
