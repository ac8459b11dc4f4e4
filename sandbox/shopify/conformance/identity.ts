import { GLOBAL_ID, isRecord, type Json, mapStrings } from './json.ts';

/** Fields whose value is the store's own and differs on every run, though it names something. */
const namingKeys = new Set([
  'legacyResourceId',
  'number',
  'confirmationNumber',
  'token',
  'requestId',
  'clientMutationId',
]);
const cursorKeys = new Set(['cursor', 'startCursor', 'endCursor']);

const parametersOf = (id: string): { type: string; tail: string; query: string } => {
  const [, type = '', tail = '', query = ''] =
    /^gid:\/\/shopify\/([A-Za-z]+)\/([^?]*)(?:\?(.*))?$/.exec(id) ?? [];
  return { type, tail, query };
};

const isGlobalId = (text: string): boolean => new RegExp(`^${GLOBAL_ID.source}$`).test(text);

/** `#1923`, `#1923-R1`, `#1923-F2`: the number is the store's, what follows is told. */
const orderName = /^#(\d+)(-[A-Z]\d+)?$/;

/**
 * Which of the simulator's ids, numbers and names stand for which of the recording's. Pairs are
 * learnt from answers and used to rewrite later requests.
 */
export interface Identity {
  /** Takes over every pair that two answers of one form show; what is known already stays. */
  learn(recorded: Json | undefined, actual: Json | undefined): void;
  /** Rewrites a text of the recording: ids anywhere in it, numbers of ids, order names, shop domain. */
  translate(text: string): string;
  /** Rewrites all strings of a value. */
  translateAll(value: Json): Json;
  /** Whether two texts name the same thing; pairs nothing contradicts are taken over. */
  sameName(key: string, recorded: string, actual: string): boolean | undefined;
  /** Whether the recorded id was met in an answer, seeded, or is told to exist. */
  knows(recordedId: string): boolean;
  pair(recorded: string, actual: string): void;
}

/** An empty identity; `domains` are pairs of texts to exchange wherever they occur. */
export function createIdentity(domains: readonly (readonly [string, string])[] = []): Identity {
  const actualOf = new Map<string, string>();
  const recordedOf = new Map<string, string>();
  const tails = new Map<string, string>();

  const pair = (recorded: string, actual: string): boolean => {
    const known = actualOf.get(recorded);
    if (known !== undefined) return known === actual;
    const other = recordedOf.get(actual);
    if (other !== undefined) return other === recorded;
    actualOf.set(recorded, actual);
    recordedOf.set(actual, recorded);
    return true;
  };

  const pairIds = (recorded: string, actual: string): boolean => {
    const left = parametersOf(recorded);
    const right = parametersOf(actual);
    if (left.type !== right.type) return false;
    if ((left.query === '') !== (right.query === '')) return false;
    if (!pair(recorded, actual)) return false;
    if (/^\d{5,}$/.test(left.tail)) tails.set(left.tail, right.tail);
    return true;
  };

  const pairNames = (recorded: string, actual: string): boolean | undefined => {
    const left = orderName.exec(recorded);
    const right = orderName.exec(actual);
    if (left === null || right === null) return undefined;
    return left[2] === right[2] && pair(`#${left[1]}`, `#${right[1]}`);
  };

  const sameName = (key: string, recorded: string, actual: string): boolean | undefined => {
    if (isGlobalId(recorded) || isGlobalId(actual))
      return isGlobalId(recorded) && isGlobalId(actual) && pairIds(recorded, actual);
    if (cursorKeys.has(key)) {
      if (!actualOf.has(recorded)) pair(recorded, actual);
      return true;
    }
    // Opaque, and handed back in later requests.
    if (key === 'compareDigest') return pair(recorded, actual);
    if (namingKeys.has(key)) return pair(`${key} ${recorded}`, `${key} ${actual}`);
    return pairNames(recorded, actual);
  };

  const learn = (recorded: Json | undefined, actual: Json | undefined, key = ''): void => {
    if (typeof recorded === 'string' && typeof actual === 'string') sameName(key, recorded, actual);
    else if (Array.isArray(recorded) && Array.isArray(actual))
      recorded.forEach((item, index) => {
        learn(item, actual[index], key);
      });
    else if (isRecord(recorded) && isRecord(actual))
      for (const [name, item] of Object.entries(recorded)) learn(item, actual[name], name);
  };

  const translateId = (id: string): string => {
    const known = actualOf.get(id);
    if (known !== undefined) return known;
    const { type, tail, query } = parametersOf(id);
    // `gid://shopify/InventoryLevel/1?inventory_item_id=2` may be written out of known parts.
    if (query === '') return id;
    const parts = query.replace(/\d{5,}/g, (digits) => tails.get(digits) ?? digits);
    return `gid://shopify/${type}/${tails.get(tail) ?? tail}?${parts}`;
  };

  const translate = (text: string): string => {
    const cursor = actualOf.get(text);
    if (cursor !== undefined) return cursor;
    let result = text;
    for (const [from, to] of domains) if (from !== '') result = result.replaceAll(from, to);
    return result
      .replace(GLOBAL_ID, translateId)
      .replace(/#\d+/g, (name) => actualOf.get(name) ?? name)
      .replace(/(?<![\w/.])\d{8,}(?![\w.])/g, (digits) => tails.get(digits) ?? digits);
  };

  return {
    learn,
    translate,
    translateAll: (value) => mapStrings(value, translate),
    sameName,
    knows: (id) => actualOf.has(id),
    pair: (recorded, actual) => void pairIds(recorded, actual),
  };
}

export const isCursorKey = (key: string): boolean => cursorKeys.has(key);
export const isNamingKey = (key: string): boolean => namingKeys.has(key);
