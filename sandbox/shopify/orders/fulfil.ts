import { changeInventory, findLevel } from '../inventory/change.ts';
import type { FulfillmentOrderRecord, FulfillmentRecord, OrderRecord } from '../model.ts';
import type { Shop } from '../shop.ts';
import { touchOrder } from './touch.ts';

export type FulfilLine = { fulfillmentOrderLineId: string; quantity: number };
export type Tracking = FulfillmentRecord['tracking'][number];

/** Ships units of one fulfillment order; the quantities must have been checked against what remains. */
export function fulfil(
  shop: Shop,
  order: OrderRecord,
  fulfillmentOrder: FulfillmentOrderRecord,
  lines: readonly FulfilLine[],
  options: { tracking: Tracking[]; by: string },
): FulfillmentRecord {
  const id = shop.ids.next('Fulfillment');
  const made = lines.flatMap(({ fulfillmentOrderLineId, quantity }) => {
    const ordered = fulfillmentOrder.lines.find((one) => one.id === fulfillmentOrderLineId);
    if (ordered === undefined || quantity <= 0) return [];
    ordered.remainingQuantity -= quantity;
    return [
      shop.register({
        __typename: 'FulfillmentLineItem' as const,
        id: shop.ids.next('FulfillmentLineItem'),
        fulfillmentId: id,
        orderId: order.id,
        lineId: ordered.lineId,
        quantity,
      }),
    ];
  });
  const fulfillment = shop.register<FulfillmentRecord>({
    __typename: 'Fulfillment',
    id,
    orderId: order.id,
    name: `${order.name}-F${order.fulfillments.length + 1}`,
    status: 'SUCCESS',
    locationId: fulfillmentOrder.locationId,
    createdAt: shop.now(),
    tracking: options.tracking,
    lines: made,
  });
  order.fulfillments.push(fulfillment);
  const done = fulfillmentOrder.lines.every((one) => one.remainingQuantity === 0);
  fulfillmentOrder.status = done ? 'CLOSED' : 'IN_PROGRESS';
  for (const line of made)
    releaseStock(shop, order, line.lineId, line.quantity, fulfillment.locationId, options.by);
  touchOrder(shop, order);
  return fulfillment;
}

/** Shipping takes committed units out; what was never committed leaves the levels alone. */
function releaseStock(
  shop: Shop,
  order: OrderRecord,
  lineId: string,
  quantity: number,
  locationId: string,
  by: string,
): void {
  const line = order.lines.find((one) => one.id === lineId);
  if (line?.inventoryItemId == null) return;
  const committed = findLevel(shop, line.inventoryItemId, locationId)?.quantities.committed ?? 0;
  const delta = -Math.min(committed, quantity);
  changeInventory(
    shop,
    [{ inventoryItemId: line.inventoryItemId, locationId, name: 'committed', delta }],
    {
      reason: 'other',
      by,
    },
  );
}
