import { type Background, readBackground } from './background.ts';
import type { SimulatedShop, Simulator } from './client.ts';
import { compareAnswers } from './compare.ts';
import { asSent, type DocumentJudge } from './document.ts';
import { type Answer, type Exchange, findExchanges } from './exchanges.ts';
import { type Facts, typeOf } from './facts.ts';
import { createIdentity, type Identity } from './identity.ts';
import { eachString, globalIds, isRecord, type Json, type JsonRecord } from './json.ts';
import type { Library, Recording } from './load.ts';
import { completeExchanges } from './named.ts';
import { isMutation, makersOf, type Order, ordersOf } from './order.ts';
import { type Outcome, totalsOf } from './outcome.ts';
import { createSeeding } from './seeding.ts';

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

/** Whether the store did not know the things it was asked about, or refused the whole request. */
function saysUnknown({ data, errors }: Answer): boolean {
  if (data === null || data === undefined) return true;
  const texts: string[] = [];
  const collect = (value: Json | undefined): void => {
    if (Array.isArray(value)) for (const item of value) collect(item);
    else if (isRecord(value)) {
      if (typeof value['message'] === 'string') texts.push(value['message']);
      for (const item of Object.values(value)) collect(item);
    }
  };
  collect(data);
  collect(errors);
  const unknown =
    /not (be )?found|n[o']t exist|wasn't found|invalid id|couldn't be found|was deleted/i;
  return texts.some((text) => unknown.test(text));
}

/** Things that nothing in a recording but a mutation can make; reading them needs earlier state. */
const standalone = new Set([
  'Product',
  'ProductVariant',
  'Order',
  'Customer',
  'Location',
  'Collection',
]);

interface Run {
  shop: SimulatedShop;
  identity: Identity;
  background: Background;
  judge: DocumentJudge;
  makers: ReadonlyMap<string, Exchange>;
  outcomeOf: Map<Exchange, Outcome>;
  provide(ids: readonly string[]): Promise<string[]>;
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
  const variables: JsonRecord = {};
  for (const [name, value] of Object.entries(exchange.variables))
    variables[name] = identity.translateAll(value);
  const actual = await shop.ask(identity.translate(asSent(exchange.document)), variables);
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

type Excuse = { kind: 'not modelled' | 'not seedable'; reason: string };

/**
 * Why a different answer says nothing about the simulator: the exchange stands on something that
 * it could not be given. Undefined if it stands on nothing of the kind.
 */
function excuseFor(
  run: Run,
  exchange: Exchange,
  {
    unknown,
    unread,
    reasons,
  }: { unknown: readonly string[]; unread: readonly string[]; reasons: readonly string[] },
): Excuse | undefined {
  const blocked = blockedBy(run, unknown) ?? changedBefore(run, exchange);
  if (blocked !== undefined) return blocked;
  const untold = unknown.filter((id) => !run.makers.has(id) && !isInvented(id));
  if (untold.length > 0 && !saysUnknown(exchange.answer)) {
    const reason = [`state of ${untold.join(', ')} is not told`, ...reasons].join('; ');
    return { kind: 'not seedable', reason };
  }
  return unread.length > 0
    ? { kind: 'not seedable', reason: `reads ${unread.join(', ')}, made before` }
    : undefined;
}

/** Numbers that nobody's store gave out: `999999999999`, `42`. What is asked with them must not exist. */
const isInvented = (id: string): boolean => /\/(\d{1,4}|\d*9{6}\d*|(\d)\2{5,})(\?.*)?$/.test(id);

/** An earlier mutation that could not be carried out touched the same things. */
function changedBefore(run: Run, exchange: Exchange): Excuse | undefined {
  const ids = new Set(globalIds([exchange.variables, exchange.answer.data ?? null]));
  for (const [earlier, outcome] of run.outcomeOf) {
    if (outcome.kind === 'reproduced' || outcome.kind === 'different') continue;
    if (!isMutation(earlier) || !hasSucceeded(earlier.answer)) continue;
    const shared =
      globalIds(earlier.variables).find(
        (id) =>
          ids.has(id) && (typeOf(id) !== 'Location' || /\blocation[A-Z]/.test(earlier.document)),
      ) ?? sharedNamespace(earlier, exchange);
    if (shared === undefined) continue;
    const reason = `${shared} was changed by ${outcome.roots.join(', ')}, ${outcome.kind}: ${outcome.reason}`;
    return { kind: outcome.kind === 'not modelled' ? 'not modelled' : 'not seedable', reason };
  }
  return undefined;
}

/** A namespace of metafields that both speak of: definitions bind metafields by it. */
function sharedNamespace(earlier: Exchange, exchange: Exchange): string | undefined {
  const own = valuesOf(exchange.variables, 'namespace');
  return valuesOf(earlier.variables, 'namespace')
    .filter((namespace) => typeof namespace === 'string')
    .find((namespace) => own.includes(namespace));
}

/** Whether a mutation changed anything: it has data, and no root of it has user errors. */
const hasSucceeded = ({ data }: Answer): boolean =>
  isRecord(data) &&
  Object.values(data).some((payload) => {
    const errors = isRecord(payload) ? payload['userErrors'] : undefined;
    return isRecord(payload) && !(Array.isArray(errors) && errors.length > 0);
  });

/**
 * Things that a list or a search shows, though nothing in the recording made them and no hydration
 * told of them. A read that asks for things by id has no such excuse.
 */
function unreadThings(run: Run, exchange: Exchange, ids: readonly string[]): string[] {
  if (isMutation(exchange) || ids.length > 0) return [];
  return globalIds(exchange.answer.data ?? null).filter(
    (id) =>
      standalone.has(typeOf(id)) &&
      !run.identity.knows(id) &&
      !run.makers.has(id) &&
      !run.background.facts.has(id),
  );
}

/** An exchange stands on another that could not be held against the simulator either. */
function blockedBy(run: Run, unknown: readonly string[]): Excuse | undefined {
  for (const id of unknown) {
    const maker = run.makers.get(id);
    const outcome = maker === undefined ? undefined : run.outcomeOf.get(maker);
    if (outcome === undefined || outcome.kind === 'reproduced' || outcome.kind === 'different')
      continue;
    const reason = `${id} comes from ${outcome.roots.join(', ')}, ${outcome.kind}: ${outcome.reason}`;
    return { kind: outcome.kind === 'not modelled' ? 'not modelled' : 'not seedable', reason };
  }
  return undefined;
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
    outcomeOf.set(exchange, await replayExchange(run, exchange));
  return [...outcomeOf.values()];
}

/** The store itself and the app that asked it, which every recording shows under one id each. */
function pairOwn(content: JsonRecord, identity: Identity, shop: SimulatedShop): void {
  const own = globalIds(content).find((id) => typeOf(id) === 'Shop');
  if (own !== undefined) identity.pair(own, shop.shopId);
  const app = globalIds(content).find((id) => typeOf(id) === 'App');
  const inNamespace = /app--(\d+)/.exec(JSON.stringify(content))?.[1];
  const appId = app ?? (inNamespace === undefined ? undefined : `gid://shopify/App/${inNamespace}`);
  if (appId !== undefined) identity.pair(appId, shop.appId);
}

/**
 * Locations as answers show them, first those that orders were assigned to: the simulator assigns
 * new orders to the first. One that was only asked with, and accepted, exists too.
 */
function locationsOf(exchanges: readonly Exchange[], facts: Facts): string[] {
  const answers = exchanges.map((exchange) => exchange.answer.data ?? null);
  const assigned = valuesOf(answers, 'assignedLocation').flatMap(globalIds);
  const accepted = exchanges
    .filter((exchange) => !saysUnknown(exchange.answer))
    .flatMap((exchange) => globalIds(exchange.variables))
    .filter((id) => !isInvented(id));
  const known = new Set([...assigned, ...globalIds(answers), ...facts.keys(), ...accepted]);
  const locations = [...known].filter((id) => typeOf(id) === 'Location');
  for (const id of locations)
    if (!facts.has(id)) facts.set(id, { id, type: 'Location', fields: { id }, parent: undefined });
  return locations;
}

function valuesOf(value: Json, key: string): Json[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesOf(item, key));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, item]) =>
    name === key ? [item] : valuesOf(item, key),
  );
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
