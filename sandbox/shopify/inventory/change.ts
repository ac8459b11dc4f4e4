import { numberOfId } from '../ids.ts';
import { type InventoryLevelRecord, type QuantityName, quantityNames } from '../model.ts';
import type { Shop } from '../shop.ts';

export type InventoryChange = {
  inventoryItemId: string;
  locationId: string;
  name: QuantityName;
  delta: number;
};

/** available + committed + reserved + damaged + safety_stock + quality_control. */
export function onHandOf(level: InventoryLevelRecord): number {
  return quantityNames
    .filter((name) => name !== 'incoming')
    .reduce((sum, name) => sum + level.quantities[name], 0);
}

/** The level of an item at a location, if it was ever stocked there. */
export function findLevel(shop: Shop, inventoryItemId: string, locationId: string) {
  return shop.inventoryLevels.get(inventoryItemId)?.get(locationId);
}

/** The level of an item at a location; made with zero quantities if it does not exist (2026-10 needs no activation). */
export function ensureLevel(
  shop: Shop,
  inventoryItemId: string,
  locationId: string,
): InventoryLevelRecord {
  const existing = findLevel(shop, inventoryItemId, locationId);
  if (existing !== undefined) return existing;
  const now = shop.now();
  const number = numberOfId(shop.ids.next('InventoryLevel'));
  const level = shop.register({
    __typename: 'InventoryLevel',
    id: `gid://shopify/InventoryLevel/${number}?inventory_item_id=${numberOfId(inventoryItemId)}`,
    inventoryItemId,
    locationId,
    isActive: true,
    quantities: {
      available: 0,
      committed: 0,
      reserved: 0,
      damaged: 0,
      safety_stock: 0,
      quality_control: 0,
      incoming: 0,
    },
    changedAt: {},
    createdAt: now,
    updatedAt: now,
  });
  const levels = shop.inventoryLevels.get(inventoryItemId) ?? new Map();
  levels.set(locationId, level);
  shop.inventoryLevels.set(inventoryItemId, levels);
  return level;
}

/**
 * The only way a quantity changes. Applies all changes, writes one log row each, checks that
 * on_hand moved by exactly the sum of its parts, and queues inventory_levels/update where
 * `available` changed. Does not ask whether the caller may: levels below zero are possible, as in Shopify.
 */
export function changeInventory(
  shop: Shop,
  changes: readonly InventoryChange[],
  because: { reason: string; by: string },
): void {
  const now = shop.now();
  for (const { inventoryItemId, locationId, name, delta } of changes) {
    if (!Number.isSafeInteger(delta)) throw new Error(`inventory delta ${delta} is not whole`);
    if (delta === 0) continue;
    const level = ensureLevel(shop, inventoryItemId, locationId);
    const onHandBefore = onHandOf(level);
    level.quantities[name] += delta;
    level.changedAt[name] = now;
    if (name !== 'incoming') level.changedAt.on_hand = now;
    level.updatedAt = now;
    const expected = name === 'incoming' ? onHandBefore : onHandBefore + delta;
    if (onHandOf(level) !== expected) throw new Error('on_hand is not the sum of its parts');
    shop.inventoryLog.push({ at: now, inventoryItemId, locationId, name, delta, ...because });
    if (name === 'available') emitLevelUpdate(shop, level);
  }
}

function emitLevelUpdate(shop: Shop, level: InventoryLevelRecord): void {
  shop.emit({
    topic: 'inventory_levels/update',
    onceKey: `inventory_levels/update ${level.id}`,
    body: () => ({
      inventory_item_id: numberOfId(level.inventoryItemId),
      location_id: numberOfId(level.locationId),
      available: level.quantities.available,
      updated_at: level.updatedAt.toISOString(),
      admin_graphql_api_id: level.id,
    }),
  });
}
