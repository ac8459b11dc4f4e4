import type { NetsuiteClient } from './client.ts';
import { writeJson } from './json.ts';
import { readRecord, referenceId } from './read-record.ts';
import { internalId, type NetsuiteWrite } from './write.ts';

/** Builds the approval of an RMA: `orderStatus` B. Approving an approved one changes nothing. */
export function buildApproveRma(rmaId: string): NetsuiteWrite {
  return {
    verb: 'approve-rma',
    method: 'PATCH',
    path: `/services/rest/record/v1/returnAuthorization/${internalId(rmaId)}`,
    bodyText: writeJson({ orderStatus: { id: 'B' } }),
    externalId: null,
    creates: null,
  };
}

/** Whether the RMA has left Pending Approval; null when it does not exist. One call. */
export async function probeApproveRma(
  client: NetsuiteClient,
  rmaId: string,
): Promise<boolean | null> {
  const record = await readRecord(client, 'returnAuthorization', rmaId);
  if (record === null) return null;
  const orderStatus = referenceId(record['orderStatus']);
  // Some accounts show `orderStatus` only while it can be set: then the status tells.
  if (orderStatus !== null) return orderStatus !== 'A';
  const status = referenceId(record['status']);
  return status !== null && status !== 'A' && !/pending approval/i.test(status);
}
