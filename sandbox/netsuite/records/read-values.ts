import { parseScaled } from '../decimal.ts';
import { invalidValue } from '../errors.ts';
import type { FieldValue } from '../model.ts';

/** A JSON object, or null when it is anything else. */
export function asObject(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : null;
}

/** The id of a reference: `{id}`, a bare id, or null to clear it. */
export function readReference(value: unknown, field: string, path: string): string | null {
  if (value === null) return null;
  const id = asObject(value)?.['id'] ?? value;
  if (typeof id === 'string' || typeof id === 'number') return String(id);
  throw invalidValue(value, field, path);
}

/** A reference to a record with a numeric internal id. */
export function readRecordId(value: unknown, field: string, path: string): number | null {
  const id = readReference(value, field, path);
  if (id === null || id === '') return null;
  if (!/^\d{1,15}$/.test(id)) throw invalidValue(id, field, path);
  return Number(id);
}

/** A decimal given as a JSON number or numeric text, with eight decimals. */
export function readDecimal(value: unknown, field: string, path: string): bigint {
  const scaled =
    typeof value === 'number' || typeof value === 'string' ? parseScaled(String(value), 8) : null;
  if (scaled === null) throw invalidValue(value, field, path);
  return scaled;
}

/** A whole, positive number of units. */
export function readQuantity(value: unknown, field: string, path: string): number {
  const quantity = typeof value === 'string' ? Number(value) : value;
  if (typeof quantity !== 'number' || !Number.isInteger(quantity) || quantity < 0) {
    throw invalidValue(value, field, path);
  }
  return quantity;
}

/** A calendar date, YYYY-MM-DD. */
export function readDate(value: unknown, field: string, path: string): string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) {
    throw invalidValue(value, field, path);
  }
  if (Number.isNaN(Date.parse(`${value}T00:00:00Z`))) throw invalidValue(value, field, path);
  return value;
}

/** A boolean, or its 'T'/'F' spelling. */
export function readBoolean(value: unknown, field: string, path: string): boolean {
  if (value === true || value === 'T') return true;
  if (value === false || value === 'F') return false;
  throw invalidValue(value, field, path);
}

/** What a custom field takes: text, number, boolean or a choice. Null clears it. */
export function readCustom(value: unknown, field: string, path: string): FieldValue | null {
  if (value === null) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  const id = asObject(value)?.['id'];
  if (typeof id === 'string' || typeof id === 'number') return { id: String(id) };
  throw invalidValue(value, field, path);
}

/** The elements of a sublist: `{items: […]}`. */
export function readItems(value: unknown, field: string): Record<string, unknown>[] {
  const items = asObject(value)?.['items'];
  if (!Array.isArray(items)) throw invalidValue(value, field, field);
  return items.map((element, index) => {
    const row = asObject(element);
    if (row === null) throw invalidValue(element, field, `${field}.items[${index}]`);
    return row;
  });
}
