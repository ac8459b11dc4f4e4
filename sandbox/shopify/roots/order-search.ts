import { connectionOf, type SortValue } from '../graphql/connection.ts';
import type { Args, Context } from '../graphql/define.ts';
import { RequestError } from '../graphql/errors.ts';
import { type SearchFields, searchFilter } from '../graphql/search.ts';
import { numberOfId } from '../ids.ts';
import type { OrderRecord } from '../model.ts';
import {
  financialStatusOf,
  fulfillmentStatusOf,
  returnStatusOf,
  totalOf,
} from '../orders/totals.ts';
import type { Shop } from '../shop.ts';

const sixtyDaysMs = 60 * 24 * 3600 * 1000;

/** Whether the app may see an order: without read_all_orders only the last 60 days. */
export function isVisible(shop: Shop, order: OrderRecord): boolean {
  return (
    shop.settings.get('readAllOrders') ||
    shop.now().getTime() - order.createdAt.getTime() < sixtyDaysMs
  );
}

function fieldsFor(shop: Shop): SearchFields<OrderRecord> {
  const indexedUntil = () => shop.now().getTime() - shop.settings.get('searchIndexDelayMs');
  return {
    id: { kind: 'number', of: (order) => numberOfId(order.id) },
    name: { kind: 'text', of: (order) => [order.name, order.name.replace(/^#/, '')] },
    email: { kind: 'text', of: (order) => [order.email ?? ''] },
    tag: { kind: 'text', of: (order) => order.tags },
    test: { kind: 'text', of: (order) => [String(order.test)] },
    status: {
      kind: 'text',
      of: (order) => [
        'any',
        order.cancelledAt !== null ? 'cancelled' : order.closedAt !== null ? 'closed' : 'open',
      ],
    },
    return_status: { kind: 'text', of: (order) => [returnStatusOf(order)] },
    financial_status: { kind: 'text', of: (order) => [financialStatusOf(order) ?? ''] },
    fulfillment_status: { kind: 'text', of: (order) => [fulfillmentStatusOf(order)] },
    created_at: { kind: 'date', of: (order) => order.createdAt },
    processed_at: { kind: 'date', of: (order) => order.processedAt },
    updated_at: {
      kind: 'date',
      of: (order) =>
        order.updatedAt.getTime() <= indexedUntil() ? order.updatedAt : order.createdAt,
    },
  };
}

const padded = (value: bigint) => value.toString().padStart(20, '0');
const sortValues: Record<string, SortValue<OrderRecord>> = {
  ID: (order) => padded(numberOfId(order.id)),
  CREATED_AT: (order) => order.createdAt.toISOString(),
  UPDATED_AT: (order) => order.updatedAt.toISOString(),
  PROCESSED_AT: (order) => order.processedAt.toISOString(),
  ORDER_NUMBER: (order) => order.number,
  TOTAL_PRICE: (order) => padded(totalOf(order)),
};

/** `orders(query:, sortKey:, first:, after:)`. */
export function searchOrders(args: Args, { shop }: Context) {
  const sortKey = String(args['sortKey'] ?? 'PROCESSED_AT');
  const sortValue = sortValues[sortKey];
  if (sortValue === undefined) {
    throw new RequestError(
      'SANDBOX_NOT_MODELLED',
      `orders(sortKey: ${sortKey}) is not modelled by the sandbox`,
      {
        extensions: { typeName: 'QueryRoot', fieldName: `orders.sortKey.${sortKey}` },
      },
    );
  }
  const matches = searchFilter(args['query'], fieldsFor(shop), 'orders');
  const indexed = shop.now().getTime() - shop.settings.get('searchIndexDelayMs');
  const found = [...shop.orders.values()].filter(
    (order) => isVisible(shop, order) && order.createdAt.getTime() <= indexed && matches(order),
  );
  return connectionOf(found, args, sortValue);
}
