import { z } from 'zod';
import type { Context } from '../graphql/define.ts';
import { refuseUnmodelled, type UserError, userError } from '../graphql/errors.ts';
import type { OrderRecord, ReturnRecord } from '../model.ts';
import { formatForMessage, parseDecimal } from '../money.ts';
import { maximumRefundableOf } from '../orders/totals.ts';
import { overNetPayment } from '../refunds/check.ts';
import { shippingLeftOf } from '../refunds/refund.ts';
import { checkDisposals, type Disposal } from '../returns/dispose.ts';
import { suggestOutcome } from '../returns/outcome.ts';
import { type ProcessPlan, processReturn } from '../returns/process.ts';
import { orderOf } from './order-lines.ts';
import { requireTypes } from './reverse-logistics.ts';

const money = z.object({ amount: z.string(), currencyCode: z.string() });
const disposition = z.object({
  reverseFulfillmentOrderLineItemId: z.string(),
  quantity: z.int(),
  dispositionType: z.enum(['RESTOCKED', 'NOT_RESTOCKED', 'PROCESSING_REQUIRED', 'MISSING']),
  locationId: z.string().nullish(),
});
const processInput = z.object({
  returnId: z.string(),
  returnLineItems: z
    .array(
      z.object({ id: z.string(), quantity: z.int(), dispositions: z.array(disposition).nullish() }),
    )
    .nullish(),
  exchangeLineItems: z.array(z.object({ id: z.string(), quantity: z.int() })).nullish(),
  refundShipping: z
    .object({ fullRefund: z.boolean().nullish(), shippingRefundAmount: money.nullish() })
    .nullish(),
  financialTransfer: z
    .object({
      issueRefund: z
        .object({
          orderTransactions: z.array(z.object({ parentId: z.string(), transactionAmount: money })),
          refundMethods: z
            .array(z.object({ storeCreditRefund: z.object({ amount: money }).nullish() }))
            .nullish(),
          allowOverRefunding: z.boolean().nullish(),
        })
        .nullish(),
    })
    .nullish(),
  note: z.string().nullish(),
  refundDuties: z.array(z.unknown()).nullish(),
  tipLineId: z.string().nullish(),
  notifyCustomer: z.boolean().nullish(),
});
type ProcessInput = z.infer<typeof processInput>;
type Checked<T> = { ok: true; value: T } | { ok: false; errors: UserError[] };

/** `returnProcess`: everything is checked before anything is changed. It has no idempotency: twice pays twice. */
export function processMutation(given: unknown, context: Context) {
  const input = processInput.parse(given);
  const { refundDuties, tipLineId } = input;
  refuseUnmodelled('ReturnProcessInput', { refundDuties, tipLineId });
  requireTypes([input.returnId], 'Return');
  const fail = (errors: UserError[]) => ({ return: null, userErrors: errors });
  const one = context.shop.find('Return', input.returnId);
  if (one === undefined)
    return fail([userError(['input', 'returnId'], 'Return not found.', 'NOT_FOUND')]);
  if (one.status !== 'OPEN') {
    return fail([userError(['input', 'returnId'], 'Return status is invalid.', 'INVALID_STATE')]);
  }
  const lines = input.returnLineItems ?? [];
  const exchanges = input.exchangeLineItems ?? [];
  const transfer = input.financialTransfer?.issueRefund ?? null;
  if (lines.length === 0 && exchanges.length === 0 && transfer === null) {
    return fail([userError(['input'], 'Process input cannot be empty', 'INVALID')]);
  }
  const order = orderOf(one, context);
  const errors = [...lineProblems(one, lines), ...exchangeProblems(one, exchanges)];
  const disposals = disposalsOf(input, context);
  const payments =
    transfer === null ? { ok: true as const, value: null } : moneyOf(order, one, input, context);
  if (!disposals.ok) errors.push(...disposals.errors);
  if (!payments.ok) errors.push(...payments.errors);
  if (errors.length > 0 || !disposals.ok || !payments.ok) return fail(errors);
  processReturn(context.shop, order, one, {
    lines: lines.map(({ id, quantity }) => ({ lineId: id, quantity })),
    exchangeLines: exchanges.map(({ id, quantity }) => ({ lineId: id, quantity })),
    disposals: disposals.value,
    money: payments.value,
    note: input.note ?? null,
    notify: input.notifyCustomer ?? false,
    by: context.by,
  });
  return { return: one, userErrors: [] };
}

function lineProblems(
  one: ReturnRecord,
  wanted: NonNullable<ProcessInput['returnLineItems']>,
): UserError[] {
  return wanted.flatMap(({ id, quantity }, index) => {
    const path = ['input', 'returnLineItems', index];
    const line = one.lines.find((candidate) => candidate.id === id);
    if (line === undefined)
      return [userError([...path, 'id'], 'Return line item was not found.', 'NOT_FOUND')];
    if (quantity <= 0)
      return [userError([...path, 'quantity'], 'Quantity must be greater than 0', 'GREATER_THAN')];
    const sameLine = wanted
      .filter((other) => other.id === id)
      .reduce((sum, other) => sum + other.quantity, 0);
    if (sameLine <= line.quantity - line.processedQuantity) return [];
    const message = 'Quantity requested must be less than or equal to the returned quantity';
    return [userError([...path, 'quantity'], message, 'INVALID')];
  });
}

function exchangeProblems(
  one: ReturnRecord,
  wanted: NonNullable<ProcessInput['exchangeLineItems']>,
): UserError[] {
  return wanted.flatMap(({ id, quantity }, index) => {
    const line = one.exchangeLines.find((candidate) => candidate.id === id);
    if (line !== undefined && quantity > 0 && quantity <= line.quantity - line.processedQuantity)
      return [];
    return [
      userError(
        ['input', 'exchangeLineItems', index, 'id'],
        'Exchange line item was not found.',
        'NOT_FOUND',
      ),
    ];
  });
}

function disposalsOf(input: ProcessInput, context: Context): Checked<Disposal[]> {
  const value: Disposal[] = [];
  const errors: UserError[] = [];
  for (const [index, line] of (input.returnLineItems ?? []).entries()) {
    if (line.dispositions == null || line.dispositions.length === 0) continue;
    requireTypes(
      line.dispositions.map((one) => one.reverseFulfillmentOrderLineItemId),
      'ReverseFulfillmentOrderLineItem',
    );
    const checked = checkDisposals(context.shop, line.dispositions, [
      'input',
      'returnLineItems',
      index,
      'dispositions',
    ]);
    if (checked.ok) value.push(...checked.disposals);
    else errors.push(...checked.errors);
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, value };
}

function moneyOf(
  order: OrderRecord,
  one: ReturnRecord,
  input: ProcessInput,
  context: Context,
): Checked<ProcessPlan['money']> {
  const base = ['input', 'financialTransfer', 'issueRefund'];
  const transfer = input.financialTransfer?.issueRefund;
  if (transfer == null) return { ok: true, value: null };
  const errors: UserError[] = [];
  const toMinor = (
    amount: { amount: string; currencyCode: string },
    path: (string | number)[],
  ): bigint => {
    if (amount.currencyCode !== order.presentmentCurrency) {
      errors.push(
        userError(
          path,
          `Currency must be the presentment currency ${order.presentmentCurrency}`,
          'INVALID',
        ),
      );
    }
    const minor = parseDecimal(amount.amount, order.presentmentCurrency);
    if (minor <= 0n) errors.push(userError(path, 'Amount must be greater than 0', 'GREATER_THAN'));
    return minor;
  };
  const payments = transfer.orderTransactions.flatMap((wanted, index) => {
    const path = [...base, 'orderTransactions', index];
    const parent = order.transactions.find((candidate) => candidate.id === wanted.parentId);
    const amountMinor = toMinor(wanted.transactionAmount, [...path, 'transactionAmount']);
    const maximum = parent === undefined ? null : maximumRefundableOf(order, parent);
    if (parent === undefined || maximum === null) {
      errors.push(
        userError(
          [...path, 'parentId'],
          'Transactions require a parent_id associated with the order',
          'NOT_FOUND',
        ),
      );
      return [];
    }
    if (amountMinor > maximum && transfer.allowOverRefunding !== true) {
      const left = formatForMessage(maximum, order.presentmentCurrency);
      errors.push(
        userError(
          [...path, 'transactionAmount'],
          `Amount is greater than the maximum refundable ${left}`,
          'INVALID',
        ),
      );
    }
    return [{ parent, amountMinor }];
  });
  const storeCreditMinor = (transfer.refundMethods ?? []).reduce((sum, method, index) => {
    const amount = method.storeCreditRefund?.amount;
    return amount === undefined ? sum : sum + toMinor(amount, [...base, 'refundMethods', index]);
  }, 0n);
  const totalMinor =
    payments.reduce((sum, payment) => sum + payment.amountMinor, 0n) + storeCreditMinor;
  const over = overNetPayment(
    context.shop,
    order,
    totalMinor,
    transfer.allowOverRefunding === true,
  );
  if (over !== null) errors.push(userError(null, over, 'INVALID'));
  const shipping = shippingOf(order, input, errors);
  errors.push(...suggestionProblems(order, one, input, totalMinor, context));
  return errors.length > 0
    ? { ok: false, errors }
    : { ok: true, value: { payments, storeCreditMinor, shipping } };
}

function shippingOf(
  order: OrderRecord,
  input: ProcessInput,
  errors: UserError[],
): NonNullable<ProcessPlan['money']>['shipping'] {
  const wanted = input.refundShipping;
  if (wanted?.fullRefund === true) return { fullRefund: true };
  if (wanted?.shippingRefundAmount == null) return null;
  const amountMinor = parseDecimal(wanted.shippingRefundAmount.amount, order.presentmentCurrency);
  if (amountMinor > shippingLeftOf(order)) {
    errors.push(
      userError(
        ['input', 'refundShipping'],
        'Shipping refund amount is greater than the shipping paid',
        'INVALID',
      ),
    );
  }
  return { amountMinor };
}

/** Whether an amount other than the suggested one is taken is a switch, for both directions. */
function suggestionProblems(
  order: OrderRecord,
  one: ReturnRecord,
  input: ProcessInput,
  totalMinor: bigint,
  context: Context,
): UserError[] {
  const { settings } = context.shop;
  const suggested = suggestOutcome(order, one, {
    lines: (input.returnLineItems ?? []).map(({ id, quantity }) => ({
      returnLineId: id,
      quantity,
    })),
    exchangeLines: (input.exchangeLineItems ?? []).map(({ id, quantity }) => ({
      exchangeLineId: id,
      quantity,
    })),
    shippingMinor: 0n,
  }).balanceMinor;
  const path = ['input', 'financialTransfer'];
  if (totalMinor > suggested && !settings.get('processAllowsAmountAboveSuggested')) {
    return [userError(path, 'Refund amount is greater than the suggested amount', 'INVALID')];
  }
  if (totalMinor < suggested && !settings.get('processAllowsAmountBelowSuggested')) {
    return [userError(path, 'Refund amount is less than the suggested amount', 'INVALID')];
  }
  return [];
}
