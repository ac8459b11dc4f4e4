import type {
  FulfillmentLineRecord,
  OrderRecord,
  ReturnLineRecord,
  ReturnRecord,
  ReverseFulfillmentOrderRecord,
} from '../model.ts';
import { touchOrder } from '../orders/touch.ts';
import type { Shop } from '../shop.ts';
import { wholeReturnBody } from '../webhooks/return-body.ts';

export type NewReturnLine = {
  fulfillmentLine: FulfillmentLineRecord;
  quantity: number;
  reason: string;
  reasonNote: string;
  reasonDefinitionId: string | null;
  customerNote: string | null;
  restockingFeePercentage: number | null;
};
export type NewExchangeLine = { variantId: string; quantity: number; discountMinor: bigint };
export type NewReturn = {
  lines: NewReturnLine[];
  exchangeLines: NewExchangeLine[];
  shippingFeeMinor: bigint | null;
};

/** Units of a fulfillment line that no live return claims yet. */
export function returnableUnitsOf(order: OrderRecord, line: FulfillmentLineRecord): number {
  const claimed = order.returns
    .filter((one) => one.status !== 'DECLINED' && one.status !== 'CANCELED')
    .flatMap((one) => one.lines.map((claim) => ({ claim, closed: one.status === 'CLOSED' })))
    .filter(({ claim }) => claim.fulfillmentLineItemId === line.id)
    .reduce((sum, { claim, closed }) => sum + (closed ? closedClaim(claim) : claim.quantity), 0);
  return line.quantity - claimed;
}

/** A closed return keeps the units that were processed; the others may be returned again. */
const closedClaim = (line: ReturnLineRecord) =>
  Math.max(line.processedQuantity, line.refundedQuantity);

/** Makes a return in status REQUESTED (no reverse fulfillment order yet) or OPEN (with them). */
export function createReturn(
  shop: Shop,
  order: OrderRecord,
  status: 'REQUESTED' | 'OPEN',
  input: NewReturn,
): ReturnRecord {
  const id = shop.ids.next('Return');
  const now = shop.now();
  const made = shop.register<ReturnRecord>({
    __typename: 'Return',
    id,
    orderId: order.id,
    name: `${order.name}-R${order.returns.length + 1}`,
    status,
    createdAt: now,
    requestApprovedAt: null,
    closedAt: null,
    decline: null,
    lines: input.lines.map((line) => makeLine(shop, id, line)),
    exchangeLines: input.exchangeLines.map((line) => makeExchangeLine(shop, id, line)),
    shippingFees:
      input.shippingFeeMinor === null
        ? []
        : [
            {
              __typename: 'ReturnShippingFee',
              id: shop.ids.next('Fee'),
              amountMinor: input.shippingFeeMinor,
            },
          ],
    reverseFulfillmentOrders: [],
  });
  order.returns.push(made);
  order.closedAt = null;
  if (status === 'OPEN') addReverseFulfillmentOrders(shop, order, made);
  const announced = status === 'REQUESTED' || shop.settings.get('createdReturnSendsApprove');
  if (announced) {
    const topic = status === 'REQUESTED' ? 'returns/request' : 'returns/approve';
    shop.emit({ topic, body: () => wholeReturnBody(order, made) });
  }
  if (status === 'OPEN' && shop.settings.get('createdReturnNotifiesCustomer')) {
    shop.notifications.push({ at: now, kind: 'return_created', orderId: order.id });
  }
  bumpOrder(shop, order);
  return made;
}

function makeLine(shop: Shop, returnId: string, line: NewReturnLine): ReturnLineRecord {
  const fee = line.restockingFeePercentage;
  return shop.register<ReturnLineRecord>({
    __typename: 'ReturnLineItem',
    id: shop.ids.next('ReturnLineItem'),
    returnId,
    fulfillmentLineItemId: line.fulfillmentLine.id,
    lineId: line.fulfillmentLine.lineId,
    quantity: line.quantity,
    processedQuantity: 0,
    refundedQuantity: 0,
    reason: line.reason,
    reasonNote: line.reasonNote,
    reasonDefinitionId: line.reasonDefinitionId,
    customerNote: line.customerNote,
    restockingFee: fee === null ? null : { id: shop.ids.next('Fee'), percentage: fee },
  });
}

function makeExchangeLine(shop: Shop, returnId: string, line: NewExchangeLine) {
  const variant = shop.variants.get(line.variantId);
  if (variant === undefined) throw new Error(`no variant ${line.variantId}`);
  const product = shop.products.get(variant.productId);
  return shop.register({
    __typename: 'ExchangeLineItem' as const,
    id: shop.ids.next('ExchangeLineItem'),
    returnId,
    variantId: variant.id,
    title: product?.title ?? variant.title,
    variantTitle: variant.title,
    sku: variant.sku,
    unitPriceMinor: variant.priceShopMinor - line.discountMinor,
    quantity: line.quantity,
    processedQuantity: 0,
    lineId: null,
  });
}

/** One reverse fulfillment order per place the goods were shipped from. */
export function addReverseFulfillmentOrders(
  shop: Shop,
  order: OrderRecord,
  made: ReturnRecord,
): void {
  const byLocation = new Map<string, ReturnLineRecord[]>();
  for (const line of made.lines) {
    const fulfillment = order.fulfillments.find((one) =>
      one.lines.some((shipped) => shipped.id === line.fulfillmentLineItemId),
    );
    const key = fulfillment?.locationId ?? '';
    byLocation.set(key, [...(byLocation.get(key) ?? []), line]);
  }
  for (const lines of byLocation.values()) {
    const id = shop.ids.next('ReverseFulfillmentOrder');
    made.reverseFulfillmentOrders.push(
      shop.register<ReverseFulfillmentOrderRecord>({
        __typename: 'ReverseFulfillmentOrder',
        id,
        orderId: order.id,
        returnId: made.id,
        status: 'OPEN',
        createdAt: shop.now(),
        reverseDeliveries: [],
        lines: lines.map((line) =>
          shop.register({
            __typename: 'ReverseFulfillmentOrderLineItem' as const,
            id: shop.ids.next('ReverseFulfillmentOrderLineItem'),
            reverseFulfillmentOrderId: id,
            returnLineId: line.id,
            fulfillmentLineItemId: line.fulfillmentLineItemId,
            totalQuantity: line.quantity,
            dispositions: [],
          }),
        ),
      }),
    );
  }
}

/** Whether a change of a return shows in Order.updatedAt is a switch. */
export function bumpOrder(shop: Shop, order: OrderRecord): void {
  if (shop.settings.get('returnChangeBumpsOrderUpdatedAt')) touchOrder(shop, order);
}
