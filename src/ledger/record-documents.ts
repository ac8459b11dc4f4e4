import { sql } from 'kysely';
import type { NetsuiteSide } from '../domain/snapshot.ts';
import type { Ledger } from './open.ts';

/** Keeps what NetSuite shows of our RMAs and of known credits, for screens and reports. */
export const recordDocuments = async (
  ledger: Ledger,
  orderId: string,
  account: string,
  netsuite: NetsuiteSide,
): Promise<void> => {
  const rmas = JSON.stringify(
    netsuite.rmas.map((rma) => ({
      id: rma.id,
      external_id: rma.externalId?.toLowerCase() ?? null,
      tran_id: rma.tranId,
      status: rma.status,
      total: rma.totalMinor.toString(),
    })),
  );
  await sql`
    update backhaul.rmas r set netsuite_id = x.id, tran_id = x.tran_id, status = x.status,
      total_minor = x.total
    from jsonb_to_recordset(${rmas}::jsonb)
      as x(id text, external_id text, tran_id text, status text, total bigint)
    where r.order_id = ${orderId} and (r.netsuite_id = x.id or lower(r.id) = x.external_id)
      and (r.netsuite_id, r.tran_id, r.status, r.total_minor)
        is distinct from (x.id, x.tran_id, x.status, x.total)`.execute(ledger.db());
  const credits = JSON.stringify(
    netsuite.credits.map((credit) => ({
      id: `${account}:${credit.id}`,
      status: credit.status,
      valid: !credit.voided,
    })),
  );
  await sql`
    update backhaul.credits c set status = x.status, valid = x.valid
    from jsonb_to_recordset(${credits}::jsonb) as x(id text, status text, valid boolean)
    where c.id = x.id and c.order_id = ${orderId}
      and (c.status, c.valid) is distinct from (x.status, x.valid)`.execute(ledger.db());
};
