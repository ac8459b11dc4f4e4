import { RequestError } from './errors.ts';

type Comparator = ':' | '>' | '>=' | '<' | '<=';
type Term = { field: string | null; comparator: Comparator; value: string; negated: boolean };

/** How one searchable field is compared; dates and numbers order, texts are equal or start with (`value*`). */
export type SearchField<Node> =
  | { kind: 'text'; of: (node: Node) => readonly string[] }
  | { kind: 'date'; of: (node: Node) => Date }
  | { kind: 'number'; of: (node: Node) => bigint };
export type SearchFields<Node> = Record<string, SearchField<Node>>;

/**
 * Shopify's search syntax: `field:value`, comparators, quotes, AND (also implied), OR, `-` or NOT.
 * A field the sandbox does not know is refused loudly instead of being ignored.
 */
export function searchFilter<Node>(
  query: unknown,
  fields: SearchFields<Node>,
  where: string,
): (node: Node) => boolean {
  if (typeof query !== 'string' || query.trim() === '') return () => true;
  const groups = parse(query);
  for (const { field } of groups.flat()) {
    if (field !== null && fields[field] === undefined) {
      throw new RequestError(
        'SANDBOX_NOT_MODELLED',
        `${where}(query:) field ${field} is not modelled by the sandbox`,
        {
          extensions: { typeName: where, fieldName: `query.${field}` },
        },
      );
    }
  }
  return (node) =>
    groups.some((terms) => terms.every((term) => matches(node, term, fields) !== term.negated));
}

/** OR of ANDs. */
function parse(query: string): Term[][] {
  const tokens = query.match(/(?:[^\s"'()]+|"[^"]*"|'[^']*')+/g) ?? [];
  const groups: Term[][] = [[]];
  let negate = false;
  for (const token of tokens) {
    if (token === 'OR') groups.push([]);
    else if (token === 'NOT') negate = true;
    else if (token !== 'AND') {
      groups.at(-1)?.push(termOf(token, negate));
      negate = false;
    }
  }
  return groups.filter((group) => group.length > 0);
}

function termOf(token: string, negate: boolean): Term {
  const negated = negate !== token.startsWith('-');
  const found = /^-?([a-z_]+):(>=|<=|>|<)?(.*)$/s.exec(token);
  if (found === null)
    return { field: null, comparator: ':', value: unquote(token.replace(/^-/, '')), negated };
  const comparator = (found[2] ?? ':') as Comparator;
  return { field: found[1] ?? '', comparator, value: unquote(found[3] ?? ''), negated };
}

const unquote = (text: string) => text.replace(/^(["'])(.*)\1$/s, '$2');

function matches<Node>(node: Node, term: Term, fields: SearchFields<Node>): boolean {
  if (term.field === null) {
    return Object.values(fields).some(
      (field) => field.kind === 'text' && textMatches(field.of(node), term.value),
    );
  }
  const field = fields[term.field];
  if (field === undefined) return false;
  if (field.kind === 'text') return textMatches(field.of(node), term.value);
  if (field.kind === 'number')
    return compares(field.of(node), BigInt(term.value.replace(/\D/g, '') || '0'), term.comparator);
  const wanted = Date.parse(term.value);
  if (Number.isNaN(wanted)) return false;
  // Shopify's index knows whole seconds.
  const second = Math.floor(field.of(node).getTime() / 1000);
  return compares(BigInt(second), BigInt(Math.floor(wanted / 1000)), term.comparator);
}

function textMatches(values: readonly string[], wanted: string): boolean {
  const text = wanted.toLowerCase();
  if (text.endsWith('*'))
    return values.some((one) => one.toLowerCase().startsWith(text.slice(0, -1)));
  return values.some((one) => one.toLowerCase() === text);
}

function compares(left: bigint, right: bigint, comparator: Comparator): boolean {
  switch (comparator) {
    case ':':
      return left === right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
  }
}
