import { z } from 'zod';
import { connectionOf } from '../graphql/connection.ts';
import { type Args, type Context, fieldsOf, type RootModule } from '../graphql/define.ts';
import { type UserError, userError } from '../graphql/errors.ts';
import { numberOfId } from '../ids.ts';
import type {
  FulfillmentLineRecord,
  FulfillmentOrderLineRecord,
  FulfillmentOrderRecord,
  FulfillmentRecord,
  LineRecord,
} from '../model.ts';
import { moneyBag } from '../money.ts';
import { fulfil } from '../orders/fulfil.ts';
import { discountedOf, grossOf, shareOf } from '../orders/totals.ts';
import { orderOf } from './order-lines.ts';
import { requireTypes } from './reverse-logistics.ts';

const fulfillmentInput = z.object({
  notifyCustomer: z.boolean().nullish(),
  trackingInfo: z
    .object({
      company: z.string().nullish(),
      number: z.string().nullish(),
      url: z.string().nullish(),
    })
    .nullish(),
  lineItemsByFulfillmentOrder: z.array(
    z.object({
      fulfillmentOrderId: z.string(),
      fulfillmentOrderLineItems: z.array(z.object({ id: z.string(), quantity: z.int() })).nullish(),
    }),
  ),
});

/** The line and order a fulfillment line stands for. */
function lineOf(
  one: FulfillmentLineRecord,
  context: Context,
): { line: LineRecord; order: ReturnType<typeof orderOf> } {
  const line = context.shop.find('LineItem', one.lineId);
  if (line === undefined) throw new Error(`no line ${one.lineId}`);
  return { line, order: orderOf(one, context) };
}

export const fulfillmentRoots: RootModule = {
  queries: {
    fulfillment: (args, { shop }) => shop.find('Fulfillment', String(args['id'])) ?? null,
    fulfillmentOrder: (args, { shop }) => shop.find('FulfillmentOrder', String(args['id'])) ?? null,
  },
  mutations: { fulfillmentCreate: create },
  types: {
    Fulfillment: fieldsOf<FulfillmentRecord>({
      id: (one) => one.id,
      legacyResourceId: (one) => numberOfId(one.id),
      name: (one) => one.name,
      status: (one) => one.status,
      displayStatus: (one) => (one.status === 'CANCELLED' ? 'CANCELED' : 'FULFILLED'),
      createdAt: (one) => one.createdAt,
      updatedAt: (one) => one.createdAt,
      deliveredAt: () => null,
      requiresShipping: () => true,
      totalQuantity: (one) => one.lines.reduce((sum, line) => sum + line.quantity, 0),
      location: (one, _, { shop }) => shop.locations.get(one.locationId) ?? null,
      order: (one, _, context) => orderOf(one, context),
      trackingInfo: (one) => one.tracking,
      fulfillmentLineItems: (one, args) => connectionOf(one.lines, args),
    }),
    FulfillmentLineItem: fieldsOf<FulfillmentLineRecord>({
      id: (one) => one.id,
      quantity: (one) => one.quantity,
      lineItem: (one, _, context) => lineOf(one, context).line,
      originalTotalSet: (one, _, context) => {
        const { line, order } = lineOf(one, context);
        return moneyBag(shareOf(grossOf(line), line.quantity, 0, one.quantity), order);
      },
      discountedTotalSet: (one, _, context) => {
        const { line, order } = lineOf(one, context);
        return moneyBag(shareOf(discountedOf(line), line.quantity, 0, one.quantity), order);
      },
    }),
    FulfillmentOrder: fieldsOf<FulfillmentOrderRecord>({
      id: (one) => one.id,
      status: (one) => one.status,
      requestStatus: () => 'UNSUBMITTED',
      createdAt: (one) => one.createdAt,
      updatedAt: (one) => one.createdAt,
      orderId: (one) => one.orderId,
      orderName: (one, _, context) => orderOf(one, context).name,
      order: (one, _, context) => orderOf(one, context),
      fulfillmentHolds: () => [],
      assignedLocation: (one, _, { shop }) => {
        const location = shop.locations.get(one.locationId) ?? null;
        return { name: location?.name ?? '', location };
      },
      lineItems: (one, args) => connectionOf(one.lines, args),
    }),
    FulfillmentOrderLineItem: fieldsOf<FulfillmentOrderLineRecord>({
      id: (one) => one.id,
      totalQuantity: (one) => one.totalQuantity,
      remainingQuantity: (one) => one.remainingQuantity,
      lineItem: (one, _, { shop }) => shop.find('LineItem', one.lineId) ?? null,
      sku: (one, _, { shop }) => shop.find('LineItem', one.lineId)?.sku ?? null,
    }),
  },
};

function create(args: Args, context: Context) {
  const { shop } = context;
  const input = fulfillmentInput.parse(args['fulfillment']);
  requireTypes(
    input.lineItemsByFulfillmentOrder.map((one) => one.fulfillmentOrderId),
    'FulfillmentOrder',
  );
  const errors: UserError[] = [];
  const plans = input.lineItemsByFulfillmentOrder.flatMap((wanted, index) => {
    const path = ['fulfillment', 'lineItemsByFulfillmentOrder', index];
    const found = shop.find('FulfillmentOrder', wanted.fulfillmentOrderId);
    if (found === undefined) {
      errors.push(userError(['fulfillment'], 'Fulfillment order does not exist.'));
      return [];
    }
    if (found.status === 'CLOSED' || found.status === 'CANCELLED') {
      errors.push(
        userError(
          ['fulfillment'],
          `Fulfillment order ${numberOfId(found.id)} has an unfulfillable status= ${found.status.toLowerCase()}.`,
        ),
      );
    }
    const lines =
      wanted.fulfillmentOrderLineItems?.map(({ id, quantity }) => ({
        fulfillmentOrderLineId: id,
        quantity,
      })) ??
      found.lines.map((line) => ({
        fulfillmentOrderLineId: line.id,
        quantity: line.remainingQuantity,
      }));
    for (const { fulfillmentOrderLineId, quantity } of lines) {
      const line = found.lines.find((one) => one.id === fulfillmentOrderLineId);
      if (line === undefined || quantity <= 0 || quantity > line.remainingQuantity) {
        errors.push(
          userError(
            [...path, 'fulfillmentOrderLineItems'],
            'Invalid fulfillment order line item quantity requested.',
          ),
        );
      }
    }
    return [{ found, lines }];
  });
  if (errors.length > 0) return { fulfillment: null, userErrors: errors };
  const { company = null, number = null, url = null } = input.trackingInfo ?? {};
  const tracking = input.trackingInfo == null ? [] : [{ company, number, url }];
  const made = plans.map(({ found, lines }) => {
    const order = orderOf(found, context);
    if (input.notifyCustomer === true) {
      shop.notifications.push({ at: shop.now(), kind: 'order_shipped', orderId: order.id });
    }
    return fulfil(shop, order, found, lines, { tracking, by: context.by });
  });
  return { fulfillment: made[0] ?? null, userErrors: [] };
}
