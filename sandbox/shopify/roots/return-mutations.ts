import { z } from 'zod';
import type { Args, Context, RootModule } from '../graphql/define.ts';
import { type UserError, userError } from '../graphql/errors.ts';
import type { OrderRecord, ReturnRecord } from '../model.ts';
import { parseDecimal } from '../money.ts';
import {
  approveReturn,
  cancelReturn,
  closeReturn,
  declineReturn,
  type Refusal,
  reopenReturn,
} from '../returns/change-status.ts';
import { createReturn, type NewReturnLine, returnableUnitsOf } from '../returns/create.ts';
import { findReasonDefinition } from '../returns/reasons.ts';
import { removeFromReturn } from '../returns/remove.ts';
import { orderOf } from './order-lines.ts';
import { processMutation } from './return-process.ts';
import { requireTypes } from './reverse-logistics.ts';

const fee = z.object({ percentage: z.number() }).nullish();
const shippingFee = z
  .object({ amount: z.object({ amount: z.string(), currencyCode: z.string() }) })
  .nullish();
const lineInput = z.object({
  fulfillmentLineItemId: z.string(),
  quantity: z.int(),
  returnReason: z.string().nullish(),
  returnReasonDefinitionId: z.string().nullish(),
  returnReasonNote: z.string().nullish(),
  customerNote: z.string().nullish(),
  restockingFee: fee,
});
const createInput = z.object({
  orderId: z.string(),
  returnLineItems: z.array(lineInput),
  exchangeLineItems: z
    .array(
      z.object({
        variantId: z.string().nullish(),
        quantity: z.int(),
        appliedDiscount: z.unknown().optional(),
      }),
    )
    .nullish(),
  returnShippingFee: shippingFee,
});
type Line = z.infer<typeof lineInput>;
type Path = readonly (string | number)[];

export const returnMutationRoots: RootModule = {
  mutations: {
    returnRequest: (args, context) => create(args['input'], 'input', 'REQUESTED', context),
    returnCreate: (args, context) => create(args['returnInput'], 'returnInput', 'OPEN', context),
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

function create(
  given: unknown,
  name: 'input' | 'returnInput',
  status: 'REQUESTED' | 'OPEN',
  context: Context,
) {
  const { shop } = context;
  const input = createInput.parse(given);
  requireTypes([input.orderId], 'Order');
  requireTypes(
    input.returnLineItems.map((one) => one.fulfillmentLineItemId),
    'FulfillmentLineItem',
  );
  const fail = (errors: UserError[]) => ({ return: null, userErrors: errors });
  const order = shop.orders.get(input.orderId);
  if (order === undefined)
    return fail([userError([name, 'orderId'], 'Order not found.', 'NOT_FOUND')]);
  if (input.returnLineItems.length === 0 && (input.exchangeLineItems ?? []).length === 0) {
    return fail([
      userError([name, 'returnLineItems'], "Return line items can't be blank", 'BLANK'),
    ]);
  }
  const claimed = new Map<string, number>();
  const errors: UserError[] = [];
  const lines = input.returnLineItems.flatMap((line, index): NewReturnLine[] => {
    const path = [name, 'returnLineItems', index];
    const found = order.fulfillments
      .flatMap((one) => one.lines)
      .find((one) => one.id === line.fulfillmentLineItemId);
    if (found === undefined) {
      errors.push(
        userError(
          [...path, 'fulfillmentLineItemId'],
          'Fulfillment Line Item was not found.',
          'NOT_FOUND',
        ),
      );
      return [];
    }
    const already = claimed.get(found.id) ?? 0;
    claimed.set(found.id, already + line.quantity);
    if (line.quantity <= 0 || already + line.quantity > returnableUnitsOf(order, found)) {
      errors.push(
        userError([...path, 'quantity'], 'Return line item has an invalid quantity.', 'INVALID'),
      );
    }
    errors.push(...reasonProblems(line, path, status));
    const definition = findReasonDefinition(
      line.returnReasonDefinitionId ?? null,
      line.returnReason ?? '',
    );
    return [
      {
        fulfillmentLine: found,
        quantity: line.quantity,
        reason: line.returnReason ?? definition?.reason ?? 'OTHER',
        reasonNote: line.returnReasonNote ?? '',
        reasonDefinitionId: line.returnReasonDefinitionId ?? definition?.id ?? null,
        customerNote: line.customerNote ?? null,
        restockingFeePercentage: line.restockingFee?.percentage ?? null,
      },
    ];
  });
  const exchanges = (input.exchangeLineItems ?? []).flatMap((line, index) => {
    const variant = line.variantId == null ? undefined : shop.variants.get(line.variantId);
    if (variant !== undefined && line.quantity > 0)
      return [{ variantId: variant.id, quantity: line.quantity, discountMinor: 0n }];
    errors.push(
      userError(
        [name, 'exchangeLineItems', index, 'variantId'],
        'Variant was not found.',
        'NOT_FOUND',
      ),
    );
    return [];
  });
  if (errors.length > 0) return fail(errors);
  const shippingFeeMinor =
    input.returnShippingFee == null
      ? null
      : parseDecimal(input.returnShippingFee.amount.amount, order.presentmentCurrency);
  const made = createReturn(shop, order, status, {
    lines,
    exchangeLines: exchanges,
    shippingFeeMinor,
  });
  return { return: made, userErrors: [] };
}

/** A request and a created return word a missing reason differently, and only the latter wants a note for OTHER. */
function reasonProblems(line: Line, path: Path, status: 'REQUESTED' | 'OPEN'): UserError[] {
  const hasReason = line.returnReason != null || line.returnReasonDefinitionId != null;
  if (!hasReason && status === 'REQUESTED') {
    return [userError([...path, 'returnReason'], "Return reason can't be blank", 'BLANK')];
  }
  if (!hasReason) {
    const message =
      'Return line items Either return reason or return reason definition must be provided';
    return [userError(path, message, 'NOT_FOUND')];
  }
  const errors: UserError[] = [];
  if (
    line.returnReason === 'OTHER' &&
    status === 'OPEN' &&
    (line.returnReasonNote ?? '').trim() === ''
  ) {
    const message =
      'Return line items return reason note The note is required when the return reason is "Other"';
    errors.push(userError([...path, 'returnReasonNote'], message, 'BLANK'));
  }
  if ((line.customerNote ?? '').length > 300) {
    errors.push(
      userError(
        [...path, 'customerNote'],
        'Customer note is too long (maximum is 300 characters)',
        'TOO_LONG',
      ),
    );
  }
  if ((line.returnReasonNote ?? '').length > 255) {
    errors.push(
      userError(
        [...path, 'returnReasonNote'],
        'Return reason note is too long (maximum is 255 characters)',
        'TOO_LONG',
      ),
    );
  }
  return errors;
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
