import { connectionOf } from '../graphql/connection.ts';
import type { RootModule } from '../graphql/define.ts';
import { activateInventory, deactivateInventory } from './inventory/activate.ts';
import { adjustQuantities } from './inventory/adjust.ts';
import { changeFromChecks } from './inventory/change-from.ts';
import { moveQuantities } from './inventory/move.ts';
import { setOnHandQuantities, setQuantities } from './inventory/set.ts';
import { inventoryProperties, inventoryTypes } from './inventory/types.ts';

/** Inventory items, levels and quantities; every change goes through `changeInventory`. */
export const inventoryRoots: RootModule = {
  queries: {
    inventoryItem: (args, { shop }) => shop.find('InventoryItem', String(args['id'])) ?? null,
    inventoryItems: (args, { shop }) => connectionOf([...shop.inventoryItems.values()], args),
    inventoryLevel: (args, { shop }) => shop.find('InventoryLevel', String(args['id'])) ?? null,
    inventoryProperties,
  },
  mutations: {
    inventoryActivate: activateInventory,
    inventoryDeactivate: deactivateInventory,
    inventoryAdjustQuantities: adjustQuantities,
    inventoryMoveQuantities: moveQuantities,
    inventorySetQuantities: setQuantities,
    inventorySetOnHandQuantities: setOnHandQuantities,
  },
  argumentChecks: changeFromChecks,
  types: inventoryTypes,
};
