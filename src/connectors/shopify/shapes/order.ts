import { z } from 'zod';
import { sumMinor } from '../../../domain/money.ts';
import type {
  ShopifyOrderLine,
  ShopifyPayment,
  ShopifyShippingLine,
  ShopifyTax,
} from '../../../domain/snapshot.ts';
import { moneySchema, presentmentSchema } from './money.ts';
import { pageSchema } from './page.ts';
import { returnSchema } from './return.ts';
import { toPaymentStatus } from './status.ts';

const taxSchema = z
  .object({ title: z.string(), rate: z.number().nullable(), priceSet: presentmentSchema })
  .transform(
    (tax): ShopifyTax => ({
      title: tax.title,
      rate: tax.rate === null ? '0' : String(tax.rate),
      amountMinor: tax.priceSet,
    }),
  );

const discountsSchema = z
  .array(z.object({ allocatedAmountSet: presentmentSchema }))
  .transform((all) => sumMinor(all.map((allocation) => allocation.allocatedAmountSet)));

export const orderLineSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    sku: z.string().nullable(),
    quantity: z.number().int(),
    requiresShipping: z.boolean(),
    originalUnitPriceSet: presentmentSchema,
    discountAllocations: discountsSchema,
    taxLines: z.array(taxSchema),
    variant: z
      .object({
        id: z.string(),
        inventoryItem: z.object({ id: z.string(), tracked: z.boolean() }),
      })
      .nullable(),
  })
  .transform(
    (line): ShopifyOrderLine => ({
      id: line.id,
      title: line.title,
      sku: line.sku === '' ? null : line.sku,
      variantId: line.variant?.id ?? null,
      inventoryItemId: line.variant?.inventoryItem.id ?? null,
      tracked: line.variant?.inventoryItem.tracked ?? false,
      requiresShipping: line.requiresShipping,
      quantity: line.quantity,
      unitPriceMinor: line.originalUnitPriceSet,
      discountMinor: line.discountAllocations,
      taxes: line.taxLines,
    }),
  );

export const shippingLineSchema = z
  .object({
    id: z.string().nullable(),
    title: z.string(),
    originalPriceSet: presentmentSchema,
    discountAllocations: discountsSchema,
    taxLines: z.array(taxSchema),
  })
  .transform(
    (line): ShopifyShippingLine => ({
      // Only a line that was calculated and never saved has no id; its title stands in.
      id: line.id ?? line.title,
      title: line.title,
      priceMinor: line.originalPriceSet,
      discountMinor: line.discountAllocations,
      taxes: line.taxLines,
    }),
  );

const transactionSchema = z.object({
  id: z.string(),
  kind: z.string(),
  status: z.string(),
  gateway: z.string().nullable(),
  manualPaymentGateway: z.boolean(),
  createdAt: z.string(),
  amountSet: presentmentSchema,
  maximumRefundableV2: moneySchema.nullable(),
  parentTransaction: z.object({ id: z.string() }).nullable(),
});

export const orderSchema = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  currencyCode: z.string(),
  presentmentCurrencyCode: z.string(),
  taxesIncluded: z.boolean(),
  email: z.string().nullable(),
  tags: z.array(z.string()),
  status: z.object({ value: z.string(), compareDigest: z.string() }).nullable(),
  netPaymentSet: presentmentSchema,
  totalRefundedSet: presentmentSchema,
  disputes: z.array(z.object({ status: z.string() })),
  lineItems: pageSchema(orderLineSchema),
  shippingLines: pageSchema(shippingLineSchema),
  transactions: z.array(transactionSchema),
  refunds: z.array(z.object({ id: z.string() })),
  returns: pageSchema(returnSchema),
});

const closedDisputes = new Set(['ACCEPTED', 'CHARGE_REFUNDED', 'LOST', 'PREVENTED', 'WON']);

/** Disputes that are not over; a status that nobody knows yet counts as open. */
export function countOpenDisputes(disputes: readonly { readonly status: string }[]): number {
  return disputes.filter(({ status }) => !closedDisputes.has(status)).length;
}

/**
 * The SALE and CAPTURE transactions. What one has left is its amount less every refund from it that
 * did not fail, and never more than Shopify's own `maximumRefundableV2` where Shopify gives it (the
 * schema promises that only for suggestions).
 */
export function toPayments(
  transactions: readonly z.output<typeof transactionSchema>[],
  presentmentCurrency: string,
): readonly ShopifyPayment[] {
  return transactions.flatMap((transaction): ShopifyPayment[] => {
    const { id, kind, status, amountSet, maximumRefundableV2 } = transaction;
    if (kind !== 'SALE' && kind !== 'CAPTURE') return [];
    const refunded = transactions.filter(
      (other) =>
        other.kind === 'REFUND' &&
        other.parentTransaction?.id === id &&
        other.status !== 'FAILURE' &&
        other.status !== 'ERROR',
    );
    const left = amountSet - sumMinor(refunded.map((other) => other.amountSet));
    const limit =
      maximumRefundableV2?.currency === presentmentCurrency ? maximumRefundableV2.minor : left;
    const least = limit < left ? limit : left;
    return [
      {
        id,
        kind,
        gateway: transaction.gateway ?? '',
        manual: transaction.manualPaymentGateway,
        status: toPaymentStatus(status),
        amountMinor: amountSet,
        refundableMinor: status === 'SUCCESS' && least > 0n ? least : 0n,
        createdAt: transaction.createdAt,
      },
    ];
  });
}
