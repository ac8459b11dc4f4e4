import { z } from 'zod';
import type { Args, Context, RootModule } from '../graphql/define.ts';
import { type UserError, userError } from '../graphql/errors.ts';
import type { OrderRecord, ReturnRecord } from '../model.ts';
import {
  approveReturn,
  cancelReturn,
  closeReturn,
  declineReturn,
  type Refusal,
  reopenReturn,
} from '../returns/change-status.ts';
import { removeFromReturn } from '../returns/remove.ts';
import { orderOf } from './order-lines.ts';
import { createMutation } from './return-create.ts';
import { processMutation } from './return-process.ts';
import { requireTypes } from './reverse-logistics.ts';

type Path = readonly (string | number)[];

export const returnMutationRoots: RootModule = {
  mutations: {
    returnRequest: (args, context) => createMutation(args['input'], 'input', 'REQUESTED', context),
    returnCreate: (args, context) =>
      createMutation(args['returnInput'], 'returnInput', 'OPEN', context),
    returnApproveRequest: (args, context) => {
      const input = z
        .object({ id: z.string(), notifyCustomer: z.boolean().nullish() })
        .parse(args['input']);
      return change(input.id, ['input', 'id'], context, (order, one) =>
        approveReturn(context.shop, order, one, input.notifyCustomer ?? false),
      );
    },
    returnDeclineRequest: (args, context) => {
      const input = z
        .object({
          id: z.string(),
          declineReason: z.string(),
          declineNote: z.string().nullish(),
          notifyCustomer: z.boolean().nullish(),
        })
        .parse(args['input']);
      if ((input.declineNote ?? '').length > 500) {
        const error = userError(
          ['input', 'declineNote'],
          'Decline note is too long (maximum is 500 characters)',
          'TOO_LONG',
        );
        return { return: null, userErrors: [error] };
      }
      return change(input.id, ['input', 'id'], context, (order, one) =>
        declineReturn(context.shop, order, one, {
          reason: input.declineReason,
          note: input.declineNote ?? null,
          notify: input.notifyCustomer ?? false,
        }),
      );
    },
    returnClose: (args, context) =>
      change(String(args['id']), ['id'], context, (order, one) =>
        closeReturn(context.shop, order, one),
      ),
    returnReopen: (args, context) =>
      change(String(args['id']), ['id'], context, (order, one) =>
        reopenReturn(context.shop, order, one),
      ),
    returnCancel: (args, context) =>
      change(String(args['id']), ['id'], context, (order, one) =>
        cancelReturn(context.shop, order, one),
      ),
    removeFromReturn: (args, context) => remove(args, context),
    returnProcess: (args, context) => processMutation(args['input'], context),
  },
};

function change(
  id: string,
  path: Path,
  context: Context,
  apply: (order: OrderRecord, one: ReturnRecord) => Refusal | null,
) {
  requireTypes([id], 'Return');
  const one = context.shop.find('Return', id);
  if (one === undefined)
    return { return: null, userErrors: [userError(path, 'Return not found.', 'NOT_FOUND')] };
  const refusal = apply(orderOf(one, context), one);
  if (refusal === null) return { return: one, userErrors: [] };
  return { return: null, userErrors: [userError(path, refusal.message, refusal.code)] };
}

function remove(args: Args, context: Context) {
  const input = z
    .object({
      returnId: z.string(),
      returnLineItems: z
        .array(z.object({ returnLineItemId: z.string(), quantity: z.int() }))
        .nullish(),
      exchangeLineItems: z
        .array(z.object({ exchangeLineItemId: z.string(), quantity: z.int() }))
        .nullish(),
    })
    .parse(args);
  requireTypes([input.returnId], 'Return');
  const fail = (error: UserError) => ({ return: null, userErrors: [error] });
  const one = context.shop.find('Return', input.returnId);
  if (one === undefined) return fail(userError(['returnId'], 'Return not found.', 'NOT_FOUND'));
  if (one.status !== 'OPEN' && one.status !== 'REQUESTED') {
    return fail(userError(['returnId'], 'Return status is invalid.', 'INVALID_STATE'));
  }
  const removals = (input.returnLineItems ?? []).map((wanted) => ({
    returnLineId: wanted.returnLineItemId,
    quantity: wanted.quantity,
  }));
  const exchanges = (input.exchangeLineItems ?? []).map((wanted) => ({
    exchangeLineId: wanted.exchangeLineItemId,
    quantity: wanted.quantity,
  }));
  for (const [index, wanted] of removals.entries()) {
    const line = one.lines.find((candidate) => candidate.id === wanted.returnLineId);
    const path = ['returnLineItems', index];
    if (line === undefined) {
      return fail(
        userError([...path, 'returnLineItemId'], 'Return line item was not found.', 'NOT_FOUND'),
      );
    }
    if (wanted.quantity <= 0)
      return fail(userError(null, 'Quantity must be greater than 0', 'GREATER_THAN'));
    if (wanted.quantity > line.quantity - line.processedQuantity) {
      return fail(
        userError([...path, 'quantity'], 'Return line item has an invalid quantity.', 'INVALID'),
      );
    }
  }
  for (const [index, wanted] of exchanges.entries()) {
    const line = one.exchangeLines.find((candidate) => candidate.id === wanted.exchangeLineId);
    if (
      line === undefined ||
      wanted.quantity <= 0 ||
      wanted.quantity > line.quantity - line.processedQuantity
    ) {
      return fail(
        userError(
          ['exchangeLineItems', index, 'exchangeLineItemId'],
          'Exchange line item was not found.',
          'NOT_FOUND',
        ),
      );
    }
  }
  removeFromReturn(context.shop, orderOf(one, context), one, removals, exchanges);
  return { return: one, userErrors: [] };
}
