export type Token = {
  kind: 'space' | 'text' | 'quoted' | 'word' | 'number' | 'symbol';
  text: string;
};

const patterns: readonly [Token['kind'], RegExp][] = [
  ['space', /\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\//y],
  ['text', /'(?:[^']|'')*'/y],
  ['quoted', /"(?:[^"]|"")*"/y],
  ['number', /\d+(?:\.\d+)?|\.\d+/y],
  ['word', /[A-Za-z_][A-Za-z0-9_$]*/y],
  ['symbol', /<>|<=|>=|!=|\|\||::|[-+*/(),.=<>?;:[\]{}|&@#%^~!$]/y],
];

/** Splits SQL into tokens that give the text back when joined; null when a character fits nowhere. */
export function tokenize(sql: string): Token[] | null {
  const tokens: Token[] = [];
  let at = 0;
  while (at < sql.length) {
    let found = false;
    for (const [kind, pattern] of patterns) {
      pattern.lastIndex = at;
      const match = pattern.exec(sql);
      if (match === null) continue;
      tokens.push({ kind, text: match[0] });
      at += match[0].length;
      found = true;
      break;
    }
    if (!found) return null;
  }
  return tokens;
}

/** The tokens that mean something. */
export function significant(tokens: readonly Token[]): Token[] {
  return tokens.filter((token) => token.kind !== 'space');
}

/** True when the token is that word, whatever its case. */
export function isWord(token: Token | undefined, ...words: readonly string[]): boolean {
  return token?.kind === 'word' && words.includes(token.text.toUpperCase());
}
