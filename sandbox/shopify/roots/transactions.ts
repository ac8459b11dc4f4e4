import { connectionOf } from '../graphql/connection.ts';
import { fieldsOf, type RootModule } from '../graphql/define.ts';
import { invalidId } from '../graphql/errors.ts';
import { numberOfId, typeOfId } from '../ids.ts';
import type {
  OrderAdjustmentRecord,
  RefundLineRecord,
  RefundRecord,
  RefundShippingLineRecord,
  TransactionRecord,
} from '../model.ts';
import { formatDecimal, moneyBag, moneyV2 } from '../money.ts';
import { maximumRefundableOf } from '../orders/totals.ts';
import type { Shop } from '../shop.ts';
import { orderOf } from './order-lines.ts';

/** Refund lines, shipping lines and adjustments do not know their order; the refund that owns them does. */
type Owned<T> = T & { refund: RefundRecord };

function paidBackOf(shop: Shop, refund: RefundRecord): bigint {
  const paid = refund.transactionIds
    .map((id) => shop.find('OrderTransaction', id))
    .filter((one) => one?.status === 'SUCCESS')
    .reduce((sum, one) => sum + (one?.amountMinor ?? 0n), 0n);
  return paid + refund.storeCreditMinor;
}

export const transactionRoots: RootModule = {
  queries: {
    refund: (args, { shop }) => {
      const id = String(args['id']);
      if (typeOfId(id) !== 'Refund') throw invalidId(id);
      return shop.find('Refund', id) ?? null;
    },
  },
  types: {
    OrderTransaction: fieldsOf<TransactionRecord>({
      id: (one) => one.id,
      kind: (one) => one.kind,
      status: (one) => one.status,
      gateway: (one) => one.gateway,
      formattedGateway: (one) => one.formattedGateway,
      manualPaymentGateway: (one) => one.manual,
      manuallyCapturable: () => false,
      multiCapturable: () => false,
      createdAt: (one) => one.createdAt,
      processedAt: (one) => one.processedAt,
      errorCode: (one) => one.errorCode,
      test: (one) => one.test,
      paymentId: (one) => `c${numberOfId(one.id)}.1`,
      accountNumber: () => null,
      fees: () => [],
      receiptJson: () => '{}',
      settlementCurrency: (one, _, context) => orderOf(one, context).currency,
      amountSet: (one, _, context) => moneyBag(one.amountMinor, orderOf(one, context)),
      amountRoundingSet: () => null,
      currencyExchangeAdjustment: () => null,
      order: (one, _, context) => orderOf(one, context),
      parentTransaction: (one, _, { shop }) =>
        one.parentId === null ? null : (shop.find('OrderTransaction', one.parentId) ?? null),
      maximumRefundableV2: (one, _, context) => {
        const order = orderOf(one, context);
        const minor = maximumRefundableOf(order, one);
        return minor === null ? null : moneyV2(minor, order.presentmentCurrency);
      },
      totalUnsettledSet: (_one, _args, _context) => null,
    }),
    Refund: fieldsOf<RefundRecord>({
      id: (refund) => refund.id,
      legacyResourceId: (refund) => numberOfId(refund.id),
      note: (refund) => refund.note,
      createdAt: (refund) => refund.createdAt,
      updatedAt: (refund) => refund.updatedAt,
      processedAt: (refund) => refund.processedAt,
      duties: () => [],
      staffMember: () => null,
      order: (refund, _, context) => orderOf(refund, context),
      return: (refund, _, { shop }) =>
        refund.returnId === null ? null : (shop.find('Return', refund.returnId) ?? null),
      totalRefundedSet: (refund, _, context) =>
        moneyBag(paidBackOf(context.shop, refund), orderOf(refund, context)),
      refundLineItems: (refund, args) =>
        connectionOf(
          refund.lines.map((line): Owned<RefundLineRecord> => ({ ...line, refund })),
          args,
        ),
      refundShippingLines: (refund, args) =>
        connectionOf(
          refund.shippingLines.map(
            (line): Owned<RefundShippingLineRecord> => ({ ...line, refund }),
          ),
          args,
        ),
      orderAdjustments: (refund, args) =>
        connectionOf(
          refund.adjustments.map((one): Owned<OrderAdjustmentRecord> => ({ ...one, refund })),
          args,
        ),
      transactions: (refund, args, { shop }) =>
        connectionOf(
          refund.transactionIds.flatMap((id) => shop.find('OrderTransaction', id) ?? []),
          args,
        ),
    }),
    RefundLineItem: fieldsOf<Owned<RefundLineRecord>>({
      id: (line) => line.id,
      quantity: (line) => line.quantity,
      restockType: (line) => line.restockType,
      restocked: (line) => line.restocked,
      location: (line, _, { shop }) =>
        line.locationId === null ? null : (shop.locations.get(line.locationId) ?? null),
      lineItem: (line, _, { shop }) => shop.find('LineItem', line.lineId) ?? null,
      subtotalSet: (line, _, context) =>
        moneyBag(line.subtotalMinor, orderOf(line.refund, context)),
      totalTaxSet: (line, _, context) => moneyBag(line.taxMinor, orderOf(line.refund, context)),
      priceSet: (line, _, context) =>
        moneyBag(line.subtotalMinor / BigInt(line.quantity), orderOf(line.refund, context)),
    }),
    RefundShippingLine: fieldsOf<Owned<RefundShippingLineRecord>>({
      id: (line) => line.id,
      shippingLine: (line, _, { shop }) => shop.find('ShippingLine', line.shippingLineId) ?? null,
      subtotalAmountSet: (line, _, context) =>
        moneyBag(line.subtotalMinor, orderOf(line.refund, context)),
      taxAmountSet: (line, _, context) => moneyBag(line.taxMinor, orderOf(line.refund, context)),
    }),
    OrderAdjustment: fieldsOf<Owned<OrderAdjustmentRecord>>({
      id: (one) => one.id,
      reason: (one) => one.reason,
      amountSet: (one, _, context) => moneyBag(one.amountMinor, orderOf(one.refund, context)),
      taxAmountSet: (one, _, context) => moneyBag(one.taxMinor, orderOf(one.refund, context)),
    }),
  },
};

/** An amount in the presentment currency as a Decimal. */
export function presentmentDecimal(minor: bigint, order: { presentmentCurrency: string }): string {
  return formatDecimal(minor, order.presentmentCurrency);
}
