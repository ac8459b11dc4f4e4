import type { Policy } from '../policy.ts';
import type { ShopifyOrder, ShopifyReturn } from '../snapshot.ts';
import { noReversal, saleOfOrder } from './sale.ts';
import type { ReturnFee, ReversalInput } from './types.ts';

/**
 * What a Shopify return asks back of its order: its units, the fees that stand on it, and shipping
 * when policy gives it back because nothing of the order is kept. `earlier` and `earlierCharges` are
 * the reversals of other returns and of other people, never this return's own. Lines of goods that
 * were not on the order are left out: there is no sale to reverse.
 */
export function reversalOfReturn(input: {
  readonly order: ShopifyOrder;
  readonly shopifyReturn: ShopifyReturn;
  readonly earlier: ReversalInput['earlier'];
  readonly earlierCharges: ReversalInput['earlierCharges'];
  readonly policy: Policy;
}): ReversalInput {
  const { order, shopifyReturn, earlier, earlierCharges, policy } = input;
  const sale = saleOfOrder(order);
  const units: { lineId: string; quantity: number }[] = [];
  const fees: ReturnFee[] = [];
  for (const { lineId, quantity, restockingFeePercent } of shopifyReturn.lines) {
    if (lineId === null) continue;
    units.push({ lineId, quantity });
    if (restockingFeePercent === null) continue;
    fees.push({ kind: 'restocking', lineId, percent: restockingFeePercent, quantity });
  }
  const { shippingFeeMinor } = shopifyReturn;
  if (shippingFeeMinor > 0n) {
    fees.push({ kind: 'return-shipping', amountMinor: shippingFeeMinor, taxMinor: 0n });
  }
  const returned = (lineId: string): number =>
    [...units, ...earlier.map((entry) => ({ lineId: entry.lineId, quantity: entry.units }))]
      .filter((entry) => entry.lineId === lineId)
      .reduce((sum, entry) => sum + entry.quantity, 0);
  const nothingKept = order.lines.every((line) => returned(line.id) >= line.quantity);
  const withShipping = policy.money.refundShipping === 'whole-order' && nothingKept;
  return {
    ...noReversal(order.presentmentCurrency, sale),
    earlier,
    earlierCharges,
    units,
    fees,
    chargesNow: withShipping
      ? sale.charges.map((charge) => ({ chargeId: charge.id, refund: 'full' }))
      : [],
  };
}
