import { changeInventory } from '../inventory/change.ts';
import type { OrderRecord } from '../model.ts';
import type { Shop } from '../shop.ts';

/** Moves the ordered units from available to committed. */
export function claimStock(shop: Shop, order: OrderRecord): void {
  const locationId = order.fulfillmentOrders[0]?.locationId;
  if (locationId === undefined) return;
  for (const line of order.lines) {
    const item =
      line.inventoryItemId === null ? undefined : shop.inventoryItems.get(line.inventoryItemId);
    if (item === undefined || !item.tracked) continue;
    const at = { inventoryItemId: item.id, locationId };
    changeInventory(
      shop,
      [
        { ...at, name: 'available', delta: -line.quantity },
        { ...at, name: 'committed', delta: line.quantity },
      ],
      { reason: 'reservation_created', by: 'shopper' },
    );
  }
}
