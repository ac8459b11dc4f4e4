import { numberOfId } from '../ids.ts';
import type { LineRecord, OrderRecord } from '../model.ts';
import {
  currentTotalOf,
  currentUnitsOf,
  discountTotalOf,
  financialStatusOf,
  fulfilledUnitsOf,
  fulfillmentStatusOf,
  grossOf,
  lineDiscountOf,
  outstandingOf,
  shippingDiscountedOf,
  shippingTotalOf,
  subtotalOf,
  taxOf,
  taxTotalOf,
  totalOf,
} from '../orders/totals.ts';
import type { Shop } from '../shop.ts';
import { moneySet, shopAmount } from './money-body.ts';
import { refundBody } from './refund-body.ts';

/** The body of orders/create, orders/updated and orders/cancelled. */
export function orderBody(shop: Shop, order: OrderRecord): Record<string, unknown> {
  const status = fulfillmentStatusOf(order);
  const gross = order.lines.reduce((sum, line) => sum + grossOf(line), 0n);
  return {
    id: numberOfId(order.id),
    admin_graphql_api_id: order.id,
    app_id: null,
    cancel_reason: order.cancelReason?.toLowerCase() ?? null,
    cancelled_at: order.cancelledAt?.toISOString() ?? null,
    closed_at: order.closedAt?.toISOString() ?? null,
    confirmed: true,
    contact_email: order.email,
    created_at: order.createdAt.toISOString(),
    currency: order.currency,
    current_total_price: shopAmount(currentTotalOf(order), order),
    current_total_price_set: moneySet(currentTotalOf(order), order),
    customer_locale: 'en',
    discount_codes: order.discountApplications
      .filter((one) => one.code !== null)
      .map((one) => ({ code: one.code })),
    email: order.email,
    financial_status: financialStatusOf(order)?.toLowerCase() ?? null,
    fulfillment_status:
      status === 'UNFULFILLED' ? null : status === 'FULFILLED' ? 'fulfilled' : 'partial',
    name: order.name,
    note: order.note,
    note_attributes: order.customAttributes.map(({ key, value }) => ({ name: key, value })),
    number: order.number,
    order_number: order.number,
    payment_gateway_names: [...new Set(order.transactions.map((one) => one.gateway))],
    phone: order.phone,
    presentment_currency: order.presentmentCurrency,
    processed_at: order.processedAt.toISOString(),
    source_name: order.sourceName,
    subtotal_price: shopAmount(subtotalOf(order), order),
    subtotal_price_set: moneySet(subtotalOf(order), order),
    tags: order.tags.join(', '),
    taxes_included: order.taxesIncluded,
    test: order.test,
    total_discounts: shopAmount(discountTotalOf(order), order),
    total_discounts_set: moneySet(discountTotalOf(order), order),
    total_line_items_price: shopAmount(gross, order),
    total_line_items_price_set: moneySet(gross, order),
    total_outstanding: shopAmount(outstandingOf(order), order),
    total_price: shopAmount(totalOf(order), order),
    total_price_set: moneySet(totalOf(order), order),
    total_shipping_price_set: moneySet(shippingTotalOf(order), order),
    total_tax: shopAmount(taxTotalOf(order), order),
    total_tax_set: moneySet(taxTotalOf(order), order),
    updated_at: order.updatedAt.toISOString(),
    discount_applications: order.discountApplications.map((one) => ({
      target_type: one.targetType.toLowerCase(),
      type: one.code === null ? 'automatic' : 'discount_code',
      value_type: one.value.kind === 'percentage' ? 'percentage' : 'fixed_amount',
      value:
        one.value.kind === 'percentage'
          ? String(one.value.percentage)
          : shopAmount(one.value.amountMinor, order),
      allocation_method: one.allocationMethod.toLowerCase(),
      target_selection: one.targetSelection.toLowerCase(),
      title: one.title,
    })),
    fulfillments: order.fulfillments.map((one) => ({
      id: numberOfId(one.id),
      admin_graphql_api_id: one.id,
      order_id: numberOfId(order.id),
      name: one.name.replace('-F', '.'),
      status: one.status.toLowerCase(),
      location_id: numberOfId(one.locationId),
      created_at: one.createdAt.toISOString(),
    })),
    line_items: order.lines.map((line) => lineBody(order, line)),
    refunds: order.refunds.map((refund) => refundBody(order, refund)),
    returns: order.returns.map((one) => ({
      id: numberOfId(one.id),
      admin_graphql_api_id: one.id,
      name: one.name,
      status: one.status.toLowerCase(),
    })),
    shipping_lines: order.shippingLines.map((line) => ({
      id: numberOfId(line.id),
      code: line.code,
      title: line.title,
      price: shopAmount(line.priceMinor, order),
      price_set: moneySet(line.priceMinor, order),
      discounted_price: shopAmount(shippingDiscountedOf(line), order),
      discounted_price_set: moneySet(shippingDiscountedOf(line), order),
      tax_lines: taxLinesBody(order, line.taxLines),
    })),
    admin_graphql_shop_id: shop.id,
  };
}

/** One order line, as bodies of orders and refunds have it. */
export function lineBody(order: OrderRecord, line: LineRecord): Record<string, unknown> {
  const fulfilled = fulfilledUnitsOf(order, line.id);
  return {
    id: numberOfId(line.id),
    admin_graphql_api_id: line.id,
    current_quantity: currentUnitsOf(order, line),
    fulfillable_quantity: Math.max(0, line.quantity - line.removedQuantity - fulfilled),
    fulfillment_service: 'manual',
    fulfillment_status:
      fulfilled === 0 ? null : fulfilled >= line.quantity ? 'fulfilled' : 'partial',
    gift_card: line.isGiftCard,
    name: line.variantTitle === null ? line.title : `${line.title} - ${line.variantTitle}`,
    price: shopAmount(line.unitPriceMinor, order),
    price_set: moneySet(line.unitPriceMinor, order),
    product_id: line.productId === null ? null : numberOfId(line.productId),
    quantity: line.quantity,
    requires_shipping: line.requiresShipping,
    sku: line.sku,
    taxable: line.taxable,
    title: line.title,
    total_discount: shopAmount(lineDiscountOf(line), order),
    total_discount_set: moneySet(lineDiscountOf(line), order),
    total_tax: shopAmount(taxOf(line), order),
    variant_id: line.variantId === null ? null : numberOfId(line.variantId),
    variant_title: line.variantTitle,
    vendor: line.vendor,
    tax_lines: taxLinesBody(order, line.taxLines),
    discount_allocations: line.discountAllocations.map((one) => ({
      amount: shopAmount(one.amountMinor, order),
      amount_set: moneySet(one.amountMinor, order),
      discount_application_index: one.applicationIndex,
    })),
  };
}

function taxLinesBody(order: OrderRecord, taxLines: LineRecord['taxLines']) {
  return taxLines.map(({ title, rate, amountMinor }) => ({
    title,
    rate,
    price: shopAmount(amountMinor, order),
    price_set: moneySet(amountMinor, order),
  }));
}
