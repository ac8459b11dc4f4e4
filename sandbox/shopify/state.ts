import { onHandOf } from './inventory/change.ts';
import type { LineRecord, OrderRecord, RefundRecord, ReturnRecord } from './model.ts';
import {
  discountedOf,
  financialStatusOf,
  fulfilledUnitsOf,
  fulfillmentStatusOf,
  lineDiscountOf,
  netPaymentOf,
  returnStatusOf,
  shippingDiscountOf,
  taxOf,
  totalOf,
} from './orders/totals.ts';
import type { Shop } from './shop.ts';
import type { Tenant } from './tenants.ts';

/** One order with everything that happened to it, amounts in minor units of the presentment currency. */
export function orderView(shop: Shop, order: OrderRecord) {
  const customer = order.customerId === null ? undefined : shop.customers.get(order.customerId);
  return {
    id: order.id,
    name: order.name,
    createdAt: order.createdAt,
    updatedAt: order.updatedAt,
    cancelledAt: order.cancelledAt,
    currency: order.currency,
    presentmentCurrency: order.presentmentCurrency,
    shopPerPresentment: order.shopPerPresentment,
    taxesIncluded: order.taxesIncluded,
    email: order.email,
    customer:
      customer === undefined
        ? null
        : {
            id: customer.id,
            email: customer.email,
            firstName: customer.firstName,
            lastName: customer.lastName,
          },
    note: order.note,
    tags: order.tags,
    metafields: (shop.metafields.get(order.id) ?? []).map(({ namespace, key, type, value }) => ({
      namespace,
      key,
      type,
      value,
    })),
    financialStatus: financialStatusOf(order),
    fulfillmentStatus: fulfillmentStatusOf(order),
    returnStatus: returnStatusOf(order),
    lines: order.lines.map((line) => lineView(order, line)),
    shipping: order.shippingLines.map((line) => ({
      id: line.id,
      title: line.title,
      priceMinor: line.priceMinor,
      discountMinor: shippingDiscountOf(line),
      taxMinor: taxOf(line),
      taxLines: line.taxLines,
    })),
    totalMinor: totalOf(order),
    netPaymentMinor: netPaymentOf(order),
    transactions: order.transactions.map((one) => ({
      id: one.id,
      kind: one.kind,
      status: one.status,
      gateway: one.gateway,
      amountMinor: one.amountMinor,
      currency: order.presentmentCurrency,
      parentId: one.parentId,
      refundId: one.refundId,
      manual: one.manual,
      createdAt: one.createdAt,
    })),
    fulfillments: order.fulfillments.map((one) => ({
      id: one.id,
      locationId: one.locationId,
      status: one.status,
      lines: one.lines.map(({ id, lineId, quantity }) => ({ id, lineItemId: lineId, quantity })),
    })),
    refunds: order.refunds.map((one) => refundView(order, one)),
    returns: order.returns.map((one) => returnView(order, one)),
    disputes: order.disputes.map(({ id, status, initiatedAs, amountMinor }) => ({
      id,
      status,
      initiatedAs,
      amountMinor,
    })),
  };
}

function lineView(order: OrderRecord, line: LineRecord) {
  return {
    id: line.id,
    sku: line.sku,
    title: line.title,
    quantity: line.quantity,
    variantId: line.variantId,
    inventoryItemId: line.inventoryItemId,
    unitPriceMinor: line.unitPriceMinor,
    discountMinor: lineDiscountOf(line),
    discountAllocations: line.discountAllocations.map(({ kind, amountMinor }) => ({
      kind,
      amountMinor,
    })),
    discountedMinor: discountedOf(line),
    taxMinor: taxOf(line),
    taxLines: line.taxLines,
    fulfilledQuantity: fulfilledUnitsOf(order, line.id),
    isGiftCard: line.isGiftCard,
  };
}

function refundView(order: OrderRecord, refund: RefundRecord) {
  const transactions = order.transactions.filter((one) => refund.transactionIds.includes(one.id));
  return {
    id: refund.id,
    note: refund.note,
    createdAt: refund.createdAt,
    returnId: refund.returnId,
    by: refund.by,
    totalMinor:
      transactions.reduce((sum, one) => sum + one.amountMinor, 0n) + refund.storeCreditMinor,
    storeCreditMinor: refund.storeCreditMinor,
    adjustments: refund.adjustments.map(({ kind, reason, amountMinor }) => ({
      kind,
      reason,
      amountMinor,
    })),
    lines: refund.lines.map(({ id, lineId, quantity, restockType, subtotalMinor, taxMinor }) => ({
      id,
      lineItemId: lineId,
      quantity,
      restockType,
      subtotalMinor,
      taxMinor,
    })),
    transactions: transactions.map(({ id, kind, status, gateway, amountMinor, parentId }) => ({
      id,
      kind,
      status,
      gateway,
      amountMinor,
      parentId,
    })),
  };
}

/** One return with its lines and reverse fulfillment orders. */
export function returnView(order: OrderRecord, one: ReturnRecord) {
  return {
    id: one.id,
    name: one.name,
    orderId: order.id,
    status: one.status,
    createdAt: one.createdAt,
    closedAt: one.closedAt,
    decline: one.decline,
    shippingFeesMinor: one.shippingFees.reduce((sum, fee) => sum + fee.amountMinor, 0n),
    lines: one.lines.map((line) => ({
      id: line.id,
      lineItemId: line.lineId,
      fulfillmentLineItemId: line.fulfillmentLineItemId,
      quantity: line.quantity,
      processedQuantity: line.processedQuantity,
      refundedQuantity: line.refundedQuantity,
      reason: line.reason,
    })),
    exchangeLines: one.exchangeLines.map(({ id, variantId, sku, quantity, processedQuantity }) => ({
      id,
      variantId,
      sku,
      quantity,
      processedQuantity,
    })),
    reverseFulfillmentOrders: one.reverseFulfillmentOrders.map((rfo) => ({
      id: rfo.id,
      status: rfo.status,
      lines: rfo.lines.map((line) => ({
        id: line.id,
        returnLineId: line.returnLineId,
        quantity: line.totalQuantity,
        dispositions: line.dispositions.map(({ type, quantity, locationId, by }) => ({
          type,
          quantity,
          locationId,
          by,
        })),
      })),
    })),
  };
}

/** The ground truth of one shop: `GET /_sandbox/state`. */
export function stateView(tenant: Tenant) {
  const { shop, webhooks, calls } = tenant;
  return {
    shop: {
      domain: shop.domain,
      currency: shop.currency,
      timezone: shop.timezone,
      locations: [...shop.locations.values()].map(({ id, name, isActive }) => ({
        id,
        name,
        isActive,
      })),
    },
    catalog: [...shop.variants.values()].map((variant) => ({
      variantId: variant.id,
      productId: variant.productId,
      inventoryItemId: variant.inventoryItemId,
      sku: variant.sku,
      title: `${shop.products.get(variant.productId)?.title ?? ''} ${variant.title}`.trim(),
      priceMinor: variant.priceShopMinor,
      tracked: shop.inventoryItems.get(variant.inventoryItemId)?.tracked ?? false,
    })),
    orders: [...shop.orders.values()].map((order) => orderView(shop, order)),
    inventory: inventoryView(shop),
    inventoryLog: shop.inventoryLog,
    notifications: shop.notifications,
    flowTriggers: shop.flowTriggers,
    storeCredit: [...shop.storeCredit].map(([key, balanceMinor]) => {
      const [customerId = '', currency = ''] = key.split(' ');
      return { customerId, currency, balanceMinor };
    }),
    webhooks: {
      subscriptions: [...shop.webhookSubscriptions.values()].map(
        ({ id, topic, uri, name, apiVersion, consecutiveFailures }) => ({
          id,
          topic,
          uri,
          name,
          apiVersion,
          consecutiveFailures,
        }),
      ),
      ...webhooks.counts(),
      deliveries: webhooks
        .deliveries()
        .map(
          ({
            webhookId,
            eventId,
            topic,
            subscriptionId,
            attempts,
            status,
            lastAnswer,
            triggeredAt,
            faults,
            subjects,
          }) => ({
            webhookId,
            eventId,
            topic,
            subscriptionId,
            attempts,
            status,
            lastAnswer,
            triggeredAt,
            faults,
            subjects,
          }),
        ),
    },
    calls: calls.summary(),
  };
}

function inventoryView(shop: Shop) {
  return [...shop.inventoryLevels.values()]
    .flatMap((levels) => [...levels.values()])
    .map((level) => {
      const item = shop.inventoryItems.get(level.inventoryItemId);
      return {
        inventoryItemId: level.inventoryItemId,
        sku: item?.sku ?? null,
        locationId: level.locationId,
        tracked: item?.tracked ?? false,
        on_hand: onHandOf(level),
        ...level.quantities,
      };
    });
}
