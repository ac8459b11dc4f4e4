import { formatDecimal, sumMinor } from '../money.ts';
import { splitPart } from './line.ts';
import type { DerivationRow, ReversalInput, ReversedCharge, SaleCharge } from './types.ts';

/** What a charge was paid with, tax included, and the tax in it. */
export function paidOfCharge(charge: SaleCharge): { grossMinor: bigint; taxMinor: bigint } {
  const taxMinor = sumMinor(charge.taxes.map((tax) => tax.amountMinor));
  const baseMinor = charge.priceMinor - charge.discountMinor;
  return { grossMinor: charge.taxesIncluded ? baseMinor : baseMinor + taxMinor, taxMinor };
}

/**
 * Reverses shipping, a duty or a tip: all that is left of it, or a part with its share of the tax.
 * Throws `refund-over-cap` when the part is above what is left.
 */
export function reverseCharge(
  charge: SaleCharge,
  earlier: ReversalInput['earlierCharges'],
  refund: 'full' | bigint,
  currency: string,
): { readonly reversed: ReversedCharge; readonly rows: readonly DerivationRow[] } {
  const paid = paidOfCharge(charge);
  const mine = earlier.filter((entry) => entry.chargeId === charge.id);
  const earlierTaxMinor = sumMinor(mine.map((entry) => entry.taxMinor));
  const earlierMinor = sumMinor(mine.map((entry) => entry.netMinor)) + earlierTaxMinor;
  const restMinor = paid.grossMinor - earlierMinor;
  const leftMinor = restMinor > 0n ? restMinor : 0n;
  const grossMinor = refund === 'full' ? leftMinor : refund;
  const part = splitPart(
    `${charge.kind} ${charge.id}`,
    paid.grossMinor,
    paid.taxMinor,
    leftMinor,
    earlierTaxMinor,
    grossMinor,
  );
  const source = `Shopify ${charge.kind} ${charge.id}`;
  const row = (label: string, from: string, amountMinor: bigint, adds = true): DerivationRow => ({
    step: 'shipping',
    label,
    source: from,
    amountMinor,
    adds,
  });
  const price = formatDecimal(charge.priceMinor, currency);
  const rows = [row(`${charge.kind} at ${price}`, `${source}: price`, charge.priceMinor)];
  if (charge.discountMinor !== 0n) {
    rows.push(row('discount on it', `${source}: discounts`, -charge.discountMinor));
  }
  for (const tax of charge.taxes) {
    const label = `${charge.taxesIncluded ? 'included ' : ''}${tax.title} at ${tax.rate}`;
    rows.push(
      row(label, `${source}: tax line, original amount`, tax.amountMinor, !charge.taxesIncluded),
    );
  }
  if (earlierMinor !== 0n) {
    rows.push({
      ...row('reversed before', `earlier refunds of ${charge.id}`, -earlierMinor),
      step: 'earlier',
    });
  }
  if (restMinor !== grossMinor) {
    rows.push(row('not given back now', 'policy or request', grossMinor - restMinor));
  }
  return { reversed: { chargeId: charge.id, kind: charge.kind, ...part }, rows };
}
