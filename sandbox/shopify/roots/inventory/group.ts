import type { Context } from '../../graphql/define.ts';
import type { UserError } from '../../graphql/errors.ts';
import { changeInventory, findLevel, onHandOf } from '../../inventory/change.ts';
import type { InventoryItemRecord, LocationRecord } from '../../model.ts';
import type { ChangeableName } from './input.ts';

export type PlannedChange = {
  inventoryItemId: string;
  locationId: string;
  name: ChangeableName;
  delta: number;
  ledgerDocumentUri: string | null;
};

type ChangeRow = {
  name: string;
  delta: number;
  quantityAfterChange: null;
  ledgerDocumentUri: string | null;
  item: InventoryItemRecord | null;
  location: LocationRecord | null;
};

/** What an inventory mutation gives back. Its rows can be filtered like the real field's. */
export type AdjustmentGroup = {
  __typename: 'InventoryAdjustmentGroup';
  id: string;
  createdAt: Date;
  reason: string;
  referenceDocumentUri: string | null;
  rows: ChangeRow[];
};

export const refused = (userErrors: UserError[]) => ({
  inventoryAdjustmentGroup: null,
  userErrors,
});

/** The quantity of a state, `on_hand` included; 0 where the item was never stocked. */
export function quantityOf(
  { shop }: Context,
  inventoryItemId: string,
  locationId: string,
  name: string,
): number {
  const level = findLevel(shop, inventoryItemId, locationId);
  if (level === undefined) return 0;
  if (name === 'on_hand') return onHandOf(level);
  return Object.entries(level.quantities).find(([known]) => known === name)?.[1] ?? 0;
}

/**
 * Carries out changes and describes them: first the rows that were asked for, then one `on_hand`
 * row per item and location whose sum moved (recorded). Changes of zero leave no row; if none is
 * left there is no group at all (recorded).
 */
export function applyChanges(
  context: Context,
  changes: readonly PlannedChange[],
  because: { reason: string; referenceDocumentUri: string | null },
): { inventoryAdjustmentGroup: AdjustmentGroup | null; userErrors: UserError[] } {
  const { shop } = context;
  const moving = changes.filter((change) => change.delta !== 0);
  if (moving.length === 0) return { inventoryAdjustmentGroup: null, userErrors: [] };
  const rowOf = (
    change: PlannedChange,
    name: string,
    delta: number,
    ledgerDocumentUri: string | null,
  ): ChangeRow => ({
    name,
    delta,
    quantityAfterChange: null,
    ledgerDocumentUri,
    item: shop.find('InventoryItem', change.inventoryItemId) ?? null,
    location: shop.find('Location', change.locationId) ?? null,
  });
  changeInventory(shop, moving, { reason: because.reason, by: context.by });
  const sums = new Map<string, { change: PlannedChange; delta: number }>();
  for (const change of moving) {
    if (change.name === 'incoming') continue;
    const key = `${change.inventoryItemId} ${change.locationId}`;
    const known = sums.get(key) ?? { change, delta: 0 };
    sums.set(key, { change: known.change, delta: known.delta + change.delta });
  }
  const rows = [
    ...moving.map((change) => rowOf(change, change.name, change.delta, change.ledgerDocumentUri)),
    ...[...sums.values()]
      .filter(({ delta }) => delta !== 0)
      .map(({ change, delta }) => rowOf(change, 'on_hand', delta, null)),
  ];
  const group: AdjustmentGroup = {
    __typename: 'InventoryAdjustmentGroup',
    id: shop.ids.next('InventoryAdjustmentGroup'),
    createdAt: shop.now(),
    reason: because.reason,
    referenceDocumentUri: because.referenceDocumentUri,
    rows,
  };
  return { inventoryAdjustmentGroup: group, userErrors: [] };
}
