import type { SeedBody } from '../seed/body.ts';
import { type Entity, type Facts, rootOf } from './facts.ts';
import type { Json, JsonRecord } from './json.ts';
import { type Reading, readerOf, text } from './reading.ts';

type Order = NonNullable<SeedBody['orders']>[number];
type Line = Order['lines'][number];
type Transaction = NonNullable<Order['transactions']>[number];

const hundredths = (amount: string | undefined): number => Math.round(Number(amount ?? 0) * 100);
const decimal = (value: number): string => (value / 100).toFixed(2);
const number = (value: Json | undefined): number | undefined =>
  typeof value === 'number' ? value : undefined;
const optional = <Key extends string, Value>(key: Key, value: Value | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { [K in Key]?: Value };

function taxesOf(reading: Reading, told: Json | undefined) {
  return reading.list(told).map((one) => {
    const tax = reading.merged(one);
    return {
      title: text(tax['title']) ?? 'Tax',
      rate: number(tax['rate']) ?? 0,
      amount: reading.money(tax['priceSet']) ?? '0',
    };
  });
}

/** The order's lines, or those that its fulfillment orders and shipments speak of. */
function toldLines(facts: Facts, reading: Reading, entity: Entity): JsonRecord[] {
  const listed = reading.list(entity.fields['lineItems']);
  const elsewhere = [...facts.values()].filter(
    (one) => one.type === 'LineItem' && rootOf(facts, one.id) === entity.id,
  );
  const told: Json[] = listed.length > 0 ? listed : elsewhere.map((one) => one.id);
  return told.map((one) => reading.merged(one));
}

function linesOf(reading: Reading, told: readonly JsonRecord[], totalLeft: number): Line[] {
  const priced = told.some((one) => one['originalUnitPriceSet'] !== undefined);
  const lines = told.map((one, index): Line => {
    const quantity = number(one['quantity']) ?? 1;
    const unitPrice = priced
      ? (reading.money(one['originalUnitPriceSet']) ?? '0')
      : decimal(index === 0 ? Math.round(totalLeft / Math.max(1, quantity)) : 0);
    const discount = reading
      .list(one['discountAllocations'])
      .reduce(
        (sum: number, each) =>
          sum + hundredths(reading.money(reading.merged(each)['allocatedAmountSet'])),
        0,
      );
    return {
      ...optional('id', text(one['id'])),
      title: text(one['title']) ?? text(one['name']) ?? 'Item',
      quantity,
      ...optional('currentQuantity', number(one['currentQuantity'])),
      unitPrice,
      ...(discount > 0 ? { discount: decimal(discount) } : {}),
      sku: text(one['sku']) ?? null,
      variantId: reading.idIn(one['variant']) ?? null,
      requiresShipping: one['requiresShipping'] !== false,
      taxes: taxesOf(reading, one['taxLines']),
    };
  });
  // Where only totals were told, one line carries them.
  return lines.length > 0 || totalLeft === 0
    ? lines
    : [{ title: 'Item', quantity: 1, unitPrice: decimal(totalLeft) }];
}

const kinds = ['SALE', 'CAPTURE', 'AUTHORIZATION', 'VOID', 'REFUND'] as const;
const statuses = ['SUCCESS', 'PENDING', 'FAILURE', 'ERROR', 'UNKNOWN'] as const;
const oneOf = <Value extends string>(values: readonly Value[], value: Json | undefined): Value =>
  values.find((known) => known === value) ?? (values[0] as Value);

function transactionsOf(reading: Reading, fields: JsonRecord, total: number): Transaction[] {
  const told = reading.list(fields['transactions']).map((one) => reading.merged(one));
  const paid = ['PAID', 'PARTIALLY_REFUNDED', 'REFUNDED'];
  if (
    fields['transactions'] === undefined &&
    paid.includes(String(fields['displayFinancialStatus']))
  )
    return [{ kind: 'SALE', status: 'SUCCESS', amount: decimal(total) }];
  return told.map((one) => ({
    ...optional('id', text(one['id'])),
    kind: oneOf(kinds, one['kind']),
    status: oneOf(statuses, one['status']),
    gateway: text(one['gateway']) ?? 'manual',
    amount: reading.money(one['amountSet']) ?? text(one['amount']) ?? '0',
    parentId: reading.idIn(one['parentTransaction']) ?? null,
  }));
}

function fulfillmentsOf(reading: Reading, fields: JsonRecord): NonNullable<Order['fulfillments']> {
  return reading.list(fields['fulfillments']).map((told) => {
    const one = reading.merged(told);
    return {
      ...optional('id', text(one['id'])),
      status: one['status'] === 'CANCELLED' ? ('CANCELLED' as const) : ('SUCCESS' as const),
      ...optional('locationId', reading.idIn(one['location'])),
      lines: reading.list(one['fulfillmentLineItems']).flatMap((line) => {
        const known = reading.merged(line);
        const lineItemId = reading.idIn(known['lineItem']);
        if (lineItemId === undefined) return [];
        const id = optional('id', text(known['id']));
        return [{ ...id, lineItemId, quantity: number(known['quantity']) ?? 0 }];
      }),
    };
  });
}

function fulfillmentOrdersOf(
  reading: Reading,
  fields: JsonRecord,
): NonNullable<Order['fulfillmentOrders']> | undefined {
  if (fields['fulfillmentOrders'] === undefined) return undefined;
  const states = ['OPEN', 'IN_PROGRESS', 'CLOSED', 'CANCELLED'] as const;
  return reading.list(fields['fulfillmentOrders']).map((told) => {
    const one = reading.merged(told);
    const place = reading.merged(one['assignedLocation']);
    return {
      ...optional('id', text(one['id'])),
      status: oneOf(states, one['status']),
      ...optional('locationId', reading.idIn(place['location'])),
      lines: reading.list(one['lineItems']).flatMap((line) => {
        const known = reading.merged(line);
        const lineItemId = reading.idIn(known['lineItem']);
        if (lineItemId === undefined) return [];
        const totalQuantity = number(known['totalQuantity']) ?? 0;
        const remainingQuantity = number(known['remainingQuantity']) ?? totalQuantity;
        return [
          { ...optional('id', text(known['id'])), lineItemId, totalQuantity, remainingQuantity },
        ];
      }),
    };
  });
}

function returnsOf(reading: Reading, fields: JsonRecord): NonNullable<Order['returns']> {
  const states = ['REQUESTED', 'OPEN', 'CLOSED', 'DECLINED', 'CANCELED'] as const;
  return reading.list(fields['returns']).map((told) => {
    const one = reading.merged(told);
    return {
      ...optional('id', text(one['id'])),
      ...optional('name', text(one['name'])),
      status: oneOf(states, one['status']),
      lines: reading.list(one['returnLineItems']).flatMap((line) => {
        const known = reading.merged(line);
        const fulfillmentLineItemId = reading.idIn(known['fulfillmentLineItem']);
        if (fulfillmentLineItemId === undefined) return [];
        const quantity = number(known['quantity']) ?? 0;
        return [{ ...optional('id', text(known['id'])), fulfillmentLineItemId, quantity }];
      }),
      reverseFulfillmentOrders: reading.list(one['reverseFulfillmentOrders']).map((each) => {
        const reverse = reading.merged(each);
        return {
          ...optional('id', text(reverse['id'])),
          status: oneOf(['OPEN', 'CLOSED', 'CANCELED'] as const, reverse['status']),
          lines: reading.list(reverse['lineItems']).flatMap((line) => {
            const known = reading.merged(line);
            const fulfillmentLineItemId = reading.idIn(known['fulfillmentLineItem']);
            if (fulfillmentLineItemId === undefined) return [];
            const totalQuantity = number(known['totalQuantity']) ?? 0;
            return [{ ...optional('id', text(known['id'])), fulfillmentLineItemId, totalQuantity }];
          }),
        };
      }),
    };
  });
}

/** An order as a hydrating query told it. Prices that were not asked for follow from its total. */
export function seedOfOrder(facts: Facts, entity: Entity): Order {
  const reading = readerOf(facts);
  const { fields } = entity;
  const shippingLines = reading.list(fields['shippingLines']).map((told) => {
    const line = reading.merged(told);
    return {
      ...optional('id', text(line['id'])),
      title: text(line['title']) ?? 'Shipping',
      price: reading.money(line['originalPriceSet']) ?? '0',
      taxes: taxesOf(reading, line['taxLines']),
    };
  });
  const totalSet = fields['totalPriceSet'] ?? fields['currentTotalPriceSet'];
  const total = hundredths(reading.money(totalSet));
  const shipping = shippingLines.reduce((sum, line) => sum + hundredths(line.price), 0);
  const fulfillmentOrders = fulfillmentOrdersOf(reading, fields);
  const presentment = text(fields['presentmentCurrencyCode']) ?? reading.currency(totalSet);
  const taxesIncluded = fields['taxesIncluded'];
  return {
    id: entity.id,
    ...optional('name', text(fields['name'])),
    ...optional('createdAt', text(fields['createdAt'])),
    closedAt: text(fields['closedAt']) ?? null,
    cancelledAt: text(fields['cancelledAt']) ?? null,
    cancelReason: text(fields['cancelReason']) ?? null,
    email: text(fields['email']) ?? null,
    note: text(fields['note']) ?? null,
    tags: reading.list(fields['tags']).map(String),
    customerId: reading.idIn(fields['customer']) ?? null,
    ...optional('presentmentCurrency', presentment),
    ...(typeof taxesIncluded === 'boolean' ? { taxesIncluded } : {}),
    lines: linesOf(reading, toldLines(facts, reading, entity), Math.max(0, total - shipping)),
    shippingLines,
    transactions: transactionsOf(reading, fields, total),
    fulfillments: fulfillmentsOf(reading, fields),
    ...(fulfillmentOrders === undefined ? {} : { fulfillmentOrders }),
    returns: returnsOf(reading, fields),
  };
}
