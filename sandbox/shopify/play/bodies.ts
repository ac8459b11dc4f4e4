import { z } from 'zod';

/** Minor units: a whole number, or its digits as text when it is large. */
export const minorUnits = z
  .union([z.int(), z.string().regex(/^-?\d+$/)])
  .transform((value) => BigInt(value));

const tax = z.strictObject({
  title: z.string().default('Tax'),
  rate: z.number().min(0),
  amountMinor: minorUnits.optional(),
});

/** Who acts when it is not the app itself; shows in the inventory log, dispositions and refunds. */
export const actor = z.string().min(1).default('staff');

export const orderBodySchema = z.strictObject({
  /** `random` draws what is not given from the shop's seed, or from `seed`. */
  shape: z.literal('random').optional(),
  seed: z.string().optional(),
  lines: z
    .array(
      z.strictObject({
        sku: z.string().optional(),
        variantId: z.string().optional(),
        title: z.string().optional(),
        quantity: z.int().min(1).default(1),
        unitPriceMinor: minorUnits.optional(),
        discountMinor: minorUnits.optional(),
        taxable: z.boolean().default(true),
        isGiftCard: z.boolean().default(false),
        requiresShipping: z.boolean().default(true),
        taxes: z.array(tax).optional(),
      }),
    )
    .min(1)
    .optional(),
  /** Taxes of every line and of shipping that has none of its own; the shop's tax rate if absent. */
  taxes: z.array(tax).optional(),
  discounts: z
    .array(
      z.strictObject({
        title: z.string().default('Discount'),
        code: z.string().optional(),
        percentage: z.number().min(0).max(100).optional(),
        amountMinor: minorUnits.optional(),
      }),
    )
    .optional(),
  shipping: z
    .strictObject({
      title: z.string().default('Standard'),
      priceMinor: minorUnits,
      discountMinor: minorUnits.optional(),
      taxes: z.array(tax).optional(),
    })
    .nullable()
    .optional(),
  payments: z
    .array(
      z.strictObject({
        gateway: z.string().default('shopify_payments'),
        amountMinor: minorUnits.optional(),
        kind: z.enum(['SALE', 'CAPTURE', 'AUTHORIZATION']).default('SALE'),
        status: z.enum(['SUCCESS', 'PENDING', 'FAILURE']).default('SUCCESS'),
        manual: z.boolean().optional(),
      }),
    )
    .optional(),
  email: z.email().nullable().optional(),
  /** False: an order without a customer (no store credit possible). */
  customer: z.boolean().default(true),
  note: z.string().nullable().optional(),
  tags: z.array(z.string()).optional(),
  taxesIncluded: z.boolean().optional(),
  presentmentCurrency: z.string().length(3).optional(),
  /** Shop money for one unit of presentment money. */
  shopPerPresentment: z.number().positive().optional(),
  locationId: z.string().optional(),
  /** Ship everything (true), nothing (false), or some units per line index. */
  fulfil: z
    .union([
      z.boolean(),
      z.array(z.strictObject({ line: z.int().min(0), quantity: z.int().min(1) })),
    ])
    .default(true),
  /** Ship in this many parcels, alternating between the locations. */
  parcels: z.int().min(1).max(5).default(1),
});
export type OrderBody = z.infer<typeof orderBodySchema>;

const returnLine = z.strictObject({
  /** Either the shipped line or the order line; the order line takes any shipped unit of it. */
  fulfillmentLineItemId: z.string().optional(),
  lineItemId: z.string().optional(),
  quantity: z.int().min(1).optional(),
  reason: z.string().default('UNWANTED'),
  note: z.string().default(''),
  restockingFeePercentage: z.number().min(0).max(100).optional(),
});

export const returnBodySchema = z.strictObject({
  orderId: z.string(),
  /** Absent: everything that was shipped and not returned yet. */
  lines: z.array(returnLine).min(1).optional(),
  shippingFeeMinor: minorUnits.optional(),
  exchanges: z
    .array(z.strictObject({ variantId: z.string(), quantity: z.int().min(1) }))
    .optional(),
  by: actor,
});
export type ReturnBody = z.infer<typeof returnBodySchema>;

export const returnIdBody = z.strictObject({
  returnId: z.string(),
  notify: z.boolean().default(false),
  by: actor,
});
export const declineBody = returnIdBody.extend({
  reason: z.enum(['FINAL_SALE', 'OTHER', 'RETURN_PERIOD_ENDED']).default('OTHER'),
  note: z.string().nullable().default(null),
});
export const processBody = returnIdBody.extend({
  lines: z.array(z.strictObject({ id: z.string(), quantity: z.int().min(1) })).optional(),
  /** Put the units back on sale with the same click. */
  restockLocationId: z.string().optional(),
  /** Give this back; `suggested` pays what Shopify would suggest. */
  refundMinor: z.union([minorUnits, z.literal('suggested')]).optional(),
  note: z.string().nullable().default(null),
});
export const refundBodySchema = z.strictObject({
  orderId: z.string(),
  returnId: z.string().nullable().default(null),
  amountMinor: minorUnits.optional(),
  parentId: z.string().optional(),
  lines: z
    .array(
      z.strictObject({
        lineItemId: z.string(),
        quantity: z.int().min(1),
        restockType: z.enum(['NO_RESTOCK', 'RETURN', 'CANCEL']).default('NO_RESTOCK'),
        locationId: z.string().optional(),
      }),
    )
    .default([]),
  refundShipping: z.boolean().default(false),
  note: z.string().nullable().default(null),
  notify: z.boolean().default(false),
  by: actor,
});
export const restockBody = z.strictObject({
  returnId: z.string(),
  /** Absent: the first location. */
  locationId: z.string().optional(),
  type: z
    .enum(['RESTOCKED', 'NOT_RESTOCKED', 'PROCESSING_REQUIRED', 'MISSING'])
    .default('RESTOCKED'),
  lines: z.array(z.strictObject({ returnLineId: z.string(), quantity: z.int().min(1) })).optional(),
  by: actor,
});
export const removeBody = z.strictObject({
  returnId: z.string(),
  lines: z.array(z.strictObject({ returnLineId: z.string(), quantity: z.int().min(1) })).min(1),
  by: actor,
});
export const tagsBody = z.strictObject({
  orderId: z.string(),
  add: z.array(z.string()).default([]),
  remove: z.array(z.string()).default([]),
});
export const inventoryBody = z.strictObject({
  inventoryItemId: z.string(),
  locationId: z.string(),
  name: z.enum([
    'available',
    'committed',
    'reserved',
    'damaged',
    'safety_stock',
    'quality_control',
    'incoming',
  ]),
  delta: z.int(),
  reason: z.string().default('correction'),
  by: actor,
});
export const transactionBodySchema = z.strictObject({
  transactionId: z.string(),
  errorCode: z.string().default('PROCESSING_ERROR'),
});
export const disputeBody = z.strictObject({
  orderId: z.string().optional(),
  disputeId: z.string().optional(),
  action: z.enum(['open', 'close']),
  initiatedAs: z.enum(['CHARGEBACK', 'INQUIRY']).default('CHARGEBACK'),
  amountMinor: minorUnits.optional(),
  outcome: z.enum(['WON', 'LOST', 'ACCEPTED', 'CHARGE_REFUNDED']).default('WON'),
});
export const resendBody = z.strictObject({ webhookId: z.string() });
export const clockBody = z.strictObject({ advanceMs: z.number().min(0) });
