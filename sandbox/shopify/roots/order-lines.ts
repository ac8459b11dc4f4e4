import { type Context, fieldsOf, type RootModule } from '../graphql/define.ts';
import type { DiscountAllocation, LineRecord, OrderRecord, ShippingLineRecord } from '../model.ts';
import { moneyBag, moneyV2, scale } from '../money.ts';
import {
  currentUnitsOf,
  discountedOf,
  fulfilledUnitsOf,
  grossOf,
  lineDiscountOf,
  refundedUnitsOf,
  shippingDiscountedOf,
  taxOf,
} from '../orders/totals.ts';
import { discountApplicationsOf, taxLinesOf } from './orders.ts';

/** The order a record belongs to; a record without one is a bug of the sandbox. */
export function orderOf(record: { orderId: string }, { shop }: Context): OrderRecord {
  const order = shop.orders.get(record.orderId);
  if (order === undefined) throw new Error(`no order ${record.orderId}`);
  return order;
}

function allocationsOf(order: OrderRecord, allocations: readonly DiscountAllocation[]) {
  const applications = discountApplicationsOf(order);
  return allocations.map((one) => ({
    allocatedAmountSet: moneyBag(one.amountMinor, order),
    allocatedAmount: moneyV2(one.amountMinor, order.presentmentCurrency),
    discountApplication: applications[one.applicationIndex] ?? null,
  }));
}

const bag =
  (of: (line: LineRecord) => bigint) => (line: LineRecord, _: unknown, context: Context) =>
    moneyBag(of(line), orderOf(line, context));

/** Discounts given for this line alone, without codes and order-wide ones, as `discountedTotalSet` counts them. */
function ownDiscountOf(order: OrderRecord, line: LineRecord, withCodes: boolean): bigint {
  return line.discountAllocations
    .filter(
      (one) =>
        withCodes ||
        (one.kind === 'line' && order.discountApplications[one.applicationIndex]?.code == null),
    )
    .reduce((sum, one) => sum + one.amountMinor, 0n);
}

const openUnits = (order: OrderRecord, line: LineRecord) =>
  Math.max(0, line.quantity - line.removedQuantity - fulfilledUnitsOf(order, line.id));

export const orderLineRoots: RootModule = {
  types: {
    LineItem: fieldsOf<LineRecord>({
      id: (line) => line.id,
      title: (line) => line.title,
      name: (line) =>
        line.variantTitle === null ? line.title : `${line.title} - ${line.variantTitle}`,
      sku: (line) => line.sku,
      vendor: (line) => line.vendor,
      variantTitle: (line) => line.variantTitle,
      quantity: (line) => line.quantity,
      currentQuantity: (line, _, context) => currentUnitsOf(orderOf(line, context), line),
      refundableQuantity: (line, _, context) =>
        line.quantity - refundedUnitsOf(orderOf(line, context), line.id),
      unfulfilledQuantity: (line, _, context) => openUnits(orderOf(line, context), line),
      fulfillableQuantity: (line, _, context) => openUnits(orderOf(line, context), line),
      nonFulfillableQuantity: () => 0,
      fulfillmentStatus: (line, _, context) => {
        const done = fulfilledUnitsOf(orderOf(line, context), line.id);
        return done === 0 ? 'unfulfilled' : done >= line.quantity ? 'fulfilled' : 'partial';
      },
      requiresShipping: (line) => line.requiresShipping,
      restockable: (line) => line.inventoryItemId !== null,
      taxable: (line) => line.taxable,
      isGiftCard: (line) => line.isGiftCard,
      customAttributes: () => [],
      duties: () => [],
      variant: (line, _, { shop }) =>
        line.variantId === null ? null : (shop.variants.get(line.variantId) ?? null),
      product: (line, _, { shop }) =>
        line.productId === null ? null : (shop.products.get(line.productId) ?? null),
      originalUnitPriceSet: bag((line) => line.unitPriceMinor),
      originalTotalSet: bag(grossOf),
      totalDiscountSet: bag(lineDiscountOf),
      discountedTotalSet: (line, args, context) => {
        const order = orderOf(line, context);
        return moneyBag(
          grossOf(line) - ownDiscountOf(order, line, args['withCodeDiscounts'] === true),
          order,
        );
      },
      discountedUnitPriceSet: (line, _, context) => {
        const order = orderOf(line, context);
        return moneyBag(
          scale(grossOf(line) - ownDiscountOf(order, line, false), 1n, BigInt(line.quantity)),
          order,
        );
      },
      discountedUnitPriceAfterAllDiscountsSet: bag((line) =>
        scale(discountedOf(line), 1n, BigInt(line.quantity)),
      ),
      priceAfterAllDiscountsBeforeTaxesSet: (line, _, context) => {
        const order = orderOf(line, context);
        return moneyBag(discountedOf(line) - (order.taxesIncluded ? taxOf(line) : 0n), order);
      },
      discountAllocations: (line, _, context) =>
        allocationsOf(orderOf(line, context), line.discountAllocations),
      taxLines: (line, _, context) => taxLinesOf(orderOf(line, context), line.taxLines),
    }),
    ShippingLine: fieldsOf<ShippingLineRecord>({
      id: (line) => line.id,
      title: (line) => line.title,
      code: (line) => line.code,
      source: () => 'shopify',
      custom: () => false,
      isRemoved: () => false,
      carrierIdentifier: () => null,
      originalPriceSet: (line, _, context) => moneyBag(line.priceMinor, orderOf(line, context)),
      discountedPriceSet: (line, _, context) =>
        moneyBag(shippingDiscountedOf(line), orderOf(line, context)),
      currentDiscountedPriceSet: (line, _, context) => {
        const order = orderOf(line, context);
        const given = order.refunds
          .flatMap((refund) => refund.shippingLines)
          .filter((one) => one.shippingLineId === line.id)
          .reduce((sum, one) => sum + one.subtotalMinor, 0n);
        return moneyBag(shippingDiscountedOf(line) - given, order);
      },
      discountAllocations: (line, _, context) =>
        allocationsOf(orderOf(line, context), line.discountAllocations),
      taxLines: (line, _, context) => taxLinesOf(orderOf(line, context), line.taxLines),
    }),
  },
};
