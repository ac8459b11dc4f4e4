import type { OpenRma } from '../step.ts';
import type { Findings, ReturnCase } from './return-case.ts';

/**
 * Money that is no article, as lines on the RMA, so that a credit made by staff carries it: the
 * original shipping going back, fees held back (negative). Null when an item is not mapped.
 */
export function planCharges(its: ReturnCase, out: Findings): OpenRma['charges'] | null {
  const charges: OpenRma['charges'][number][] = [];
  const add = (
    kind: 'shipping' | 'restockingFee' | 'returnShipping',
    amountMinor: bigint,
    text: string,
  ) => {
    if (amountMinor === 0n) return true;
    const itemId = its.translate.chargeItem(kind);
    if (itemId === null) {
      out.raise('charge-item-unmapped', kind, `no NetSuite item stands for ${text.toLowerCase()}`);
      return false;
    }
    charges.push({ itemId, amountMinor, description: text });
    return true;
  };
  const ok =
    add('shipping', shippingDue(its), 'Shipping refunded') &&
    add('restockingFee', -restockingFee(its), 'Restocking fee') &&
    add('returnShipping', -its.shopifyReturn.shippingFeeMinor, 'Return shipping');
  return ok ? charges : null;
}

/** The shipping charge before tax, when policy gives it back and this return completes the whole order. */
function shippingDue(its: ReturnCase): bigint {
  if (its.policy.money.refundShipping !== 'whole-order') return 0n;
  const returned = new Map<string, number>();
  for (const each of its.shopify.returns) {
    if (each.status === 'DECLINED' || each.status === 'CANCELED') continue;
    for (const line of each.lines) {
      if (line.lineId === null) continue;
      returned.set(line.lineId, (returned.get(line.lineId) ?? 0) + line.quantity);
    }
  }
  const whole = its.shopify.order.lines.every(
    (line) => (returned.get(line.id) ?? 0) >= line.quantity,
  );
  const last = [...its.shopify.returns]
    .filter((each) => each.status !== 'DECLINED' && each.status !== 'CANCELED')
    .sort((a, b) => a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id))
    .at(-1);
  if (!whole || last?.id !== its.shopifyReturn.id) return 0n;
  return its.shopify.order.shipping.reduce((sum, line) => {
    const tax = line.taxes.reduce((all, each) => all + each.amountMinor, 0n);
    const paid = line.priceMinor - line.discountMinor;
    return sum + (its.shopify.order.taxesIncluded ? paid - tax : paid);
  }, 0n);
}

/** Percent of what was paid for the returned units before tax, half-up, as Shopify states it on the line. */
function restockingFee(its: ReturnCase): bigint {
  let fee = 0n;
  for (const line of its.shopifyReturn.lines) {
    const sold = its.shopify.order.lines.find((each) => each.id === line.lineId);
    if (line.restockingFeePercent === null || sold === undefined) continue;
    const [whole = '0', fraction = ''] = line.restockingFeePercent.split('.');
    const percentE4 = BigInt(whole + fraction.padEnd(4, '0').slice(0, 4));
    const tax = sold.taxes.reduce((all, each) => all + each.amountMinor, 0n);
    const paid = sold.unitPriceMinor * BigInt(sold.quantity) - sold.discountMinor;
    const net = its.shopify.order.taxesIncluded ? paid - tax : paid;
    const base = net * BigInt(line.quantity) * percentE4;
    const divisor = BigInt(sold.quantity) * 1_000_000n;
    fee += (2n * base + divisor) / (2n * divisor);
  }
  return fee;
}
