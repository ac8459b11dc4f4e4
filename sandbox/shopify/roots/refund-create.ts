import { z } from 'zod';
import type { Context, RootModule } from '../graphql/define.ts';
import { refuseUnmodelled, type UserError, userError } from '../graphql/errors.ts';
import type { OrderRecord } from '../model.ts';
import { formatForMessage, parseDecimal } from '../money.ts';
import { maximumRefundableOf, refundedUnitsOf } from '../orders/totals.ts';
import { overNetPayment } from '../refunds/check.ts';
import { type RefundPlan, refund, shippingLeftOf } from '../refunds/refund.ts';
import { requireTypes } from './reverse-logistics.ts';

const refundInput = z.object({
  orderId: z.string(),
  note: z.string().nullish(),
  notify: z.boolean().nullish(),
  currency: z.string().nullish(),
  processedAt: z.string().nullish(),
  allowOverRefunding: z.boolean().nullish(),
  refundDuties: z.array(z.unknown()).nullish(),
  discrepancyReason: z.enum(['RESTOCK', 'DAMAGE', 'CUSTOMER', 'OTHER']).nullish(),
  refundLineItems: z
    .array(
      z.object({
        lineItemId: z.string(),
        quantity: z.int(),
        restockType: z.enum(['CANCEL', 'LEGACY_RESTOCK', 'NO_RESTOCK', 'RETURN']).nullish(),
        locationId: z.string().nullish(),
      }),
    )
    .nullish(),
  shipping: z.object({ amount: z.string().nullish(), fullRefund: z.boolean().nullish() }).nullish(),
  refundMethods: z
    .array(
      z.object({
        storeCreditRefund: z.object({ amount: z.object({ amount: z.string() }) }).nullish(),
      }),
    )
    .nullish(),
  transactions: z
    .array(
      z.object({
        orderId: z.string(),
        amount: z.string(),
        gateway: z.string(),
        kind: z.string(),
        parentId: z.string().nullish(),
      }),
    )
    .nullish(),
});
type RefundInput = z.infer<typeof refundInput>;

export const refundCreateRoots: RootModule = {
  mutations: {
    refundCreate: (args, context) => {
      const input = refundInput.parse(args['input']);
      refuseUnmodelled('RefundInput', { refundDuties: input.refundDuties });
      requireTypes([input.orderId], 'Order');
      const order = context.shop.orders.get(input.orderId);
      if (order === undefined) {
        return {
          refund: null,
          order: null,
          userErrors: [userError(['orderId'], 'Order does not exist')],
        };
      }
      const errors: UserError[] = [];
      const plan = planOf(input, order, context, errors);
      if (errors.length > 0) return { refund: null, order, userErrors: errors.slice(0, 1) };
      return { refund: refund(context.shop, order, plan), order, userErrors: [] };
    },
  },
};

function planOf(
  input: RefundInput,
  order: OrderRecord,
  { shop, by }: Context,
  errors: UserError[],
): RefundPlan {
  const lines = linesOf(input, order, shop.settings.get('omittedRestockTypeRestocks'), errors);
  const payments = paymentsOf(input, order, errors);
  const storeCreditMinor = (input.refundMethods ?? []).reduce((sum, method) => {
    const amount = method.storeCreditRefund?.amount.amount;
    return amount === undefined ? sum : sum + parseDecimal(amount, order.presentmentCurrency);
  }, 0n);
  if (storeCreditMinor > 0n && order.customerId === null) {
    errors.push(
      userError(['refundMethods'], 'Store credit refunds require an order with a customer'),
    );
  }
  if (
    order.currency !== order.presentmentCurrency &&
    input.currency !== order.presentmentCurrency &&
    payments.length > 0
  ) {
    errors.push(userError(['currency'], 'Currency must be the presentment currency of the order'));
  }
  const totalMinor = payments.reduce((sum, one) => sum + one.amountMinor, 0n) + storeCreditMinor;
  const over = overNetPayment(shop, order, totalMinor, input.allowOverRefunding === true);
  if (over !== null) errors.push(userError(null, over));
  else errors.push(...overParent(order, payments));
  const shipping = shippingOf(input, order, errors);
  if (lines.length === 0 && shipping === null && totalMinor === 0n && errors.length === 0) {
    errors.push(userError(null, 'Refund line items, shipping or transactions must be present'));
  }
  return {
    note: input.note ?? null,
    processedAt: input.processedAt == null ? undefined : new Date(input.processedAt),
    lines,
    shipping,
    payments,
    storeCreditMinor,
    discrepancyReason:
      input.discrepancyReason == null || input.discrepancyReason === 'OTHER'
        ? 'REFUND_DISCREPANCY'
        : input.discrepancyReason,
    returnId: null,
    notify: input.notify ?? false,
    by,
  };
}

function linesOf(
  input: RefundInput,
  order: OrderRecord,
  restocksByDefault: boolean,
  errors: UserError[],
): RefundPlan['lines'] {
  return (input.refundLineItems ?? []).flatMap((wanted, index) => {
    const line = order.lines.find((one) => one.id === wanted.lineItemId);
    if (line === undefined) {
      errors.push(userError(['refundLineItems', index, 'lineItemId'], 'Line item does not exist'));
      return [];
    }
    if (wanted.quantity <= 0) {
      errors.push(
        userError(['refundLineItems', index, 'quantity'], 'Quantity must be greater than 0'),
      );
    }
    if (wanted.quantity > line.quantity - refundedUnitsOf(order, line.id)) {
      errors.push(
        userError(
          ['refundLineItems', index, 'quantity'],
          'Quantity cannot refund more items than were purchased',
        ),
      );
    }
    const restockType = wanted.restockType ?? (restocksByDefault ? 'RETURN' : 'NO_RESTOCK');
    return [
      {
        lineId: line.id,
        quantity: wanted.quantity,
        restockType,
        locationId: wanted.locationId ?? null,
      },
    ];
  });
}

function paymentsOf(
  input: RefundInput,
  order: OrderRecord,
  errors: UserError[],
): RefundPlan['payments'] {
  return (input.transactions ?? []).flatMap((wanted) => {
    if (wanted.kind !== 'REFUND') {
      errors.push(userError(null, `Kind ${wanted.kind.toLowerCase()} is not a valid transaction`));
      return [];
    }
    const parent = order.transactions.find((one) => one.id === wanted.parentId);
    if (parent === undefined || maximumRefundableOf(order, parent) === null) {
      errors.push(
        userError(['transactions'], 'Transactions require a parent_id associated with the order'),
      );
      return [];
    }
    const amountMinor = parseDecimal(wanted.amount, order.presentmentCurrency);
    if (amountMinor <= 0n)
      errors.push(userError(['transactions'], 'Transactions amount must be greater than 0'));
    return [{ parent, amountMinor }];
  });
}

/** Several payments: none may give back more than it brought. */
function overParent(order: OrderRecord, payments: RefundPlan['payments']): UserError[] {
  return [...new Set(payments.map((one) => one.parent))].flatMap((parent) => {
    const asked = payments
      .filter((one) => one.parent === parent)
      .reduce((sum, one) => sum + one.amountMinor, 0n);
    const maximum = maximumRefundableOf(order, parent) ?? 0n;
    if (asked <= maximum) return [];
    const [wanted, left] = [asked, maximum].map((minor) =>
      formatForMessage(minor, order.presentmentCurrency),
    );
    return [
      userError(
        ['transactions'],
        `Refund amount ${wanted} is greater than the amount available to refund ${left}`,
      ),
    ];
  });
}

function shippingOf(
  input: RefundInput,
  order: OrderRecord,
  errors: UserError[],
): RefundPlan['shipping'] {
  if (input.shipping?.fullRefund === true) return { fullRefund: true };
  if (input.shipping?.amount == null) return null;
  const amountMinor = parseDecimal(input.shipping.amount, order.presentmentCurrency);
  if (amountMinor > shippingLeftOf(order)) {
    errors.push(
      userError(['shipping', 'amount'], 'Amount cannot refund more shipping than was paid'),
    );
  }
  return amountMinor === 0n ? null : { amountMinor };
}
