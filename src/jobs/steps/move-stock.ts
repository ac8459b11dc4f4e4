import {
  type AdjustInventoryVariables,
  adjustInventory,
  adjustInventoryVariables,
} from '../../connectors/shopify/adjust-inventory.ts';
import type { ShopifyClient } from '../../connectors/shopify/client.ts';
import type { StockName, StockReason } from '../../connectors/shopify/inventory-change.ts';
import {
  type MoveInventoryVariables,
  moveInventory,
  moveInventoryVariables,
} from '../../connectors/shopify/move-inventory.ts';
import { readInventory } from '../../connectors/shopify/read-inventory.ts';
import { Problem } from '../../domain/problem.ts';
import type { MoveStock } from '../../domain/step.ts';
import { moveHolds } from '../../ledger/holds.ts';
import type { StepVerb } from '../step-verb.ts';

type Wire =
  | { readonly call: 'adjust'; readonly variables: AdjustInventoryVariables }
  | { readonly call: 'move'; readonly variables: MoveInventoryVariables }
  /** No stock in Shopify stands for these units: the hold lives in the ledger alone. */
  | { readonly call: 'none' };

/**
 * Moves returned units of one item at one location between Shopify's inventory states, and their
 * holds with them. A repeat goes under the same key; past the key's life it is a person's count.
 */
export const moveStock: StepVerb<MoveStock, Wire> = {
  kind: 'hold-stock',
  repeat: 'same-key',
  async prepare(step, effectId, { shop }) {
    if (step.kind === 'retract-stock') await refuseIfSold(step, shop.shopify.client);
    return wireOf(step, effectId);
  },
  async perform(wire, effectId, { shop }) {
    const client = shop.shopify.client;
    if (wire.call === 'none') return { remoteId: null, data: {} };
    const change =
      wire.call === 'adjust'
        ? await adjustInventory(client, wire.variables, effectId)
        : await moveInventory(client, wire.variables, effectId);
    return { remoteId: change.adjustmentGroupId, data: {} };
  },
  async probe() {
    // Levels are a sum of many hands: no reading of them can tell whether ours is among them.
    return { kind: 'foreign', detail: 'the change is older than its key' };
  },
  async settle(step, _result, _effectId, work) {
    if (step.kind === 'retract-stock' && step.isHeld) return;
    await moveHolds(work.ledger, work.orderId, step);
  },
};

/** Taking back more than is there would promise away stock that somebody has bought already. */
async function refuseIfSold(step: MoveStock, client: ShopifyClient): Promise<void> {
  const { inventoryItemId, locationId, quantity } = step;
  if (inventoryItemId === null || locationId === null) return;
  const [level] = await readInventory(client, [inventoryItemId], locationId);
  const left = level?.quantities?.available ?? 0;
  if (left >= quantity) return;
  throw new Problem(
    'sold-uninspected',
    `${quantity} units were restocked, ${Math.max(0, left)} are left`,
  );
}

function wireOf(step: MoveStock, effectId: string): Wire {
  if (!step.inShopify) return { call: 'none' };
  const { inventoryItemId, locationId, quantity } = step;
  if (inventoryItemId === null || locationId === null) {
    throw new Problem('location-unmapped', 'the units have no place in Shopify');
  }
  const document = `gid://backhaul/Hold/${effectId}`;
  const at = { inventoryItemId, locationId, document };
  const adjust = (name: StockName, delta: number, reason: StockReason): Wire => ({
    call: 'adjust',
    variables: adjustInventoryVariables({ ...at, name, delta, reason }),
  });
  const move = (from: StockName, to: StockName, reason: StockReason): Wire => ({
    call: 'move',
    variables: moveInventoryVariables({ ...at, quantity, from, to, reason }),
  });
  switch (step.kind) {
    case 'hold-stock':
      return adjust('quality_control', quantity, 'received');
    case 'retract-stock':
      return step.isHeld
        ? adjust('available', -quantity, 'quality_control')
        : move('available', 'quality_control', 'quality_control');
    case 'release-stock':
      return step.toAvailable
        ? move(step.from, 'available', 'restock')
        : adjust(step.from, -quantity, 'other');
    case 'set-aside-stock':
      return move('quality_control', 'damaged', 'damaged');
    case 'write-off-stock':
      return adjust(step.from, -quantity, 'shrinkage');
    default:
      return step.kind satisfies never;
  }
}
