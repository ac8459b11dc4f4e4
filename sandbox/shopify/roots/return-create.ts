import { z } from 'zod';
import type { Context } from '../graphql/define.ts';
import { type UserError, userError } from '../graphql/errors.ts';
import type { OrderRecord } from '../model.ts';
import { parseDecimal, scale } from '../money.ts';
import { createReturn, type NewReturnLine, returnableUnitsOf } from '../returns/create.ts';
import { findReasonDefinition } from '../returns/reasons.ts';
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
const exchangeDiscount = z
  .object({
    value: z.object({
      amount: z.object({ amount: z.string() }).nullish(),
      percentage: z.number().nullish(),
    }),
  })
  .nullish();
const createInput = z.object({
  orderId: z.string(),
  returnLineItems: z.array(lineInput),
  exchangeLineItems: z
    .array(
      z.object({
        variantId: z.string().nullish(),
        quantity: z.int(),
        appliedDiscount: exchangeDiscount,
      }),
    )
    .nullish(),
  returnShippingFee: shippingFee,
});
type Line = z.infer<typeof lineInput>;
type Path = readonly (string | number)[];

/** `returnRequest` and `returnCreate`: everything is checked before anything is made. */
export function createMutation(
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
    if (variant !== undefined && line.quantity > 0) {
      const discountMinor = exchangeDiscountOf(line.appliedDiscount, variant.priceShopMinor, order);
      return [{ variantId: variant.id, quantity: line.quantity, discountMinor }];
    }
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

/** The discount on one unit of an exchange line. */
function exchangeDiscountOf(
  discount: z.infer<typeof exchangeDiscount>,
  priceMinor: bigint,
  order: OrderRecord,
): bigint {
  if (discount == null) return 0n;
  const { amount, percentage } = discount.value;
  if (amount != null) return parseDecimal(amount.amount, order.presentmentCurrency);
  return scale(priceMinor, BigInt(Math.round((percentage ?? 0) * 1000)), 100_000n);
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
