import { connectionOf } from '../graphql/connection.ts';
import { type Args, type Context, fieldsOf, type RootModule } from '../graphql/define.ts';
import { invalidId } from '../graphql/errors.ts';
import { typeOfId } from '../ids.ts';
import type {
  ExchangeLineRecord,
  FulfillmentRecord,
  OrderRecord,
  ReturnLineRecord,
  ReturnRecord,
} from '../model.ts';
import { moneyBag, moneyV2, parseDecimal } from '../money.ts';
import { discountedOf, maximumRefundableOf, shareOf } from '../orders/totals.ts';
import { shippingLeftOf } from '../refunds/refund.ts';
import { returnableUnitsOf } from '../returns/create.ts';
import { type OutcomeInput, restockingFeeOf, suggestOutcome } from '../returns/outcome.ts';
import { findReasonDefinition, returnReasonDefinitions } from '../returns/reasons.ts';
import { orderOf } from './order-lines.ts';
import { type CalculateInput, calculateReturn } from './return-calculate.ts';

function returnOf(line: { returnId: string }, { shop }: Context): ReturnRecord {
  const found = shop.find('Return', line.returnId);
  if (found === undefined) throw new Error(`no return ${line.returnId}`);
  return found;
}

function lineOrder(line: ReturnLineRecord, context: Context): OrderRecord {
  return orderOf(returnOf(line, context), context);
}

/** `processingStatus`: lines with something left to process, or with something processed. */
function withStatus<T extends { quantity: number; processedQuantity: number }>(
  lines: readonly T[],
  filter: unknown,
): T[] {
  if (filter === 'PROCESSABLE')
    return lines.filter((line) => line.processedQuantity < line.quantity);
  if (filter === 'PROCESSED') return lines.filter((line) => line.processedQuantity > 0);
  return [...lines];
}

const returnable = (order: OrderRecord, fulfillment: FulfillmentRecord) =>
  fulfillment.lines
    .map((line) => ({
      id: line.id,
      fulfillmentLineItem: line,
      quantity: returnableUnitsOf(order, line),
    }))
    .filter((one) => one.quantity > 0);

export const returnRoots: RootModule = {
  queries: {
    return: (args, { shop }) => {
      const id = String(args['id']);
      if (typeOfId(id) !== 'Return') throw invalidId(id);
      return shop.find('Return', id) ?? null;
    },
    returnableFulfillments: (args, { shop }) => {
      const order = shop.orders.get(String(args['orderId']));
      const fulfillments = (order?.fulfillments ?? []).filter(
        (one) =>
          order !== undefined && one.status === 'SUCCESS' && returnable(order, one).length > 0,
      );
      return connectionOf(fulfillments.map(returnableFulfillmentOf), args);
    },
    returnReasonDefinitions: (args) => {
      const ids = args['ids'] as string[] | null | undefined;
      const handles = args['handles'] as string[] | null | undefined;
      const found = returnReasonDefinitions.filter(
        (one) =>
          (ids == null || ids.includes(one.id)) &&
          (handles == null || handles.includes(one.handle)),
      );
      return connectionOf(found, args);
    },
    returnCalculate: (args, context) => calculateReturn(args['input'] as CalculateInput, context),
  },
  types: {
    Return: fieldsOf<ReturnRecord>({
      id: (one) => one.id,
      name: (one) => one.name,
      status: (one) => one.status,
      createdAt: (one) => one.createdAt,
      requestApprovedAt: (one) => one.requestApprovedAt,
      closedAt: (one) => one.closedAt,
      decline: (one) => one.decline,
      order: (one, _, context) => orderOf(one, context),
      staffMember: () => null,
      totalQuantity: (one) => one.lines.reduce((sum, line) => sum + line.quantity, 0),
      returnLineItems: (one, args) =>
        connectionOf(withStatus(one.lines, args['processingStatus']), args),
      exchangeLineItems: (one, args) =>
        connectionOf(withStatus(one.exchangeLines, args['processingStatus']), args),
      returnShippingFees: (one, _, context) =>
        one.shippingFees.map((fee) => ({
          id: fee.id,
          amountSet: moneyBag(fee.amountMinor, orderOf(one, context)),
        })),
      reverseFulfillmentOrders: (one, args) => connectionOf(one.reverseFulfillmentOrders, args),
      refunds: (one, args, context) =>
        connectionOf(
          orderOf(one, context).refunds.filter((refund) => refund.returnId === one.id),
          args,
        ),
      transactions: (one, args, context) => {
        const order = orderOf(one, context);
        const ids = order.refunds
          .filter((refund) => refund.returnId === one.id)
          .flatMap((refund) => refund.transactionIds);
        return connectionOf(
          order.transactions.filter((transaction) => ids.includes(transaction.id)),
          args,
        );
      },
      suggestedFinancialOutcome: (one, args, context) => outcomeView(one, args, context),
    }),
    ReturnLineItem: fieldsOf<ReturnLineRecord>({
      id: (line) => line.id,
      quantity: (line) => line.quantity,
      processedQuantity: (line) => line.processedQuantity,
      unprocessedQuantity: (line) => line.quantity - line.processedQuantity,
      // Nothing can be processed before the request is approved (recorded).
      processableQuantity: (line, _, { shop }) =>
        shop.find('Return', line.returnId)?.status === 'REQUESTED'
          ? 0
          : line.quantity - line.processedQuantity,
      refundedQuantity: (line) => line.refundedQuantity,
      refundableQuantity: (line) => line.quantity - line.refundedQuantity,
      customerNote: (line) => line.customerNote,
      returnReason: (line) => line.reason,
      returnReasonNote: (line) => line.reasonNote,
      returnReasonDefinition: (line) => findReasonDefinition(line.reasonDefinitionId, line.reason),
      restockingFee: (line, _, context) => {
        if (line.restockingFee === null) return null;
        const order = lineOrder(line, context);
        const amount = restockingFeeOf(worthOf(order, line), line.restockingFee.percentage);
        return { ...line.restockingFee, amountSet: moneyBag(amount, order) };
      },
      fulfillmentLineItem: (line, _, { shop }) =>
        shop.find('FulfillmentLineItem', line.fulfillmentLineItemId) ?? null,
      totalWeight: () => null,
      withCodeDiscountedTotalPriceSet: (line, _, context) => {
        const order = lineOrder(line, context);
        return moneyBag(worthOf(order, line), order);
      },
    }),
    ExchangeLineItem: fieldsOf<ExchangeLineRecord>({
      id: (line) => line.id,
      quantity: (line) => line.quantity,
      processedQuantity: (line) => line.processedQuantity,
      unprocessedQuantity: (line) => line.quantity - line.processedQuantity,
      processableQuantity: (line) => line.quantity - line.processedQuantity,
      variantId: (line) => line.variantId,
      productId: (line, _, { shop }) =>
        line.variantId === null ? null : (shop.variants.get(line.variantId)?.productId ?? null),
      title: (line) => line.title,
      variantTitle: (line) => line.variantTitle,
      variantSku: (line) => line.sku,
      lineItems: (line, _, { shop }) =>
        line.lineId === null ? [] : [shop.find('LineItem', line.lineId)],
    }),
    ReturnReasonDefinition: fieldsOf<(typeof returnReasonDefinitions)[number]>({
      id: (one) => one.id,
      name: (one) => one.name,
      handle: (one) => one.handle,
      deleted: (one) => one.deleted,
    }),
    ReturnableFulfillment: fieldsOf<{ id: string; fulfillment: FulfillmentRecord }>({
      id: (one) => one.id,
      fulfillment: (one) => one.fulfillment,
      returnableFulfillmentLineItems: (one, args, context) =>
        connectionOf(returnable(orderOf(one.fulfillment, context), one.fulfillment), args),
    }),
  },
};

/** A fulfillment seen as something that can be sent back; its id carries the fulfillment's number. */
export function returnableFulfillmentOf(fulfillment: FulfillmentRecord) {
  return {
    __typename: 'ReturnableFulfillment',
    id: fulfillment.id.replace('Fulfillment', 'ReturnableFulfillment'),
    fulfillment,
  };
}

function worthOf(order: OrderRecord, line: ReturnLineRecord): bigint {
  const ordered = order.lines.find((one) => one.id === line.lineId);
  return ordered === undefined
    ? 0n
    : shareOf(discountedOf(ordered), ordered.quantity, 0, line.quantity);
}

function outcomeView(one: ReturnRecord, args: Args, context: Context) {
  const order = orderOf(one, context);
  const shipping = args['refundShipping'] as
    | { fullRefund?: boolean; shippingRefundAmount?: { amount: string } }
    | null
    | undefined;
  const leftMinor = shippingLeftOf(order);
  const shippingMinor =
    shipping?.fullRefund === true
      ? leftMinor
      : shipping?.shippingRefundAmount == null
        ? 0n
        : parseDecimal(shipping.shippingRefundAmount.amount, order.presentmentCurrency);
  const input: OutcomeInput = {
    lines: (args['returnLineItems'] as { id: string; quantity: number }[]).map(
      ({ id, quantity }) => ({ returnLineId: id, quantity }),
    ),
    exchangeLines: (args['exchangeLineItems'] as { id: string; quantity: number }[]).map(
      ({ id, quantity }) => ({
        exchangeLineId: id,
        quantity,
      }),
    ),
    shippingMinor,
  };
  const outcome = suggestOutcome(order, one, input);
  const bag = (minor: bigint) => moneyBag(minor, order);
  const { balanceMinor } = outcome;
  return {
    discountedSubtotal: bag(outcome.discountedSubtotalMinor),
    maximumRefundable: bag(outcome.maximumRefundableMinor),
    totalTax: bag(outcome.taxMinor),
    totalDuties: bag(0n),
    totalAdditionalFees: bag(0n),
    totalCartDiscountAmount: bag(outcome.cartDiscountMinor),
    refundDuties: [],
    shipping: {
      amountSet: bag(shippingMinor),
      amount: moneyV2(shippingMinor, order.presentmentCurrency).amount,
      maximumRefundableSet: bag(leftMinor),
      maximumRefundable: moneyV2(leftMinor, order.presentmentCurrency).amount,
      tax: '0.0',
      taxSet: bag(0n),
    },
    financialTransfer:
      balanceMinor < 0n
        ? { __typename: 'InvoiceReturnOutcome', amount: bag(-balanceMinor) }
        : {
            __typename: 'RefundReturnOutcome',
            amount: bag(balanceMinor),
            suggestedRefundMethods: [],
            suggestedTransactions: outcome.transactions.map(({ parent, amountMinor }) => ({
              amountSet: bag(amountMinor),
              kind: 'SUGGESTED_REFUND',
              gateway: parent.gateway,
              formattedGateway: parent.formattedGateway,
              accountNumber: null,
              parentTransaction: parent,
              paymentDetails: null,
              maximumRefundableSet: bag(maximumRefundableOf(order, parent) ?? 0n),
            })),
          },
  };
}
