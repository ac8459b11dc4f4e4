import type { Background } from './background.ts';
import type { SimulatedShop } from './client.ts';
import type { DocumentJudge } from './document.ts';
import type { Answer, Exchange } from './exchanges.ts';
import { typeOf } from './facts.ts';
import type { Identity } from './identity.ts';
import { globalIds, isRecord, type Json, valuesOf } from './json.ts';
import { isMutation } from './order.ts';
import type { Outcome } from './outcome.ts';

/** What is needed to judge one exchange while a recording is replayed. */
export interface Run {
  shop: SimulatedShop;
  identity: Identity;
  background: Background;
  judge: DocumentJudge;
  makers: ReadonlyMap<string, Exchange>;
  outcomeOf: Map<Exchange, Outcome>;
  provide(ids: readonly string[]): Promise<string[]>;
}

/** Whether the store did not know the things it was asked about, or refused the whole request. */
export function saysUnknown({ data, errors }: Answer): boolean {
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

type Excuse = { kind: 'not modelled' | 'not seedable'; reason: string };

/**
 * Why a different answer says nothing about the simulator: the exchange stands on something that
 * it could not be given. Undefined if it stands on nothing of the kind.
 */
export function excuseFor(
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
  const shown = new Set(globalIds(exchange.answer.data ?? null));
  // A line of an order may name a variant that the store does not have; it is taken as it stands.
  const matters = (id: string): boolean => typeOf(id) !== 'ProductVariant' || shown.has(id);
  const untold = unknown.filter((id) => !run.makers.has(id) && !isInvented(id) && matters(id));
  if (untold.length > 0 && !saysUnknown(exchange.answer)) {
    const reason = [`state of ${untold.join(', ')} is not told`, ...reasons].join('; ');
    return { kind: 'not seedable', reason };
  }
  return unread.length > 0
    ? { kind: 'not seedable', reason: `reads ${unread.join(', ')}, made before` }
    : undefined;
}

/** Numbers that nobody's store gave out: `999999999999`, `42`. What is asked with them must not exist. */
export const isInvented = (id: string): boolean =>
  /\/(\d{1,4}|\d*9{6}\d*|(\d)\2{5,})(\?.*)?$/.test(id);

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
export function unreadThings(run: Run, exchange: Exchange, ids: readonly string[]): string[] {
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
