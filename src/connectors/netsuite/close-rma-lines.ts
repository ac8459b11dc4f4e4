import type { NetsuiteClient } from './client.ts';
import { writeJson } from './json.ts';
import { linesOf, readRecord } from './read-record.ts';
import { internalId, type NetsuiteWrite } from './write.ts';

/**
 * Builds the closing of RMA lines; other lines stay as they are. NetSuite has no cancel over REST.
 * A line that is closed before its refund can no longer be refunded: the caller sees to that.
 */
export function buildCloseRmaLines(rmaId: string, lines: readonly number[]): NetsuiteWrite {
  if (lines.length === 0) throw new TypeError('No line to close');
  return {
    verb: 'close-rma-lines',
    method: 'PATCH',
    path: `/services/rest/record/v1/returnAuthorization/${internalId(rmaId)}`,
    bodyText: writeJson({
      item: { items: [...new Set(lines)].map((line) => ({ line, isClosed: true })) },
    }),
    externalId: null,
    creates: null,
  };
}

/** Whether all these lines are closed; null when the RMA does not exist. One call. */
export async function probeCloseRmaLines(
  client: NetsuiteClient,
  rmaId: string,
  lines: readonly number[],
): Promise<boolean | null> {
  const record = await readRecord(client, 'returnAuthorization', rmaId);
  if (record === null) return null;
  const closed = new Set(
    linesOf(record, 'item')
      .filter((line) => line['isClosed'] === true)
      .map((line) => String(line['line'])),
  );
  return lines.every((line) => closed.has(String(line)));
}
