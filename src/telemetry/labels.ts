const other = 'other';

/** Keeps a value that is in the set; anything else is `other`. */
export function closedLabel(values: readonly string[]): (value: string) => string {
  const known = new Set(values);
  return (value) => (known.has(value) ? value : other);
}

/**
 * For names that come from code but are nowhere listed: the first `most` plain names are kept, and
 * whatever looks like an id (four digits in a row, or odd signs) never becomes a label.
 */
export function cappedLabel(most = 100): (value: string) => string {
  const known = new Set<string>();
  return (value) => {
    if (known.has(value)) return value;
    if (known.size >= most || !/^[A-Za-z][A-Za-z0-9 _./-]{0,59}$/.test(value)) return other;
    if (/[0-9]{4}/.test(value)) return other;
    known.add(value);
    return value;
  };
}
