import type {
  LineRecord,
  OrderRecord,
  ShippingLineRecord,
  TaxLine,
  TransactionRecord,
} from '../model.ts';
import type { Shop } from '../shop.ts';
import { orderBody } from '../webhooks/order-body.ts';
import { claimStock } from './claim.ts';
import { addApplication, spreadDiscount } from './discounts.ts';
import type { NewLine, NewOrder, NewPayment, NewTax } from './new-order.ts';
import { discountedOf, shippingDiscountedOf } from './totals.ts';

/** Gateways behind which no money moves by itself; Shopify only notes it. */
export function isManualGateway(gateway: string): boolean {
  return ['manual', 'cash on delivery', 'bank deposit', 'money order', 'bank transfer'].includes(
    gateway.toLowerCase().replaceAll('_', ' '),
  );
}

/** Places an order: discounts are allocated, taxes computed from what they leave, payments noted. */
export function placeOrder(shop: Shop, input: NewOrder): OrderRecord {
  const now = shop.now();
  shop.lastOrderNumber += 1;
  const id = shop.ids.next('Order');
  const order = shop.register<OrderRecord>({
    __typename: 'Order',
    id,
    number: shop.lastOrderNumber,
    name: input.name ?? `#${shop.lastOrderNumber}`,
    createdAt: now,
    updatedAt: now,
    processedAt: input.processedAt ?? now,
    closedAt: input.closedAt ?? null,
    cancelledAt: null,
    cancelReason: null,
    staffNote: null,
    email: input.email ?? null,
    phone: input.phone ?? null,
    customerId: input.customerId ?? null,
    note: input.note ?? null,
    tags: [...(input.tags ?? [])].sort(),
    customAttributes: input.customAttributes ?? [],
    sourceName: input.sourceName ?? null,
    test: input.test ?? false,
    currency: input.currency ?? shop.currency,
    presentmentCurrency: input.presentmentCurrency ?? input.currency ?? shop.currency,
    shopPerPresentment: input.shopPerPresentment ?? 1,
    taxesIncluded: input.taxesIncluded ?? shop.taxesIncluded,
    declaredFinancialStatus: input.declaredFinancialStatus ?? null,
    discountApplications: [],
    lines: [],
    shippingLines: [],
    fulfillmentOrders: [],
    fulfillments: [],
    transactions: [],
    refunds: [],
    returns: [],
    disputes: [],
    shippingAddress: input.shippingAddress ?? null,
  });
  order.lines = input.lines.map((line) => makeLine(shop, order, line));
  order.shippingLines = (input.shipping ?? []).map((line) => {
    const applicationIndex = addApplication(
      order,
      'Shipping discount',
      null,
      'SHIPPING_LINE',
      line.discountMinor,
    );
    return shop.register<ShippingLineRecord>({
      __typename: 'ShippingLine',
      id: shop.ids.next('ShippingLine'),
      orderId: id,
      title: line.title,
      code: line.title,
      priceMinor: line.priceMinor,
      discountAllocations:
        applicationIndex === null
          ? []
          : [{ applicationIndex, kind: 'order', amountMinor: line.discountMinor ?? 0n }],
      taxLines: [],
    });
  });
  for (const discount of input.orderDiscounts ?? []) spreadDiscount(order, discount);
  applyTaxes(order, input);
  addFulfillmentOrder(shop, order, input.locationId);
  for (const payment of input.payments ?? []) addPayment(shop, order, payment);
  if (input.claimsInventory === true) claimStock(shop, order);
  shop.orders.set(id, order);
  shop.emit({
    topic: 'orders/create',
    onceKey: `orders/create ${id}`,
    body: () => orderBody(shop, order),
  });
  return order;
}

function makeLine(shop: Shop, order: OrderRecord, line: NewLine): LineRecord {
  const variant = line.variantId === undefined ? undefined : shop.variants.get(line.variantId);
  const product = variant === undefined ? undefined : shop.products.get(variant.productId);
  const applicationIndex = addApplication(
    order,
    'Line discount',
    null,
    'LINE_ITEM',
    line.discountMinor,
  );
  return shop.register<LineRecord>({
    __typename: 'LineItem',
    id: shop.ids.next('LineItem'),
    orderId: order.id,
    title: line.title ?? product?.title ?? 'Item',
    variantTitle: variant?.title ?? null,
    sku: line.sku ?? variant?.sku ?? null,
    vendor: product?.vendor ?? null,
    quantity: line.quantity,
    removedQuantity: 0,
    variantId: variant?.id ?? null,
    productId: product?.id ?? null,
    inventoryItemId: variant?.inventoryItemId ?? null,
    unitPriceMinor: line.unitPriceMinor ?? variant?.priceShopMinor ?? 0n,
    taxable: line.taxable ?? true,
    requiresShipping: line.requiresShipping ?? true,
    isGiftCard: line.isGiftCard ?? false,
    discountAllocations:
      applicationIndex === null
        ? []
        : [{ applicationIndex, kind: 'line', amountMinor: line.discountMinor ?? 0n }],
    taxLines: [],
  });
}

function applyTaxes(order: OrderRecord, input: NewOrder): void {
  const taxLines = (taxes: NewTax[] | undefined, baseMinor: bigint): TaxLine[] =>
    (taxes ?? []).map(({ title, rate, amountMinor }) => ({
      title,
      rate,
      amountMinor: amountMinor ?? taxAmount(baseMinor, rate, order.taxesIncluded),
    }));
  order.lines.forEach((line, index) => {
    line.taxLines = line.taxable ? taxLines(input.lines[index]?.taxes, discountedOf(line)) : [];
  });
  order.shippingLines.forEach((line, index) => {
    line.taxLines = taxLines(input.shipping?.[index]?.taxes, shippingDiscountedOf(line));
  });
}

/** Tax contained in, or added to, a base; rounded half up to the minor unit. */
export function taxAmount(baseMinor: bigint, rate: number, included: boolean): bigint {
  const millionths = BigInt(Math.round(rate * 1_000_000));
  const divisor = included ? 1_000_000n + millionths : 1_000_000n;
  return (baseMinor * millionths * 2n + divisor) / (divisor * 2n);
}

function addFulfillmentOrder(shop: Shop, order: OrderRecord, locationId: string | undefined): void {
  const first = locationId ?? [...shop.locations.keys()][0];
  const physical = order.lines.filter((line) => line.quantity > 0);
  if (first === undefined || physical.length === 0) return;
  order.fulfillmentOrders.push(
    shop.register({
      __typename: 'FulfillmentOrder',
      id: shop.ids.next('FulfillmentOrder'),
      orderId: order.id,
      locationId: first,
      status: 'OPEN',
      createdAt: shop.now(),
      lines: physical.map((line) =>
        shop.register({
          __typename: 'FulfillmentOrderLineItem' as const,
          id: shop.ids.next('FulfillmentOrderLineItem'),
          lineId: line.id,
          totalQuantity: line.quantity,
          remainingQuantity: line.quantity,
        }),
      ),
    }),
  );
}

/** Notes a payment; without an amount it is what is still owed. */
export function addPayment(
  shop: Shop,
  order: OrderRecord,
  payment: NewPayment & { amountMinor?: bigint | undefined },
): TransactionRecord {
  const already = order.transactions.reduce((sum, one) => sum + one.amountMinor, 0n);
  const manual = payment.manual ?? isManualGateway(payment.gateway);
  const transaction = shop.register<TransactionRecord>({
    __typename: 'OrderTransaction',
    id: shop.ids.next('OrderTransaction'),
    orderId: order.id,
    kind: payment.kind ?? 'SALE',
    status: payment.status ?? 'SUCCESS',
    gateway: payment.gateway,
    formattedGateway: payment.gateway.replaceAll('_', ' '),
    manual,
    amountMinor: payment.amountMinor ?? orderDue(order) - already,
    parentId: null,
    refundId: null,
    errorCode: null,
    test: order.test,
    createdAt: shop.now(),
    processedAt: shop.now(),
  });
  order.transactions.push(transaction);
  return transaction;
}

function orderDue(order: OrderRecord): bigint {
  const taxMinor = order.taxesIncluded
    ? 0n
    : [...order.lines, ...order.shippingLines]
        .flatMap((one) => one.taxLines)
        .reduce((sum, one) => sum + one.amountMinor, 0n);
  const goods = order.lines.reduce((sum, line) => sum + discountedOf(line), 0n);
  return (
    goods +
    order.shippingLines.reduce((sum, line) => sum + shippingDiscountedOf(line), 0n) +
    taxMinor
  );
}
