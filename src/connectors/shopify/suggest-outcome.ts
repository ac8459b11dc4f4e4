import { z } from 'zod';
import { SuggestOutcomeDocument } from './admin.generated.ts';
import type { ShopifyClient } from './client.ts';
import { presentmentSchema } from './shapes/money.ts';

/** What Shopify itself would do, in minor units of the presentment currency: advice, never the amount. */
export interface SuggestedOutcome {
  /** `refund` to the customer, `invoice` when the customer owes, `none` when nothing moves. */
  readonly direction: 'refund' | 'invoice' | 'none';
  readonly amountMinor: bigint;
  readonly subtotalMinor: bigint;
  readonly taxMinor: bigint;
  readonly shippingMinor: bigint;
  readonly maximumRefundableMinor: bigint;
}

const answerSchema = z.object({
  return: z
    .object({
      suggestedFinancialOutcome: z
        .object({
          discountedSubtotal: presentmentSchema,
          totalTax: presentmentSchema,
          shipping: z.object({ amountSet: presentmentSchema }),
          maximumRefundable: presentmentSchema,
          financialTransfer: z
            .object({ __typename: z.string(), amount: presentmentSchema })
            .nullable(),
        })
        .nullable(),
    })
    .nullable(),
});

/**
 * Shopify's own figure for some lines of a return, with their fees, tax and discounts, to set against
 * the ERP's. Null when the return does not exist or Shopify has no suggestion.
 */
export async function suggestOutcome(
  client: ShopifyClient,
  returnId: string,
  lines: readonly { returnLineId: string; quantity: number }[],
): Promise<SuggestedOutcome | null> {
  const variables = {
    id: returnId,
    lines: lines.map(({ returnLineId, quantity }) => ({ id: returnLineId, quantity })),
  };
  const answer = await client.execute(SuggestOutcomeDocument, variables, answerSchema);
  const outcome = answer.return?.suggestedFinancialOutcome;
  if (outcome == null) return null;
  const { financialTransfer: transfer } = outcome;
  return {
    direction: directionOf(transfer?.__typename),
    amountMinor: transfer?.amount ?? 0n,
    subtotalMinor: outcome.discountedSubtotal,
    taxMinor: outcome.totalTax,
    shippingMinor: outcome.shipping.amountSet,
    maximumRefundableMinor: outcome.maximumRefundable,
  };
}

function directionOf(typename: string | undefined): SuggestedOutcome['direction'] {
  if (typename === 'RefundReturnOutcome') return 'refund';
  return typename === 'InvoiceReturnOutcome' ? 'invoice' : 'none';
}
