import type { Exchange } from './exchanges.ts';
import { type Facts, rootOf, typeOf } from './facts.ts';
import { globalIds } from './json.ts';

/** An order in which the exchanges of a recording may have been made, and where it comes from. */
export interface Order {
  source: 'document' | 'specification';
  exchanges: Exchange[];
}

const keyOf = (exchange: Exchange): string => JSON.stringify(exchange.answerPath);
/** Fragments may stand before the operation. */
export const isMutation = ({ document }: Exchange): boolean =>
  /(^|[\n}])\s*mutation\b[^{]*\{/.test(document);
const isCleanup = (exchange: Exchange): boolean => /^clean/i.test(String(exchange.path[0] ?? ''));

/**
 * Which exchange made an id: the first mutation whose answer shows it unasked. What was there
 * before the recording was made by none of them, though a later answer may be the first to show it.
 */
export function makersOf(
  exchanges: readonly Exchange[],
  facts: Facts = new Map(),
): Map<string, Exchange> {
  const found = new Map<string, Exchange>();
  for (const exchange of exchanges.filter(isMutation)) {
    const asked = new Set(globalIds(exchange.variables));
    for (const id of globalIds(exchange.answer.data ?? null))
      if (!asked.has(id) && !found.has(id)) found.set(id, exchange);
  }
  for (const [id, exchange] of found) if (isWhole(id) && !makes(exchange, id)) found.delete(id);
  for (const id of found.keys()) {
    const root = rootOf(facts, id);
    if (root !== undefined && !found.has(root)) found.delete(id);
  }
  return found;
}

/** Roots by which whole things come into being; others only show what was there. */
const makingRoots: Record<string, RegExp> = {
  Customer: /\bcustomer(Create|Set)\b/,
  Location: /\blocationAdd\b|\bfulfillmentServiceCreate\b/,
  Order: /\borderCreate\b|\bdraftOrderComplete\b/,
  Product: /\bproduct(Create|Set|Duplicate)\b/,
};

const isWhole = (id: string): boolean => makingRoots[typeOf(id)] !== undefined;
const makes = (exchange: Exchange, id: string): boolean =>
  makingRoots[typeOf(id)]?.test(exchange.document) ?? false;

/** Keeps the order, but lets an exchange wait for those that make the ids it asks with. */
function respectingIds(exchanges: readonly Exchange[], facts: Facts): Exchange[] {
  const maker = makersOf(exchanges, facts);
  const result: Exchange[] = [];
  const done = new Set<Exchange>();
  let waiting: Exchange[] = [];
  const isReady = (exchange: Exchange): boolean =>
    globalIds(exchange.variables).every((id) => {
      const before = maker.get(id);
      return before === undefined || before === exchange || done.has(before);
    });
  const place = (exchange: Exchange): void => {
    result.push(exchange);
    done.add(exchange);
    const ready = waiting.filter(isReady);
    waiting = waiting.filter((one) => !ready.includes(one));
    for (const one of ready) place(one);
  };
  for (const exchange of exchanges) {
    if (isReady(exchange)) place(exchange);
    else waiting.push(exchange);
  }
  // Two that wait for each other are left where the recording has them: at the end.
  return [...result, ...waiting];
}

/** Puts what a specification replays into its order; the rest stays behind what preceded it. */
function bySequence(exchanges: readonly Exchange[], sequence: readonly string[]): Exchange[] {
  const known = new Map(exchanges.map((exchange) => [keyOf(exchange), exchange]));
  const members = new Set(sequence);
  const following = new Map<string, Exchange[]>();
  const before: Exchange[] = [];
  let anchor: string | undefined;
  for (const exchange of exchanges) {
    if (members.has(keyOf(exchange))) anchor = keyOf(exchange);
    else if (anchor === undefined) before.push(exchange);
    else following.set(anchor, [...(following.get(anchor) ?? []), exchange]);
  }
  const ordered = sequence.flatMap((key) => {
    const exchange = known.get(key);
    return exchange === undefined ? [] : [exchange, ...(following.get(key) ?? [])];
  });
  return [...before, ...ordered];
}

/**
 * The orders worth trying. A recording keeps its exchanges by subject, not always by time, and
 * does not say when each was made; a specification replayed them in an order that held. Clean-up
 * is last, and nothing precedes the exchange that made the ids it asks with.
 */
export function ordersOf(
  exchanges: readonly Exchange[],
  sequences: readonly (readonly string[])[],
  facts: Facts = new Map(),
): Order[] {
  const finish = (list: readonly Exchange[]): Exchange[] =>
    respectingIds(
      [...list.filter((exchange) => !isCleanup(exchange)), ...list.filter(isCleanup)],
      facts,
    );
  const orders: Order[] = [{ source: 'document', exchanges: finish(exchanges) }];
  for (const sequence of sequences) {
    const candidate = finish(bySequence(exchanges, sequence));
    const known = orders.some(
      (order) => order.exchanges.map(keyOf).join() === candidate.map(keyOf).join(),
    );
    if (!known) orders.push({ source: 'specification', exchanges: candidate });
  }
  return orders;
}
