import { parse as parseLossless } from 'lossless-json';
import { type FoundSubject, isInexact, type SubjectFinder } from './find-subject.ts';
import type { WebhookSubject } from './hint.ts';
import { topics } from './topics.ts';

/** What a body is about, or why that cannot be said. */
export type ReadSubject =
  | { readonly kind: 'found'; readonly subject: WebhookSubject }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'unknown-topic' };

/**
 * Finds the subject of a body under its topic. Never throws, whatever the bytes are, and keeps every
 * digit of an id. A readable body that names nothing is `unreadable` too. `text` is null for bytes
 * that are no text.
 */
export function readSubject(topic: string, text: string | null): ReadSubject {
  const find = topics.get(topic);
  if (find === undefined) return { kind: 'unknown-topic' };
  const found = text === null ? null : findIn(text, find);
  return found === null || isInexact(found)
    ? { kind: 'unreadable' }
    : { kind: 'found', subject: found };
}

// The native parser is an order of magnitude faster; the lossless one is needed only where an id is
// above 2^53.
function findIn(text: string, find: SubjectFinder): FoundSubject {
  const fast = findUnder(() => JSON.parse(text), find);
  if (!isInexact(fast)) return fast;
  return findUnder(() => parseLossless(text, null, (digits) => digits), find);
}

function findUnder(parse: () => unknown, find: SubjectFinder): FoundSubject {
  try {
    const body = parse();
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? find(body) : null;
  } catch {
    // Not JSON, or nested deeper than the stack: both are kept for a person to look at.
    return null;
  }
}
