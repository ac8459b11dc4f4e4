import type { NetsuiteClient } from './client.ts';
import { writeJson } from './json.ts';
import { readRecord } from './read-record.ts';
import { internalId, type NetsuiteWrite } from './write.ts';

export interface WriteRefundIds {
  readonly creditType: 'creditMemo' | 'cashRefund';
  readonly creditId: string;
  readonly refundId: string;
  readonly transactionIds: readonly string[];
  readonly fields: { readonly refundId: string; readonly refundTransactions: string };
}

/** Builds the write-back of Shopify's refund and transaction ids. Writing the same twice is harmless. */
export function buildWriteRefundIdsOnCredit(input: WriteRefundIds): NetsuiteWrite {
  return {
    verb: 'write-refund-ids-on-credit',
    method: 'PATCH',
    path: `/services/rest/record/v1/${input.creditType}/${internalId(input.creditId)}`,
    bodyText: writeJson({
      [input.fields.refundId]: input.refundId,
      [input.fields.refundTransactions]: input.transactionIds.join(' '),
    }),
    externalId: null,
    creates: null,
  };
}

/** Whether the credit carries this refund id; null when the credit does not exist. One call. */
export async function probeWriteRefundIdsOnCredit(
  client: NetsuiteClient,
  input: Pick<WriteRefundIds, 'creditType' | 'creditId' | 'refundId' | 'fields'>,
): Promise<boolean | null> {
  const record = await readRecord(client, input.creditType, input.creditId);
  return record === null ? null : record[input.fields.refundId] === input.refundId;
}
