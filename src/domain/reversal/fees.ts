import { divideHalfUp, percentOf } from '../money.ts';
import type { ReturnFee, ReversedFee, ReversedLine } from './types.ts';

/**
 * Takes fees from a credit in the order given; the credit never falls below zero, so a fee takes at
 * most what is left, its tax in proportion. A percentage is of the base of the units returned now
 * (with tax where prices include it), rounded half-up once a line; nothing returned, nothing asked.
 */
export function chargeFees(
  fees: readonly ReturnFee[],
  lines: readonly ReversedLine[],
  creditMinor: bigint,
): ReversedFee[] {
  let leftMinor = creditMinor > 0n ? creditMinor : 0n;
  return fees.map((fee) => {
    const asked = askFee(fee, lines);
    const askedMinor = asked.netMinor + asked.taxMinor;
    if (asked.netMinor < 0n || asked.taxMinor < 0n) throw new RangeError('a fee is negative');
    const chargedMinor = askedMinor > leftMinor ? leftMinor : askedMinor;
    leftMinor -= chargedMinor;
    const taxMinor =
      askedMinor === 0n ? 0n : divideHalfUp(asked.taxMinor * chargedMinor, askedMinor);
    return { kind: fee.kind, askedMinor, netMinor: chargedMinor - taxMinor, taxMinor };
  });
}

function askFee(
  fee: ReturnFee,
  lines: readonly ReversedLine[],
): { netMinor: bigint; taxMinor: bigint } {
  if ('amountMinor' in fee) return { netMinor: fee.amountMinor, taxMinor: fee.taxMinor };
  const line = lines.find((candidate) => candidate.lineId === fee.lineId);
  if (line === undefined) return { netMinor: 0n, taxMinor: 0n };
  const wholeMinor = line.taxesIncluded ? line.netMinor + line.taxMinor : line.netMinor;
  const bearing = BigInt(fee.quantity ?? line.quantity);
  const baseMinor = divideHalfUp(wholeMinor * bearing, BigInt(line.quantity));
  return { netMinor: percentOf(baseMinor, fee.percent), taxMinor: 0n };
}
