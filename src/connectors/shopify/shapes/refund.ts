import { z } from 'zod';
import type { ShopifyRefund } from '../../../domain/snapshot.ts';
import { presentmentSchema } from './money.ts';
import { pageSchema } from './page.ts';
import { toPaymentStatus } from './status.ts';

const idSchema = z.object({ id: z.string() });

export const refundLineSchema = z
  .object({ quantity: z.number().int(), restockType: z.string(), lineItem: idSchema })
  .transform(({ quantity, restockType, lineItem }): ShopifyRefund['lines'][number] => ({
    lineId: lineItem.id,
    quantity,
    restockType,
  }));

export const refundTransactionSchema = z
  .object({
    id: z.string(),
    status: z.string(),
    gateway: z.string().nullable(),
    amountSet: presentmentSchema,
    parentTransaction: idSchema.nullable(),
  })
  .transform((transaction): ShopifyRefund['transactions'][number] => ({
    id: transaction.id,
    status: toPaymentStatus(transaction.status),
    parentId: transaction.parentTransaction?.id ?? null,
    gateway: transaction.gateway ?? '',
    amountMinor: transaction.amountSet,
  }));

export const refundSchema = z.object({
  id: z.string(),
  createdAt: z.string().nullable(),
  note: z.string().nullable(),
  return: idSchema.nullable(),
  totalRefundedSet: presentmentSchema,
  refundLineItems: pageSchema(refundLineSchema),
  transactions: pageSchema(refundTransactionSchema),
});

/** A refund with the first page of its lines and transactions. */
export type PartRefund = z.output<typeof refundSchema>;
