import type { Shop } from '../shop.ts';
import { RequestError } from './errors.ts';

const writes = {
  orders: ['write_orders'],
  returns: ['write_returns', 'write_marketplace_returns'],
  inventory: ['write_inventory'],
} as const;

/** Any one of these scopes opens a root field; fields that are not listed need none here. */
const scopesByRoot: Record<string, readonly string[]> = {
  order: ['read_orders', 'read_marketplace_orders'],
  orders: ['read_orders', 'read_marketplace_orders'],
  ordersCount: ['read_orders', 'read_marketplace_orders'],
  refund: ['read_orders'],
  fulfillment: ['read_orders'],
  return: ['read_returns', 'read_marketplace_returns'],
  returnableFulfillments: ['read_returns', 'read_marketplace_returns'],
  reverseFulfillmentOrder: ['read_returns', 'read_marketplace_returns'],
  reverseDelivery: ['read_returns', 'read_marketplace_returns'],
  returnReasonDefinitions: ['read_returns'],
  inventoryItem: ['read_inventory'],
  inventoryLevel: ['read_inventory'],
  inventoryItems: ['read_inventory'],
  inventoryProperties: ['read_inventory'],
  location: ['read_locations', 'read_inventory'],
  locations: ['read_locations', 'read_inventory'],
  product: ['read_products'],
  products: ['read_products'],
  productVariant: ['read_products'],
  orderCreate: writes.orders,
  orderUpdate: writes.orders,
  orderCancel: writes.orders,
  orderClose: writes.orders,
  orderOpen: writes.orders,
  refundCreate: writes.orders,
  returnRequest: writes.returns,
  returnCreate: writes.returns,
  returnApproveRequest: writes.returns,
  returnDeclineRequest: writes.returns,
  returnProcess: writes.returns,
  returnClose: writes.returns,
  returnReopen: writes.returns,
  returnCancel: writes.returns,
  removeFromReturn: writes.returns,
  reverseFulfillmentOrderDispose: writes.returns,
  reverseDeliveryCreateWithShipping: writes.returns,
  reverseDeliveryShippingUpdate: writes.returns,
  inventoryActivate: writes.inventory,
  inventoryAdjustQuantities: writes.inventory,
  inventoryMoveQuantities: writes.inventory,
  inventorySetQuantities: writes.inventory,
  inventorySetOnHandQuantities: writes.inventory,
  storeCreditAccountCredit: ['write_store_credit_account_transactions'],
};

/** Refuses a root field the app was not granted; a write scope includes its read scope. */
export function requireScope(shop: Shop, rootField: string): void {
  const wanted = scopesByRoot[rootField];
  if (wanted === undefined) return;
  const granted = shop.settings.get('accessScopes');
  const has = (scope: string) =>
    granted.includes(scope) || granted.includes(scope.replace(/^read_/, 'write_'));
  if (wanted.some(has)) return;
  const named = wanted.map((scope) => `\`${scope}\``).join(' or ');
  throw new RequestError(
    'ACCESS_DENIED',
    `Access denied for ${rootField} field. Required access: ${named} access scope.`,
    {
      extensions: {
        documentation: 'https://shopify.dev/api/usage/access-scopes',
        requiredAccess: `${named} access scope.`,
      },
    },
  );
}
