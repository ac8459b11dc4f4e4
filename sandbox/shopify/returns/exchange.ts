import { changeInventory } from '../inventory/change.ts';
import type { ExchangeLineRecord, LineRecord, OrderRecord } from '../model.ts';
import type { Shop } from '../shop.ts';

/** Sends an exchange line on its way: a new order line, an open fulfillment order, and committed stock. */
export function shipExchange(
  shop: Shop,
  order: OrderRecord,
  exchange: ExchangeLineRecord,
  quantity: number,
  by: string,
): void {
  const variant = exchange.variantId === null ? undefined : shop.variants.get(exchange.variantId);
  const locationId = order.fulfillmentOrders[0]?.locationId ?? [...shop.locations.keys()][0];
  if (locationId === undefined) return;
  const line = shop.register<LineRecord>({
    __typename: 'LineItem',
    id: shop.ids.next('LineItem'),
    orderId: order.id,
    title: exchange.title,
    variantTitle: exchange.variantTitle,
    sku: exchange.sku,
    vendor: null,
    quantity,
    removedQuantity: 0,
    variantId: variant?.id ?? null,
    productId: variant?.productId ?? null,
    inventoryItemId: variant?.inventoryItemId ?? null,
    unitPriceMinor: exchange.unitPriceMinor,
    taxable: true,
    requiresShipping: true,
    isGiftCard: false,
    discountAllocations: [],
    taxLines: [],
  });
  order.lines.push(line);
  exchange.lineId = line.id;
  order.fulfillmentOrders.push(
    shop.register({
      __typename: 'FulfillmentOrder',
      id: shop.ids.next('FulfillmentOrder'),
      orderId: order.id,
      locationId,
      status: 'OPEN',
      createdAt: shop.now(),
      lines: [
        shop.register({
          __typename: 'FulfillmentOrderLineItem' as const,
          id: shop.ids.next('FulfillmentOrderLineItem'),
          lineId: line.id,
          totalQuantity: quantity,
          remainingQuantity: quantity,
        }),
      ],
    }),
  );
  const item = variant === undefined ? undefined : shop.inventoryItems.get(variant.inventoryItemId);
  if (item === undefined || !item.tracked) return;
  const at = { inventoryItemId: item.id, locationId };
  changeInventory(
    shop,
    [
      { ...at, name: 'available', delta: -quantity },
      { ...at, name: 'committed', delta: quantity },
    ],
    { reason: 'reservation_created', by },
  );
}
