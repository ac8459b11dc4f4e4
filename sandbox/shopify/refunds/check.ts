import type { OrderRecord } from '../model.ts';
import { formatForMessage } from '../money.ts';
import { receivedOf, refundedOf } from '../orders/totals.ts';
import type { Shop } from '../shop.ts';

/** The recorded refusal of more money than came in; allowOverRefunding did not lift it (a switch says otherwise). */
export function overNetPayment(
  shop: Shop,
  order: OrderRecord,
  totalMinor: bigint,
  allowOver: boolean,
): string | null {
  const net = receivedOf(order) - refundedOf(order, true);
  if (totalMinor <= net) return null;
  if (allowOver && shop.settings.get('overRefundingBeyondNetPayment')) return null;
  const [asked, left] = [totalMinor, net].map((minor) =>
    formatForMessage(minor, order.presentmentCurrency),
  );
  return `Refund amount ${asked} is greater than net payment received ${left}`;
}
