import { z } from 'zod';
import type { Args, Context, RootModule } from '../graphql/define.ts';
import { refuseUnmodelled, userError } from '../graphql/errors.ts';
import { cancelOrder } from '../orders/cancel.ts';
import { touchOrder } from '../orders/touch.ts';
import { requireTypes } from './reverse-logistics.ts';

const cancelArgs = z.object({
  orderId: z.string(),
  reason: z.string(),
  restock: z.boolean(),
  refund: z.boolean().nullish(),
  refundMethod: z
    .object({
      originalPaymentMethodsRefund: z.boolean().nullish(),
      storeCreditRefund: z.unknown().optional(),
    })
    .nullish(),
  notifyCustomer: z.boolean().nullish(),
  staffNote: z.string().nullish(),
});

export const orderChangeRoots: RootModule = {
  mutations: {
    orderCancel: cancel,
    orderClose: (args, context) => setClosed(args, context, true),
    orderOpen: (args, context) => setClosed(args, context, false),
    orderUpdate: update,
    orderDelete: (args, { shop }) => {
      const id = String(args['orderId']);
      requireTypes([id], 'Order');
      if (!shop.orders.delete(id)) {
        return {
          deletedId: null,
          userErrors: [userError(['orderId'], 'Order does not exist', 'NOT_FOUND')],
        };
      }
      shop.unregister(id);
      return { deletedId: id, userErrors: [] };
    },
  },
};

/** The job is done before the answer is sent, but says it is not: readers must read again. */
function cancel(args: Args, context: Context) {
  const { shop } = context;
  const input = cancelArgs.parse(args);
  refuseUnmodelled('OrderCancelRefundMethodInput', {
    storeCreditRefund: input.refundMethod?.storeCreditRefund,
  });
  requireTypes([input.orderId], 'Order');
  const fail = (field: string, message: string, code = 'INVALID') => ({
    job: null,
    jobResult: null,
    orderCancelUserErrors: [userError([field], message, code)],
    userErrors: [userError([field], message)],
  });
  const order = shop.orders.get(input.orderId);
  if ((input.staffNote ?? '').length > 255) {
    return fail('staffNote', 'Staff note is too long. Maximum length is 255 characters.');
  }
  if (input.refund != null && input.refundMethod != null) {
    return fail('refund', 'Only one of the arguments `refund` or `refund_method` is allowed.');
  }
  if (order === undefined) return fail('orderId', 'Order does not exist', 'NOT_FOUND');
  if (order.cancelledAt !== null)
    return fail('orderId', 'Cannot cancel an order that has already been canceled');
  const wantsRefund =
    input.refund === true || input.refundMethod?.originalPaymentMethodsRefund === true;
  const hasReturns = order.returns.some(
    (one) => one.status !== 'DECLINED' && one.status !== 'CANCELED',
  );
  if (hasReturns && wantsRefund) return fail('orderId', 'Cannot cancel an order that has returns');
  const active = order.returns.some((one) => one.status === 'OPEN' || one.status === 'REQUESTED');
  if (!active) {
    cancelOrder(shop, order, {
      reason: input.reason,
      restock: input.restock,
      refund: wantsRefund,
      staffNote: input.staffNote ?? null,
      notify: input.notifyCustomer ?? false,
      by: context.by,
    });
  }
  const job = { __typename: 'Job', id: `gid://shopify/Job/${shop.random.uuid()}`, done: false };
  return { job, jobResult: null, orderCancelUserErrors: [], userErrors: [] };
}

function setClosed(args: Args, { shop }: Context, closed: boolean) {
  const { id } = z.object({ id: z.string() }).parse(args['input']);
  requireTypes([id], 'Order');
  const order = shop.orders.get(id);
  if (order === undefined)
    return { order: null, userErrors: [userError(['id'], 'Order does not exist')] };
  order.closedAt = closed ? (order.closedAt ?? shop.now()) : null;
  touchOrder(shop, order);
  return { order, userErrors: [] };
}

const updateInput = z.object({
  id: z.string(),
  note: z.string().nullish(),
  email: z.string().nullish(),
  tags: z.array(z.string()).nullish(),
  metafields: z.unknown().optional(),
  shippingAddress: z.unknown().optional(),
  localizedFields: z.unknown().optional(),
  customAttributes: z.array(z.object({ key: z.string(), value: z.string() })).nullish(),
});

/** Replaces note, tags and attributes whole, as Shopify does. */
function update(args: Args, { shop }: Context) {
  const input = updateInput.parse(args['input']);
  const { metafields, shippingAddress, localizedFields } = input;
  refuseUnmodelled('OrderInput', { metafields, shippingAddress, localizedFields });
  requireTypes([input.id], 'Order');
  const order = shop.orders.get(input.id);
  if (order === undefined)
    return { order: null, userErrors: [userError(['id'], 'Order does not exist')] };
  if (input.note !== undefined) order.note = input.note;
  if (input.email != null) order.email = input.email;
  if (input.tags != null) order.tags = [...new Set(input.tags)].sort();
  if (input.customAttributes != null) order.customAttributes = input.customAttributes;
  touchOrder(shop, order);
  return { order, userErrors: [] };
}
