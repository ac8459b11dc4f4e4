import { divideHalfUp, sumMinor } from '../money.ts';
import type { ReversedUnit } from '../reversal/types.ts';
import type { NetsuiteRma, NetsuiteRmaLine } from '../snapshot.ts';
import type { ChargeItems, QuoteUnitInput } from './types.ts';

/** A unit of the return with its counterpart in the reversal; null when the reversal lacks it. */
export interface PlacedUnit {
  readonly unit: QuoteUnitInput;
  readonly reversed: ReversedUnit | null;
}

export interface GoodsLine {
  readonly line: number;
  readonly netMinor: bigint;
  /** NetSuite discount lines that follow this line. */
  readonly attachedMinor: bigint;
  readonly units: readonly PlacedUnit[];
}

export interface ChargeLine {
  readonly rmaLine: number;
  readonly itemId: string;
  readonly kind: 'shipping' | 'fee' | 'unknown';
  readonly netMinor: bigint;
}

export interface ReadRma {
  readonly rma: NetsuiteRma;
  readonly goods: readonly GoodsLine[];
  readonly charges: readonly ChargeLine[];
  /** Discount lines that follow no line of goods. */
  readonly looseDiscountMinor: bigint;
  /** What the header takes off without a line. */
  readonly headerMinor: bigint;
  readonly taxMinor: bigint;
  /** The RMA's total without what was closed unreturned. */
  readonly totalMinor: bigint;
  readonly findings: readonly string[];
}

/**
 * Reads an RMA as money: which of its lines carry the return's units, which are charges, what the
 * header adds. A line closed before its units came, or the part of it that never came, is left out
 * with its share of the tax. Lines that are neither are findings.
 */
export function readRma(
  rma: NetsuiteRma,
  placed: readonly PlacedUnit[],
  chargeItems: ChargeItems | null,
): ReadRma {
  const goods: { line: number; netMinor: bigint; attachedMinor: bigint; units: PlacedUnit[] }[] =
    [];
  const charges: ChargeLine[] = [];
  const findings: string[] = [];
  let looseDiscountMinor = 0n;
  let closedMinor = 0n;
  let previous: (typeof goods)[number] | null = null;
  for (const line of rma.lines) {
    const units = placed.filter(({ unit }) => unit.rmaLine === line.line);
    const openMinor = openAmount(line, units.length);
    closedMinor += line.amountMinor - openMinor;
    if (units.length > 0) {
      if (units.length > line.quantity || (units.length < line.quantity && !line.isClosed)) {
        findings.push(
          `line ${line.line} of ${rma.tranId} has ${line.quantity} units, the return has ${units.length}`,
        );
      }
      previous = { line: line.line, netMinor: openMinor, attachedMinor: 0n, units };
      goods.push(previous);
    } else if (isDiscount(line)) {
      if (previous === null) looseDiscountMinor += line.amountMinor;
      else previous.attachedMinor += line.amountMinor;
    } else if (openMinor !== 0n) {
      const kind = chargeKind(line, chargeItems);
      if (kind === 'unknown') {
        findings.push(`line ${line.line} of ${rma.tranId} is no unit of this return`);
      }
      charges.push({ rmaLine: line.line, itemId: line.itemId, kind, netMinor: openMinor });
    }
  }
  const linesMinor = sumMinor(rma.lines.map((line) => line.amountMinor));
  const restMinor = rma.totalMinor - linesMinor - rma.taxMinor;
  // Accounts with legacy tax do not always show it: a header can only take off, so a rest is the tax.
  const hiddenTax = restMinor > 0n && rma.taxMinor === 0n;
  const wholeTaxMinor = hiddenTax ? restMinor : rma.taxMinor;
  const closedTaxMinor =
    linesMinor === 0n ? 0n : divideHalfUp(wholeTaxMinor * closedMinor, linesMinor);
  return {
    rma,
    goods,
    charges,
    looseDiscountMinor,
    headerMinor: hiddenTax ? 0n : restMinor,
    taxMinor: wholeTaxMinor - closedTaxMinor,
    totalMinor: rma.totalMinor - closedMinor - closedTaxMinor,
    findings,
  };
}

/** The amount of the units that the return still has on a closed line; the whole of an open line. */
function openAmount(line: NetsuiteRmaLine, units: number): bigint {
  if (!line.isClosed || isDiscount(line) || units >= line.quantity) return line.amountMinor;
  return divideHalfUp(line.amountMinor * BigInt(units), BigInt(line.quantity));
}

function isDiscount(line: NetsuiteRmaLine): boolean {
  return /^(discount|markup)/i.test(line.itemType);
}

function chargeKind(line: NetsuiteRmaLine, items: ChargeItems | null): ChargeLine['kind'] {
  if (line.itemId === items?.shipping) return 'shipping';
  if (line.itemId === items?.restockingFee || line.itemId === items?.returnShipping) return 'fee';
  if (line.orderLine !== null) return 'unknown';
  return line.amountMinor < 0n ? 'fee' : 'shipping';
}
