import { isRecord, type Json, type JsonRecord, type Path, valueAt } from './json.ts';

/** The store's answer: `data`, top-level `errors`, or both. */
export interface Answer {
  data: Json | undefined;
  errors: Json | undefined;
}

/** A request that was really sent to the store, with what the store answered. */
export interface Exchange {
  /** Where the exchange stands in the recording. */
  path: Path;
  /** Where the answer itself stands; the same answer is never counted twice. */
  answerPath: Path;
  document: string;
  variables: JsonRecord;
  answer: Answer;
  /** The store was asked again after this time, since a search index follows late. */
  waitMs: number;
  /** A specification named the document; the recording itself does not hold it. */
  named: boolean;
  /** Why it cannot be sent, where the recording does not hold enough. */
  unsendable?: string;
}

const documentKeys = ['query', 'document', 'requestDocument', 'mutation'];
const answerKeys = ['response', 'result', 'payload'];
/** Wrappers that HTTP clients put around an answer. */
const envelopeKeys = ['payload', 'body', 'response', 'result'];

const isDocument = (value: Json | undefined): value is string =>
  typeof value === 'string' && /^\s*(#|query\b|mutation\b|fragment\b|\{)/.test(value);

/** Whether a value has an answer's form, `{data, errors, extensions}`, without its envelope. */
export const isAnswer = (value: Json | undefined): value is JsonRecord =>
  isRecord(value) &&
  ((value['data'] !== undefined && (isRecord(value['data']) || value['data'] === null)) ||
    (Array.isArray(value['errors']) && value['errors'].length > 0));

/** The path of the answer at or below a path, through at most three envelopes. */
export function findAnswer(content: JsonRecord, path: Path, depth = 3): Path | undefined {
  const value = valueAt(content, path);
  if (isAnswer(value)) return path;
  if (!isRecord(value) || depth === 0) return undefined;
  for (const key of envelopeKeys) {
    const inner = findAnswer(content, [...path, key], depth - 1);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

export function answerAt(content: JsonRecord, path: Path): Answer {
  const value = valueAt(content, path);
  return isRecord(value)
    ? { data: value['data'], errors: value['errors'] }
    : { data: undefined, errors: undefined };
}

export const recordAt = (content: Json | undefined, path: Path): JsonRecord => {
  const value = valueAt(content, path);
  return isRecord(value) ? value : {};
};

const waitOf = (holder: JsonRecord): number => {
  const waitMs = holder['waitMs'];
  return typeof waitMs === 'number' ? waitMs : 0;
};

/** The exchange that an object is, if it holds a document and an answer. */
function exchangeAt(content: JsonRecord, path: Path): Exchange | undefined {
  const holder = recordAt(content, path);
  const inner = recordAt(holder, ['request']);
  const document = [
    ...documentKeys.map((key) => holder[key]),
    ...documentKeys.map((key) => inner[key]),
  ].find(isDocument);
  if (document === undefined) return undefined;
  for (const key of answerKeys) {
    const answerPath = holder[key] === undefined ? undefined : findAnswer(content, [...path, key]);
    if (answerPath === undefined) continue;
    const variables = isRecord(holder['variables'])
      ? holder['variables']
      : recordAt(inner, ['variables']);
    return {
      path,
      answerPath,
      document,
      variables,
      answer: answerAt(content, answerPath),
      waitMs: waitOf(holder),
      named: false,
    };
  }
  return undefined;
}

/**
 * Every object with a document and an answer, in document order, wherever it stands. The other
 * program's own calls (`upstreamCalls`) are no exchanges; they hold earlier state.
 */
export function findExchanges(content: JsonRecord): Exchange[] {
  const found: Exchange[] = [];
  const visit = (value: Json | undefined, path: Path): void => {
    if (Array.isArray(value))
      for (const [index, item] of value.entries()) visit(item, [...path, index]);
    if (!isRecord(value)) return;
    const exchange = exchangeAt(content, path);
    if (exchange !== undefined) found.push(exchange);
    for (const [key, item] of Object.entries(value)) {
      if (key === 'upstreamCalls') continue;
      // What stands below the answer is data, but cases may stand beside it (`downstreamRead`).
      if (exchange !== undefined && key === exchange.answerPath[path.length]) continue;
      visit(item, [...path, key]);
    }
  };
  visit(content, []);
  return found;
}

/** Answers that belong to no exchange: steps of which only the outcome was kept. */
export function findBareAnswers(content: JsonRecord, exchanges: readonly Exchange[]): Path[] {
  const taken = new Set(exchanges.map((exchange) => JSON.stringify(exchange.answerPath)));
  const found: Path[] = [];
  const visit = (value: Json | undefined, path: Path): void => {
    if (Array.isArray(value))
      for (const [index, item] of value.entries()) visit(item, [...path, index]);
    if (!isRecord(value) || taken.has(JSON.stringify(path))) return;
    if (isAnswer(value)) {
      found.push(path);
      return;
    }
    for (const [key, item] of Object.entries<Json>(value))
      if (key !== 'upstreamCalls' && key !== 'variables') visit(item, [...path, key]);
  };
  visit(content, []);
  return found;
}
