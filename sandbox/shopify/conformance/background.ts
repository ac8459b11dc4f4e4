import { answerAt, type Exchange, findBareAnswers, isAnswer, recordAt } from './exchanges.ts';
import { type Facts, learnFacts, typeOf } from './facts.ts';
import { globalIds, isRecord, type Json, type JsonRecord, type Path, valueAt } from './json.ts';

/** A query with which earlier state was read; it can be asked again of the simulator. */
export interface Hydration {
  document: string;
  variables: JsonRecord;
  data: Json;
}

/** What a recording tells of the state that was there before it. */
export interface Background {
  facts: Facts;
  hydrations: Hydration[];
  currency: string;
  taxesIncluded: boolean;
  storeDomain: string;
}

function findHydrations(content: JsonRecord): Hydration[] {
  const found: Hydration[] = [];
  const visit = (value: Json | undefined): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    if (!isRecord(value)) return;
    for (const [key, item] of Object.entries(value)) {
      if (key !== 'upstreamCalls') visit(item);
      else if (Array.isArray(item))
        for (const call of item) {
          if (!isRecord(call) || typeof call['query'] !== 'string') continue;
          const response = recordAt(call, ['response']);
          const answer = [response['body'], response['payload'], response].find(isAnswer);
          const data = isRecord(answer) ? answer['data'] : undefined;
          if (data === undefined || data === null) continue;
          found.push({ document: call['query'], variables: recordAt(call, ['variables']), data });
        }
    }
  };
  visit(content);
  return found;
}

/** Plain objects with an id outside of any answer: notes of whoever recorded. */
function learnNotes(facts: Facts, content: JsonRecord, answers: ReadonlySet<string>): void {
  const visit = (value: Json | undefined, path: Path): void => {
    if (answers.has(JSON.stringify(path)) || isAnswer(value)) return;
    if (Array.isArray(value))
      for (const [index, item] of value.entries()) visit(item, [...path, index]);
    if (!isRecord(value)) return;
    const { id } = value;
    if (typeof id === 'string' && typeOf(id) !== '') learnFacts(facts, value, undefined, 'first');
    else
      for (const [key, item] of Object.entries(value))
        if (key !== 'upstreamCalls' && key !== 'variables') visit(item, [...path, key]);
  };
  visit(content, []);
}

function firstOf(value: Json | undefined, keys: readonly string[]): Json | undefined {
  if (Array.isArray(value)) {
    for (const item of value) {
      const found = firstOf(item, keys);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (!isRecord(value)) return undefined;
  for (const [key, item] of Object.entries(value)) {
    if (keys.includes(key) && item !== null && typeof item !== 'object') return item;
    const found = key === 'variables' ? undefined : firstOf(item, keys);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Currency of the first shop money told anywhere; the recorded store's own is CAD. */
function currencyOf(content: JsonRecord): string {
  const money = (value: Json | undefined): string | undefined => {
    if (Array.isArray(value)) {
      for (const item of value) {
        const found = money(item);
        if (found !== undefined) return found;
      }
      return undefined;
    }
    if (!isRecord(value)) return undefined;
    const shopMoney = value['shopMoney'];
    if (isRecord(shopMoney) && typeof shopMoney['currencyCode'] === 'string')
      return shopMoney['currencyCode'];
    for (const [key, item] of Object.entries(value)) {
      const found = key === 'variables' ? undefined : money(item);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return money(content) ?? 'CAD';
}

/** Takes over what is new, or what is new about what was known. */
function addFacts(facts: Facts, more: Facts): void {
  for (const [id, entity] of more) {
    const known = facts.get(id);
    if (known === undefined) facts.set(id, { ...entity, fields: { ...entity.fields } });
    else {
      known.parent ??= entity.parent;
      for (const [name, value] of Object.entries(entity.fields)) known.fields[name] ??= value;
    }
  }
}

/** Which telling of earlier state holds where several differ. */
export type Preference = 'hydrations' | 'set-up';

/**
 * Gathers earlier state: from the hydrating calls (the first telling holds) and from steps of the
 * set-up whose answer was kept without its request (the last telling holds). Which of both was
 * told before the first exchange a recording does not say. Locations are taken from anywhere,
 * since nothing in a recording makes them. `fromHydration` leaves out earlier tellings.
 */
export function readBackground(
  content: JsonRecord,
  exchanges: readonly Exchange[],
  preference: Preference = 'hydrations',
  fromHydration = 0,
): Background {
  const hydrations = findHydrations(content).slice(fromHydration);
  const hydrated: Facts = new Map();
  for (const { data, document } of hydrations) learnFacts(hydrated, data, document, 'first');
  const setUp: Facts = new Map();
  for (const path of findBareAnswers(content, exchanges)) {
    if (/clean/i.test(path.join('.')) || !precedesExchanges(content, path, exchanges)) continue;
    learnFacts(setUp, answerAt(content, path).data, undefined, 'last');
  }
  const notes: Facts = new Map();
  learnNotes(notes, content, new Set(exchanges.map((one) => JSON.stringify(one.answerPath))));
  const facts: Facts = new Map();
  const told = preference === 'hydrations' ? [hydrated, setUp, notes] : [notes, setUp, hydrated];
  for (const part of told) addFacts(facts, part);
  for (const exchange of exchanges) learnLocations(facts, exchange);
  const taxesIncluded = firstOf(content, ['taxesIncluded']);
  const domain = content['storeDomain'];
  return {
    facts,
    hydrations,
    currency: currencyOf(content),
    taxesIncluded: taxesIncluded === true,
    storeDomain: typeof domain === 'string' ? domain : '',
  };
}

/** Nothing but `locationAdd` makes locations, so that any answer may tell of one, or of its name. */
function learnLocations(facts: Facts, { answer, document }: Exchange): void {
  const told: Facts = new Map();
  learnFacts(told, answer.data, document, 'first');
  for (const { id, type, fields } of told.values())
    if (type === 'Location') learnFacts(facts, { ...fields, id }, undefined, 'first');
  const visit = (value: Json | undefined): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    if (!isRecord(value)) return;
    const { assignedLocation } = value;
    if (isRecord(assignedLocation) && isRecord(assignedLocation['location'])) {
      const { name, location } = assignedLocation;
      learnFacts(
        facts,
        { ...location, ...(name === undefined ? {} : { name }) },
        undefined,
        'first',
      );
    }
    for (const item of Object.values(value)) visit(item);
  };
  visit(answer.data);
}

/** Whether a kept answer comes before an exchange that asks with one of its ids. */
function precedesExchanges(
  content: JsonRecord,
  path: Path,
  exchanges: readonly Exchange[],
): boolean {
  const ids = new Set(globalIds(valueAt(content, path)));
  const asking = exchanges.filter((exchange) =>
    globalIds(exchange.variables).some((id) => ids.has(id)),
  );
  return (
    asking.length === 0 || asking.some((exchange) => isBefore(content, path, exchange.answerPath))
  );
}

function isBefore(content: JsonRecord, left: Path, right: Path): boolean {
  let holder: Json | undefined = content;
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const [one, other] = [left[index], right[index]];
    if (one !== other) {
      if (typeof one === 'number' && typeof other === 'number') return one < other;
      const keys = isRecord(holder) ? Object.keys(holder) : [];
      return keys.indexOf(String(one)) < keys.indexOf(String(other));
    }
    holder = one === undefined ? undefined : valueAt(holder, [one]);
  }
  return left.length < right.length;
}
