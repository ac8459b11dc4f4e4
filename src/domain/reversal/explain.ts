import { formatDecimal } from '../money.ts';
import type { BeforeOnLine, DueOfLine } from './line.ts';
import type { DerivationRow, ReversedLine, SaleLine } from './types.ts';

/** The rows of units reversed now: all units so far at their price, less what went back before. */
export function explainUnits(
  line: SaleLine,
  found: {
    readonly before: BeforeOnLine;
    readonly due: DueOfLine;
    readonly reversed: ReversedLine;
  },
  currency: string,
): DerivationRow[] {
  const { before, due, reversed } = found;
  const units = before.units + reversed.quantity;
  const source = `Shopify line ${line.id}`;
  const price = formatDecimal(line.unitPriceMinor, currency);
  const rows: DerivationRow[] = [
    {
      step: 'paid',
      label: `${units} of ${line.quantity} at ${price}`,
      source: `${source}: original unit price`,
      amountMinor: line.unitPriceMinor * BigInt(units),
      adds: true,
    },
  ];
  if (due.discountMinor !== 0n) {
    rows.push({
      step: 'discount',
      label: `discount share of ${units} of ${line.quantity}`,
      source: `${source}: discount allocations`,
      amountMinor: -due.discountMinor,
      adds: true,
    });
  }
  line.taxes.forEach((tax, index) => {
    rows.push({
      step: 'tax',
      label: `${line.taxesIncluded ? 'included ' : ''}${tax.title} at ${tax.rate}, ${units} of ${line.quantity}`,
      source: `${source}: tax line ${tax.title}, original amount`,
      amountMinor: due.taxes[index] ?? 0n,
      adds: !line.taxesIncluded,
    });
  });
  const paidMinor = line.taxesIncluded ? due.baseMinor : due.baseMinor + due.taxMinor;
  const earlierMinor = paidMinor - reversed.netMinor - reversed.taxMinor;
  const reversedMinor = line.taxesIncluded ? before.baseMinor : before.baseMinor + before.taxMinor;
  if (reversedMinor !== 0n) {
    rows.push({
      step: 'earlier',
      label: `reversed before, ${before.units} units`,
      source: `earlier credits and refunds of line ${line.id}`,
      amountMinor: -reversedMinor,
      adds: true,
    });
  }
  if (earlierMinor !== reversedMinor) {
    rows.push({
      step: 'earlier',
      label:
        earlierMinor > reversedMinor
          ? 'kept from earlier units on purpose'
          : 'more than due was given before; not taken back',
      source: `earlier credits and refunds of line ${line.id}`,
      amountMinor: reversedMinor - earlierMinor,
      adds: true,
    });
  }
  return rows;
}

/** The row of money for a line without a unit. */
export function explainAmount(amount: {
  lineId: string;
  netMinor: bigint;
  taxMinor: bigint;
}): DerivationRow {
  return {
    step: 'adjustment',
    label: `part of line ${amount.lineId}, no unit returned`,
    source: 'amount asked for',
    amountMinor: amount.netMinor + amount.taxMinor,
    adds: true,
  };
}
