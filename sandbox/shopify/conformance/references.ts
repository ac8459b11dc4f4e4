import { type Exchange, isAnswer, recordAt } from './exchanges.ts';
import { isRecord, type Json, type JsonRecord, type Path, parsePath, valueAt } from './json.ts';
import type { Specification, Target } from './specification.ts';

const samePath = (left: Path, right: Path): boolean =>
  left.length === right.length && left.every((part, index) => part === right[index]);

/** The answer that a specification's capture path points into; the deepest one wins. */
export function answerAbove(content: JsonRecord, capturePath: Path): Path | undefined {
  for (let length = capturePath.length; length >= 0; length -= 1) {
    const path = capturePath.slice(0, length);
    const next = capturePath[length];
    const leadsInside = next === undefined || next === 'data' || next === 'errors';
    if (leadsInside && isAnswer(valueAt(content, path))) return path;
  }
  return undefined;
}

/** The object that holds an answer together with its variables. */
export const holderOf = (answerPath: Path): Path => {
  const end = answerPath.findLastIndex(
    (part) => !['payload', 'body', 'response', 'result'].includes(String(part)),
  );
  return answerPath.slice(0, end + 1);
};

/** What references are resolved against. */
export interface Recorded {
  content: JsonRecord;
  specification: Specification;
  exchanges: readonly Exchange[];
  /** Answers without a request, in document order. */
  bareAnswers: readonly Path[];
}

/** The recorded answer to the request that a specification starts with, if it was recorded. */
function primaryAnswer(recorded: Recorded): JsonRecord | undefined {
  const { content, specification, exchanges } = recorded;
  const own = specification.targets.find((target) => target.request === undefined);
  const byTarget = own === undefined ? undefined : answerAbove(content, own.capturePath);
  if (byTarget !== undefined) return recordAt(content, byTarget);
  const { primary } = specification;
  const holder = (primary?.variablesPath ?? primary?.documentPath)?.slice(0, -1);
  if (holder === undefined || holder.length === 0) return undefined;
  const answerPath =
    exchanges.find((exchange) => samePath(exchange.path, holder))?.answerPath ??
    recorded.bareAnswers.find((path) => samePath(holderOf(path), holder));
  return answerPath === undefined ? undefined : recordAt(content, answerPath);
}

/**
 * Where the first request was not recorded (the state was set up another way), the same path
 * below any bare answer is taken: `productCreate.product.id` for `productSet.product.id`.
 */
function besidePrimary({ content, bareAnswers }: Recorded, path: Path): Json | undefined {
  for (const bare of bareAnswers)
    for (const root of Object.values(recordAt(content, [...bare, 'data']))) {
      const value = valueAt(root, path.slice(2));
      if (value !== undefined) return value;
    }
  return undefined;
}

function answerOfTarget(recorded: Recorded, target: Target | undefined): JsonRecord | undefined {
  const path = target === undefined ? undefined : answerAbove(recorded.content, target.capturePath);
  return path === undefined ? undefined : recordAt(recorded.content, path);
}

const referenceKeys = [
  'fromCapturePath',
  'fromPrimaryProxyPath',
  'fromProxyResponse',
  'fromPreviousProxyPath',
] as const;

function follow(recorded: Recorded, target: Target, reference: JsonRecord): Json | undefined {
  const { content, specification } = recorded;
  const text = (key: string): string => {
    const value = reference[key];
    return typeof value === 'string' ? value : '';
  };
  const kind = referenceKeys.find((key) => typeof reference[key] === 'string');
  switch (kind) {
    case 'fromCapturePath':
      return valueAt(content, parsePath(text(kind)));
    case 'fromPrimaryProxyPath': {
      const path = parsePath(text(kind));
      const answer = primaryAnswer(recorded);
      return answer === undefined ? besidePrimary(recorded, path) : valueAt(answer, path);
    }
    case 'fromProxyResponse': {
      const named = specification.targets.find((candidate) => candidate.name === text(kind));
      return valueAt(answerOfTarget(recorded, named), parsePath(text('path')));
    }
    case 'fromPreviousProxyPath': {
      const previous = specification.targets[specification.targets.indexOf(target) - 1];
      const answer = answerOfTarget(recorded, previous) ?? primaryAnswer(recorded);
      return valueAt(answer, parsePath(text(kind)));
    }
    case undefined:
      return undefined;
  }
}

const isReference = (value: JsonRecord): boolean =>
  referenceKeys.some((key) => typeof value[key] === 'string');

/**
 * Variables that a specification writes with references into answers, in the recording's own
 * ids; they are mapped to the simulator's later, like all others. Lists what leads nowhere.
 */
export function resolveReferences(
  recorded: Recorded,
  target: Target,
  template: Json,
): { value: Json; unresolved: string[] } {
  const unresolved: string[] = [];
  const resolve = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(resolve);
    if (!isRecord(value)) return value;
    if (!isReference(value))
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item)]));
    const found = follow(recorded, target, value);
    if (found === undefined) unresolved.push(Object.values(value).map(String).join(' '));
    return found ?? null;
  };
  return { value: resolve(template), unresolved };
}
