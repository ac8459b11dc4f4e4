import type { Shop } from '../../shop.ts';
import { measurementTypes, measurementValue, writtenUnit } from './measurement.ts';

export type Checked =
  | { ok: true; value: string }
  | { ok: false; message: string; elementIndex: number | null };

const bad = (message: string): Checked => ({ ok: false, message, elementIndex: null });
const good = (value: string): Checked => ({ ok: true, value });

type Check = (raw: string, shop: Shop) => Checked;

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function parseJson(raw: string): { ok: true; value: unknown } | { ok: false } {
  try {
    const value: unknown = JSON.parse(raw);
    return { ok: true, value };
  } catch {
    return { ok: false };
  }
}

const singleLine: Check = (raw) => {
  if (raw.trim() === '') return bad("Value can't be blank.");
  return /[\r\n]/.test(raw) ? bad('Value must be a single line text string.') : good(raw);
};

const multiLine: Check = (raw) => (raw.trim() === '' ? bad("Value can't be blank.") : good(raw));

const integer: Check = (raw) => {
  const text = raw.trim();
  if (!/^-?\d+(\.0+)?$/.test(text)) return bad('Value must be an integer.');
  const value = BigInt(text.replace(/\.0+$/, ''));
  const limit = 9_007_199_254_740_991n;
  if (value > limit) return bad(`Value can't exceed ${limit}.`);
  if (value < -limit) return bad(`Value can't be less than -${limit}.`);
  return good(String(value));
};

const decimal: Check = (raw) => {
  const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(raw.trim());
  if (found === null) return bad('Value must be a decimal.');
  const [, sign = '', whole = '0', fraction = ''] = found;
  if (Math.abs(Number(raw)) > 9_999_999_999_999)
    return bad(
      sign === ''
        ? "Value can't exceed 9999999999999."
        : "Value can't be less than -9999999999999.",
    );
  const digits = fraction.slice(0, 9).replace(/0+$/, '');
  return good(`${sign}${BigInt(whole)}.${digits === '' ? '0' : digits}`);
};

const boolean: Check = (raw) => {
  const text = raw.trim().toLowerCase();
  if (['true', 't', '1'].includes(text)) return good('true');
  return ['false', 'f', '0'].includes(text) ? good('false') : bad('Value must be true or false.');
};

const date: Check = (raw) =>
  /^\d{4}-\d{2}-\d{2}$/.test(raw) && !Number.isNaN(Date.parse(raw))
    ? good(raw)
    : bad('Value must be in YYYY-MM-DD format.');

const dateTime: Check = (raw) => {
  const found =
    /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/.exec(
      raw.trim(),
    );
  const time =
    found === null ? Number.NaN : Date.parse(`${found[1]}T${found[2]}${found[3] ?? 'Z'}`);
  if (Number.isNaN(time))
    return bad('Value must be in “YYYY-MM-DDTHH:MM:SS” format. For example: 2022-06-01T15:30:00');
  return good(new Date(time).toISOString().replace(/\.\d+Z$/, '+00:00'));
};

const color: Check = (raw) =>
  /^#[0-9a-f]{6}$/i.test(raw) ? good(raw) : bad('Value must be a hex color code.');

const schemes = ['http', 'https', 'mailto', 'sms', 'tel'];
const url: Check = (raw) => {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(raw)?.[1]?.toLowerCase();
  if (scheme === undefined)
    return bad(
      `Value cannot have an empty scheme (protocol), must include one of the following URL schemes: ${JSON.stringify(schemes).replaceAll(',', ', ')}.'`,
    );
  return schemes.includes(scheme)
    ? good(raw)
    : bad(`Value must be one of the following URL schemes: ${schemes.join(', ')}.`);
};

const json: Check = (raw) => {
  if (raw.trim() === '') return bad("Value can't be blank.");
  const parsed = parseJson(raw);
  if (parsed.ok) return good(JSON.stringify(parsed.value));
  const word = /^\{\s*([A-Za-z_]\w*)/.exec(raw)?.[1];
  return bad(
    word === undefined
      ? `Value is invalid JSON: unexpected token at '${raw}'.`
      : `Value is invalid JSON: expected object key, got '${word}' at line 1 column 2.`,
  );
};

const moneyShape =
  "Value must be a stringified JSON object with amount (numeric) and currency_code (string matching the shop's currency) fields.";
const money: Check = (raw, shop) => {
  const parsed = parseJson(raw);
  if (!parsed.ok || !isObject(parsed.value)) return bad(moneyShape);
  const { amount, currency_code: currency } = parsed.value;
  if (amount === undefined || currency === undefined) return bad(moneyShape);
  if (!/^-?\d+(\.\d+)?$/.test(String(amount))) return bad('Value must have a numeric amount.');
  if (currency === '') return bad('Value must have a currency code.');
  if (Math.abs(Number(amount)) > 1e18 || /^\d{20,}$|^1000000000000000001$/.test(String(amount)))
    return bad('Value must be within +/-1000000000000000000.');
  if (currency !== shop.currency)
    return bad(
      Intl.supportedValuesOf('currency').includes(String(currency))
        ? "Value must have a currency code that matches the shop's currency."
        : `Value contains an invalid currency, ${String(currency)}.`,
    );
  const [whole = '0', fraction = ''] = String(amount).split('.');
  return good(
    JSON.stringify({ amount: `${whole}.${fraction.padEnd(2, '0')}`, currency_code: currency }),
  );
};

const rating: Check = (raw) => {
  const parsed = parseJson(raw);
  if (!parsed.ok || !isObject(parsed.value))
    return bad(
      'Value must be a stringified JSON object with scale_min, scale_max, and value fields.',
    );
  const { scale_min: low, scale_max: high, value } = parsed.value;
  const figures = [low, high, value].map(Number);
  if (figures.some(Number.isNaN)) return bad('Value must have numeric fields.');
  const [least = 0, most = 0, figure = 0] = figures;
  if (figure > most) return bad(`Value has a maximum of ${String(high)}.`);
  if (figure < least) return bad(`Value has a minimum of ${String(low)}.`);
  return good(
    JSON.stringify({ scale_min: String(low), scale_max: String(high), value: String(value) }),
  );
};

const link: Check = (raw, shop) => {
  const parsed = parseJson(raw);
  const target = parsed.ok && isObject(parsed.value) ? parsed.value['url'] : undefined;
  return typeof target === 'string' && url(target, shop).ok && parsed.ok
    ? good(JSON.stringify(parsed.value))
    : bad('Value must be a valid link.');
};

const reference: Check = (raw, shop) =>
  shop.findAny(raw) === undefined
    ? bad(`Value references non-existent resource ${raw}.`)
    : good(raw);

const checks: Record<string, Check> = {
  single_line_text_field: singleLine,
  multi_line_text_field: multiLine,
  id: singleLine,
  language: singleLine,
  number_integer: integer,
  number_decimal: decimal,
  boolean,
  date,
  date_time: dateTime,
  color,
  url,
  json,
  money,
  rating,
  link,
  product_reference: reference,
  variant_reference: reference,
  customer_reference: reference,
  order_reference: reference,
  rich_text_field: json,
};

const checkOf = (type: string): Check | undefined =>
  checks[type] ?? (measurementTypes.has(type) ? measurementValue(type) : undefined);

/** Whether metafields of this type can be written here; list types by their element. */
export const isKnownType = (type: string): boolean =>
  checkOf(type.replace(/^list\./, '')) !== undefined;

/** Brings a value into the form Shopify stores it in, or says what is wrong with it, in its words. */
export function checkValue(type: string, raw: string, shop: Shop): Checked {
  const check = checkOf(type.replace(/^list\./, ''));
  if (check === undefined) return bad(`Type ${type} is not modelled.`);
  if (!type.startsWith('list.')) return check(raw, shop);
  const parsed = parseJson(raw);
  if (!parsed.ok || !Array.isArray(parsed.value)) return bad('Value must be an array.');
  if (parsed.value.length > 128) return bad('Value has more than 128 elements.');
  const parts: string[] = [];
  for (const [index, element] of parsed.value.entries()) {
    const one = check(typeof element === 'string' ? element : JSON.stringify(element), shop);
    if (!one.ok) {
      const isReference = type.endsWith('_reference');
      return { ...one, elementIndex: isReference ? null : index };
    }
    const isText = typeof element === 'string' || type === 'list.number_decimal';
    parts.push(isText ? JSON.stringify(one.value) : one.value);
  }
  return good(`[${parts.join(',')}]`);
}

/** `jsonValue` of a stored value; decimals and false come back as text (recorded). */
export function jsonValueOf(type: string, value: string): unknown {
  if (type === 'boolean') return value === 'true' ? true : value;
  const asJson = ['number_integer', 'json', 'money', 'rating', 'link', 'rich_text_field'];
  if (!asJson.includes(type) && !type.startsWith('list.') && !measurementTypes.has(type))
    return value;
  const parsed = parseJson(value);
  if (!parsed.ok) return value;
  const element = type.replace(/^list\./, '');
  if (type.startsWith('list.') && measurementTypes.has(element) && Array.isArray(parsed.value))
    return parsed.value.map((one) =>
      isObject(one) ? { ...one, unit: writtenUnit(element, String(one['unit'])) } : one,
    );
  return parsed.value;
}
