import { sql } from 'kysely';
import type { OpenRma } from '../domain/step.ts';
import type { Ledger } from './open.ts';

/** Binds units to the RMA that is about to be opened; belongs in the transaction of its intent. */
export const bindUnits = async (ledger: Ledger, orderId: string, step: OpenRma): Promise<void> => {
  await ledger
    .db()
    .insertInto('rmas')
    .values({
      id: step.externalId,
      return_id: step.returnId,
      order_id: orderId,
      source_type: step.sourceType,
      source_id: step.sourceId,
      revision: step.revision,
      currency: step.currency,
    })
    .execute();
  await ledger
    .db()
    .insertInto('rma_units')
    .values(
      step.units.map((unit) => ({
        rma_id: step.externalId,
        rma_order_line: unit.orderLine,
        return_line_id: unit.returnLineId,
        ordinal: unit.ordinal,
      })),
    )
    .execute();
};

/** Notes NetSuite's id of an opened RMA and claims its units: from now on they are expected. */
export const bindRmaDocument = async (
  ledger: Ledger,
  orderId: string,
  step: OpenRma,
  netsuiteId: string | null,
): Promise<void> => {
  await ledger
    .db()
    .updateTable('rmas')
    .set({ netsuite_id: netsuiteId })
    .where('id', '=', step.externalId)
    .execute();
  await sql`
    insert into backhaul.holds (return_line_id, ordinal, return_id, order_id, state)
    select return_line_id, ordinal, ${step.returnId}, ${orderId}, 'expected'
    from backhaul.rma_units where rma_id = ${step.externalId}
    on conflict (return_line_id, ordinal) do nothing`.execute(ledger.db());
};
