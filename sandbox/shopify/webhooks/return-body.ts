import { numberOfId } from '../ids.ts';
import type {
  DispositionRecord,
  OrderRecord,
  ReturnLineRecord,
  ReturnRecord,
  ReverseDeliveryRecord,
  ReverseFulfillmentOrderRecord,
} from '../model.ts';
import { formatDecimal, toShopMinor } from '../money.ts';

const reference = (id: string) => ({ id: numberOfId(id), admin_graphql_api_id: id });

/** Money of return bodies has one decimal at least, as GraphQL does. */
function feeMoney(minor: bigint, order: OrderRecord) {
  return {
    shop_money: {
      amount: formatDecimal(toShopMinor(minor, order), order.currency),
      currency_code: order.currency,
    },
    presentment_money: {
      amount: formatDecimal(minor, order.presentmentCurrency),
      currency_code: order.presentmentCurrency,
    },
  };
}

/** The body of returns/request, returns/approve and returns/process (whose real shape is unpublished). */
export function wholeReturnBody(order: OrderRecord, one: ReturnRecord): Record<string, unknown> {
  return {
    ...reference(one.id),
    status: one.status.toLowerCase(),
    order: reference(order.id),
    total_return_line_items: one.lines.reduce((sum, line) => sum + line.quantity, 0),
    name: one.name,
    return_line_items: one.lines.map(lineBody),
    return_shipping_fees: one.shippingFees.map((fee) => ({
      ...reference(fee.id),
      price: feeMoney(fee.amountMinor, order),
    })),
    exchange_line_items: one.exchangeLines.map((line) => ({
      ...reference(line.id),
      line_item: line.lineId === null ? null : reference(line.lineId),
    })),
    total_exchange_line_items: one.exchangeLines.reduce((sum, line) => sum + line.quantity, 0),
  };
}

function lineBody(line: ReturnLineRecord) {
  return {
    ...reference(line.id),
    fulfillment_line_item: {
      ...reference(line.fulfillmentLineItemId),
      line_item: reference(line.lineId),
    },
    quantity: line.quantity,
    return_reason: line.reason.toLowerCase(),
    return_reason_note: line.reasonNote,
    customer_note: line.customerNote,
    restocking_fee:
      line.restockingFee === null
        ? null
        : {
            ...reference(line.restockingFee.id),
            percentage: String(line.restockingFee.percentage),
          },
  };
}

/** The body of returns/decline. */
export function declinedReturnBody(order: OrderRecord, one: ReturnRecord): Record<string, unknown> {
  return {
    ...reference(one.id),
    status: one.status.toLowerCase(),
    order: reference(order.id),
    decline: { reason: one.decline?.reason.toLowerCase() ?? null, note: one.decline?.note ?? null },
  };
}

/** The body of returns/cancel, returns/close and returns/reopen. */
export function shortReturnBody(order: OrderRecord, one: ReturnRecord): Record<string, unknown> {
  return { ...reference(one.id), order_id: numberOfId(order.id), status: one.status.toLowerCase() };
}

/** The body of returns/update: only what was removed, no id, no status, no order. */
export function returnUpdateBody(
  one: ReturnRecord,
  removals: readonly { returnLineId: string; quantity: number }[],
): Record<string, unknown> {
  return {
    admin_graphql_api_id: one.id,
    return_line_items: {
      removals: removals.map(({ returnLineId, quantity }) => ({
        admin_graphql_api_id: returnLineId,
        delta: quantity,
      })),
    },
    restocking_fees: { updates: [], removals: [] },
    return_shipping_fees: { updates: [], removals: [] },
  };
}

/** The body of reverse_fulfillment_orders/dispose: names neither the return nor the order. */
export function disposeBody(
  rfo: ReverseFulfillmentOrderRecord,
  dispositions: readonly { lineId: string; disposition: DispositionRecord }[],
): Record<string, unknown> {
  return {
    ...reference(rfo.id),
    dispositions: dispositions.map(({ lineId, disposition }) => ({
      reverse_fulfillment_order_line_item: reference(lineId),
      reverse_delivery_line_item: null,
      type: disposition.type.toLowerCase(),
      location: disposition.locationId === null ? null : reference(disposition.locationId),
      quantity: disposition.quantity,
    })),
    total_dispositions: dispositions.length,
  };
}

/** The body of reverse_deliveries/attach_deliverable. */
export function attachDeliverableBody(
  returnId: string,
  delivery: ReverseDeliveryRecord,
): Record<string, unknown> {
  return {
    ...reference(delivery.id),
    return: reference(returnId),
    shipping_deliverable: {
      tracking: {
        carrier_name: delivery.tracking?.carrierName ?? null,
        tracking_number: delivery.tracking?.number ?? null,
        tracking_url: delivery.tracking?.url ?? null,
      },
      label: {
        public_file_url: delivery.label?.publicFileUrl ?? null,
        created_at: delivery.label?.createdAt.toISOString() ?? null,
      },
    },
  };
}
