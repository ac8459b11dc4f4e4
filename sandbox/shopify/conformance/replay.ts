import { type Background, readBackground } from './background.ts';
import type { Simulator } from './client.ts';
import { compareAnswers } from './compare.ts';
import { asSent, type DocumentJudge } from './document.ts';
import { type Answer, type Exchange, findExchanges } from './exchanges.ts';
import { excuseFor, type Run, unreadThings } from './excuse.ts';
import { createIdentity } from './identity.ts';
import { eachString, globalIds, isRecord, type JsonRecord } from './json.ts';
import type { Library, Recording } from './load.ts';
import { completeExchanges } from './named.ts';
import { makersOf, type Order, ordersOf } from './order.ts';
import { type Outcome, totalsOf } from './outcome.ts';
import { createSeeding } from './seeding.ts';
import { locationsOf, pairOwn } from './surroundings.ts';

export interface Replayed {
  recording: string;
  order: Order['source'];
  outcomes: Outcome[];
}

const notModelledCode = 'SANDBOX_NOT_MODELLED';

/** Root fields that the simulator says it does not have. */
function unmodelledRoots(answer: Answer): string[] {
  if (!Array.isArray(answer.errors)) return [];
  return answer.errors.flatMap((error) => {
    const extensions = isRecord(error) ? error['extensions'] : undefined;
    if (!isRecord(extensions) || extensions['code'] !== notModelledCode) return [];
    const { typeName, fieldName } = extensions;
    const isRoot = typeName === 'Mutation' || typeName === 'QueryRoot';
    return isRoot ? [`${typeName}.${String(fieldName)}`] : [];
  });
}

/** A simulator that fails altogether has answered otherwise than the store, and the run goes on. */
async function replaySafely(run: Run, exchange: Exchange): Promise<Outcome> {
  try {
    return await replayExchange(run, exchange);
  } catch (error) {
    const actual = error instanceof Error ? error.message : String(error);
    const { data } = exchange.answer;
    const roots = run.judge.rootsOf(exchange.document);
    const differences = [{ path: 'data', recorded: data, actual }];
    return { exchange, roots, kind: 'different', differences };
  }
}

async function replayExchange(run: Run, exchange: Exchange): Promise<Outcome> {
  const { identity, judge, shop } = run;
  const about = { exchange, roots: judge.rootsOf(exchange.document) };
  if (exchange.unsendable !== undefined)
    return { ...about, kind: 'passed over', reason: exchange.unsendable };
  const outdated = judge.outdated(exchange.document, exchange.variables, exchange.answer);
  if (outdated !== undefined) return { ...about, kind: 'passed over', reason: outdated };
  const ids = globalIds([exchange.document, exchange.variables]);
  const reasons = await run.provide(ids);
  const unknown = ids.filter((id) => !identity.knows(id));
  const unread = unreadThings(run, exchange, ids);
  const document = exchange.named
    ? judge.widened(exchange.document, exchange.answer)
    : asSent(exchange.document);
  const variables: JsonRecord = {};
  for (const [name, value] of Object.entries(exchange.variables))
    variables[name] = identity.translateAll(value);
  const actual = await shop.ask(identity.translate(document), variables);
  const missing = unmodelledRoots(actual);
  if (missing.length > 0) return { ...about, kind: 'not modelled', reason: missing.join(', ') };
  const given = new Set<string>();
  eachString(exchange.variables, (text) => given.add(text));
  const differences = compareAnswers(exchange.answer, actual, identity, {
    given,
    // The document that a specification names may select otherwise than the one that was sent.
    isSameDocument: !exchange.named,
  });
  if (differences.length === 0) return { ...about, kind: 'reproduced' };
  const excuse = excuseFor(run, exchange, { unknown, unread, reasons });
  return excuse === undefined
    ? { ...about, kind: 'different', differences }
    : { ...about, ...excuse };
}

async function replayOrder(
  simulator: Simulator,
  judge: DocumentJudge,
  recording: Recording,
  background: Background,
  order: Order,
): Promise<Outcome[]> {
  const { currency, taxesIncluded, storeDomain, facts } = background;
  const apiVersion = recording.apiVersion === '' ? '2026-10' : recording.apiVersion;
  const shop = await simulator.openShop({ currency, taxesIncluded, apiVersion });
  const identity = createIdentity([
    [storeDomain, shop.domain],
    [storeDomain.replace('.myshopify.com', ''), shop.domain.replace('.myshopify.com', '')],
  ]);
  pairOwn(recording.content, identity, shop);
  const seeding = createSeeding(shop, background, identity);
  const makers = makersOf(order.exchanges, facts);
  const locations = locationsOf(order.exchanges, facts).filter((id) => !makers.has(id));
  // No store is without a location; where none is told, one stands in.
  if (locations.length === 0)
    await shop.seed({ locations: [{ id: 'gid://shopify/Location/1', name: 'Shop location' }] });
  await seeding.provide(locations);
  const outcomeOf = new Map<Exchange, Outcome>();
  const run: Run = {
    shop,
    identity,
    background,
    judge,
    makers,
    outcomeOf,
    provide: seeding.provide,
  };
  for (const exchange of order.exchanges)
    outcomeOf.set(exchange, await replaySafely(run, exchange));
  return [...outcomeOf.values()];
}

/**
 * A store's state was changed between two exchanges without a trace in the recording, except that
 * it was read again: an exchange that differs is tried on what each later hydration told.
 */
async function retryOnLaterState(
  simulator: Simulator,
  judge: DocumentJudge,
  recording: Recording,
  exchanges: readonly Exchange[],
  outcome: Outcome,
): Promise<Outcome> {
  if (outcome.kind !== 'different') return outcome;
  const { exchange } = outcome;
  const count = readBackground(recording.content, exchanges).hydrations.length;
  for (let from = 1; from < count; from += 1) {
    const background = readBackground(recording.content, exchanges, 'hydrations', from);
    const order: Order = { source: 'document', exchanges: [exchange] };
    const asked = globalIds(exchange.variables);
    const tells = background.hydrations.some(({ data }) =>
      globalIds(data).some((id) => asked.includes(id)),
    );
    if (!tells) break;
    const [retried] = await replayOrder(simulator, judge, recording, background, order);
    if (retried?.kind === 'reproduced') return retried;
  }
  return outcome;
}

/**
 * Replays one recording on a fresh shop. A recording does not say in which order its exchanges
 * were made, nor which telling of earlier state came first; where that leaves a choice, what
 * reproduces most is taken to be what happened.
 */
export async function replayRecording(
  simulator: Simulator,
  judge: DocumentJudge,
  library: Library,
  recording: Recording,
): Promise<Replayed> {
  const { content, specifications } = recording;
  const sources = { content, request: library.request };
  const { exchanges, sequences } = completeExchanges(
    sources,
    specifications,
    findExchanges(content),
  );
  let best: { order: Order; outcomes: Outcome[] } | undefined;
  for (const preference of ['hydrations', 'set-up'] as const) {
    const background = readBackground(content, exchanges, preference);
    for (const order of ordersOf(exchanges, sequences, background.facts)) {
      const outcomes = await replayOrder(simulator, judge, recording, background, order);
      if (best === undefined || isBetter(outcomes, best.outcomes)) best = { order, outcomes };
      if (totalsOf(outcomes).different === 0) break;
    }
    if (best === undefined || totalsOf(best.outcomes).different === 0) break;
  }
  const outcomes: Outcome[] = [];
  for (const outcome of best?.outcomes ?? [])
    outcomes.push(await retryOnLaterState(simulator, judge, recording, exchanges, outcome));
  return { recording: recording.name, order: best?.order.source ?? 'document', outcomes };
}

const isBetter = (left: readonly Outcome[], right: readonly Outcome[]): boolean => {
  const [one, other] = [totalsOf(left), totalsOf(right)];
  return one.reproduced > other.reproduced;
};
