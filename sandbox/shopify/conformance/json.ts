export type Json = null | boolean | number | string | Json[] | JsonRecord;
export type JsonRecord = { [key: string]: Json };

export const isRecord = (value: Json | undefined): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A location inside a recording, outermost key first; array positions are numbers. */
export type Path = readonly (string | number)[];

/**
 * Splits a path such as `$.cases.damaged.changes[0].id`. Quoted brackets (`['a.b']`) are keys.
 */
export function parsePath(text: string): Path {
  const parts: (string | number)[] = [];
  for (const match of text.matchAll(/\[(\d+)\]|\[['"]([^'"]*)['"]\]|([^.$[\]]+)/g)) {
    const [, index, quoted, key] = match;
    if (index !== undefined) parts.push(Number(index));
    else parts.push(quoted ?? key ?? '');
  }
  return parts;
}

/** The value at a path, or undefined where the path leads nowhere. */
export function valueAt(root: Json | undefined, path: Path): Json | undefined {
  let value: Json | undefined = root;
  for (const part of path) {
    if (Array.isArray(value)) value = typeof part === 'number' ? value[part] : undefined;
    else if (isRecord(value)) value = value[String(part)];
    else return undefined;
  }
  return value;
}

export const printPath = (path: Path): string =>
  path
    .map((part, position) =>
      typeof part === 'number' ? `[${part}]` : position === 0 ? part : `.${part}`,
    )
    .join('');

/** Rebuilds a value with every string replaced by what `change` makes of it; keys stay. */
export function mapStrings(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, change));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, mapStrings(item, change)]),
  );
}

/** Calls `visit` for every string in a value, depth first, in document order. */
export function eachString(value: Json | undefined, visit: (text: string) => void): void {
  if (typeof value === 'string') visit(value);
  else if (Array.isArray(value)) for (const item of value) eachString(item, visit);
  else if (isRecord(value)) for (const item of Object.values(value)) eachString(item, visit);
}

/** Every global id mentioned in a value, each once, parameters after `?` included. */
export function globalIds(value: Json | undefined): string[] {
  const found = new Set<string>();
  eachString(value, (text) => {
    for (const match of text.matchAll(GLOBAL_ID)) found.add(match[0]);
  });
  return [...found];
}

export const GLOBAL_ID = /gid:\/\/shopify\/[A-Za-z]+\/[A-Za-z0-9_-]+(?:\?[A-Za-z0-9_=&%.-]+)?/g;

/** What stands under a key, wherever in a value the key occurs. */
export function valuesOf(value: Json, key: string): Json[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesOf(item, key));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, item]) =>
    name === key ? [item] : valuesOf(item, key),
  );
}
