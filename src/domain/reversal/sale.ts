import type { ShopifyOrder } from '../snapshot.ts';
import type { EarlierReversal, Reversal, ReversalInput, SaleCharge, SaleLine } from './types.ts';

/** The original sale as Shopify stores it; amounts in the order's presentment currency. */
export function saleOfOrder(order: ShopifyOrder): { lines: SaleLine[]; charges: SaleCharge[] } {
  return {
    lines: order.lines.map((line) => ({
      id: line.id,
      quantity: line.quantity,
      unitPriceMinor: line.unitPriceMinor,
      lineDiscountMinor: line.discountMinor,
      // Shopify stores both kinds of discount as allocations of the line; the snapshot sums them.
      orderDiscountMinor: 0n,
      taxes: line.taxes,
      taxesIncluded: order.taxesIncluded,
    })),
    charges: order.shipping.map((line) => ({
      id: line.id,
      kind: 'shipping',
      priceMinor: line.priceMinor,
      discountMinor: line.discountMinor,
      taxes: line.taxes,
      taxesIncluded: order.taxesIncluded,
    })),
  };
}

/** A reversal of nothing yet: spread it and add what is returned. */
export function noReversal(
  currency: string,
  sale: { readonly lines: readonly SaleLine[]; readonly charges: readonly SaleCharge[] },
): ReversalInput {
  return {
    currency,
    lines: sale.lines,
    charges: sale.charges,
    earlier: [],
    earlierCharges: [],
    units: [],
    amounts: [],
    chargesNow: [],
    fees: [],
    adjustments: [],
    exchange: null,
  };
}

/** The same sale and history with everything that is left returned: all units, all charges. */
export function returnEverything(input: ReversalInput): ReversalInput {
  return {
    ...input,
    units: input.lines
      .map((line) => ({
        lineId: line.id,
        quantity: line.quantity - unitsReversed(line.id, input.earlier),
      }))
      .filter((unit) => unit.quantity > 0),
    chargesNow: input.charges.map((charge) => ({ chargeId: charge.id, refund: 'full' })),
  };
}

/** The same sale with a reversal now part of its history, and nothing asked yet. */
export function afterReversal(input: ReversalInput, reversal: Reversal): ReversalInput {
  return {
    ...noReversal(input.currency, input),
    earlier: [
      ...input.earlier,
      ...reversal.lines.map(({ lineId, quantity, netMinor, taxMinor }) => ({
        lineId,
        units: quantity,
        netMinor,
        taxMinor,
      })),
      ...reversal.amounts.map((entry) => ({ ...entry, units: 0 })),
    ],
    earlierCharges: [...input.earlierCharges, ...reversal.charges],
  };
}

function unitsReversed(lineId: string, earlier: readonly EarlierReversal[]): number {
  return earlier
    .filter((entry) => entry.lineId === lineId)
    .reduce((sum, entry) => sum + entry.units, 0);
}
