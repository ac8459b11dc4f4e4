import type { Answer } from './exchanges.ts';
import { type Identity, isNamingKey } from './identity.ts';
import { isRecord, type Json, printPath } from './json.ts';

/** One place in which the simulator answered otherwise than the store. */
export interface Difference {
  path: string;
  recorded: Json | undefined;
  actual: Json | undefined;
}

const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;
const isDateTime = (value: Json | undefined): boolean =>
  typeof value === 'string' && dateTime.test(value);

const ignoredKeys = new Set(['requestId', 'cost', 'traceId']);

interface Comparison {
  identity: Identity;
  /** Texts that the request itself gave: a time among them is data and must come back. */
  given: ReadonlySet<string>;
  isSameDocument: boolean;
  differences: Difference[];
}

function sameText(comparison: Comparison, key: string, recorded: string, actual: string): boolean {
  const named = comparison.identity.sameName(key, recorded, actual);
  if (named !== undefined) return named;
  if (isDateTime(recorded) && isDateTime(actual) && !comparison.given.has(recorded)) return true;
  return comparison.identity.translate(recorded) === actual;
}

const lengthOf = (value: Json | undefined): number => (Array.isArray(value) ? value.length : 0);

function walk(
  comparison: Comparison,
  path: readonly (string | number)[],
  recorded: Json | undefined,
  actual: Json | undefined,
): void {
  const differ = (): void => {
    comparison.differences.push({ path: printPath(path), recorded, actual });
  };
  const key = String(path.findLast((part) => typeof part === 'string') ?? '');
  if (key === 'locations' && !comparison.isSameDocument && path[0] === 'errors') {
    if (lengthOf(recorded) !== lengthOf(actual)) differ();
  } else if (Array.isArray(recorded) && Array.isArray(actual)) {
    const length = Math.max(recorded.length, actual.length);
    for (let index = 0; index < length; index += 1)
      walk(comparison, [...path, index], recorded[index], actual[index]);
  } else if (isRecord(recorded) && isRecord(actual)) {
    const names = new Set([...Object.keys(recorded), ...Object.keys(actual)]);
    const isCommon = (name: string) => Object.hasOwn(recorded, name) && Object.hasOwn(actual, name);
    for (const name of names)
      if (!ignoredKeys.has(name) && (comparison.isSameDocument || isCommon(name)))
        walk(comparison, [...path, name], recorded[name], actual[name]);
  } else if (typeof recorded === 'string' && typeof actual === 'string') {
    if (!sameText(comparison, key, recorded, actual)) differ();
  } else if (typeof recorded === 'number' && typeof actual === 'number' && isNamingKey(key)) {
    if (!comparison.identity.sameName(key, String(recorded), String(actual))) differ();
  } else if (recorded !== actual) differ();
}

/**
 * Every difference between two answers in `data` and top-level `errors`: exact but for ids (which
 * must be the same things throughout), times, cursors and the cost in `extensions`. An empty
 * list means that the simulator answered as the store did. Where the document was not the
 * one that the store was sent, what only one of both selected is left out, and so are positions.
 */
export function compareAnswers(
  recorded: Answer,
  actual: Answer,
  identity: Identity,
  options: { given?: ReadonlySet<string>; isSameDocument?: boolean } = {},
): Difference[] {
  const { given = new Set<string>(), isSameDocument = true } = options;
  const comparison: Comparison = { identity, given, isSameDocument, differences: [] };
  // Ids are learnt first, so that a text with an id in it can be compared wherever it stands.
  identity.learn(recorded.data, actual.data);
  walk(comparison, ['data'], recorded.data ?? null, actual.data ?? null);
  walk(comparison, ['errors'], recorded.errors ?? null, actual.errors ?? null);
  return comparison.differences;
}
