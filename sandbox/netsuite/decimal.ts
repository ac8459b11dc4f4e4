/** Scale of a rate or a percentage: eight decimals, as NetSuite keeps custom rates. */
const rateScale = 100_000_000n;

const zeroDecimalCurrencies = new Set(['JPY', 'KRW', 'CLP', 'VND', 'ISK', 'UGX', 'XAF', 'XOF']);
const threeDecimalCurrencies = new Set(['KWD', 'BHD', 'OMR', 'TND', 'JOD', 'IQD', 'LYD']);

/** Number of decimals of a currency's minor unit (ISO 4217 exponent). */
export function currencyDecimals(currency: string): number {
  if (zeroDecimalCurrencies.has(currency)) return 0;
  return threeDecimalCurrencies.has(currency) ? 3 : 2;
}

/** Divides and rounds half away from zero; `divisor` must be positive. */
export function divideHalfUp(value: bigint, divisor: bigint): bigint {
  const sign = value < 0n ? -1n : 1n;
  const absolute = value * sign;
  return (sign * (absolute * 2n + divisor)) / (divisor * 2n);
}

/** Divides and rounds half to even; `divisor` must be positive. */
export function divideHalfEven(value: bigint, divisor: bigint): bigint {
  const sign = value < 0n ? -1n : 1n;
  const absolute = value * sign;
  const floor = absolute / divisor;
  const twice = (absolute % divisor) * 2n;
  const up = twice > divisor || (twice === divisor && floor % 2n === 1n);
  return sign * (up ? floor + 1n : floor);
}

/** Divides and rounds away from zero whenever something is left. */
export function divideUp(value: bigint, divisor: bigint): bigint {
  const sign = value < 0n ? -1n : 1n;
  const absolute = value * sign;
  return sign * ((absolute + divisor - 1n) / divisor);
}

/** Reads a plain or exponent decimal into an integer of 10^-decimals, half-up; null if unreadable. */
export function parseScaled(text: string, decimals: number): bigint | null {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,2}))?$/i.exec(text.trim());
  if (!match || `${match[2]}${match[3] ?? ''}` === '') return null;
  const fraction = match[3] ?? '';
  const digits = BigInt(`${match[2]}${fraction}`);
  const shift = decimals - fraction.length + Number(match[4] ?? '0');
  const value =
    shift >= 0 ? digits * 10n ** BigInt(shift) : divideHalfUp(digits, 10n ** BigInt(-shift));
  return match[1] === '-' ? -value : value;
}

/** Writes an integer of 10^-decimals as a decimal without trailing zeros ("12.5", "-0.03", "7"). */
export function formatScaled(value: bigint, decimals: number): string {
  const sign = value < 0n ? '-' : '';
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = decimals === 0 ? '' : digits.slice(-decimals).replace(/0+$/, '');
  return `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** A rate times a quantity in minor units, half-up: NetSuite's own line amount. */
export function amountOfRate(rateE8: bigint, quantity: number, decimals: number): bigint {
  return divideHalfUp(rateE8 * BigInt(quantity) * 10n ** BigInt(decimals), rateScale);
}

/** The rate that gives `amountMinor` for `quantity`, kept to eight decimals. */
export function rateOfAmount(amountMinor: bigint, quantity: number, decimals: number): bigint {
  if (quantity === 0) return divideHalfUp(amountMinor * rateScale, 10n ** BigInt(decimals));
  return divideHalfUp(amountMinor * rateScale, BigInt(quantity) * 10n ** BigInt(decimals));
}

/** `value` times a percentage of eight decimals (19% = 1900000000n), half-up. */
export function percentOf(valueMinor: bigint, percentE8: bigint): bigint {
  return divideHalfUp(valueMinor * percentE8, 100n * rateScale);
}
