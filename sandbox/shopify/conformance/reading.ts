import type { Facts } from './facts.ts';
import { isRecord, type Json, type JsonRecord } from './json.ts';

/** Reads facts without caring whether a thing was told by its id, with fields, or both. */
export interface Reading {
  /** All that is known of a thing, given its id or what was told of it in one place. */
  merged(told: Json | undefined): JsonRecord;
  idIn(told: Json | undefined): string | undefined;
  list(told: Json | undefined): Json[];
  /** Decimal text of a money field in presentment currency, shop currency where only that is told. */
  money(told: Json | undefined): string | undefined;
  currency(told: Json | undefined): string | undefined;
}

export const text = (value: Json | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

export function readerOf(facts: Facts): Reading {
  const idIn = (told: Json | undefined): string | undefined =>
    typeof told === 'string' ? told : isRecord(told) ? text(told['id']) : undefined;
  const merged = (told: Json | undefined): JsonRecord => {
    const id = idIn(told);
    const known = id === undefined ? undefined : facts.get(id)?.fields;
    return { ...(isRecord(told) ? told : {}), ...known };
  };
  const part = (told: Json | undefined): JsonRecord => {
    if (!isRecord(told)) return {};
    for (const name of ['presentmentMoney', 'shopMoney'])
      if (isRecord(told[name])) return told[name];
    return told;
  };
  return {
    merged,
    idIn,
    list: (told) => (Array.isArray(told) ? told : []),
    money: (told) => text(part(told)['amount']),
    currency: (told) => text(part(told)['currencyCode']),
  };
}
