import type { Law } from './evidence.ts';

interface Balance {
  cleared: number;
  onSale: number;
}

interface Change {
  readonly at: number;
  readonly key: string;
  readonly cleared: number;
  readonly onSale: number;
}

/**
 * Law 4: replays both systems' stock by time. At no moment, for no article at any place, were more
 * returned units put on sale than NetSuite had cleared. NetSuite tells whole seconds, so a unit put
 * on sale within the second of its clearance passes.
 */
export const nothingUninspectedOnSale: Law = ({ truth, locations }) => {
  const itemOfSku = new Map(truth.shopify.catalog.map((each) => [each.sku, each.inventoryItemId]));
  const clearances = truth.netsuite.statusChanges
    .filter(
      ({ previousStatus, revisedStatus }) => previousStatus !== 'Good' && revisedStatus === 'Good',
    )
    .map((each): Change => {
      const key = `${itemOfSku.get(each.sku ?? '')} ${locations.get(each.location)}`;
      return { at: Date.parse(each.lastModified), key, cleared: each.quantity, onSale: 0 };
    });
  const sales = truth.shopify.inventoryLog
    .filter(({ name, delta, by }) => name === 'available' && delta > 0 && by !== 'seed')
    .map((each): Change => {
      const key = `${each.inventoryItemId} ${each.locationId}`;
      return { at: Date.parse(each.at), key, cleared: 0, onSale: each.delta };
    });
  const balances = new Map<string, Balance>();
  const violations: string[] = [];
  // A clearance sorts before a sale of the same moment.
  const changes = [...clearances, ...sales].sort((a, b) => a.at - b.at || a.onSale - b.onSale);
  for (const { at, key, cleared, onSale } of changes) {
    const balance = balances.get(key) ?? { cleared: 0, onSale: 0 };
    balance.cleared += cleared;
    balance.onSale += onSale;
    balances.set(key, balance);
    if (onSale > 0 && balance.onSale > balance.cleared) {
      const when = new Date(at).toISOString();
      violations.push(`${key}: ${balance.onSale} on sale, ${balance.cleared} cleared at ${when}`);
    }
  }
  return { checked: sales.length, violations };
};
