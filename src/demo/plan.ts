import { createRandom, type Random } from './random.ts';

/** What the shopper, the connector and the staff will do with one order. */
export interface PlannedOrder {
  readonly key: string;
  readonly lines: readonly PlannedLine[];
  readonly discount: 'none' | 'percentage' | 'fixed';
  readonly shippingMinor: number | null;
  readonly taxesIncluded: boolean;
  readonly giftCardMinor: number | null;
  readonly billing: 'cashSale' | 'invoice';
  readonly discountShape: 'reducedRate' | 'discountLine' | 'headerPercent' | 'headerFlat';
  /** The connector brings the order into NetSuite only after the first return was asked for. */
  readonly importedLate: boolean;
  readonly returns: readonly PlannedReturn[];
}

export interface PlannedLine {
  /** Position in the shop's catalogue, modulo its size. */
  readonly variant: number;
  readonly quantity: number;
  readonly discountMinor: number | null;
}

export interface PlannedReturn {
  readonly key: string;
  readonly by: 'shopper' | 'staff';
  readonly lines: readonly { readonly line: number; readonly quantity: number }[];
  readonly reason: string;
  /** All units in one parcel, or in two. */
  readonly parcels: 1 | 2;
  readonly verdict: 'pass' | 'fail' | 'mixed';
  /** Received at the account's second location instead of where the sale was. */
  readonly elsewhere: boolean;
  /** One credit when everything is judged, or one per parcel. */
  readonly credits: 'at-end' | 'per-parcel';
  /** Somebody in finance types another amount over the credit. */
  readonly typedOver: boolean;
}

const reasons = ['UNWANTED', 'SIZE_TOO_SMALL', 'DEFECTIVE', 'NOT_AS_DESCRIBED', 'WRONG_ITEM'];

/** Draws orders until they have `count` returns between them: mixed shapes, the same for the same seed. */
export function planOrders(seed: string, count: number): readonly PlannedOrder[] {
  const orders: PlannedOrder[] = [];
  let planned = 0;
  while (planned < count) {
    const order = planOrder(`${seed}/${orders.length}`, count - planned);
    orders.push(order);
    planned += order.returns.length;
  }
  return orders;
}

/** One order with at most `most` returns. */
export function planOrder(key: string, most: number): PlannedOrder {
  const random = createRandom(`backhaul demo ${key}`);
  const lines = planLines(random);
  const units = lines.reduce((sum, line) => sum + line.quantity, 0);
  const wanted = random.chance(0.25) ? random.integer(2, 3) : 1;
  const returns = planReturns(key, lines, Math.min(wanted, most, units), random);
  const discount = random.pick(['none', 'none', 'none', 'percentage', 'fixed'] as const);
  return {
    key,
    lines,
    discount,
    shippingMinor: random.chance(0.7) ? random.pick([490, 590, 990]) : null,
    taxesIncluded: random.chance(0.6),
    giftCardMinor: random.chance(0.12) ? random.integer(200, 900) : null,
    billing: random.chance(0.5) ? 'cashSale' : 'invoice',
    discountShape: discountShape(discount, lines, random),
    importedLate: random.chance(0.08),
    returns,
  };
}

/** Connectors differ in how they write a discount; on the header they write only order discounts. */
function discountShape(
  discount: PlannedOrder['discount'],
  lines: readonly PlannedLine[],
  random: Random,
): PlannedOrder['discountShape'] {
  const drawn = random.next();
  const onHeader = lines.every(({ discountMinor }) => discountMinor === null);
  if (onHeader && discount === 'percentage' && drawn < 0.2) return 'headerPercent';
  // A flat header discount is copied whole onto a partial return: rare, and a case for a person.
  if (onHeader && discount === 'fixed' && drawn < 0.2) return 'headerFlat';
  return drawn > 0.8 ? 'discountLine' : 'reducedRate';
}

function planLines(random: Random): PlannedLine[] {
  const lines = Array.from({ length: random.integer(1, 3) }, () => ({
    variant: random.integer(0, 499),
    quantity: random.pick([1, 1, 2, 3]),
    discountMinor: random.chance(0.2) ? random.integer(50, 400) : null,
  }));
  const [first] = lines;
  // The same article twice on one order: lines must be told apart by more than their SKU.
  if (first !== undefined && random.chance(0.15)) {
    lines.push({ variant: first.variant, quantity: 1, discountMinor: null });
  }
  return lines;
}

/** Deals units out to the returns; each gets at least one, some stay with the shopper. */
function planReturns(
  key: string,
  lines: readonly PlannedLine[],
  count: number,
  random: Random,
): PlannedReturn[] {
  const left = lines.map((line) => line.quantity);
  const dealt: Map<number, number>[] = [];
  const whole = random.chance(0.35);
  for (let index = 0; index < count; index += 1) {
    const own = new Map<number, number>();
    const take = (line: number, quantity: number) => {
      own.set(line, (own.get(line) ?? 0) + quantity);
      left[line] = (left[line] ?? 0) - quantity;
    };
    const open = left.flatMap((quantity, line) => (quantity > 0 ? [line] : []));
    take(random.pick(open), 1);
    for (const line of open) {
      const spare = left[line] ?? 0;
      const others = left.reduce((sum, quantity) => sum + quantity, 0) - (count - index - 1);
      const most = Math.min(spare, others);
      const last = index === count - 1;
      if (most > 0 && (random.chance(0.45) || (whole && last))) {
        take(line, whole && last ? most : random.integer(1, most));
      }
    }
    dealt.push(own);
  }
  return dealt.map((own, index) => planReturn(`${key}/${index}`, own, random));
}

function planReturn(key: string, own: ReadonlyMap<number, number>, random: Random): PlannedReturn {
  const units = [...own.values()].reduce((sum, quantity) => sum + quantity, 0);
  const parcels = units > 1 && random.chance(0.3) ? 2 : 1;
  const drawn = random.next();
  return {
    key,
    by: random.chance(0.75) ? 'shopper' : 'staff',
    lines: [...own].map(([line, quantity]) => ({ line, quantity })),
    reason: random.pick(reasons),
    parcels,
    verdict: drawn < 0.7 ? 'pass' : drawn < 0.82 || units === 1 ? 'fail' : 'mixed',
    elsewhere: random.chance(0.2),
    credits: parcels === 2 && random.chance(0.5) ? 'per-parcel' : 'at-end',
    typedOver: random.chance(0.03),
  };
}
