import { sumMinor } from './money.ts';
import type { ShopifyPayment } from './snapshot.ts';

export interface Tender {
  /** The SALE or CAPTURE whose money goes back. */
  readonly parentId: string;
  readonly gateway: string;
  readonly amountMinor: bigint;
}

export type TenderPlan =
  | { readonly ok: true; readonly tenders: readonly Tender[] }
  /** Nothing is planned: `missingMinor` is what no payment can take back, and a person decides. */
  | {
      readonly ok: false;
      readonly reason: 'over-cap' | 'no-payment';
      readonly missingMinor: bigint;
    };

export interface TenderInput {
  /** In the currency of the payments; 0 plans nothing. */
  readonly amountMinor: bigint;
  readonly payments: readonly ShopifyPayment[];
  /** Per payment id: our refunds that were planned or sent but are not in `refundableMinor` yet. */
  readonly pendingByPayment: ReadonlyMap<string, bigint>;
  /** Shopify's net payment of the order, pending refunds of ours not yet subtracted. */
  readonly orderCapMinor?: bigint;
  /** Gateways to pay back first, in this order; the rest follow by age. */
  readonly gatewayOrder?: readonly string[];
}

/**
 * Splits a refund over the payments that can take it: gift cards first, then the oldest, ties by id,
 * so that the same input gives the same plan. Never above what a payment or the order has left, and
 * never less than asked: if the whole does not fit, nothing is planned. Only payments that succeeded
 * count; a negative amount is a RangeError.
 */
export function planTenders(input: TenderInput): TenderPlan {
  const { amountMinor, payments, pendingByPayment, orderCapMinor } = input;
  if (amountMinor < 0n) throw new RangeError('a refund is negative');
  if (amountMinor === 0n) return { ok: true, tenders: [] };
  const captured = payments.filter((payment) => payment.status === 'SUCCESS');
  if (captured.length === 0) return { ok: false, reason: 'no-payment', missingMinor: amountMinor };

  const pendingMinor = sumMinor([...pendingByPayment.values()]);
  const orderLeftMinor =
    orderCapMinor === undefined ? amountMinor : atLeastZero(orderCapMinor - pendingMinor);
  let openMinor = amountMinor < orderLeftMinor ? amountMinor : orderLeftMinor;
  const overOrderMinor = amountMinor - openMinor;
  const tenders: Tender[] = [];
  for (const payment of inOrder(captured, input.gatewayOrder ?? ['gift_card'])) {
    const leftMinor = atLeastZero(
      payment.refundableMinor - (pendingByPayment.get(payment.id) ?? 0n),
    );
    const takenMinor = leftMinor < openMinor ? leftMinor : openMinor;
    if (takenMinor === 0n) continue;
    openMinor -= takenMinor;
    tenders.push({ parentId: payment.id, gateway: payment.gateway, amountMinor: takenMinor });
  }
  const missingMinor = openMinor + overOrderMinor;
  return missingMinor === 0n
    ? { ok: true, tenders }
    : { ok: false, reason: 'over-cap', missingMinor };
}

function inOrder(
  payments: readonly ShopifyPayment[],
  gatewayOrder: readonly string[],
): ShopifyPayment[] {
  const rank = (payment: ShopifyPayment): number => {
    const index = gatewayOrder.indexOf(payment.gateway);
    return index === -1 ? gatewayOrder.length : index;
  };
  return [...payments].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      Date.parse(a.createdAt) - Date.parse(b.createdAt) ||
      (a.id < b.id ? -1 : 1),
  );
}

function atLeastZero(minor: bigint): bigint {
  return minor > 0n ? minor : 0n;
}
