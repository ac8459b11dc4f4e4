import { z } from 'zod';
import { formatDecimal } from '../../domain/money.ts';
import type { ShopifyRefund } from '../../domain/snapshot.ts';
import {
  CreateRefundDocument,
  type CreateRefundMutationVariables,
  type OrderAdjustmentInputDiscrepancyReason,
} from './admin.generated.ts';
import type { ShopifyClient } from './client.ts';
import { nothingCameBack } from './errors.ts';
import type { Given } from './operation.ts';
import { presentmentSchema } from './shapes/money.ts';
import { pageSchema } from './shapes/page.ts';
import { refundTransactionSchema } from './shapes/refund.ts';
import { throwOnUserErrors, userErrorSchema } from './user-errors.ts';

export type CreateRefundVariables = Given<CreateRefundMutationVariables>;

const answerSchema = z.object({
  refundCreate: z
    .object({
      refund: z
        .object({
          id: z.string(),
          createdAt: z.string().nullable(),
          note: z.string().nullable(),
          totalRefundedSet: presentmentSchema,
          transactions: pageSchema(refundTransactionSchema),
        })
        .nullable(),
      userErrors: z.array(userErrorSchema),
    })
    .nullable(),
});

/**
 * A refund of money alone: no lines, shipping or duties, hence no restocking, and no message. `note`
 * carries the effect's id, so that `findRefundByNote` can tell it. Amounts are minor units of the
 * presentment currency. Throws a RangeError for an amount that is not positive.
 */
export function createRefundVariables(options: {
  orderId: string;
  presentmentCurrency: string;
  note: string;
  tenders: readonly { parentId: string; gateway: string; amountMinor: bigint }[];
  discrepancyReason?: OrderAdjustmentInputDiscrepancyReason;
}): CreateRefundVariables {
  const { orderId, presentmentCurrency } = options;
  return {
    input: {
      orderId,
      currency: presentmentCurrency,
      note: options.note,
      notify: false,
      ...(options.discrepancyReason ? { discrepancyReason: options.discrepancyReason } : {}),
      transactions: options.tenders.map(({ parentId, gateway, amountMinor }) => {
        if (amountMinor <= 0n) throw new RangeError('a refunded amount must be positive');
        const amount = formatDecimal(amountMinor, presentmentCurrency);
        return { orderId, parentId, amount, gateway, kind: 'REFUND' as const };
      }),
    },
  };
}

/**
 * Pays back, once per key: within a day the same key with the same bytes never pays twice. The refund
 * that is returned is booked, not paid: each transaction's status says whether money moved. A refusal
 * is `shopify-rejected`; after an unknown outcome send the same bytes with the same key, or probe.
 */
export async function createRefund(
  client: ShopifyClient,
  variables: CreateRefundVariables | string,
  key: string,
): Promise<ShopifyRefund> {
  const { refundCreate } = await client.execute(CreateRefundDocument, variables, answerSchema, {
    key,
  });
  throwOnUserErrors(CreateRefundDocument.name, refundCreate?.userErrors ?? []);
  const refund = refundCreate?.refund;
  // No second request here: were it to fail, its problem would speak of a refund that was made.
  if (refund == null || refund.transactions.pageInfo.hasNextPage) {
    throw nothingCameBack(CreateRefundDocument);
  }
  return {
    id: refund.id,
    createdAt: refund.createdAt ?? '',
    note: refund.note,
    returnId: null,
    totalMinor: refund.totalRefundedSet,
    lines: [],
    transactions: refund.transactions.nodes,
  };
}
