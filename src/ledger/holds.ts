import { sql } from 'kysely';
import type { UnitKey } from '../domain/ledger-side.ts';
import type { HoldState } from '../domain/stage.ts';
import type { MoveStock } from '../domain/step.ts';
import type { Ledger } from './open.ts';

const target: Record<MoveStock['kind'], HoldState> = {
  'hold-stock': 'pending_inspection',
  'retract-stock': 'pending_inspection',
  'release-stock': 'released',
  'set-aside-stock': 'set_aside',
  'write-off-stock': 'written_off',
};

/**
 * Moves the holds of a step's units along the edge it stands for, in the transaction of its outcome.
 * The table refuses an edge that would put an uninspected unit on sale.
 */
export const moveHolds = async (
  ledger: Ledger,
  orderId: string,
  step: MoveStock,
): Promise<void> => {
  const units = JSON.stringify(
    step.units.map((unit) => ({ return_line_id: unit.returnLineId, ordinal: unit.ordinal })),
  );
  const state = target[step.kind];
  if (state === 'pending_inspection') {
    await sql`
      insert into backhaul.holds as h (return_line_id, ordinal, return_id, order_id, state,
        inventory_item_id, location_id, receipt_id, in_shopify)
      select x.return_line_id, x.ordinal, ${step.returnId}, ${orderId}, ${state},
        ${step.inventoryItemId}, ${step.locationId}, ${step.document}, ${step.inShopify}::boolean
      from jsonb_to_recordset(${units}::jsonb) as x(return_line_id text, ordinal int)
      on conflict (return_line_id, ordinal) do update set state = excluded.state,
        inventory_item_id = excluded.inventory_item_id, location_id = excluded.location_id,
        receipt_id = excluded.receipt_id, in_shopify = excluded.in_shopify`.execute(ledger.db());
    return;
  }
  await sql`
    update backhaul.holds h set state = ${state}
    from jsonb_to_recordset(${units}::jsonb) as x(return_line_id text, ordinal int)
    where h.return_line_id = x.return_line_id and h.ordinal = x.ordinal`.execute(ledger.db());
  if (state !== 'released') return;
  await sql`
    update backhaul.units u set cleared_at = clock_timestamp()
    from jsonb_to_recordset(${units}::jsonb) as x(return_line_id text, ordinal int)
    where u.return_line_id = x.return_line_id and u.ordinal = x.ordinal
      and u.disposition = 'sellable'`.execute(ledger.db());
};

/** Gives up the claim on units that will not come; what has arrived keeps its hold. */
export const cancelExpectedHolds = async (
  ledger: Ledger,
  units: readonly UnitKey[],
): Promise<void> => {
  const keys = JSON.stringify(
    units.map((unit) => ({ return_line_id: unit.returnLineId, ordinal: unit.ordinal })),
  );
  await sql`
    update backhaul.holds h set state = 'cancelled'
    from jsonb_to_recordset(${keys}::jsonb) as x(return_line_id text, ordinal int)
    where h.return_line_id = x.return_line_id and h.ordinal = x.ordinal
      and h.state = 'expected'`.execute(ledger.db());
};
