import type { AccountSettings } from '../settings.ts';
import { invalidQuery, refuseUnknown, unsupportedFunction } from './refuse.ts';
import { isWord, significant, type Token, tokenize } from './tokenize.ts';

export type Rewritten = { sql: string; limit: number | null; customColumns: string[] };

/**
 * Turns SuiteQL into the engine's SQL. Only `?`, SYSDATE, ROWNUM and BUILTIN.DF(x.col) are translated and
 * unnamed expressions get NetSuite's names; what SuiteQL does not know is refused in NetSuite's words.
 */
export function rewrite(query: string, settings: AccountSettings): Rewritten {
  const all = tokenize(query);
  if (all === null) throw invalidQuery('Invalid or unsupported search');
  const tokens = significant(all);
  refuseUnknown(tokens, settings);
  const customColumns = tokens
    .filter((token) => token.kind === 'word' && /^cust(body|col)_backhaul_\w+$/i.test(token.text))
    .map((token) => token.text.toLowerCase());
  const { tokens: unnumbered, limit } = takeRowNumber(tokens);
  let parameter = 0;
  const out: string[] = [];
  for (let at = 0; at < unnumbered.length; at += 1) {
    const token = unnumbered[at];
    if (token === undefined) break;
    if (token.text === '?') {
      parameter += 1;
      out.push(`$${parameter}`);
    } else if (isWord(token, 'SYSDATE')) {
      out.push(`current_setting('backhaul.sysdate')::timestamptz`);
    } else if (isWord(token, 'ROWNUM')) {
      out.push('row_number() over ()');
    } else if (isWord(token, 'BUILTIN')) {
      const { sql, length } = displayField(unnumbered, at);
      out.push(sql);
      at += length - 1;
    } else {
      out.push(token.text);
    }
  }
  return { sql: out.join(' ').replaceAll(' . ', '.'), limit, customColumns };
}

/** Gives expressions without a name the one NetSuite gives them: expr1, expr2, … */
export function nameExpressions(tokens: readonly Token[]): Token[] {
  const start = tokens.findIndex((token) => isWord(token, 'SELECT'));
  if (start !== 0) return [...tokens];
  const out: Token[] = [];
  let item: Token[] = [];
  let depth = 0;
  let unnamed = 0;
  let at = 1;
  out.push(tokens[0] ?? { kind: 'word', text: 'SELECT' });
  const finish = () => {
    const bare = isWord(item[0], 'DISTINCT', 'ALL') ? item.slice(1) : item;
    out.push(...item);
    if (needsName(bare)) {
      unnamed += 1;
      out.push({ kind: 'word', text: 'AS' }, { kind: 'word', text: `expr${unnamed}` });
    }
    item = [];
  };
  for (; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    if (token.text === '(') depth += 1;
    if (token.text === ')') depth -= 1;
    if (depth === 0 && isWord(token, 'FROM')) break;
    if (depth === 0 && token.text === ',') {
      finish();
      out.push(token);
    } else {
      item.push(token);
    }
  }
  finish();
  return [...out, ...tokens.slice(at)];
}

function needsName(item: readonly Token[]): boolean {
  const last = item.at(-1);
  if (last === undefined || last.text === '*') return false;
  const path = item.every((token, index) =>
    index % 2 === 0 ? token.kind === 'word' || token.kind === 'quoted' : token.text === '.',
  );
  if (path && !(item.length === 1 && isWord(last, 'SYSDATE', 'ROWNUM'))) return false;
  const before = item.at(-2);
  if (isWord(before, 'AS')) return false;
  if (last.kind === 'quoted') return false;
  const operand = before === undefined || ['.', '+', '-', '*', '/', '||'].includes(before.text);
  return last.kind !== 'word' || operand || isWord(last, 'END', 'NULL');
}

function displayField(tokens: readonly Token[], at: number): { sql: string; length: number } {
  const path: string[] = [];
  let next = at + 4;
  if (
    tokens[at + 1]?.text !== '.' ||
    !isWord(tokens[at + 2], 'DF') ||
    tokens[at + 3]?.text !== '('
  ) {
    throw unsupportedFunction(`BUILTIN.${tokens[at + 2]?.text ?? ''}`);
  }
  while (tokens[next] !== undefined && tokens[next]?.text !== ')') {
    path.push(tokens[next]?.text ?? '');
    next += 1;
  }
  if (!/^([A-Za-z_]\w*\.)?[A-Za-z_]\w*$/.test(path.join('')))
    throw unsupportedFunction('BUILTIN.DF');
  return { sql: `${path.join('')}__df`, length: next - at + 1 };
}

/** Takes a `ROWNUM <= n` out of the outermost WHERE; elsewhere only its use as a column is known. */
function takeRowNumber(tokens: readonly Token[]): { tokens: Token[]; limit: number | null } {
  const named = nameExpressions(tokens);
  const out: Token[] = [];
  let limit: number | null = null;
  let depth = 0;
  for (let at = 0; at < named.length; at += 1) {
    const token = named[at];
    if (token === undefined) break;
    if (token.text === '(') depth += 1;
    if (token.text === ')') depth -= 1;
    const operator = named[at + 1]?.text ?? '';
    const number = named[at + 2];
    const compares = isWord(token, 'ROWNUM') && ['<', '<=', '='].includes(operator);
    if (!compares) {
      out.push(token);
      continue;
    }
    const ordered = named.slice(at).some((one) => isWord(one, 'ORDER', 'GROUP', 'OR', 'UNION'));
    if (depth > 0 || ordered || number?.kind !== 'number') {
      throw invalidQuery('Invalid or unsupported search: ROWNUM');
    }
    limit = operator === '<' ? Number(number.text) - 1 : Number(number.text);
    out.push(
      { kind: 'number', text: '1' },
      { kind: 'symbol', text: '=' },
      { kind: 'number', text: '1' },
    );
    at += 2;
  }
  return { tokens: out, limit };
}
