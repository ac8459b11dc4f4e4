import type { Account } from '../account.ts';
import { returnedTax, shareMinor, splitTaxes } from '../arithmetic.ts';
import { originOf } from '../balance.ts';
import { amountOfRate, currencyDecimals, divideHalfUp, rateOfAmount } from '../decimal.ts';
import { shippingItemId } from '../fixtures.ts';
import { type Doc, type Item, type Line, type TransactionType, typeFacts } from '../model.ts';
import type { LineInput } from '../records/read-line.ts';
import { priorCreditedUnits, priorReturnedUnits } from './prior-units.ts';

export type Price = Pick<Line, 'rateE8' | 'amountMinor' | 'taxMinor' | 'taxes'>;

const free: Price = { rateE8: 0n, amountMinor: 0n, taxMinor: 0n, taxes: [] };

/** What `units` of a source line are worth on the target; a rate or amount that was sent overrules. */
export function priceCopied(
  account: Account,
  source: Doc,
  line: Line,
  units: number,
  target: TransactionType,
  input: LineInput | null,
): Price {
  if (target === 'itemReceipt' || target === 'itemFulfillment') return free;
  const prior = priorUnits(account, source, line, target);
  const fromSale = typeFacts[source.type].sign === 'sale' && typeFacts[target].sign === 'return';
  const taxMinor = fromSale
    ? returnedTax(taxCase(line, prior, units), source.taxDifference)
    : shareMinor(line.taxMinor, line.quantity, prior, units);
  const amountMinor =
    fromSale && source.taxIncluded
      ? // Prices with tax: the gross is what divides evenly, the net is what the sale's own tax leaves of it.
        shareMinor(line.amountMinor + line.taxMinor, line.quantity, prior, units) -
        shareMinor(line.taxMinor, line.quantity, prior, units)
      : shareMinor(line.amountMinor, line.quantity, prior, units);
  const price: Price = {
    rateE8: line.rateE8,
    amountMinor,
    taxMinor,
    taxes: splitTaxes(line.taxes, taxMinor),
  };
  return override(price, units, source.currency, input);
}

/** What a Discount line takes off when `units` of its item are copied. */
export function priceDiscount(
  account: Account,
  source: Doc,
  line: Line,
  parent: { source: Line; units: number },
  target: TransactionType,
  input: LineInput | null,
): Price {
  const inFull =
    typeFacts[source.type].sign === 'sale' &&
    typeFacts[target].sign === 'return' &&
    account.settings.get('discountLineOnPartialReturn') === 'full';
  const prior = priorUnits(account, source, parent.source, target);
  const amountMinor = inFull
    ? line.amountMinor
    : shareMinor(line.amountMinor, parent.source.quantity, prior, parent.units);
  const price: Price = { rateE8: 0n, amountMinor, taxMinor: 0n, taxes: [] };
  const priced = override(price, 1, source.currency, input);
  return {
    ...priced,
    rateE8: rateOfAmount(priced.amountMinor, 1, currencyDecimals(source.currency)),
  };
}

/** What an extra row (a charge item, a kit component) is worth: only what was sent. */
export function priceExtra(account: Account, source: Doc, item: Item, input: LineInput): Price {
  const price = override(free, input.quantity ?? 1, source.currency, input);
  if (item.charge !== 'shipping' || account.settings.get('chargeTax') === 'none') return price;
  const sold = soldShipping(account, source);
  if (sold === null || sold.netMinor === 0n) return price;
  const taxMinor = divideHalfUp(price.amountMinor * sold.taxMinor, sold.netMinor);
  return { ...price, taxMinor, taxes: splitTaxes(sold.taxes, taxMinor) };
}

/** Net and tax of the shipping on the sale a document descends from. */
export function soldShipping(account: Account, doc: Doc) {
  const origin = originOf(account, doc);
  if (origin === null) return null;
  const line = origin.lines.find((candidate) => candidate.itemId === shippingItemId);
  return line === undefined
    ? {
        netMinor: origin.shippingMinor,
        taxMinor: origin.shippingTaxMinor,
        taxes: origin.shippingTaxes,
      }
    : { netMinor: line.amountMinor, taxMinor: line.taxMinor, taxes: line.taxes };
}

function priorUnits(account: Account, source: Doc, line: Line, target: TransactionType): number {
  if (typeFacts[source.type].sign !== 'sale') return line.quantityBilled;
  if (target === 'returnAuthorization') return priorReturnedUnits(account, source, line);
  if (typeFacts[target].sign === 'return') return priorCreditedUnits(account, source, line);
  return line.quantityBilled;
}

function taxCase(line: Line, prior: number, units: number) {
  return {
    taxMinor: line.taxMinor,
    netMinor: line.amountMinor,
    quantity: line.quantity,
    prior,
    units,
    percentE8: line.taxes.reduce((sum, tax) => sum + tax.rateE8, 0n),
  };
}

function override(price: Price, units: number, currency: string, input: LineInput | null): Price {
  if (input === null) return price;
  const decimals = currencyDecimals(currency);
  const sameRate = input.rateE8 === undefined || input.rateE8 === price.rateE8;
  if (input.amountE8 === undefined && sameRate) return price;
  const amountMinor =
    input.amountE8 === undefined
      ? amountOfRate(input.rateE8 ?? 0n, units, decimals)
      : divideHalfUp(input.amountE8, 10n ** BigInt(8 - decimals));
  const taxMinor =
    price.amountMinor === 0n ? 0n : signedShare(price.taxMinor, amountMinor, price.amountMinor);
  return {
    amountMinor,
    rateE8:
      input.amountE8 === undefined
        ? (input.rateE8 ?? 0n)
        : rateOfAmount(amountMinor, units, decimals),
    taxMinor,
    taxes: splitTaxes(price.taxes, taxMinor),
  };
}

function signedShare(total: bigint, part: bigint, whole: bigint): bigint {
  return whole < 0n ? divideHalfUp(-total * part, -whole) : divideHalfUp(total * part, whole);
}
