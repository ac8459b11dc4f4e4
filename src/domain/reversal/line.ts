import { allocate, divideHalfUp, sumMinor } from '../money.ts';
import { Problem } from '../problem.ts';
import { explainAmount, explainUnits } from './explain.ts';
import type {
  DerivationRow,
  EarlierReversal,
  ReversedLine,
  ReversedUnit,
  SaleLine,
} from './types.ts';

interface LineReversal {
  readonly reversed: ReversedLine | null;
  readonly amount: { lineId: string; netMinor: bigint; taxMinor: bigint } | null;
  readonly rows: readonly DerivationRow[];
}

/** What a line has due so far: base, discount and tax, each cumulative. */
export interface DueOfLine {
  readonly discountMinor: bigint;
  readonly baseMinor: bigint;
  readonly taxes: readonly bigint[];
  readonly taxMinor: bigint;
}

/** What was reversed before on a line: units, base and tax, and what was deliberately left out. */
export interface BeforeOnLine {
  readonly units: number;
  readonly baseMinor: bigint;
  readonly taxMinor: bigint;
  readonly withheldBaseMinor: bigint;
  readonly withheldTaxMinor: bigint;
}

/** What a line has due after its first `units` units: base, discount and tax, each cumulative. */
export function dueOfLine(line: SaleLine, units: number): DueOfLine {
  const discountMinor = line.lineDiscountMinor + line.orderDiscountMinor;
  const shares =
    line.quantity === 0
      ? []
      : allocate(
          discountMinor,
          Array.from({ length: line.quantity }, () => 1n),
        );
  const discountDueMinor = sumMinor(shares.slice(0, units));
  const taxes = line.taxes.map((tax) =>
    line.quantity === 0 ? 0n : divideHalfUp(tax.amountMinor * BigInt(units), BigInt(line.quantity)),
  );
  return {
    discountMinor: discountDueMinor,
    baseMinor: line.unitPriceMinor * BigInt(units) - discountDueMinor,
    taxes,
    taxMinor: sumMinor(taxes),
  };
}

/** What a whole line was paid with, tax included. */
export function grossOfLine(line: SaleLine): bigint {
  const due = dueOfLine(line, line.quantity);
  return line.taxesIncluded ? due.baseMinor : due.baseMinor + due.taxMinor;
}

/**
 * Reverses units of one line: due for all units so far, less what was reversed before, so that the
 * last unit takes the rest. Never more than was paid, never below zero. An earlier unit that was given
 * deliberately less (by more than one minor unit a unit) is not made good by a later one.
 * Throws `over-return` for more units than are left, `refund-over-cap` for more money than is left.
 */
export function reverseLine(
  line: SaleLine,
  earlier: readonly EarlierReversal[],
  units: number,
  amountMinor: bigint,
  currency: string,
): LineReversal {
  const before = earlierOfLine(line, earlier);
  const last = before.units + units;
  if (!Number.isInteger(units) || units < 0) throw new RangeError(`${units} units of ${line.id}`);
  if (last > line.quantity) {
    throw new Problem('over-return', `${last} of ${line.quantity} units of line ${line.id}`, {
      detail: { lineId: line.id, quantity: `${line.quantity}`, returned: `${last}` },
    });
  }
  const state = { baseMinor: before.baseMinor, taxMinor: before.taxMinor };
  const reversedUnits: ReversedUnit[] = [];
  for (let ordinal = before.units + 1; ordinal <= last; ordinal += 1) {
    const due = dueOfLine(line, ordinal);
    const baseMinor = atLeastZero(due.baseMinor - before.withheldBaseMinor - state.baseMinor);
    const taxDueMinor = atLeastZero(due.taxMinor - before.withheldTaxMinor - state.taxMinor);
    const taxMinor = line.taxesIncluded && taxDueMinor > baseMinor ? baseMinor : taxDueMinor;
    state.baseMinor += baseMinor;
    state.taxMinor += taxMinor;
    const netMinor = line.taxesIncluded ? baseMinor - taxMinor : baseMinor;
    reversedUnits.push({ lineId: line.id, ordinal, netMinor, taxMinor });
  }
  const discountMinor = line.lineDiscountMinor + line.orderDiscountMinor;
  const reversed: ReversedLine | null =
    units === 0
      ? null
      : {
          lineId: line.id,
          quantity: units,
          netMinor: sumMinor(reversedUnits.map((unit) => unit.netMinor)),
          taxMinor: sumMinor(reversedUnits.map((unit) => unit.taxMinor)),
          taxesIncluded: line.taxesIncluded,
          discountMinor,
          discountShareMinor:
            dueOfLine(line, last).discountMinor - dueOfLine(line, before.units).discountMinor,
          units: reversedUnits,
        };
  const amount = amountMinor === 0n ? null : partOfLine(line, state, amountMinor);
  const due = dueOfLine(line, last);
  const rows = reversed === null ? [] : explainUnits(line, { before, due, reversed }, currency);
  return { reversed, amount, rows: amount === null ? rows : [...rows, explainAmount(amount)] };
}

/** The earlier reversals of a line, with what they deliberately left out. */
function earlierOfLine(line: SaleLine, earlier: readonly EarlierReversal[]): BeforeOnLine {
  const baseOf = (entry: EarlierReversal): bigint =>
    line.taxesIncluded ? entry.netMinor + entry.taxMinor : entry.netMinor;
  const withUnits = earlier.filter((entry) => entry.units > 0);
  const units = withUnits.reduce((sum, entry) => sum + entry.units, 0);
  const due = dueOfLine(line, Math.min(units, line.quantity));
  const shortMinor = due.baseMinor - sumMinor(withUnits.map(baseOf));
  const withheldBaseMinor = shortMinor > BigInt(units) ? shortMinor : 0n;
  const taxShortMinor = atLeastZero(due.taxMinor - sumMinor(withUnits.map((e) => e.taxMinor)));
  // A deliberately lower amount carries its own part of the tax; any other tax is made good.
  const taxOfWithheldMinor =
    due.baseMinor === 0n ? 0n : divideHalfUp(due.taxMinor * withheldBaseMinor, due.baseMinor);
  return {
    units,
    baseMinor: sumMinor(earlier.map(baseOf)),
    taxMinor: sumMinor(earlier.map((entry) => entry.taxMinor)),
    withheldBaseMinor,
    withheldTaxMinor: taxOfWithheldMinor < taxShortMinor ? taxOfWithheldMinor : taxShortMinor,
  };
}

function partOfLine(
  line: SaleLine,
  state: { readonly baseMinor: bigint; readonly taxMinor: bigint },
  grossMinor: bigint,
) {
  const due = dueOfLine(line, line.quantity);
  const paidMinor = grossOfLine(line);
  const reversedMinor = line.taxesIncluded ? state.baseMinor : state.baseMinor + state.taxMinor;
  const leftMinor = paidMinor - reversedMinor;
  return {
    lineId: line.id,
    ...splitPart(`line ${line.id}`, paidMinor, due.taxMinor, leftMinor, state.taxMinor, grossMinor),
  };
}

/**
 * Splits a part of something paid into net and tax in the proportion in which it was paid; the part
 * that takes the last of it takes the rest of the tax. Throws `refund-over-cap` above what is left.
 */
export function splitPart(
  what: string,
  paidMinor: bigint,
  paidTaxMinor: bigint,
  leftMinor: bigint,
  taxBeforeMinor: bigint,
  grossMinor: bigint,
): { netMinor: bigint; taxMinor: bigint } {
  if (grossMinor < 0n) throw new RangeError(`a negative amount for ${what}`);
  if (grossMinor > leftMinor) {
    throw new Problem('refund-over-cap', `${grossMinor} for ${what} is above what is left`, {
      detail: { askedMinor: `${grossMinor}`, leftMinor: `${leftMinor}` },
    });
  }
  if (paidMinor === 0n) return { netMinor: 0n, taxMinor: 0n };
  const dueMinor = divideHalfUp(paidTaxMinor * (paidMinor - leftMinor + grossMinor), paidMinor);
  const owedMinor = atLeastZero(dueMinor - taxBeforeMinor);
  const taxMinor = owedMinor > grossMinor ? grossMinor : owedMinor;
  return { netMinor: grossMinor - taxMinor, taxMinor };
}

function atLeastZero(minor: bigint): bigint {
  return minor > 0n ? minor : 0n;
}
