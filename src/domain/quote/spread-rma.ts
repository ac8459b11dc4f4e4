import { allocate, divideHalfUp, sumMinor } from '../money.ts';
import type { Reversal } from '../reversal/types.ts';
import type { Compared, VarianceInput } from '../variance.ts';
import type { GoodsLine, PlacedUnit, ReadRma } from './read-rma.ts';
import type { QuoteCharge, QuoteUnit } from './types.ts';

export interface SpreadRma {
  readonly units: readonly QuoteUnit[];
  readonly charges: readonly QuoteCharge[];
  /** The lines of goods against the reversal's, and the discount that stands on no line. */
  readonly goods: VarianceInput['goods'];
  readonly discount: Compared;
}

interface Reading {
  readonly nets: readonly bigint[];
  readonly restMinor: bigint;
  readonly goods: VarianceInput['goods'];
  readonly discount: Compared;
}

/**
 * Spreads an RMA's total over units and charges, summing to it exactly: lines over their units by the
 * reversal's net per unit, discounts without a line over the lines, tax by the reversal's tax. Where
 * the ERP agrees with the reversal, so does every unit.
 */
export function spreadRma(
  read: ReadRma,
  reversal: Reversal,
  expectedTax: { readonly shippingMinor: bigint; readonly feeMinor: bigint },
): SpreadRma {
  const reading = closestReading(read, reversal);
  const lineNets = addRest(read.goods, reading, reversal);
  const unitNets = read.goods.flatMap((line, index) =>
    allocate(
      lineNets[index] ?? 0n,
      line.units.map(({ reversed }) => positive(reversed?.netMinor)),
    ),
  );
  const placed = read.goods.flatMap((line) => line.units);
  const tax = spreadTax(read, placed, unitNets, expectedTax);
  const units = placed.map(({ unit }, index) => ({
    returnLineId: unit.returnLineId,
    ordinal: unit.ordinal,
    rmaId: unit.rmaId,
    rmaLine: unit.rmaLine,
    netMinor: unitNets[index] ?? 0n,
    taxMinor: tax.units[index] ?? 0n,
  }));
  const charges: QuoteCharge[] = read.charges.map((charge, index) => ({
    rmaId: read.rma.id,
    ...charge,
    taxMinor: tax.charges[index] ?? 0n,
  }));
  const spreadMinor = sumMinor([...units, ...charges].map((part) => part.netMinor + part.taxMinor));
  if (spreadMinor !== read.totalMinor) {
    // Without a line to carry it, what the header says belongs to nothing that we know.
    const taxMinor = units.length + charges.length === 0 ? read.taxMinor : 0n;
    const netMinor = read.totalMinor - spreadMinor - taxMinor;
    charges.push({
      rmaId: read.rma.id,
      rmaLine: 0,
      itemId: '',
      kind: 'unknown',
      netMinor,
      taxMinor,
    });
  }
  return { units, charges, goods: reading.goods, discount: reading.discount };
}

/**
 * Discounts reach NetSuite within the rate, as lines after an item, or on the header; which one an
 * account uses shows in the numbers. The reading with the smallest differences to the reversal wins.
 */
function closestReading(read: ReadRma, reversal: Reversal): Reading {
  const attachedMinor = sumMinor(read.goods.map((line) => line.attachedMinor));
  const shapes = [
    {
      nets: read.goods.map((line) => line.netMinor + line.attachedMinor),
      restMinor: read.looseDiscountMinor + read.headerMinor,
    },
    {
      nets: read.goods.map((line) => line.netMinor),
      restMinor: read.looseDiscountMinor + read.headerMinor + attachedMinor,
    },
  ];
  const readings = shapes.flatMap((shape) =>
    [false, true].map((outsideLines) => ({
      ...shape,
      ...compareGoods(read, reversal, shape, outsideLines),
    })),
  );
  const cost = (reading: Reading): bigint =>
    sumMinor([...reading.goods, reading.discount].map((one) => magnitude(one.aMinor - one.bMinor)));
  return readings.reduce((best, next) => (cost(next) < cost(best) ? next : best));
}

function compareGoods(
  read: ReadRma,
  reversal: Reversal,
  shape: { readonly nets: readonly bigint[]; readonly restMinor: bigint },
  outsideLines: boolean,
): { goods: VarianceInput['goods']; discount: Compared } {
  const shares = read.goods.map((line) => discountOf(line, reversal));
  const goods = read.goods.map((line, index) => {
    const share = shares[index] ?? { shareMinor: 0n, wholeMinor: 0n };
    const netMinor = sumMinor(line.units.map(({ reversed }) => reversed?.netMinor ?? 0n));
    return {
      what: `line ${line.line} of ${read.rma.tranId}`,
      aMinor: shape.nets[index] ?? 0n,
      bMinor: outsideLines ? netMinor + share.shareMinor : netMinor,
      units: line.units.length,
      discountMinor: outsideLines ? 0n : share.wholeMinor,
      discountShareMinor: outsideLines ? 0n : share.shareMinor,
    };
  });
  const sharesMinor = sumMinor(shares.map((share) => share.shareMinor));
  const discount = {
    what: `discount of ${read.rma.tranId} as a whole`,
    aMinor: shape.restMinor,
    bMinor: outsideLines ? -sharesMinor : 0n,
  };
  return { goods, discount };
}

/** The stored discount of a line and the share of its units here, both without tax. */
function discountOf(
  line: GoodsLine,
  reversal: Reversal,
): { shareMinor: bigint; wholeMinor: bigint } {
  const lineId = line.units[0]?.unit.shopifyLineId;
  const reversed = reversal.lines.find((candidate) => candidate.lineId === lineId);
  if (reversed === undefined || reversed.quantity === 0) return { shareMinor: 0n, wholeMinor: 0n };
  const grossMinor = reversed.netMinor + reversed.taxMinor;
  const withoutTax = (minor: bigint): bigint =>
    reversed.taxesIncluded && grossMinor !== 0n
      ? divideHalfUp(minor * reversed.netMinor, grossMinor)
      : minor;
  const shareMinor = divideHalfUp(
    reversed.discountShareMinor * BigInt(line.units.length),
    BigInt(reversed.quantity),
  );
  return { shareMinor: withoutTax(shareMinor), wholeMinor: withoutTax(reversed.discountMinor) };
}

function addRest(goods: readonly GoodsLine[], reading: Reading, reversal: Reversal): bigint[] {
  if (reading.restMinor === 0n || goods.length === 0) return [...reading.nets];
  const shares = goods.map((line) => discountOf(line, reversal).shareMinor);
  const weights = shares.some((share) => share > 0n) ? shares : reading.nets.map(positive);
  const parts = allocate(reading.restMinor, weights);
  return reading.nets.map((netMinor, index) => netMinor + (parts[index] ?? 0n));
}

/** Tax over units and charges; a fee's tax is negative, so it is set aside before the rest is spread. */
function spreadTax(
  read: ReadRma,
  placed: readonly PlacedUnit[],
  unitNets: readonly bigint[],
  expected: { readonly shippingMinor: bigint; readonly feeMinor: bigint },
): { units: bigint[]; charges: bigint[] } {
  const firstOf = (kind: 'shipping' | 'fee'): number =>
    read.charges.findIndex((charge) => charge.kind === kind);
  const fee = firstOf('fee');
  const shipping = firstOf('shipping');
  const feeTaxMinor = fee === -1 ? 0n : expected.feeMinor;
  const stored = [
    ...placed.map(({ reversed }) => positive(reversed?.taxMinor)),
    ...read.charges.map((_charge, index) =>
      index === shipping ? positive(expected.shippingMinor) : 0n,
    ),
  ];
  const nets = [
    ...unitNets.map(positive),
    ...read.charges.map((charge) => (charge.kind === 'shipping' ? positive(charge.netMinor) : 0n)),
  ];
  const weights = stored.some((weight) => weight > 0n) ? stored : nets;
  if (weights.length === 0) return { units: [], charges: [] };
  const parts = allocate(read.taxMinor + feeTaxMinor, weights);
  return {
    units: parts.slice(0, placed.length),
    charges: parts
      .slice(placed.length)
      .map((part, index) => (index === fee ? part - feeTaxMinor : part)),
  };
}

function positive(minor: bigint | undefined): bigint {
  return minor === undefined || minor < 0n ? 0n : minor;
}

function magnitude(minor: bigint): bigint {
  return minor < 0n ? -minor : minor;
}
