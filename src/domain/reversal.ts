import { formatDecimal, sumMinor } from './money.ts';
import { paidOfCharge, reverseCharge } from './reversal/charge.ts';
import { chargeFees } from './reversal/fees.ts';
import { grossOfLine, reverseLine } from './reversal/line.ts';
import type {
  DerivationRow,
  Reversal,
  ReversalInput,
  ReversedCharge,
  ReversedLine,
} from './reversal/types.ts';

export { reversalOfReturn } from './reversal/of-return.ts';
export { afterReversal, noReversal, returnEverything, saleOfOrder } from './reversal/sale.ts';
export type * from './reversal/types.ts';

const steps: readonly DerivationRow['step'][] = [
  'paid',
  'discount',
  'tax',
  'shipping',
  'adjustment',
  'fee',
  'earlier',
  'exchange',
  'refund',
];

/**
 * Reverses part of a sale: stored prices, stored discount allocation and original tax amounts, never
 * a calculation of what the smaller order would have cost. Reversals of the same sale, in whatever
 * split and order, sum to exactly what was paid. Throws a `Problem` (`over-return`,
 * `refund-over-cap`) when more is asked than is left; an unknown line or charge is a RangeError.
 */
export function reverseSale(input: ReversalInput): Reversal {
  const { currency } = input;
  const goods = reverseGoods(input);
  const charges: ReversedCharge[] = [];
  const rows = [...goods.rows];
  for (const [chargeId, refund] of oncePerCharge(input.chargesNow)) {
    const charge = input.charges.find((candidate) => candidate.id === chargeId);
    if (charge === undefined) throw new RangeError(`charge ${chargeId} is not on the sale`);
    const result = reverseCharge(charge, input.earlierCharges, refund, currency);
    charges.push(result.reversed);
    rows.push(...result.rows);
  }
  const adjustmentMinor = sumMinor(input.adjustments.map((entry) => entry.amountMinor));
  for (const { label, amountMinor } of input.adjustments) {
    rows.push({
      step: 'adjustment',
      label,
      source: 'given with a reason',
      amountMinor,
      adds: true,
    });
  }
  const gross = (part: { netMinor: bigint; taxMinor: bigint }): bigint =>
    part.netMinor + part.taxMinor;
  const creditMinor =
    sumMinor([...goods.lines, ...goods.amounts, ...charges].map(gross)) + adjustmentMinor;
  if (creditMinor < 0n) throw new RangeError('adjustments take more than there is');
  const fees = chargeFees(input.fees, goods.lines, creditMinor);
  for (const fee of fees) {
    const cut =
      gross(fee) === fee.askedMinor ? '' : ` of ${formatDecimal(fee.askedMinor, currency)}`;
    const label = `${fee.kind} fee${cut === '' ? '' : `, all that is left${cut}`}`;
    rows.push({
      step: 'fee',
      label,
      source: 'fee of the return',
      amountMinor: -gross(fee),
      adds: true,
    });
  }
  const feeMinor = sumMinor(fees.map(gross));
  const totalMinor = creditMinor - feeMinor;
  const exchangeMinor = grossOfExchange(input);
  if (exchangeMinor !== 0n) {
    const label = 'set against what the goods are exchanged for';
    const source = 'exchange lines of the return';
    rows.push({ step: 'exchange', label, source, amountMinor: -exchangeMinor, adds: true });
  }
  const netMinor = totalMinor - exchangeMinor;
  const source = 'sum of the rows above';
  rows.push({ step: 'refund', label: 'this refund', source, amountMinor: netMinor, adds: false });
  return {
    currency,
    taxesIncluded: goods.lines.some((line) => line.taxesIncluded),
    saleDiscountMinor: sumMinor(
      input.lines.map((line) => line.lineDiscountMinor + line.orderDiscountMinor),
    ),
    lines: goods.lines,
    amounts: goods.amounts,
    charges,
    shippingMinor: sumMinor(charges.filter((charge) => charge.kind === 'shipping').map(gross)),
    fees,
    feeMinor,
    adjustmentMinor,
    totalMinor,
    exchangeMinor,
    netMinor,
    derivation: rows.sort((a, b) => steps.indexOf(a.step) - steps.indexOf(b.step)),
  };
}

function reverseGoods(input: ReversalInput) {
  const lines: ReversedLine[] = [];
  const amounts: { lineId: string; netMinor: bigint; taxMinor: bigint }[] = [];
  const rows: DerivationRow[] = [];
  const asked = new Set([...input.units, ...input.amounts].map((entry) => entry.lineId));
  for (const lineId of asked) {
    const line = input.lines.find((candidate) => candidate.id === lineId);
    if (line === undefined) throw new RangeError(`line ${lineId} is not on the sale`);
    const units = input.units
      .filter((entry) => entry.lineId === lineId)
      .reduce((sum, entry) => sum + entry.quantity, 0);
    const amountMinor = sumMinor(
      input.amounts.filter((entry) => entry.lineId === lineId).map((entry) => entry.grossMinor),
    );
    const earlier = input.earlier.filter((entry) => entry.lineId === lineId);
    const result = reverseLine(line, earlier, units, amountMinor, input.currency);
    if (result.reversed !== null) lines.push(result.reversed);
    if (result.amount !== null) amounts.push(result.amount);
    rows.push(...result.rows);
  }
  return { lines, amounts, rows };
}

/** One entry per charge; asking for a charge twice is a defect of the caller, not a double refund. */
function oncePerCharge(chargesNow: ReversalInput['chargesNow']): Map<string, 'full' | bigint> {
  const once = new Map<string, 'full' | bigint>();
  for (const { chargeId, refund } of chargesNow) {
    if (once.has(chargeId)) throw new RangeError(`charge ${chargeId} is asked for twice`);
    once.set(chargeId, refund);
  }
  return once;
}

function grossOfExchange({ exchange }: ReversalInput): bigint {
  if (exchange === null) return 0n;
  return sumMinor([
    ...exchange.lines.map(grossOfLine),
    ...exchange.charges.map((charge) => paidOfCharge(charge).grossMinor),
  ]);
}
