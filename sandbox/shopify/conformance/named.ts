import { isDeepStrictEqual } from 'node:util';
import { answerAt, type Exchange, findAnswer, findBareAnswers, recordAt } from './exchanges.ts';
import { isRecord, type Json, type JsonRecord, type Path, valueAt } from './json.ts';
import { answerAbove, holderOf, type Recorded, resolveReferences } from './references.ts';
import type { Specification, SpecifiedRequest, Target } from './specification.ts';

const keyOf = (path: Path): string => JSON.stringify(path);

interface Sources {
  content: JsonRecord;
  /** The text of a file of `requests/`, by its base name. */
  request(fileName: string): string | undefined;
}

function documentOf(sources: Sources, request: SpecifiedRequest): string | undefined {
  if (request.documentFile !== undefined) return sources.request(request.documentFile);
  const recorded =
    request.documentPath === undefined ? undefined : valueAt(sources.content, request.documentPath);
  return typeof recorded === 'string' ? recorded : undefined;
}

/**
 * The variables of a named exchange: those recorded beside the answer, else those that the
 * specification points at or writes out.
 */
function variablesOf(
  sources: Sources,
  recorded: Recorded,
  target: Target,
  request: SpecifiedRequest,
  answerPath: Path,
): { value: JsonRecord; missing?: string } {
  const beside = valueAt(sources.content, [...holderOf(answerPath), 'variables']);
  if (isRecord(beside)) return { value: beside };
  if (request.variablesPath !== undefined) {
    const pointed = valueAt(sources.content, request.variablesPath);
    if (isRecord(pointed)) return { value: pointed };
  }
  const file =
    request.variablesFile === undefined ? undefined : sources.request(request.variablesFile);
  const template: Json | undefined =
    request.variables ?? (file === undefined ? undefined : JSON.parse(file));
  if (template === undefined)
    return request.variablesPath === undefined && request.variablesFile === undefined
      ? { value: {} }
      : { value: {}, missing: 'its variables are not in the recording' };
  const { value, unresolved } = resolveReferences(recorded, target, template);
  return {
    value: isRecord(value) ? value : {},
    ...(unresolved.length === 0
      ? {}
      : { missing: `its variables are not in the recording: ${unresolved.join(', ')}` }),
  };
}

function namedExchange(
  sources: Sources,
  recorded: Recorded,
  target: Target,
  answerPath: Path,
): Exchange | undefined {
  const request = target.request ?? recorded.specification.primary;
  if (request === undefined) return undefined;
  const document = documentOf(sources, request);
  const variables = variablesOf(sources, recorded, target, request, answerPath);
  const path = holderOf(answerPath);
  const waitMs = recordAt(sources.content, path)['waitMs'];
  const unsendable =
    document === undefined
      ? `its document is not in the folder: ${request.documentFile ?? 'none is named'}`
      : variables.missing;
  return {
    path,
    answerPath,
    document: document ?? '',
    variables: variables.value,
    answer: answerAt(sources.content, answerPath),
    waitMs: typeof waitMs === 'number' ? waitMs : 0,
    named: true,
    ...(unsendable === undefined ? {} : { unsendable }),
  };
}

/** The answer recorded beside the variables that a request points at. */
function besideVariables(
  { content }: Sources,
  request: SpecifiedRequest | undefined,
): Path | undefined {
  const holder = request?.variablesPath?.slice(0, -1);
  if (holder === undefined || holder.length === 0) return undefined;
  return ['response', 'result']
    .map((key) => findAnswer(content, [...holder, key]))
    .find((path) => path !== undefined);
}

const sameData = (content: JsonRecord, left: Path | undefined, right: Path): boolean =>
  left !== undefined &&
  isDeepStrictEqual(
    [valueAt(content, [...left, 'data']), valueAt(content, [...left, 'errors'])],
    [valueAt(content, [...right, 'data']), valueAt(content, [...right, 'errors'])],
  );

/** An exchange list with, for each specification, the order in which it was replayed. */
export interface Completed {
  exchanges: Exchange[];
  /** Answer paths in replay order, one list per specification. */
  sequences: string[][];
}

/**
 * Adds the exchanges whose document only a specification names. Several specifications may speak
 * of one answer; an answer is one exchange.
 */
export function completeExchanges(
  sources: Sources,
  specifications: readonly Specification[],
  found: readonly Exchange[],
): Completed {
  const byAnswer = new Map(found.map((exchange) => [keyOf(exchange.answerPath), exchange]));
  const bareAnswers = findBareAnswers(sources.content, found);
  const sequences = specifications.map((specification) => {
    const recorded: Recorded = {
      content: sources.content,
      specification,
      exchanges: found,
      bareAnswers,
    };
    const sequence: string[] = [];
    const add = (target: Target, answerPath: Path | undefined): void => {
      if (answerPath === undefined || answerPath.includes('upstreamCalls')) return;
      const key = keyOf(answerPath);
      const known = byAnswer.get(key);
      if (known === undefined || known.unsendable !== undefined) {
        const exchange = namedExchange(sources, recorded, target, answerPath);
        if (exchange !== undefined && (known === undefined || exchange.unsendable === undefined))
          byAnswer.set(key, exchange);
      }
      if (byAnswer.has(key) && !sequence.includes(key)) sequence.push(key);
    };
    const { primary } = specification;
    if (primary !== undefined)
      add({ name: 'first', capturePath: [], request: primary }, besideVariables(sources, primary));
    for (const target of specification.targets) {
      const compared = answerAbove(sources.content, target.capturePath);
      const sent = besideVariables(sources, target.request ?? primary);
      // The same answer may be kept twice, beside its variables and under `expected`.
      const twice = compared !== undefined && sameData(sources.content, sent, compared);
      if (compared === undefined || twice) add(target, sent);
      else {
        add(target, sent);
        add(target, compared);
      }
    }
    return sequence;
  });
  return { exchanges: inDocumentOrder(sources.content, [...byAnswer.values()]), sequences };
}

/** Sorts by where the answers stand in the recording. */
function inDocumentOrder(content: JsonRecord, exchanges: readonly Exchange[]): Exchange[] {
  const rank = (exchange: Exchange): number[] => {
    let holder: Json | undefined = content;
    return exchange.answerPath.map((part) => {
      const position: number =
        typeof part === 'number' ? part : isRecord(holder) ? Object.keys(holder).indexOf(part) : 0;
      holder = valueAt(holder, [part]);
      return position;
    });
  };
  const ranked = exchanges.map((exchange) => ({ exchange, rank: rank(exchange) }));
  ranked.sort((left, right) => {
    const length = Math.min(left.rank.length, right.rank.length);
    for (let index = 0; index < length; index += 1) {
      const difference = (left.rank[index] ?? 0) - (right.rank[index] ?? 0);
      if (difference !== 0) return difference;
    }
    return left.rank.length - right.rank.length;
  });
  return ranked.map(({ exchange }) => exchange);
}
