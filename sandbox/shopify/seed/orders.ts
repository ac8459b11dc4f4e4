import type {
  FulfillmentOrderRecord,
  FulfillmentRecord,
  LineRecord,
  OrderRecord,
  ReturnRecord,
  ReverseFulfillmentOrderRecord,
} from '../model.ts';
import { parseDecimal } from '../money.ts';
import { isManualGateway } from '../orders/place.ts';
import type { Shop } from '../shop.ts';
import type { SeedOrder } from './body.ts';

/** Puts an order there as it stood, with payments, shipments and returns; no webhook is sent. */
export function seedOrder(shop: Shop, given: SeedOrder): OrderRecord {
  const createdAt = given.createdAt === undefined ? shop.now() : new Date(given.createdAt);
  const number = Number(/\d+/.exec(given.name ?? '')?.[0] ?? shop.lastOrderNumber + 1);
  shop.lastOrderNumber = Math.max(shop.lastOrderNumber, number);
  const presentmentCurrency = given.presentmentCurrency ?? shop.currency;
  const minor = (text: string): bigint => parseDecimal(text, presentmentCurrency);
  const dateOf = (text: string | null): Date | null => (text === null ? null : new Date(text));
  const order: OrderRecord = {
    __typename: 'Order',
    id: given.id,
    number,
    name: given.name ?? `#${number}`,
    createdAt,
    updatedAt: createdAt,
    processedAt: createdAt,
    closedAt: dateOf(given.closedAt),
    cancelledAt: dateOf(given.cancelledAt),
    cancelReason: given.cancelReason,
    staffNote: null,
    email: given.email,
    phone: null,
    customerId: given.customerId,
    note: given.note,
    tags: given.tags,
    customAttributes: [],
    sourceName: null,
    test: false,
    currency: shop.currency,
    presentmentCurrency,
    shopPerPresentment: given.shopPerPresentment,
    taxesIncluded: given.taxesIncluded ?? shop.taxesIncluded,
    declaredFinancialStatus: null,
    discountApplications: [],
    lines: [],
    shippingLines: [],
    fulfillmentOrders: [],
    fulfillments: [],
    transactions: [],
    refunds: [],
    returns: [],
    disputes: [],
    shippingAddress: null,
  };
  shop.register(order);
  shop.orders.set(order.id, order);
  order.lines = given.lines.map((line) => lineOf(shop, order, line, minor));
  order.shippingLines = given.shippingLines.map((line) =>
    shop.register({
      __typename: 'ShippingLine' as const,
      id: line.id ?? shop.ids.next('ShippingLine'),
      orderId: order.id,
      title: line.title,
      code: line.title,
      priceMinor: minor(line.price),
      discountAllocations: [],
      taxLines: line.taxes.map(({ title, rate, amount }) => ({
        title,
        rate,
        amountMinor: minor(amount),
      })),
    }),
  );
  order.transactions = given.transactions.map((one) =>
    shop.register({
      __typename: 'OrderTransaction' as const,
      id: one.id ?? shop.ids.next('OrderTransaction'),
      orderId: order.id,
      kind: one.kind,
      status: one.status,
      gateway: one.gateway,
      formattedGateway: one.gateway,
      manual: isManualGateway(one.gateway),
      amountMinor: minor(one.amount),
      parentId: one.parentId,
      refundId: null,
      errorCode: null,
      test: false,
      createdAt,
      processedAt: createdAt,
    }),
  );
  order.fulfillments = given.fulfillments.map((one, index) =>
    fulfillmentOf(shop, order, one, index + 1),
  );
  order.fulfillmentOrders = fulfillmentOrdersOf(shop, order, given);
  order.returns = given.returns.map((one, index) => returnOf(shop, order, one, index + 1));
  return order;
}

function lineOf(
  shop: Shop,
  order: OrderRecord,
  line: SeedOrder['lines'][number],
  minor: (text: string) => bigint,
): LineRecord {
  const variant = line.variantId === null ? undefined : shop.variants.get(line.variantId);
  const product = variant === undefined ? undefined : shop.products.get(variant.productId);
  const discountMinor = minor(line.discount);
  if (discountMinor > 0n)
    order.discountApplications.push({
      index: order.discountApplications.length,
      title: 'Line discount',
      code: null,
      allocationMethod: 'ACROSS',
      targetSelection: 'EXPLICIT',
      targetType: 'LINE_ITEM',
      value: { kind: 'fixed', amountMinor: discountMinor },
    });
  const applicationIndex = order.discountApplications.length - 1;
  return shop.register({
    __typename: 'LineItem' as const,
    id: line.id ?? shop.ids.next('LineItem'),
    orderId: order.id,
    title: line.title,
    variantTitle: variant?.title ?? null,
    sku: line.sku ?? variant?.sku ?? null,
    vendor: product?.vendor ?? null,
    quantity: line.quantity,
    removedQuantity: line.quantity - (line.currentQuantity ?? line.quantity),
    variantId: line.variantId,
    productId: product?.id ?? null,
    inventoryItemId: variant?.inventoryItemId ?? null,
    unitPriceMinor: minor(line.unitPrice),
    taxable: line.taxes.length > 0,
    requiresShipping: line.requiresShipping,
    isGiftCard: false,
    discountAllocations:
      discountMinor > 0n ? [{ applicationIndex, kind: 'line', amountMinor: discountMinor }] : [],
    taxLines: line.taxes.map(({ title, rate, amount }) => ({
      title,
      rate,
      amountMinor: minor(amount),
    })),
  });
}

const firstLocation = (shop: Shop): string => [...shop.locations.keys()][0] ?? '';

function fulfillmentOf(
  shop: Shop,
  order: OrderRecord,
  given: SeedOrder['fulfillments'][number],
  number: number,
): FulfillmentRecord {
  const id = given.id ?? shop.ids.next('Fulfillment');
  return shop.register<FulfillmentRecord>({
    __typename: 'Fulfillment',
    id,
    orderId: order.id,
    name: `${order.name}-F${number}`,
    status: given.status,
    locationId: given.locationId ?? firstLocation(shop),
    createdAt: order.createdAt,
    tracking: [],
    lines: given.lines.map((line) =>
      shop.register({
        __typename: 'FulfillmentLineItem' as const,
        id: line.id ?? shop.ids.next('FulfillmentLineItem'),
        fulfillmentId: id,
        orderId: order.id,
        lineId: line.lineItemId,
        quantity: line.quantity,
      }),
    ),
  });
}

/** Fulfillment orders as given; where none are told, one that the shipments have used up as far as they went. */
function fulfillmentOrdersOf(
  shop: Shop,
  order: OrderRecord,
  given: SeedOrder,
): FulfillmentOrderRecord[] {
  const shipped = (lineId: string): number =>
    order.fulfillments
      .filter((one) => one.status === 'SUCCESS')
      .flatMap((one) => one.lines)
      .filter((line) => line.lineId === lineId)
      .reduce((sum, line) => sum + line.quantity, 0);
  const wanted = order.lines.map((line) => {
    const totalQuantity = line.quantity - line.removedQuantity;
    const remainingQuantity = Math.max(0, totalQuantity - shipped(line.id));
    return { lineItemId: line.id, totalQuantity, remainingQuantity };
  });
  const isOpen = wanted.some((line) => line.remainingQuantity > 0);
  const derived = { status: isOpen ? ('OPEN' as const) : ('CLOSED' as const), lines: wanted };
  const told: NonNullable<SeedOrder['fulfillmentOrders']> = given.fulfillmentOrders ?? [derived];
  return told.map((one) =>
    shop.register({
      __typename: 'FulfillmentOrder' as const,
      id: one.id ?? shop.ids.next('FulfillmentOrder'),
      orderId: order.id,
      locationId: one.locationId ?? firstLocation(shop),
      status: one.status,
      createdAt: order.createdAt,
      lines: one.lines.map((line) =>
        shop.register({
          __typename: 'FulfillmentOrderLineItem' as const,
          id: line.id ?? shop.ids.next('FulfillmentOrderLineItem'),
          lineId: line.lineItemId,
          totalQuantity: line.totalQuantity,
          remainingQuantity: line.remainingQuantity,
        }),
      ),
    }),
  );
}

function returnOf(
  shop: Shop,
  order: OrderRecord,
  given: SeedOrder['returns'][number],
  number: number,
): ReturnRecord {
  const id = given.id ?? shop.ids.next('Return');
  const shippedLines = order.fulfillments.flatMap((one) => one.lines);
  const lineIdOf = (fulfillmentLineItemId: string): string =>
    shippedLines.find((line) => line.id === fulfillmentLineItemId)?.lineId ?? '';
  const lines = given.lines.map((line) =>
    shop.register({
      __typename: 'ReturnLineItem' as const,
      id: line.id ?? shop.ids.next('ReturnLineItem'),
      returnId: id,
      fulfillmentLineItemId: line.fulfillmentLineItemId,
      lineId: lineIdOf(line.fulfillmentLineItemId),
      quantity: line.quantity,
      processedQuantity: 0,
      refundedQuantity: 0,
      reason: 'OTHER',
      reasonNote: '',
      reasonDefinitionId: null,
      customerNote: null,
      restockingFee: null,
    }),
  );
  const reverse = given.reverseFulfillmentOrders.map((one): ReverseFulfillmentOrderRecord => {
    const reverseId = one.id ?? shop.ids.next('ReverseFulfillmentOrder');
    return shop.register<ReverseFulfillmentOrderRecord>({
      __typename: 'ReverseFulfillmentOrder',
      id: reverseId,
      orderId: order.id,
      returnId: id,
      status: one.status,
      reverseDeliveries: [],
      createdAt: order.createdAt,
      lines: one.lines.map((line) =>
        shop.register({
          __typename: 'ReverseFulfillmentOrderLineItem' as const,
          id: line.id ?? shop.ids.next('ReverseFulfillmentOrderLineItem'),
          reverseFulfillmentOrderId: reverseId,
          returnLineId:
            lines.find((own) => own.fulfillmentLineItemId === line.fulfillmentLineItemId)?.id ?? '',
          fulfillmentLineItemId: line.fulfillmentLineItemId,
          totalQuantity: line.totalQuantity,
          dispositions: [],
        }),
      ),
    });
  });
  return shop.register({
    __typename: 'Return' as const,
    id,
    orderId: order.id,
    name: given.name ?? `${order.name}-R${number}`,
    status: given.status,
    createdAt: order.createdAt,
    requestApprovedAt: given.status === 'OPEN' ? order.createdAt : null,
    closedAt: null,
    decline: null,
    lines,
    exchangeLines: [],
    shippingFees: [],
    reverseFulfillmentOrders: reverse,
  });
}
