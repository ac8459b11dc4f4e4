import { Problem } from '../../domain/problem.ts';
import type { NetsuiteClient } from './client.ts';
import { type FoundDocument, findByExternalId } from './find-by-external-id.ts';

/**
 * A write as it is stored before it is sent and sent again: plain JSON, and the body as the exact
 * text, so that a repeat is equal byte for byte.
 */
export interface NetsuiteWrite {
  readonly verb: string;
  readonly method: 'POST' | 'PATCH';
  /** Path and query below the account's host. */
  readonly path: string;
  readonly bodyText: string;
  /** Set for whatever creates a document; the key of every look-up. */
  readonly externalId: string | null;
  /** SuiteQL type code of the document this creates; null for a change of an existing one. */
  readonly creates: string | null;
}

export type ProbeResult =
  | { readonly state: 'present'; readonly document: FoundDocument }
  // Absent as of now: a request that was lost may still commit for as long as NetSuite works on it.
  | { readonly state: 'absent'; readonly asOf: string }
  // The id is taken by a document of another kind: never ours to adopt.
  | { readonly state: 'foreign'; readonly document: FoundDocument };

/**
 * Sends a write once. For a creation it returns the internal id out of the `Location` header; where
 * that is missing the document exists but is unknown, which is `netsuite-outcome-unknown`: probe.
 */
export async function sendWrite(
  client: NetsuiteClient,
  write: NetsuiteWrite,
): Promise<{ readonly id: string | null }> {
  const answer = await client.call({
    verb: write.verb,
    effect: 'write',
    host: 'rest',
    method: write.method,
    path: write.path,
    bodyText: write.bodyText,
  });
  if (write.creates === null) return { id: null };
  const id = idOfLocation(answer.location);
  if (id === null) {
    throw new Problem('netsuite-outcome-unknown', 'NetSuite saved it without saying its id', {
      detail: { status: String(answer.status), location: answer.location ?? '' },
    });
  }
  return { id };
}

/** Looks up whether a creation took effect, by its external id. One call; may be repeated freely. */
export async function probeWrite(
  client: NetsuiteClient,
  write: Pick<NetsuiteWrite, 'externalId' | 'creates'>,
): Promise<ProbeResult> {
  if (write.externalId === null) throw new TypeError('Only a creation has an external id to probe');
  const asOf = new Date().toISOString();
  const document = (await findByExternalId(client, [write.externalId]))[0];
  if (document === undefined) return { state: 'absent', asOf };
  return { state: document.type === write.creates ? 'present' : 'foreign', document };
}

/** Checks an id before it becomes part of a path. Internal ids are digits (negative for built-ins). */
export function internalId(id: string): string {
  if (!/^-?\d{1,18}$/.test(id)) throw new TypeError(`"${id}" is not an internal id`);
  return id;
}

function idOfLocation(location: string | null): string | null {
  if (location === null) return null;
  const path = location.split(/[?#]/, 1)[0] ?? '';
  const last = path.replace(/\/+$/, '').split('/').at(-1) ?? '';
  return /^\d{1,18}$/.test(last) ? last : null;
}
