const hiddenKeys =
  /authorization|cookie|passw|passphrase|secret|token|hmac|assertion|private[-_]?key|api[-_]?key|e[-_]?mail|phone|pem$/i;
const droppedKeys = /^(?:body|raw_?body|payload|variables|form|html|text)$/i;

const hidden = '[hidden]';
const deepest = 6;
const longestList = 50;
const longestText = 4_000;

const patterns: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]+-----[\s\S]*?-----END [A-Z ]+-----/g, hidden],
  [/\b([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@]{1,400}@/gi, `$1${hidden}@`],
  [/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi, `$1 ${hidden}`],
  [/\bshp[a-z]{2}_[A-Za-z0-9_-]+/g, hidden],
  [/\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*)?/g, hidden],
  [/hooks\.slack\.com\/[^\s"']+/g, `hooks.slack.com/${hidden}`],
  [/\b((?:access_token|client_secret|client_assertion|password|token)=)[^&\s"']+/gi, `$1${hidden}`],
  [/[^\s@"'<>(),;:=[\]]{1,64}@[^\s@"'<>(),;:=[\]]{1,190}\.[A-Za-z]{2,24}/g, hidden],
];

/** The text without tokens, keys, signed assertions, URL credentials and mail addresses. */
export function redactText(text: string): string {
  const short = text.length > longestText ? `${text.slice(0, longestText)}…` : text;
  return patterns.reduce((clean, [pattern, put]) => clean.replace(pattern, put), short);
}

/**
 * A copy that may be written down: secrets and personal data hidden by key and by shape, bodies
 * dropped, errors reduced to what says where they came from. Never throws, also not on circles.
 */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'function' || typeof value === 'symbol' ? undefined : value;
  }
  if (depth >= deepest) return '[deeper]';
  if (value instanceof Error) return redactError(value, depth);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof URL) return redactText(value.href);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) {
    return value.slice(0, longestList).map((item) => redact(item, depth + 1));
  }
  return redactObject(value, depth);
}

function redactObject(value: object, depth: number): Record<string, unknown> {
  const entries: [string, unknown][] = [];
  for (const [key, item] of Object.entries(value)) {
    if (droppedKeys.test(key)) continue;
    const secret = hiddenKeys.test(key) && item !== null && item !== undefined;
    entries.push([key, secret ? hidden : redact(item, depth + 1)]);
  }
  return Object.fromEntries(entries);
}

// Libraries hang whole requests and answers on their errors: only these fields are kept.
const keptOfErrors = ['code', 'retry', 'status', 'responseCode', 'command', 'syscall', 'detail'];

function redactError(error: Error, depth: number): Record<string, unknown> {
  const kept = keptOfErrors.flatMap((key): [string, unknown][] => {
    const value: unknown = Reflect.get(error, key);
    return value === undefined ? [] : [[key, redact(value, depth + 1)]];
  });
  return {
    type: error.name,
    message: redactText(error.message),
    ...Object.fromEntries(kept),
    ...(error.stack === undefined ? {} : { stack: redactText(error.stack) }),
    ...(error.cause === undefined ? {} : { cause: redact(error.cause, depth + 1) }),
    ...(error instanceof AggregateError ? { errors: redact(error.errors, depth + 1) } : {}),
  };
}
