import { createRandom, type Random } from '../../random.ts';
import type { OrderRecord } from '../model.ts';
import { fulfil } from '../orders/fulfil.ts';
import type { NewLine, NewOrder, NewTax } from '../orders/new-order.ts';
import { placeOrder } from '../orders/place.ts';
import { totalOf } from '../orders/totals.ts';
import type { Shop } from '../shop.ts';
import type { OrderBody } from './bodies.ts';
import { PlayError } from './error.ts';

/** The shopper buys: places the order, pays it and, unless told otherwise, it is shipped at once. */
export function playOrder(shop: Shop, body: OrderBody, taxRate: number): OrderRecord {
  const random = body.seed === undefined ? shop.random : createRandom(body.seed);
  const shaped = body.shape === 'random' ? randomBody(shop, body, random) : body;
  if (shaped.lines === undefined) throw new PlayError('lines are missing; or give shape: random');
  const taxes = shaped.taxes ?? (taxRate > 0 ? [{ title: 'VAT', rate: taxRate }] : []);
  const lines = shaped.lines.map((line): NewLine => {
    const variant = [...shop.variants.values()].find(
      (one) => one.id === line.variantId || (line.sku !== undefined && one.sku === line.sku),
    );
    if (
      variant === undefined &&
      (line.variantId !== undefined || (line.sku !== undefined && line.title === undefined))
    ) {
      throw new PlayError(`no variant ${line.variantId ?? line.sku}`);
    }
    return {
      variantId: variant?.id,
      title: line.title,
      sku: line.sku,
      quantity: line.quantity,
      unitPriceMinor:
        line.unitPriceMinor ?? presentment(variant?.priceShopMinor, shaped.shopPerPresentment),
      discountMinor: line.discountMinor,
      taxable: line.taxable,
      isGiftCard: line.isGiftCard,
      requiresShipping: line.requiresShipping,
      taxes: clean(line.taxes ?? taxes),
    };
  });
  const shipping = shaped.shipping ?? null;
  const input: NewOrder = {
    lines,
    shipping:
      shipping === null
        ? []
        : [
            {
              title: shipping.title,
              priceMinor: shipping.priceMinor,
              discountMinor: shipping.discountMinor,
              taxes: clean(shipping.taxes ?? taxes),
            },
          ],
    orderDiscounts: (shaped.discounts ?? []).map(({ title, code, percentage, amountMinor }) => ({
      title,
      code,
      value:
        amountMinor === undefined
          ? { kind: 'percentage' as const, percentage: percentage ?? 0 }
          : { kind: 'fixed' as const, amountMinor },
    })),
    payments: shaped.payments ?? [{ gateway: 'shopify_payments' }],
    email: shaped.email ?? `shopper${shop.lastOrderNumber + 1}@example.com`,
    customerId: shaped.customer ? addCustomer(shop, shaped.email ?? null) : null,
    note: shaped.note ?? null,
    tags: shaped.tags ?? [],
    taxesIncluded: shaped.taxesIncluded ?? shop.taxesIncluded,
    presentmentCurrency: shaped.presentmentCurrency ?? shop.currency,
    shopPerPresentment: shaped.shopPerPresentment ?? 1,
    locationId: shaped.locationId,
    sourceName: 'web',
    claimsInventory: true,
  };
  const order = placeOrder(shop, input);
  if (totalOf(order) < 0n) throw new PlayError('discounts exceed the order');
  shop.notifications.push({
    at: shop.now(),
    kind: 'order_placed',
    orderId: order.id,
    amountMinor: totalOf(order),
  });
  ship(shop, order, shaped);
  return order;
}

function clean(
  taxes: readonly { title: string; rate: number; amountMinor?: bigint | undefined }[],
): NewTax[] {
  return taxes.map(({ title, rate, amountMinor }) => ({
    title,
    rate,
    ...(amountMinor === undefined ? {} : { amountMinor }),
  }));
}

function presentment(
  shopMinor: bigint | undefined,
  shopPerPresentment: number | undefined,
): bigint | undefined {
  if (shopMinor === undefined || shopPerPresentment === undefined) return shopMinor;
  return BigInt(Math.round(Number(shopMinor) / shopPerPresentment));
}

function addCustomer(shop: Shop, email: string | null): string {
  const id = shop.ids.next('Customer');
  const customer = shop.register({
    __typename: 'Customer' as const,
    id,
    email: email ?? `shopper${shop.lastOrderNumber + 1}@example.com`,
    firstName: shop.random.pick(['Ada', 'Ben', 'Chen', 'Dora', 'Emil']),
    lastName: shop.random.pick(['Muster', 'Novak', 'Okafor', 'Quinn', 'Reyes']),
    createdAt: shop.now(),
  });
  shop.customers.set(id, customer);
  return id;
}

function ship(shop: Shop, order: OrderRecord, body: OrderBody): void {
  const fulfillmentOrder = order.fulfillmentOrders[0];
  if (fulfillmentOrder === undefined || body.fulfil === false) return;
  const wanted = fulfillmentOrder.lines.map((line, index) => {
    const asked = body.fulfil === true ? line.remainingQuantity : (chosen(body.fulfil, index) ?? 0);
    return { fulfillmentOrderLineId: line.id, quantity: Math.min(asked, line.remainingQuantity) };
  });
  const first = fulfillmentOrder.locationId;
  const places = [first, ...[...shop.locations.keys()].filter((id) => id !== first)];
  for (let parcel = 0; parcel < body.parcels; parcel += 1) {
    const part = wanted
      .map(({ fulfillmentOrderLineId, quantity }) => ({
        fulfillmentOrderLineId,
        quantity: portion(quantity, body.parcels, parcel),
      }))
      .filter((one) => one.quantity > 0);
    if (part.length === 0) continue;
    const made = fulfil(shop, order, fulfillmentOrder, part, { tracking: [], by: 'staff' });
    if (parcel > 0) made.locationId = places[parcel % places.length] ?? made.locationId;
  }
}

function chosen(list: OrderBody['fulfil'], index: number): number | undefined {
  return Array.isArray(list) ? list.find((one) => one.line === index)?.quantity : undefined;
}

/** Units of one line that go into one parcel. */
function portion(quantity: number, parcels: number, parcel: number): number {
  return Math.floor(quantity / parcels) + (parcel < quantity % parcels ? 1 : 0);
}

/** What `shape: random` fills in: one to three lines, sometimes discounts, shipping, split payment, foreign currency. */
function randomBody(shop: Shop, body: OrderBody, random: Random): OrderBody {
  const variants = [...shop.variants.values()];
  const count = random.integer(1, 3);
  const lines =
    body.lines ??
    Array.from({ length: count }, () => {
      const variant = random.pick(variants);
      const discount = random.chance(0.25) ? variant.priceShopMinor / 10n : undefined;
      return {
        variantId: variant.id,
        quantity: random.integer(1, 3),
        taxable: true,
        isGiftCard: false,
        requiresShipping: true,
        ...(discount === undefined ? {} : { discountMinor: discount }),
      };
    });
  const discounts =
    body.discounts ??
    (random.chance(0.35)
      ? [
          random.chance(0.5)
            ? { title: 'SUMMER', code: 'SUMMER', percentage: random.pick([10, 15, 20]) }
            : { title: 'WELCOME', code: 'WELCOME', amountMinor: 500n },
        ]
      : []);
  const shipping =
    body.shipping === undefined
      ? random.chance(0.7)
        ? { title: 'Standard', priceMinor: BigInt(random.pick([490, 590, 990])) }
        : null
      : body.shipping;
  const payments = body.payments ?? randomPayments(random);
  return { ...body, lines, discounts, shipping, payments };
}

function randomPayments(random: Random): NonNullable<OrderBody['payments']> {
  const rest = { gateway: 'shopify_payments', kind: 'SALE' as const, status: 'SUCCESS' as const };
  if (random.chance(0.15))
    return [{ ...rest, gateway: 'gift_card', amountMinor: BigInt(random.integer(200, 900)) }, rest];
  if (random.chance(0.1)) return [{ ...rest, gateway: 'Cash on Delivery', manual: true }];
  return [rest];
}
