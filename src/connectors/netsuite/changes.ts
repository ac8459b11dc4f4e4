import { offsetMinutes, shiftAccountTime, wallClockMs } from './account-time.ts';

/** One document that changed: a hint to look at an order, and nothing more. */
export interface Change {
  readonly documentId: string;
  /** SuiteQL type code, or the record type for documents without a documented code. */
  readonly type: string;
  readonly status: string;
  /** On the account's clock. */
  readonly lastModified: string;
  readonly rmaId: string | null;
  /** Always a gid, whichever way the account stores it. */
  readonly shopifyOrderId: string;
  /** The same change read twice has the same key. */
  readonly key: string;
}

interface Position {
  readonly lastModified: string;
  readonly id: string;
}

/**
 * Where the change feed stands; plain JSON. All times are the account's own clock as text, because a
 * converted time would lose or double an hour twice a year.
 */
export interface ChangeCursor {
  /** Newest change seen by a finished run. */
  readonly highWater: string;
  /** Set in the middle of a run. */
  readonly run: { readonly modifiedFrom: string; readonly after: Position | null } | null;
  /** Zone of the account when it last told; null before. */
  readonly offsetMinutes: number | null;
}

export interface ChangePage {
  readonly changes: readonly Change[];
  readonly cursor: ChangeCursor;
  /** Whether the run goes on: ask again with the new cursor at once. */
  readonly more: boolean;
}

/** The one signature behind which both sources stand. */
export type ListChanges = (
  cursor: ChangeCursor,
  options?: { readonly pageSize?: number },
) => Promise<ChangePage>;

/** A cursor that begins at this account time; the first run also reads the overlap before it. */
export function startCursor(accountTime: string): ChangeCursor {
  wallClockMs(accountTime);
  return { highWater: accountTime, run: null, offsetMinutes: null };
}

/** Where the next page begins: rows may become visible minutes after their time stamp says. */
export function nextRead(
  cursor: ChangeCursor,
  overlapMinutes: number,
): { readonly modifiedFrom: string; readonly after: Position | null } {
  if (cursor.run !== null) return cursor.run;
  return { modifiedFrom: shiftAccountTime(cursor.highWater, -overlapMinutes), after: null };
}

/** The cursor after a page. `last` is its last row, `accountNow` the account's clock if it was told. */
export function advance(
  cursor: ChangeCursor,
  read: { readonly modifiedFrom: string; readonly after: Position | null },
  page: {
    readonly last: Position | null;
    readonly more: boolean;
    readonly accountNow: string | null;
    readonly nowMs: number;
  },
): ChangeCursor {
  const offset =
    page.accountNow === null ? cursor.offsetMinutes : offsetMinutes(page.accountNow, page.nowMs);
  if (page.more && page.last !== null) {
    return { ...cursor, run: { modifiedFrom: read.modifiedFrom, after: page.last } };
  }
  const reached = page.last ?? read.after;
  let highWater =
    reached !== null && reached.lastModified > cursor.highWater
      ? reached.lastModified
      : cursor.highWater;
  // The clock went back: what was written in the doubled hour lies before the mark, read it again.
  if (offset !== null && cursor.offsetMinutes !== null && offset < cursor.offsetMinutes) {
    highWater = shiftAccountTime(highWater, offset - cursor.offsetMinutes);
  }
  return { highWater, run: null, offsetMinutes: offset };
}

/** Turns the stored order reference into a gid; null when there is none. */
export function orderGid(reference: string | undefined): string | null {
  if (reference === undefined || reference === '') return null;
  return reference.startsWith('gid://') ? reference : `gid://shopify/Order/${reference}`;
}

/** The key under which a change counts once. */
export function changeKey(id: string, lastModified: string, status: string): string {
  return `${id}|${lastModified}|${status}`;
}
