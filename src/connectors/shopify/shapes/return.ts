import { z } from 'zod';
import { sumMinor } from '../../../domain/money.ts';
import type {
  ShopifyReturnLine,
  ShopifyReverseFulfillmentOrder,
} from '../../../domain/snapshot.ts';
import { presentmentSchema } from './money.ts';
import { pageSchema } from './page.ts';
import { toReturnStatus } from './status.ts';

const idSchema = z.object({ id: z.string() });

/** A line of goods that were on the order, or (without a fulfillment line) of goods that were not. */
export const returnLineSchema = z
  .object({
    id: z.string(),
    quantity: z.number().int(),
    processedQuantity: z.number().int(),
    refundedQuantity: z.number().int(),
    returnReasonDefinition: z.object({ handle: z.string() }).nullable(),
    returnReasonNote: z.string().nullable(),
    fulfillmentLineItem: z.object({ id: z.string(), lineItem: idSchema }).optional(),
    restockingFee: z.object({ percentage: z.number() }).nullish(),
  })
  .transform(
    (line): ShopifyReturnLine => ({
      id: line.id,
      lineId: line.fulfillmentLineItem?.lineItem.id ?? null,
      fulfillmentLineItemId: line.fulfillmentLineItem?.id ?? null,
      quantity: line.quantity,
      processedQuantity: line.processedQuantity,
      refundedQuantity: line.refundedQuantity,
      reason: line.returnReasonDefinition?.handle ?? null,
      note: line.returnReasonNote === '' ? null : line.returnReasonNote,
      restockingFeePercent: line.restockingFee ? String(line.restockingFee.percentage) : null,
    }),
  );

type ReverseLine = ShopifyReverseFulfillmentOrder['lines'][number];

export const reverseLineSchema = z
  .object({
    id: z.string(),
    totalQuantity: z.number().int(),
    fulfillmentLineItem: idSchema.nullable(),
    dispositions: z.array(
      z.object({ type: z.string(), quantity: z.number().int(), location: idSchema.nullable() }),
    ),
  })
  .transform(
    (line): ReverseLine => ({
      id: line.id,
      fulfillmentLineItemId: line.fulfillmentLineItem?.id ?? null,
      quantity: line.totalQuantity,
      dispositions: line.dispositions.map(({ type, quantity, location }) => ({
        type,
        quantity,
        locationId: location?.id ?? null,
      })),
    }),
  );

export const reverseFulfillmentOrderSchema = z.object({
  id: z.string(),
  status: z.string(),
  lineItems: pageSchema(reverseLineSchema),
});

export const returnSchema = z.object({
  id: z.string(),
  name: z.string(),
  status: z.string().transform(toReturnStatus),
  createdAt: z.string(),
  returnLineItems: pageSchema(returnLineSchema),
  exchangeLineItems: pageSchema(idSchema),
  returnShippingFees: z
    .array(z.object({ amountSet: presentmentSchema }))
    .transform((fees) => sumMinor(fees.map(({ amountSet }) => amountSet))),
  reverseFulfillmentOrders: pageSchema(reverseFulfillmentOrderSchema),
});

/** A return with the first page of each of its lists. */
export type PartReturn = z.output<typeof returnSchema>;
export type PartReverseFulfillmentOrder = z.output<typeof reverseFulfillmentOrderSchema>;
