import type { NetsuiteSide } from '../../domain/snapshot.ts';
import type { NetsuiteClient } from './client.ts';
import { type Exposure, suiteqlExposed } from './exposure.ts';
import { gidTail } from './external-id.ts';
import { mapOrder } from './map-order.ts';
import { documentsQuery, linesQuery, type OrderFields } from './order-sql.ts';

/**
 * Reads everything NetSuite knows of one order: sale, RMAs, receipts, stock judgements, credits and
 * customer refunds. Two calls (and one for each 1000 lines more); one where NetSuite has no such order,
 * which is an empty side. Orders carry Shopify's id as a gid or as its number: both are looked for.
 */
export async function readOrder(
  client: NetsuiteClient,
  input: {
    readonly shopifyOrderId: string;
    readonly fields: OrderFields;
    readonly exposure: Exposure;
    readonly nowMs: number;
  },
): Promise<NetsuiteSide> {
  const { fields } = input;
  const orderIds = [...new Set([gidTail(input.shopifyOrderId), input.shopifyOrderId])];
  const documentRows = await suiteqlExposed(
    client,
    input.exposure,
    (exposure) => documentsQuery(orderIds, fields, exposure),
    fields,
    { verb: 'read-order' },
  );
  if (documentRows.length === 0) return mapOrder([], [], input.nowMs);
  const ids = [...new Set(documentRows.map((row) => row['id'] ?? ''))];
  const rmas = documentRows
    .filter((row) => row['type'] === 'RtnAuth')
    .map((row) => ({
      id: row['id'] ?? '',
      tranId: row['tranid'] ?? '',
      createdAt: row['createdat'] ?? '',
    }));
  const lineRows = await suiteqlExposed(
    client,
    input.exposure,
    (exposure) => linesQuery(ids, rmas, fields, exposure),
    fields,
    { verb: 'read-order-lines' },
  );
  return mapOrder(documentRows, lineRows, input.nowMs);
}
