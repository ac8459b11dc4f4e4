import { NetsuiteError } from '../errors.ts';
import type { AccountSettings } from '../settings.ts';
import { isWord, type Token } from './tokenize.ts';

/** Functions SuiteQL supports and this engine knows. */
export const functionNames = new Set(
  `ABS CEIL FLOOR MOD ROUND SIGN SQRT POWER GREATEST LEAST TRUNC
   COUNT SUM AVG MIN MAX ROW_NUMBER RANK DENSE_RANK LAG LEAD FIRST_VALUE LAST_VALUE
   UPPER LOWER INITCAP SUBSTR LENGTH REPLACE TRIM LTRIM RTRIM LPAD RPAD INSTR CONCAT TRANSLATE
   TO_CHAR TO_DATE TO_NUMBER TO_TIMESTAMP ADD_MONTHS
   NVL NVL2 COALESCE NULLIF DF`
    .trim()
    .split(/\s+/),
);

const wordsBeforeParenthesis = new Set(
  `IN AND OR NOT ON WHERE FROM SELECT WHEN THEN ELSE CASE EXISTS BY AS OVER UNION ALL USING VALUES HAVING JOIN
   DISTINCT WITH ANY SOME BETWEEN LIKE INTERSECT MINUS EXCEPT PARTITION SET`
    .trim()
    .split(/\s+/),
);

const foreignWords = new Set(
  `LIMIT ILIKE INSERT UPDATE DELETE CREATE DROP ALTER TRUNCATE GRANT RETURNING LATERAL ARRAY CAST INTERVAL
   CURRENT_SETTING SET_CONFIG TABLESAMPLE SIMILAR INFORMATION_SCHEMA TRUE FALSE`
    .trim()
    .split(/\s+/),
);

/** Refuses whatever SuiteQL would not understand, in its words. */
export function refuseUnknown(tokens: readonly Token[], settings: AccountSettings): void {
  if (!isWord(tokens[0], 'SELECT', 'WITH')) throw invalidQuery('Invalid or unsupported search');
  for (const [index, token] of tokens.entries()) {
    if (['::', ';', '[', ']', '{', '}', '@', '#', '~', '&', '$'].includes(token.text)) {
      throw invalidQuery(`Invalid or unsupported search: unexpected '${token.text}'`);
    }
    if (token.kind !== 'word') continue;
    const word = token.text.toUpperCase();
    const qualified = tokens[index - 1]?.text === '.';
    if (!qualified && (foreignWords.has(word) || word.startsWith('PG_'))) {
      throw invalidQuery(`Invalid or unsupported search: unexpected '${token.text}'`);
    }
    if (word.endsWith('__DF') || (qualified && word === 'NEXTVAL')) throw fieldNotFound(token.text);
    if (settings.get('notExposedColumns').includes(word.toLowerCase()))
      throw notExposed(token.text);
    if (
      !settings.get('statusChangeColumns') &&
      ['PREVIOUSSTATUS', 'REVISEDSTATUS'].includes(word)
    ) {
      throw fieldNotFound(token.text);
    }
    if (tokens[index + 1]?.text !== '(' || wordsBeforeParenthesis.has(word)) continue;
    // `with name (…)` and `alias (…)` do not exist in SuiteQL: a word before a parenthesis is a function.
    if (!functionNames.has(word)) throw unsupportedFunction(token.text);
  }
  refuseRowComparison(tokens);
  refuseGroupedDisplay(tokens, settings);
}

/** The refusal of a query as a whole. */
export function invalidQuery(detail: string): NetsuiteError {
  return new NetsuiteError(
    400,
    'USER_ERROR',
    `Search error occurred: ${detail}.`,
    undefined,
    'Invalid search query.',
  );
}

/** A column the record does not have. */
export function fieldNotFound(name: string): NetsuiteError {
  return invalidQuery(`Field '${name}' not found`);
}

/** A function SuiteQL does not have. */
export function unsupportedFunction(name: string): NetsuiteError {
  return invalidQuery(`Unknown identifier '${name}'. Available functions are those of SuiteQL`);
}

function notExposed(name: string): NetsuiteError {
  return invalidQuery(
    `Field '${name}' was not found. Reason: NOT_EXPOSED - Not available for channel SEARCH`,
  );
}

/** `(a, b) > (c, d)` is not SuiteQL: a keyset page has to be spelled out. */
function refuseRowComparison(tokens: readonly Token[]): void {
  for (const [index, token] of tokens.entries()) {
    if (token.text !== '(' || calls(tokens[index - 1])) continue;
    let depth = 0;
    let list = false;
    for (let at = index; at < tokens.length; at += 1) {
      const text = tokens[at]?.text;
      if (text === '(') depth += 1;
      if (text === ')') depth -= 1;
      if (text === ',' && depth === 1) list = true;
      if (depth > 0) continue;
      const after = tokens[at + 1]?.text ?? '';
      if (list && ['<', '>', '<=', '>=', '='].includes(after)) {
        throw invalidQuery(`Invalid or unsupported search: unexpected '${after}'`);
      }
      break;
    }
  }
}

function calls(token: Token | undefined): boolean {
  if (token?.kind !== 'word') return false;
  const word = token.text.toUpperCase();
  return functionNames.has(word) || word === 'IN' || word === 'SELECT' || word === 'OVER';
}

function refuseGroupedDisplay(tokens: readonly Token[], settings: AccountSettings): void {
  if (settings.get('builtinDfWithGroupBy') === 'allowed') return;
  if (!tokens.some((token) => isWord(token, 'BUILTIN'))) return;
  const grouped = tokens.some(
    (token, index) =>
      (isWord(token, 'GROUP') && isWord(tokens[index + 1], 'BY')) ||
      (isWord(token, 'DISTINCT') && isWord(tokens[index - 1], 'SELECT')),
  );
  if (grouped) throw invalidQuery('BUILTIN.DF is not supported with DISTINCT or GROUP BY');
}
