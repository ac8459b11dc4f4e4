import { divideHalfUp, percentOf, readDecimal } from '../../src/domain/money.ts';
import {
  noReversal,
  type ReturnFee,
  type ReversalInput,
  returnEverything,
  reverseSale,
  type SaleCharge,
  type SaleLine,
} from '../../src/domain/reversal.ts';
import type { CaseCharge, CaseLine, PeerCase, Scalar } from './peer-case.ts';

type Amount = (value: Scalar) => bigint;

/** The tax that was charged at the sale: of the base, or contained in it, half-up. */
function taxAtSale(baseMinor: bigint, rate: Scalar, included: boolean): bigint {
  const percent = String(rate);
  if (!included) return percentOf(baseMinor, percent);
  const decimal = readDecimal(percent);
  if (decimal === null) throw new RangeError(`"${percent}" is no rate`);
  return divideHalfUp(
    baseMinor * decimal.digits,
    decimal.digits + 100n * 10n ** BigInt(decimal.scale),
  );
}

/** A line of a case as it was sold, with its tax amount. */
export function saleLine(line: CaseLine, amount: Amount): SaleLine {
  const unitPriceMinor = amount(line.unit_price);
  const lineDiscountMinor = amount(line.line_discount_total);
  const orderDiscountMinor = amount(line.order_discount_allocated);
  const baseMinor = unitPriceMinor * BigInt(line.quantity) - lineDiscountMinor - orderDiscountMinor;
  const amountMinor = taxAtSale(baseMinor, line.tax_rate_percent, line.tax_included);
  return {
    id: line.id,
    quantity: line.quantity,
    unitPriceMinor,
    lineDiscountMinor,
    orderDiscountMinor,
    taxes: [{ title: 'tax', rate: `${line.tax_rate_percent}%`, amountMinor }],
    taxesIncluded: line.tax_included,
  };
}

/** A shipping charge of a case as it was sold. */
export function saleCharge(charge: CaseCharge, amount: Amount): SaleCharge {
  const priceMinor = amount(charge.amount);
  const discountMinor = amount(charge.discount);
  const amountMinor = taxAtSale(
    priceMinor - discountMinor,
    charge.tax_rate_percent,
    charge.tax_included,
  );
  return {
    id: charge.id,
    kind: 'shipping',
    priceMinor,
    discountMinor,
    taxes: [{ title: 'tax', rate: `${charge.tax_rate_percent}%`, amountMinor }],
    taxesIncluded: charge.tax_included,
  };
}

const plainLine = { tax_rate_percent: '0', tax_included: false, line_discount_total: '0' };

/** The sale that a case gives, in whichever of its forms. */
function saleOf(peer: PeerCase, amount: Amount): { lines: SaleLine[]; charges: SaleCharge[] } {
  const { given } = peer;
  const lines = (given.lines ?? [])
    .filter((line) => !line.exchange)
    .map((line) => saleLine(line, amount));
  const value = given.return_value ?? given.unit_total;
  if (value !== undefined) {
    const line = {
      ...plainLine,
      id: 'L1',
      quantity: 1,
      unit_price: value,
      order_discount_allocated: '0',
    };
    lines.push(saleLine({ ...line, exchange: false }, amount));
  }
  return { lines, charges: chargesOf(given.shipping, amount) };
}

function chargesOf(shipping: PeerCase['given']['shipping'], amount: Amount): SaleCharge[] {
  if (shipping === undefined) return [];
  if (Array.isArray(shipping)) return shipping.map((charge) => saleCharge(charge, amount));
  const plain = { id: 'S', kind: 'shipping' as const, discountMinor: 0n };
  if (typeof shipping === 'string') {
    return [{ ...plain, priceMinor: amount(shipping), taxes: [], taxesIncluded: false }];
  }
  const taxes = [{ title: 'tax', rate: 'stored', amountMinor: amount(shipping.tax) }];
  return [{ ...plain, priceMinor: amount(shipping.gross), taxes, taxesIncluded: true }];
}

/**
 * What a case sold with its history (`before`), and what it asks back, ready to be reversed (`asked`;
 * null when it asks nothing back). Null when the case sells nothing.
 */
export function reversalOfCase(
  peer: PeerCase,
  amount: Amount,
): { readonly before: ReversalInput; readonly asked: ReversalInput | null } | null {
  const { given, when } = peer;
  const sale = saleOf(peer, amount);
  const nothing = noReversal(peer.currency, sale);
  const earlier = earlierOf(peer, nothing, amount);
  const fees = feesOf(peer, amount);
  const exchange = exchangeOf(peer, amount);
  const adjustments =
    when.adjustment === undefined
      ? []
      : [{ label: 'goodwill', amountMinor: -amount(when.adjustment) }];
  if (sale.lines.length + sale.charges.length + adjustments.length === 0) return null;
  const before = { ...nothing, earlier };
  const input = { ...before, fees, exchange, adjustments };
  const everything =
    when.refund_everything === true ||
    given.return_value !== undefined ||
    (exchange !== null && when.return_lines === undefined);
  if (everything) return { before, asked: returnEverything(input) };
  const asked: ReversalInput = {
    ...input,
    units: (when.return_lines ?? []).map(({ line, quantity }) => ({ lineId: line, quantity })),
    amounts: (when.refund_partial ?? []).flatMap((part) =>
      part.line === undefined ? [] : [{ lineId: part.line, grossMinor: amount(part.amount) }],
    ),
    chargesNow: chargesNow(peer, sale.charges, amount),
  };
  const empty =
    asked.units.length + asked.amounts.length + asked.chargesNow.length + asked.adjustments.length;
  return { before, asked: empty === 0 ? null : asked };
}

function chargesNow(
  peer: PeerCase,
  charges: readonly SaleCharge[],
  amount: Amount,
): ReversalInput['chargesNow'] {
  const { when } = peer;
  if (when.refund_shipping === true) {
    return charges.map((charge) => ({ chargeId: charge.id, refund: 'full' }));
  }
  if (Array.isArray(when.refund_shipping)) {
    return when.refund_shipping.map((chargeId) => ({ chargeId, refund: 'full' }));
  }
  const parts = (when.refund_partial ?? []).flatMap((part) =>
    part.shipping === undefined ? [] : [{ chargeId: part.shipping, refund: amount(part.amount) }],
  );
  if (parts.length > 0) return parts;
  const only = charges[0];
  const onlyShipping = when.return_lines === undefined || when.return_lines.length === 0;
  const asked = when.refund_amount ?? when.shopify_refund_total;
  if (only === undefined || !onlyShipping || asked === undefined) return [];
  return [{ chargeId: only.id, refund: amount(asked) }];
}

function earlierOf(
  peer: PeerCase,
  nothing: ReversalInput,
  amount: Amount,
): ReversalInput['earlier'] {
  const before = (peer.when.previously ?? []).flatMap((part) =>
    part.line === undefined ? [] : [{ lineId: part.line, grossMinor: amount(part.amount) }],
  );
  if (peer.given.already_refunded !== undefined) {
    before.push({ lineId: 'L1', grossMinor: amount(peer.given.already_refunded) });
  }
  return reverseSale({ ...nothing, amounts: before }).amounts.map((entry) => ({
    ...entry,
    units: 0,
  }));
}

function feesOf(peer: PeerCase, amount: Amount): ReturnFee[] {
  const fees: ReturnFee[] = [];
  if (peer.given.restocking_fee !== undefined) {
    const amountMinor = amount(peer.given.restocking_fee);
    fees.push({ kind: 'restocking', amountMinor, taxMinor: 0n });
  }
  const shipping = peer.when.return_shipping_charge;
  if (shipping !== undefined) {
    const charge = saleCharge(shipping, amount);
    const taxMinor = charge.taxes[0]?.amountMinor ?? 0n;
    const baseMinor = charge.priceMinor - charge.discountMinor;
    const amountMinor = charge.taxesIncluded ? baseMinor - taxMinor : baseMinor;
    fees.push({ kind: 'return-shipping', amountMinor, taxMinor });
  }
  return fees;
}

function exchangeOf(peer: PeerCase, amount: Amount): ReversalInput['exchange'] {
  const flagged = (peer.given.lines ?? []).filter((line) => line.exchange);
  const lines = [...flagged, ...(peer.when.new_lines ?? [])].map((line) => saleLine(line, amount));
  const charges =
    peer.when.shipping_new === undefined ? [] : chargesOf(String(peer.when.shipping_new), amount);
  return lines.length + charges.length === 0 ? null : { lines, charges };
}
