import { z } from 'zod';
import type { Context, RootModule } from '../graphql/define.ts';
import { refuseUnmodelled, userError } from '../graphql/errors.ts';
import type { CustomerRecord } from '../model.ts';
import { exponentOf, parseDecimal } from '../money.ts';
import { fulfil } from '../orders/fulfil.ts';
import type { NewLine, NewOrder, NewTax } from '../orders/new-order.ts';
import { placeOrder } from '../orders/place.ts';
import type { Shop } from '../shop.ts';

const money = z.object({ amount: z.string(), currencyCode: z.string() });
const bag = z.object({ shopMoney: money, presentmentMoney: money.nullish() });
type Bag = z.infer<typeof bag>;
const taxLine = z.object({ title: z.string(), rate: z.string(), priceSet: bag.nullish() });
const orderInput = z.object({
  currency: z.string().nullish(),
  presentmentCurrency: z.string().nullish(),
  email: z.string().nullish(),
  phone: z.string().nullish(),
  note: z.string().nullish(),
  name: z.string().nullish(),
  tags: z.array(z.string()).nullish(),
  test: z.boolean().nullish(),
  sourceName: z.string().nullish(),
  taxesIncluded: z.boolean().nullish(),
  processedAt: z.string().nullish(),
  closedAt: z.string().nullish(),
  financialStatus: z.string().nullish(),
  fulfillmentStatus: z.string().nullish(),
  fulfillment: z.object({ locationId: z.string().nullish() }).nullish(),
  customAttributes: z.array(z.object({ key: z.string(), value: z.string() })).nullish(),
  shippingAddress: z
    .object({
      firstName: z.string().nullish(),
      lastName: z.string().nullish(),
      address1: z.string().nullish(),
      city: z.string().nullish(),
      zip: z.string().nullish(),
      countryCode: z.string().nullish(),
    })
    .nullish(),
  customer: z
    .object({
      toAssociate: z.object({ id: z.string().nullish(), email: z.string().nullish() }).nullish(),
      toUpsert: z
        .object({
          id: z.string().nullish(),
          email: z.string().nullish(),
          firstName: z.string().nullish(),
          lastName: z.string().nullish(),
        })
        .nullish(),
    })
    .nullish(),
  customerId: z.string().nullish(),
  metafields: z.unknown().optional(),
  companyLocationId: z.unknown().optional(),
  taxLines: z.array(taxLine).nullish(),
  lineItems: z
    .array(
      z.object({
        title: z.string().nullish(),
        sku: z.string().nullish(),
        variantId: z.string().nullish(),
        quantity: z.int(),
        priceSet: bag.nullish(),
        taxable: z.boolean().nullish(),
        requiresShipping: z.boolean().nullish(),
        giftCard: z.boolean().nullish(),
        taxLines: z.array(taxLine).nullish(),
      }),
    )
    .nullish(),
  shippingLines: z
    .array(z.object({ title: z.string(), priceSet: bag, taxLines: z.array(taxLine).nullish() }))
    .nullish(),
  discountCode: z
    .object({
      itemFixedDiscountCode: z.object({ code: z.string(), amountSet: bag.nullish() }).nullish(),
      itemPercentageDiscountCode: z
        .object({ code: z.string(), percentage: z.number().nullish() })
        .nullish(),
      freeShippingDiscountCode: z.object({ code: z.string() }).nullish(),
    })
    .nullish(),
  transactions: z
    .array(
      z.object({
        amountSet: bag,
        gateway: z.string().nullish(),
        kind: z.enum(['SALE', 'CAPTURE', 'AUTHORIZATION', 'VOID', 'REFUND']).nullish(),
        status: z
          .enum(['SUCCESS', 'PENDING', 'AWAITING_RESPONSE', 'FAILURE', 'ERROR', 'UNKNOWN'])
          .nullish(),
      }),
    )
    .nullish(),
});
type OrderInput = z.infer<typeof orderInput>;

export const orderCreateRoots: RootModule = {
  mutations: {
    orderCreate: (args, context) => {
      const input = orderInput.parse(args['order']);
      const { metafields, companyLocationId } = input;
      refuseUnmodelled('OrderCreateOrderInput', {
        metafields,
        companyLocationId,
        freeShippingDiscountCode: input.discountCode?.freeShippingDiscountCode,
      });
      const options = z
        .object({ inventoryBehaviour: z.string().nullish() })
        .parse(args['options'] ?? {});
      if ((input.lineItems ?? []).length === 0) {
        const error = userError(
          ['order', 'lineItems'],
          'Line items must have at least one line item',
          'INVALID',
        );
        return { order: null, userErrors: [error] };
      }
      const order = placeOrder(
        context.shop,
        newOrderOf(input, options.inventoryBehaviour ?? 'BYPASS', context),
      );
      if (input.fulfillmentStatus === 'FULFILLED') {
        for (const fulfillmentOrder of order.fulfillmentOrders) {
          const all = fulfillmentOrder.lines.map((line) => ({
            fulfillmentOrderLineId: line.id,
            quantity: line.remainingQuantity,
          }));
          fulfil(context.shop, order, fulfillmentOrder, all, { tracking: [], by: context.by });
        }
      }
      return { order, userErrors: [] };
    },
  },
};

/** The currencies of an order: named by it, or by its first price. */
function currenciesOf(input: OrderInput, shopCurrency: string) {
  const prices = [
    ...(input.lineItems ?? []).map((line) => line.priceSet),
    ...(input.shippingLines ?? []).map((line) => line.priceSet),
  ];
  const price = prices.find((one): one is Bag => one != null && one.presentmentMoney != null);
  const currency =
    input.currency ?? prices.find((one) => one != null)?.shopMoney.currencyCode ?? shopCurrency;
  const presentment =
    input.presentmentCurrency ?? price?.presentmentMoney?.currencyCode ?? currency;
  const shopAmount = Number(price?.shopMoney.amount ?? 1);
  const presentmentAmount = Number(price?.presentmentMoney?.amount ?? 1);
  const ratio =
    presentment === currency || presentmentAmount === 0 ? 1 : shopAmount / presentmentAmount;
  return { currency, presentment, ratio };
}

function newOrderOf(input: OrderInput, inventoryBehaviour: string, { shop }: Context): NewOrder {
  const { currency, presentment, ratio } = currenciesOf(input, shop.currency);
  const toMinor = (amount: Bag): bigint => {
    if (amount.presentmentMoney != null)
      return parseDecimal(amount.presentmentMoney.amount, presentment);
    const shopMinor = parseDecimal(amount.shopMoney.amount, currency);
    if (ratio === 1) return shopMinor;
    const shift = 10 ** (exponentOf(presentment) - exponentOf(currency));
    return BigInt(Math.round((Number(shopMinor) / ratio) * shift));
  };
  const taxes = (lines: z.infer<typeof taxLine>[] | null | undefined): NewTax[] =>
    (lines ?? []).map((line) => ({
      title: line.title,
      rate: Number(line.rate),
      ...(line.priceSet == null ? {} : { amountMinor: toMinor(line.priceSet) }),
    }));
  const lines = (input.lineItems ?? []).map((line): NewLine => {
    const known = line.variantId == null ? undefined : shop.variants.get(line.variantId);
    return {
      variantId: known?.id,
      title: line.title ?? undefined,
      sku: line.sku ?? undefined,
      quantity: line.quantity,
      unitPriceMinor: line.priceSet == null ? undefined : toMinor(line.priceSet),
      taxable: line.taxable ?? true,
      requiresShipping: line.requiresShipping ?? false,
      isGiftCard: line.giftCard ?? false,
      taxes: taxes(
        line.taxLines ??
          (line.taxable === false
            ? null
            : input.taxLines?.map(({ title, rate }) => ({ title, rate }))),
      ),
    };
  });
  const { itemFixedDiscountCode: fixed, itemPercentageDiscountCode: percentage } =
    input.discountCode ?? {};
  const address = input.shippingAddress;
  return {
    lines,
    shipping: (input.shippingLines ?? []).map((line) => ({
      title: line.title,
      priceMinor: toMinor(line.priceSet),
      taxes: taxes(line.taxLines),
    })),
    orderDiscounts: [
      ...(fixed == null
        ? []
        : [
            {
              title: fixed.code,
              code: fixed.code,
              value: {
                kind: 'fixed' as const,
                amountMinor: fixed.amountSet == null ? 0n : toMinor(fixed.amountSet),
              },
            },
          ]),
      ...(percentage == null
        ? []
        : [
            {
              title: percentage.code,
              code: percentage.code,
              value: { kind: 'percentage' as const, percentage: percentage.percentage ?? 0 },
            },
          ]),
    ],
    payments: (input.transactions ?? []).map((payment) => ({
      gateway: payment.gateway ?? 'manual',
      amountMinor: toMinor(payment.amountSet),
      kind: payment.kind ?? 'SALE',
      status: payment.status ?? 'SUCCESS',
    })),
    email: input.email ?? null,
    phone: input.phone ?? null,
    customerId: customerOf(input, shop),
    note: input.note ?? null,
    name: input.name ?? undefined,
    tags: input.tags ?? [],
    test: input.test ?? false,
    sourceName: input.sourceName ?? null,
    customAttributes: input.customAttributes ?? [],
    currency,
    presentmentCurrency: presentment,
    shopPerPresentment: ratio,
    taxesIncluded: input.taxesIncluded ?? false,
    processedAt: input.processedAt == null ? undefined : new Date(input.processedAt),
    closedAt: input.closedAt == null ? null : new Date(input.closedAt),
    declaredFinancialStatus: input.financialStatus ?? null,
    claimsInventory: inventoryBehaviour !== 'BYPASS',
    shippingAddress:
      address == null
        ? null
        : {
            firstName: address.firstName ?? '',
            lastName: address.lastName ?? '',
            address1: address.address1 ?? '',
            city: address.city ?? '',
            zip: address.zip ?? '',
            countryCode: address.countryCode ?? '',
          },
  };
}

/** The customer an order names: by id, or by e-mail, made if there is none. */
function customerOf(input: OrderInput, shop: Shop): string | null {
  const wanted = input.customer?.toUpsert ?? input.customer?.toAssociate;
  const id = wanted?.id ?? input.customerId ?? undefined;
  if (id !== undefined) return shop.customers.get(id)?.id ?? null;
  if (wanted?.email == null) return null;
  const known = [...shop.customers.values()].find((one) => one.email === wanted.email);
  if (known !== undefined || input.customer?.toUpsert == null) return known?.id ?? null;
  const { email, firstName, lastName } = input.customer.toUpsert;
  const customer = shop.register<CustomerRecord>({
    __typename: 'Customer',
    id: shop.ids.next('Customer'),
    email: email ?? '',
    firstName: firstName ?? '',
    lastName: lastName ?? '',
    createdAt: shop.now(),
  });
  shop.customers.set(customer.id, customer);
  return customer.id;
}
