import { sumMinor } from '../../src/domain/money.ts';
import {
  afterReversal,
  type Reversal,
  type ReversalInput,
  returnEverything,
  reverseSale,
} from '../../src/domain/reversal.ts';
import { amountIs, type CaseAmounts, type Check, type Checks, factIs } from './check.ts';
import type { PeerCase, Scalar } from './peer-case.ts';
import { reversalOfCase } from './sale-of-case.ts';

const gross = (part: { netMinor: bigint; taxMinor: bigint }): bigint =>
  part.netMinor + part.taxMinor;

/** Figures of a reversal: what goes back, its net and tax, what is left afterwards. */
export function readGoods(peer: PeerCase, read: CaseAmounts): Checks {
  const found = reversalOfCase(peer, read.amount);
  if (found === null) return {};
  const is = (actual: () => bigint): Check => amountIs(peer, read, actual);
  const { before } = found;
  const everything = (): bigint => reverseSale(returnEverything(before)).totalMinor;
  if (peer.when.refund_sequence !== undefined) return sequence(peer, read, before);
  if (peer.when.received_good !== undefined) return received(peer, read, before);
  if (found.asked === null) return { remaining: is(everything) };

  const { asked } = found;
  const reversal = reverseSale(asked);
  const after = (): ReversalInput => afterReversal(asked, reversal);
  const next = (): Reversal => reverseSale({ ...after(), units: asked.units });
  const taxMinor = (): bigint =>
    sumMinor(
      [...reversal.lines, ...reversal.amounts, ...reversal.charges].map((part) => part.taxMinor),
    );
  const listMinor = (): bigint =>
    sumMinor(asked.units.map((unit) => priceOf(asked, unit.lineId) * BigInt(unit.quantity)));
  const isNet = 'customer_owes' in peer.expect || peer.when.new_lines !== undefined;
  const isBill = 'subtotal' in peer.expect;
  return {
    refund_total: prorated(peer, read, asked, reversal),
    total: is(() => (isBill ? -reversal.netMinor : reversal.netMinor)),
    net: is(() => (isNet ? reversal.netMinor : reversal.totalMinor - taxMinor())),
    tax: is(taxMinor),
    gross: is(() => reversal.totalMinor),
    reversal: is(() => reversal.netMinor),
    peer_recalculation: (expected) =>
      is(() => reversal.netMinor)(expected) === null ? 'the same as a recalculation' : null,
    customer_owes: is(() => -reversal.netMinor),
    credit_total: is(() => reversal.netMinor),
    invoice_total: is(() => reverseSale(returnEverything(before)).totalMinor),
    net_kept: is(() => reverseSale(returnEverything(before)).totalMinor - reversal.netMinor),
    residual: is(
      () =>
        reverseSale(returnEverything(before)).totalMinor -
        reversal.netMinor -
        reversal.exchangeMinor,
    ),
    subtotal: is(() => -listMinor()),
    discount_total: is(() => -sumMinor(reversal.lines.map((line) => line.discountShareMinor))),
    shipping_total: is(() => reversal.exchangeMinor),
    equals_shopify_refund: factIs(
      () => read.amount(peer.when.shopify_refund_total ?? '0') === reversal.netMinor,
    ),
    second_unit_then: is(() => next().totalMinor),
    line_total: is(() => sumMinor(lineUnits(asked).map(gross))),
    refundable_after: is(() => reverseSale(returnEverything(after())).totalMinor),
    shipping_refundable_after: is(() => reverseSale(returnEverything(after())).shippingMinor),
    this_refund: is(() => reversal.totalMinor),
    refunded_total: is(() => reversal.totalMinor + sumMinor(before.earlier.map(gross))),
    unit1_refunded: is(() => reversal.totalMinor),
    unit1_remaining: is(() => firstUnitLeft(after())),
    rounded_first_or_last: (expected) =>
      Array.isArray(expected) &&
      expected.some((value: Scalar) => read.amount(value) === reversal.totalMinor)
        ? null
        : `got ${reversal.totalMinor}, expected one of ${JSON.stringify(expected)}`,
    three_units_sum: is(() => sumMinor(lineUnits(asked).map(gross))),
    lines: lineGroups(peer, read, asked, reversal),
    tax_items: taxItems(read, asked, reversal),
  };
}

function priceOf(input: ReversalInput, lineId: string): bigint {
  return input.lines.find((line) => line.id === lineId)?.unitPriceMinor ?? 0n;
}

/** Every unit of the first line returned that was asked for, one refund a unit. */
function lineUnits(input: ReversalInput): { netMinor: bigint; taxMinor: bigint }[] {
  const line = input.lines.find((candidate) => candidate.id === input.units[0]?.lineId);
  if (line === undefined) return [];
  let state: ReversalInput = afterReversal(
    input,
    reverseSale({ ...input, units: [], amounts: [], chargesNow: [], fees: [], adjustments: [] }),
  );
  const parts: { netMinor: bigint; taxMinor: bigint }[] = [];
  for (let unit = 0; unit < line.quantity; unit += 1) {
    const reversal = reverseSale({ ...state, units: [{ lineId: line.id, quantity: 1 }] });
    parts.push(...reversal.lines);
    state = afterReversal(state, reversal);
  }
  return parts;
}

function firstUnitLeft(after: ReversalInput): bigint {
  const lineId = after.lines[0]?.id ?? '';
  return reverseSale({ ...after, units: [{ lineId, quantity: 1 }] }).totalMinor;
}

/** A refund total; "prorated unit price with tax" must be the exact share, rounded one way or the other. */
function prorated(
  peer: PeerCase,
  read: CaseAmounts,
  asked: ReversalInput,
  reversal: Reversal,
): Check {
  return (expected) => {
    if (expected !== 'prorated unit price with tax') {
      return amountIs(peer, read, () => reversal.netMinor)(expected);
    }
    const line = asked.lines[0];
    if (line === undefined) return 'no line';
    const paid = lineUnits(asked).map(gross);
    const doubled = sumMinor(paid) - BigInt(line.quantity) * reversal.totalMinor;
    const bound = BigInt(line.quantity);
    return doubled < bound && doubled > -bound ? null : `not a share of ${sumMinor(paid)}`;
  };
}

function sequence(peer: PeerCase, read: CaseAmounts, before: ReversalInput): Checks {
  let state = before;
  const totals: bigint[] = [];
  let discountMinor = 0n;
  for (const quantity of peer.when.refund_sequence ?? []) {
    const lineId = before.lines[0]?.id ?? '';
    const reversal = reverseSale({ ...state, units: [{ lineId, quantity }] });
    totals.push(reversal.totalMinor);
    discountMinor += sumMinor(reversal.lines.map((line) => line.discountShareMinor));
    state = afterReversal(state, reversal);
  }
  const line = before.lines[0];
  const stored = line === undefined ? 0n : line.lineDiscountMinor + line.orderDiscountMinor;
  return {
    sum: amountIs(peer, read, () => sumMinor(totals)),
    discount_taken_back_once: factIs(() => discountMinor === stored),
  };
}

function received(peer: PeerCase, read: CaseAmounts, before: ReversalInput): Checks {
  const lineId = before.lines[0]?.id ?? '';
  const good = reverseSale({
    ...before,
    units: [{ lineId, quantity: peer.when.received_good ?? 0 }],
  });
  const state = afterReversal(before, good);
  const dismissed = reverseSale({
    ...state,
    units: [{ lineId, quantity: peer.when.dismissed ?? 0 }],
  });
  const rest = afterReversal(state, dismissed);
  const is = (actual: () => bigint): Check => amountIs(peer, read, actual);
  return {
    line_total: is(() => reverseSale(returnEverything(before)).totalMinor),
    received_total: is(() => good.totalMinor),
    dismissed_total: is(() => dismissed.totalMinor),
    written_off_total: is(() => dismissed.totalMinor),
    refundable_total: is(() => reverseSale(returnEverything(rest)).totalMinor),
  };
}

/** Units of a line that are worth the same make one group; groups are compared in order. */
function lineGroups(
  peer: PeerCase,
  read: CaseAmounts,
  asked: ReversalInput,
  reversal: Reversal,
): Check {
  return (expected) => {
    const parts = [
      ...reversal.lines.flatMap((line) =>
        line.units.map((unit) => ({ ref: line.lineId, ...unit })),
      ),
      ...reversal.charges.map((charge) => ({ ref: charge.chargeId, ...charge })),
    ];
    const groups: { ref: string; quantity: number; net: bigint; tax: bigint }[] = [];
    for (const part of parts) {
      const group = groups.at(-1);
      const same =
        group?.ref === part.ref &&
        group.net === part.netMinor * BigInt(group.quantity) &&
        group.tax === part.taxMinor * BigInt(group.quantity);
      if (group !== undefined && same) {
        group.quantity += 1;
        group.net += part.netMinor;
        group.tax += part.taxMinor;
      } else groups.push({ ref: part.ref, quantity: 1, net: part.netMinor, tax: part.taxMinor });
    }
    const exchanged = asked.exchange?.lines ?? [];
    for (const line of exchanged) {
      groups.push({
        ref: line.id,
        quantity: -line.quantity,
        net: -reversal.exchangeMinor,
        tax: 0n,
      });
    }
    if (!Array.isArray(expected)) return 'the expected lines are no list';
    if (expected.length !== groups.length)
      return `expected ${expected.length} groups, got ${groups.length}`;
    return differencesOf(peer, read, expected, groups);
  };
}

function differencesOf(
  peer: PeerCase,
  read: CaseAmounts,
  expected: readonly Record<string, unknown>[],
  groups: readonly { ref: string; quantity: number; net: bigint; tax: bigint }[],
): string | null {
  for (const [index, wanted] of expected.entries()) {
    const group = groups[index];
    if (group === undefined) return 'a group is missing';
    const ref = wanted['ref'] ?? wanted['line'];
    if (ref !== group.ref) return `expected ${String(ref)}, got ${group.ref}`;
    const quantity = wanted['quantity'];
    if (quantity !== undefined && quantity !== group.quantity) return `quantity of ${group.ref}`;
    const figures = {
      net: group.net,
      tax: group.tax,
      gross: group.net + group.tax,
      amount: group.net + group.tax,
    };
    for (const [name, actual] of Object.entries(figures)) {
      if (wanted[name] === undefined) continue;
      const wrong = amountIs(peer, read, () => actual)(wanted[name]);
      if (wrong !== null) return `${group.ref} ${name}: ${wrong}`;
    }
  }
  return null;
}

function taxItems(read: CaseAmounts, asked: ReversalInput, reversal: Reversal): Check {
  return (expected) => {
    const byRate = new Map<string, bigint>();
    const add = (rate: string | undefined, minor: bigint): void => {
      const key = (rate ?? '').replace('%', '');
      byRate.set(key, (byRate.get(key) ?? 0n) + minor);
    };
    for (const line of reversal.lines) {
      add(asked.lines.find((one) => one.id === line.lineId)?.taxes[0]?.rate, line.taxMinor);
    }
    for (const charge of reversal.charges) {
      add(asked.charges.find((one) => one.id === charge.chargeId)?.taxes[0]?.rate, charge.taxMinor);
    }
    for (const [rate, wanted] of Object.entries(expected as Record<string, Scalar>)) {
      if (byRate.get(rate) !== read.amount(wanted))
        return `tax at ${rate}: got ${byRate.get(rate)}`;
    }
    return null;
  };
}
