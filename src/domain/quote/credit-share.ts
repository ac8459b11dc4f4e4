import { sumMinor } from '../money.ts';
import type { NetsuiteCredit } from '../snapshot.ts';
import { explainVariance, type Variance } from '../variance.ts';
import type { Quote, QuoteCharge, QuoteUnit } from './types.ts';

export interface UnitName {
  readonly returnLineId: string;
  readonly ordinal: number;
}

export interface CreditShare {
  readonly totalMinor: bigint;
  readonly units: readonly QuoteUnit[];
  readonly charges: readonly QuoteCharge[];
}

/**
 * What the quote says for some of its units, and for the charges that go with them (none unless
 * named). Throws a RangeError for a unit that the quote lacks or that is named twice.
 */
export function quoteShareOfCredit(input: {
  readonly quote: Quote;
  readonly creditedUnits: readonly UnitName[];
  readonly charges?: readonly QuoteCharge[];
}): CreditShare {
  const named = new Set<string>();
  const units = input.creditedUnits.map((name) => {
    const key = `${name.ordinal} ${name.returnLineId}`;
    const unit = input.quote.units.find(
      (candidate) =>
        candidate.returnLineId === name.returnLineId && candidate.ordinal === name.ordinal,
    );
    if (unit === undefined) throw new RangeError(`the quote has no unit ${key}`);
    if (named.has(key)) throw new RangeError(`unit ${key} is credited twice`);
    named.add(key);
    return unit;
  });
  const charges = input.charges ?? [];
  const totalMinor = sumMinor([...units, ...charges].map((part) => part.netMinor + part.taxMinor));
  return { totalMinor, units, charges };
}

export type CreditComparison =
  | 'equal'
  /** Credit less share; negative when the ERP gives less than was quoted. */
  | { readonly differsMinor: bigint; readonly classes: Variance };

/**
 * Holds a posted credit against its units' share of the quote. Shipping and fees belong to the credit
 * that carries their lines; one that credits all units of its RMA must carry them all. A credit of the
 * last units after others sets `completes` and names in `chargesBefore` the RMA lines already credited.
 */
export function compareCredit(input: {
  readonly quote: Quote;
  readonly credit: NetsuiteCredit;
  readonly units: readonly UnitName[];
  readonly completes?: boolean;
  readonly chargesBefore?: readonly { readonly rmaId: string; readonly rmaLine: number }[];
}): CreditComparison {
  const { quote, credit } = input;
  const units = quoteShareOfCredit({ quote, creditedUnits: input.units }).units;
  const rmaIds = new Set(units.map((unit) => unit.rmaId));
  if (credit.rmaId !== null) rmaIds.add(credit.rmaId);
  const completes =
    input.completes ?? quote.units.filter((unit) => rmaIds.has(unit.rmaId)).length === units.length;
  const mine = quote.charges.filter((charge) => rmaIds.has(charge.rmaId));
  const carried = mine.filter((charge) => credit.lines.some((line) => isChargeLine(line, charge)));
  const before = input.chargesBefore ?? [];
  const due = mine.filter(
    (charge) =>
      carried.includes(charge) ||
      (completes &&
        !before.some((one) => one.rmaId === charge.rmaId && one.rmaLine === charge.rmaLine)),
  );
  const share = quoteShareOfCredit({ quote, creditedUnits: input.units, charges: due });
  const differsMinor = credit.totalMinor - share.totalMinor;
  if (differsMinor === 0n) return 'equal';
  return { differsMinor, classes: explainCredit(credit, share, carried) };
}

function explainCredit(
  credit: NetsuiteCredit,
  share: CreditShare,
  carried: readonly QuoteCharge[],
): Variance {
  const chargeOf = (line: NetsuiteCredit['lines'][number]) =>
    carried.find((charge) => isChargeLine(line, charge));
  const creditNet = (kind: QuoteCharge['kind']): bigint =>
    sumMinor(
      credit.lines.filter((line) => chargeOf(line)?.kind === kind).map((line) => line.amountMinor),
    );
  const quotedNet = (kind: QuoteCharge['kind']): bigint =>
    sumMinor(
      share.charges.filter((charge) => charge.kind === kind).map((charge) => charge.netMinor),
    );
  const goodsMinor = sumMinor(
    credit.lines.filter((line) => chargeOf(line) === undefined).map((line) => line.amountMinor),
  );
  const linesMinor = sumMinor(credit.lines.map((line) => line.amountMinor));
  const restMinor = credit.totalMinor - linesMinor - credit.taxMinor;
  const hiddenTax = restMinor > 0n && credit.taxMinor === 0n;
  return explainVariance({
    against: 'credit',
    goods: [
      {
        what: `goods of ${credit.tranId}`,
        aMinor: goodsMinor,
        bMinor: sumMinor(share.units.map((unit) => unit.netMinor)),
        units: share.units.length,
        discountMinor: 0n,
        discountShareMinor: 0n,
      },
    ],
    figures: [
      {
        what: 'tax',
        class: 'tax',
        aMinor: hiddenTax ? restMinor : credit.taxMinor,
        bMinor: sumMinor([...share.units, ...share.charges].map((part) => part.taxMinor)),
      },
      {
        what: 'shipping',
        class: 'shipping',
        aMinor: creditNet('shipping'),
        bMinor: quotedNet('shipping'),
      },
      { what: 'fees', class: 'fee', aMinor: creditNet('fee'), bMinor: quotedNet('fee') },
    ],
    unknown: [
      { what: 'other lines', aMinor: creditNet('unknown'), bMinor: quotedNet('unknown') },
      {
        what: `the header of ${credit.tranId}`,
        aMinor: hiddenTax ? 0n : restMinor,
        bMinor: 0n,
      },
    ],
    roundingReachMinor: 0n,
    taxesIncluded: false,
  });
}

function isChargeLine(line: NetsuiteCredit['lines'][number], charge: QuoteCharge): boolean {
  return line.rmaLine === null ? line.itemId === charge.itemId : line.rmaLine === charge.rmaLine;
}
