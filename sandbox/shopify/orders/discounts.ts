import type { DiscountApplication, OrderRecord } from '../model.ts';
import { allocate } from '../money.ts';
import type { NewOrder } from './new-order.ts';
import { discountedOf } from './totals.ts';

/** Notes a discount on one line or on shipping; null if there is none. */
export function addApplication(
  order: OrderRecord,
  title: string,
  code: string | null,
  targetType: DiscountApplication['targetType'],
  amountMinor: bigint | undefined,
): number | null {
  if (amountMinor === undefined || amountMinor === 0n) return null;
  const index = order.discountApplications.length;
  const value = { kind: 'fixed' as const, amountMinor };
  order.discountApplications.push({
    index,
    title,
    code,
    allocationMethod: 'ONE',
    targetSelection: 'EXPLICIT',
    targetType,
    value,
  });
  return index;
}

/** A discount on the whole order: each line bears its share by worth, gift cards none. */
export function spreadDiscount(
  order: OrderRecord,
  discount: NonNullable<NewOrder['orderDiscounts']>[number],
): void {
  const index = order.discountApplications.length;
  const { title, code = null, value } = discount;
  order.discountApplications.push({
    index,
    title,
    code,
    allocationMethod: 'ACROSS',
    targetSelection: 'ALL',
    targetType: 'LINE_ITEM',
    value,
  });
  const worth = order.lines.map((line) => (line.isGiftCard ? 0n : discountedOf(line)));
  const total = worth.reduce((sum, one) => sum + one, 0n);
  const amount =
    value.kind === 'fixed'
      ? value.amountMinor
      : BigInt(Math.round((Number(total) * value.percentage) / 100));
  const shares = allocate(amount > total ? total : amount, worth);
  order.lines.forEach((line, position) => {
    const amountMinor = shares[position] ?? 0n;
    if (amountMinor > 0n)
      line.discountAllocations.push({ applicationIndex: index, kind: 'order', amountMinor });
  });
}
