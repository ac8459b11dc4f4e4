const exponents: Record<string, number> = {
  JPY: 0,
  KRW: 0,
  CLP: 0,
  VND: 0,
  ISK: 0,
  KWD: 3,
  BHD: 3,
  JOD: 3,
  TND: 3,
  OMR: 3,
};

/** Decimal places of a currency (ISO 4217); 2 unless listed. */
export function exponentOf(currency: string): number {
  return exponents[currency] ?? 2;
}

/** Minor units as Shopify writes a Decimal in GraphQL: `15.0`, `15.5`, `15.55`; never without a point. */
export function formatDecimal(minor: bigint, currency: string): string {
  const exponent = exponentOf(currency);
  const negative = minor < 0n;
  const digits = (negative ? -minor : minor).toString().padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const fraction = digits.slice(digits.length - exponent).replace(/0+$/, '');
  return `${negative ? '-' : ''}${whole}.${fraction === '' ? '0' : fraction}`;
}

/** Minor units with the currency's full number of places, as webhook bodies have them: `15.50`. */
export function formatFixed(minor: bigint, currency: string): string {
  const exponent = exponentOf(currency);
  const [whole = '0', fraction = ''] = formatDecimal(minor, currency).split('.');
  return exponent === 0 ? whole : `${whole}.${fraction.padEnd(exponent, '0').slice(0, exponent)}`;
}

/** A decimal text in minor units; digits below the minor unit are rounded half up. */
export function parseDecimal(text: string, currency: string): bigint {
  const found = /^(-?)(\d*)(?:\.(\d*))?$/.exec(text.trim());
  if (found === null || (found[2] === '' && (found[3] ?? '') === '')) {
    throw new Error(`not a decimal: ${text}`);
  }
  const exponent = exponentOf(currency);
  const fraction = (found[3] ?? '').padEnd(exponent + 1, '0');
  const scaled = BigInt(`${found[2] || '0'}${fraction.slice(0, exponent)}`);
  const minor = scaled + (fraction.charAt(exponent) >= '5' ? 1n : 0n);
  return found[1] === '-' ? -minor : minor;
}

/** a × b / c rounded half away from zero. */
export function scale(amount: bigint, numerator: bigint, denominator: bigint): bigint {
  const product = amount * numerator * 2n;
  const half = product >= 0n ? denominator : -denominator;
  return (product + half) / (denominator * 2n);
}

/** Splits an amount over weights so that the parts sum to it exactly; the largest remainders take the rest. */
export function allocate(amountMinor: bigint, weights: readonly bigint[]): bigint[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  if (total === 0n) return weights.map((_, index) => (index === 0 ? amountMinor : 0n));
  const shares = weights.map((weight) => (amountMinor * weight) / total);
  let rest = amountMinor - shares.reduce((sum, share) => sum + share, 0n);
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (amountMinor * weight) % total }))
    .sort((a, b) =>
      a.remainder < b.remainder ? 1 : a.remainder > b.remainder ? -1 : a.index - b.index,
    );
  for (const { index } of byRemainder) {
    if (rest <= 0n) break;
    shares[index] = (shares[index] ?? 0n) + 1n;
    rest -= 1n;
  }
  return shares;
}

/** `$25.00`, as Shopify's messages name an amount. */
export function formatForMessage(minor: bigint, currency: string): string {
  const symbols: Record<string, string> = {
    USD: '$',
    CAD: '$',
    AUD: '$',
    EUR: '€',
    GBP: '£',
    JPY: '¥',
  };
  const symbol = symbols[currency];
  const [whole = '0', fraction] = formatFixed(minor, currency).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  const text = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return symbol === undefined ? `${text} ${currency}` : `${symbol}${text}`;
}

export type MoneyV2 = { amount: string; currencyCode: string };
export type MoneyBag = { shopMoney: MoneyV2; presentmentMoney: MoneyV2 };
type OrderMoney = { currency: string; presentmentCurrency: string; shopPerPresentment: number };

/** A presentment amount of an order in the shop's currency, at the order's own fixed ratio. */
export function toShopMinor(minor: bigint, order: OrderMoney): bigint {
  if (order.currency === order.presentmentCurrency) return minor;
  const shift = exponentOf(order.currency) - exponentOf(order.presentmentCurrency);
  const numerator = BigInt(Math.round(order.shopPerPresentment * 1e9));
  return shift >= 0
    ? scale(minor, numerator * 10n ** BigInt(shift), 1_000_000_000n)
    : scale(minor, numerator, 1_000_000_000n * 10n ** BigInt(-shift));
}

/** One amount in its currency, the shape of `MoneyV2`. */
export function moneyV2(minor: bigint, currency: string): MoneyV2 {
  return { amount: formatDecimal(minor, currency), currencyCode: currency };
}

/** A presentment amount of an order in both currencies, the shape of `MoneyBag`. */
export function moneyBag(minor: bigint, order: OrderMoney): MoneyBag {
  return {
    shopMoney: moneyV2(toShopMinor(minor, order), order.currency),
    presentmentMoney: moneyV2(minor, order.presentmentCurrency),
  };
}
