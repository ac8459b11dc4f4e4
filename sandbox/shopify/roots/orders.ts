import { connectionOf } from '../graphql/connection.ts';
import { fieldsOf, type RootModule } from '../graphql/define.ts';
import { invalidId } from '../graphql/errors.ts';
import { searchFilter } from '../graphql/search.ts';
import { numberOfId, typeOfId } from '../ids.ts';
import type { CustomerRecord, OrderRecord, TaxLine } from '../model.ts';
import { formatDecimal, moneyBag, toShopMinor } from '../money.ts';
import {
  currentTotalOf,
  currentUnitsOf,
  discountedOf,
  discountTotalOf,
  financialStatusOf,
  fulfillmentStatusOf,
  netPaymentOf,
  outstandingOf,
  receivedOf,
  refundedOf,
  returnStatusOf,
  shareOf,
  shippingRefundedOf,
  shippingTotalOf,
  subtotalOf,
  taxOf,
  taxTotalOf,
  totalOf,
} from '../orders/totals.ts';
import { isVisible, searchOrders } from './order-search.ts';

const bag = (of: (order: OrderRecord) => bigint) => (order: OrderRecord) =>
  moneyBag(of(order), order);
const shopDecimal = (of: (order: OrderRecord) => bigint) => (order: OrderRecord) =>
  formatDecimal(toShopMinor(of(order), order), order.currency);
const sum = (amounts: readonly bigint[]) => amounts.reduce((total, one) => total + one, 0n);

/** Tax lines as GraphQL shows them, amounts in both currencies. */
export function taxLinesOf(order: OrderRecord, taxLines: readonly TaxLine[]) {
  return taxLines.map(({ title, rate, amountMinor }) => ({
    title,
    rate,
    ratePercentage: Math.round(rate * 1e6) / 1e4,
    priceSet: moneyBag(amountMinor, order),
    price: formatDecimal(toShopMinor(amountMinor, order), order.currency),
    channelLiable: false,
    source: null,
  }));
}

/** The tax of a whole order: lines of the same title and rate are one. */
function orderTaxLines(order: OrderRecord): TaxLine[] {
  const byRate = new Map<string, TaxLine>();
  for (const tax of [...order.lines, ...order.shippingLines].flatMap((one) => one.taxLines)) {
    const key = `${tax.title} ${tax.rate}`;
    const known = byRate.get(key);
    byRate.set(key, { ...tax, amountMinor: tax.amountMinor + (known?.amountMinor ?? 0n) });
  }
  return [...byRate.values()];
}

/** Discount applications of an order; typed by whether a code gave them. */
export function discountApplicationsOf(order: OrderRecord) {
  return order.discountApplications.map((one) => ({
    __typename: one.code === null ? 'ManualDiscountApplication' : 'DiscountCodeApplication',
    index: one.index,
    title: one.title,
    code: one.code,
    description: one.title,
    allocationMethod: one.allocationMethod,
    targetSelection: one.targetSelection,
    targetType: one.targetType,
    value:
      one.value.kind === 'percentage'
        ? { __typename: 'PricingPercentageValue', percentage: one.value.percentage }
        : {
            __typename: 'MoneyV2',
            amount: formatDecimal(one.value.amountMinor, order.presentmentCurrency),
            currencyCode: order.presentmentCurrency,
          },
  }));
}

const currentSubtotal = (order: OrderRecord) =>
  sum(
    order.lines.map((line) =>
      shareOf(discountedOf(line), line.quantity, 0, currentUnitsOf(order, line)),
    ),
  );
const currentTax = (order: OrderRecord) =>
  sum(
    order.lines.map((line) => shareOf(taxOf(line), line.quantity, 0, currentUnitsOf(order, line))),
  ) + sum(order.shippingLines.map(taxOf));
const discrepancyOf = (order: OrderRecord) =>
  sum(order.refunds.flatMap((refund) => refund.adjustments).map((one) => one.amountMinor));

export const orderRoots: RootModule = {
  queries: {
    order: (args, { shop }) => {
      const id = String(args['id']);
      if (typeOfId(id) !== 'Order') throw invalidId(id);
      const order = shop.orders.get(id);
      return order !== undefined && isVisible(shop, order) ? order : null;
    },
    orders: searchOrders,
    ordersCount: (args, context) => {
      const page = searchOrders({ ...args, first: 250 }, context);
      return {
        count: page.nodes.length,
        precision: page.pageInfo.hasNextPage ? 'AT_LEAST' : 'EXACT',
      };
    },
  },
  types: {
    Order: fieldsOf<OrderRecord>({
      id: (order) => order.id,
      legacyResourceId: (order) => numberOfId(order.id),
      name: (order) => order.name,
      number: (order) => order.number,
      createdAt: (order) => order.createdAt,
      updatedAt: (order) => order.updatedAt,
      processedAt: (order) => order.processedAt,
      closed: (order) => order.closedAt !== null,
      closedAt: (order) => order.closedAt,
      cancelledAt: (order) => order.cancelledAt,
      cancelReason: (order) => order.cancelReason,
      cancellation: (order) => (order.cancelledAt === null ? null : { staffNote: order.staffNote }),
      confirmed: () => true,
      email: (order) => order.email,
      phone: (order) => order.phone,
      note: (order) => order.note,
      tags: (order) => order.tags,
      test: (order) => order.test,
      edited: () => false,
      sourceName: (order) => order.sourceName,
      customAttributes: (order) => order.customAttributes,
      customer: (order, _, { shop }) =>
        order.customerId === null ? null : (shop.customers.get(order.customerId) ?? null),
      customerLocale: () => 'en',
      currencyCode: (order) => order.currency,
      presentmentCurrencyCode: (order) => order.presentmentCurrency,
      taxesIncluded: (order) => order.taxesIncluded,
      taxExempt: () => false,
      dutiesIncluded: () => false,
      displayFinancialStatus: financialStatusOf,
      displayFulfillmentStatus: fulfillmentStatusOf,
      returnStatus: returnStatusOf,
      fullyPaid: (order) => outstandingOf(order) <= 0n,
      unpaid: (order) => receivedOf(order) === 0n,
      capturable: (order) =>
        order.transactions.some((one) => one.kind === 'AUTHORIZATION' && one.status === 'SUCCESS'),
      refundable: (order) => netPaymentOf(order) > 0n,
      restockable: (order) => order.lines.some((line) => currentUnitsOf(order, line) > 0),
      requiresShipping: (order) => order.lines.some((line) => line.requiresShipping),
      paymentGatewayNames: (order) => [...new Set(order.transactions.map((one) => one.gateway))],
      discountCode: (order) =>
        order.discountApplications.find((one) => one.code !== null)?.code ?? null,
      discountCodes: (order) =>
        order.discountApplications.flatMap((one) => (one.code === null ? [] : [one.code])),
      discountApplications: (order, args) =>
        connectionOf(
          discountApplicationsOf(order).map((one) => ({
            ...one,
            id: `gid://sandbox/Discount/${one.index + 1}`,
          })),
          args,
        ),
      taxLines: (order) => taxLinesOf(order, orderTaxLines(order)),
      totalPriceSet: bag(totalOf),
      totalPrice: shopDecimal(totalOf),
      originalTotalPriceSet: bag(totalOf),
      subtotalPriceSet: bag(subtotalOf),
      subtotalPrice: shopDecimal(subtotalOf),
      totalTaxSet: bag(taxTotalOf),
      totalTax: shopDecimal(taxTotalOf),
      totalDiscountsSet: bag(discountTotalOf),
      totalShippingPriceSet: bag(shippingTotalOf),
      currentTotalPriceSet: bag(currentTotalOf),
      currentSubtotalPriceSet: bag(currentSubtotal),
      currentTotalTaxSet: bag(currentTax),
      currentShippingPriceSet: bag((order) => shippingTotalOf(order) - shippingRefundedOf(order)),
      currentTotalDutiesSet: () => null,
      originalTotalDutiesSet: () => null,
      netPaymentSet: bag(netPaymentOf),
      netPayment: shopDecimal(netPaymentOf),
      totalReceivedSet: bag(receivedOf),
      totalReceived: shopDecimal(receivedOf),
      totalRefundedSet: bag(refundedOf),
      totalRefunded: shopDecimal(refundedOf),
      totalRefundedShippingSet: bag(shippingRefundedOf),
      totalOutstandingSet: bag(outstandingOf),
      totalTipReceivedSet: bag(() => 0n),
      refundDiscrepancySet: bag(discrepancyOf),
      subtotalLineItemsQuantity: (order) =>
        order.lines.reduce((total, line) => total + line.quantity, 0),
      currentSubtotalLineItemsQuantity: (order) =>
        order.lines.reduce((total, line) => total + currentUnitsOf(order, line), 0),
      paymentTerms: () => null,
      billingAddress: (order) => order.shippingAddress,
      shippingAddress: (order) => order.shippingAddress,
      lineItems: (order, args) => connectionOf(order.lines, args),
      shippingLines: (order, args) => connectionOf(order.shippingLines, args),
      shippingLine: (order) => order.shippingLines[0] ?? null,
      fulfillments: (order, args) => firstOf(order.fulfillments, args['first']),
      fulfillmentOrders: (order, args) => connectionOf(order.fulfillmentOrders, args),
      transactions: (order, args) => firstOf(order.transactions, args['first']),
      transactionsCount: (order) => ({ count: order.transactions.length, precision: 'EXACT' }),
      refunds: (order, args) => firstOf(order.refunds, args['first']),
      returns: (order, args) => {
        const matches = searchFilter(
          args['query'],
          {
            status: { kind: 'text', of: (one: OrderRecord['returns'][number]) => [one.status] },
            id: { kind: 'number', of: (one) => numberOfId(one.id) },
            name: { kind: 'text', of: (one) => [one.name] },
          },
          'Order.returns',
        );
        return connectionOf(order.returns.filter(matches), args);
      },
      disputes: (order) =>
        order.disputes.map((one) => ({
          id: one.id,
          initiatedAs: one.initiatedAs,
          status: one.status,
        })),
    }),
    Customer: fieldsOf<CustomerRecord>({
      id: (customer) => customer.id,
      email: (customer) => customer.email,
      firstName: (customer) => customer.firstName,
      lastName: (customer) => customer.lastName,
      displayName: (customer) => `${customer.firstName} ${customer.lastName}`,
      createdAt: (customer) => customer.createdAt,
      legacyResourceId: (customer) => numberOfId(customer.id),
    }),
  },
};

function firstOf<T>(list: readonly T[], first: unknown): readonly T[] {
  return typeof first === 'number' ? list.slice(0, first) : list;
}
