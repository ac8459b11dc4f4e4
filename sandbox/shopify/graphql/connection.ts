import { numberOfId } from '../ids.ts';
import type { Args } from './define.ts';
import { RequestError } from './errors.ts';

export type Connection<Node> = {
  edges: { cursor: string; node: Node }[];
  nodes: Node[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
};

/** How a list is sorted: the value Shopify would put into the cursor beside the id. */
export type SortValue<Node> = (node: Node) => string | number;

type Key = { value: string | number | null; id: string };

/**
 * Pages a list by `first/after/last/before/reverse`. With `sortValue` the list is sorted by it (then by
 * id) and a cursor means "after this value", so that a record that moves between two pages is neither
 * skipped nor fatal, as in Shopify. Without it the list's own order counts.
 */
export function connectionOf<Node extends { id?: string | null }>(
  items: readonly Node[],
  args: Args,
  sortValue?: SortValue<Node>,
): Connection<Node> {
  const { first, last } = sizes(args);
  const keyed = items.map((node, index) => {
    const key: Key = {
      value: sortValue?.(node) ?? null,
      id: node.id ?? `gid://sandbox/Row/${index + 1}`,
    };
    return { node, key, cursor: cursorOf(key) };
  });
  if (sortValue !== undefined) keyed.sort((a, b) => compare(a.key, b.key));
  if (args['reverse'] === true) keyed.reverse();
  const direction = args['reverse'] === true ? -1 : 1;
  const indexAfter = (cursor: unknown, inclusive: boolean): number => {
    if (sortValue === undefined) {
      const found = keyed.findIndex((one) => one.cursor === cursor);
      if (found < 0) throw badCursor();
      return inclusive ? found : found + 1;
    }
    const wanted = keyOf(cursor);
    const found = keyed.findIndex((one) => {
      const side = compare(one.key, wanted) * direction;
      return inclusive ? side >= 0 : side > 0;
    });
    return found < 0 ? keyed.length : found;
  };
  const from = args['after'] == null ? 0 : indexAfter(args['after'], false);
  const to = args['before'] == null ? keyed.length : indexAfter(args['before'], true);
  const range = keyed.slice(from, Math.max(from, to));
  const page =
    first !== null ? range.slice(0, first) : range.slice(Math.max(0, range.length - (last ?? 0)));
  const start = first !== null ? from : from + range.length - page.length;
  return {
    edges: page.map(({ cursor, node }) => ({ cursor, node })),
    nodes: page.map(({ node }) => node),
    pageInfo: {
      hasNextPage: start + page.length < keyed.length,
      hasPreviousPage: start > 0,
      startCursor: page[0]?.cursor ?? null,
      endCursor: page.at(-1)?.cursor ?? null,
    },
  };
}

function sizes(args: Args): { first: number | null; last: number | null } {
  const first = typeof args['first'] === 'number' ? args['first'] : null;
  const last = typeof args['last'] === 'number' ? args['last'] : null;
  if (first === null && last === null) {
    throw new RequestError('BAD_REQUEST', 'you must provide one of first or last');
  }
  if (first !== null && last !== null) {
    throw new RequestError('BAD_REQUEST', 'providing both first and last is not supported');
  }
  const size = first ?? last ?? 0;
  if (size < 0 || size > 250) {
    throw new RequestError(
      'BAD_REQUEST',
      `${first === null ? 'last' : 'first'} must be between 0 and 250`,
    );
  }
  return { first, last };
}

function compare(a: Key, b: Key): number {
  if (a.value !== b.value) return (a.value ?? '') < (b.value ?? '') ? -1 : 1;
  const [left, right] = [numberOfId(a.id), numberOfId(b.id)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The same content as Shopify's cursors: `{"last_id":…,"last_value":"…"}` in base64. */
function cursorOf({ value, id }: Key): string {
  const number = numberOfId(id);
  const last = value === null ? number.toString() : value;
  return Buffer.from(`{"last_id":${number},"last_value":${JSON.stringify(last)}}`).toString(
    'base64',
  );
}

function keyOf(cursor: unknown): Key {
  const text = Buffer.from(String(cursor), 'base64').toString();
  const found = /^\{"last_id":(\d+),"last_value":(.*)\}$/.exec(text);
  if (found === null) throw badCursor();
  return {
    id: `gid://sandbox/Row/${found[1]}`,
    value: JSON.parse(found[2] ?? 'null') as string | number,
  };
}

function badCursor(): RequestError {
  return new RequestError('BAD_REQUEST', 'Invalid cursor for current pagination sort.');
}
