/** One HTTP exchange. The body is text because that is what gets signed, journalled and repeated. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** From the first packet to the last byte of the answer. */
  readonly timeoutMs: number;
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
}

export type HttpOutcome =
  | HttpReply // the other system answered; its status says what happened
  | { readonly kind: 'not-sent'; readonly reason: string } // nothing reached it: repeat freely
  | { readonly kind: 'unknown'; readonly reason: string }; // it may have acted: probe before repeating a write

export interface HttpReply {
  readonly kind: 'reply';
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  readonly durationMs: number;
}

const defaultMaxBytes = 16 * 1024 * 1024;

/** Faults that Node reports before the first byte of a request has left this machine. */
const notSentCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/**
 * Performs one exchange and never throws for a transport fault: it says instead whether the request
 * can have taken effect. Redirects are not followed (a 3xx is a reply), and an answer over
 * `maxBytes` or later than `timeoutMs` is `unknown`, because the other system has acted by then.
 * A time-out while still connecting is also `unknown`: Node does not tell the two apart.
 */
export async function sendHttp(request: HttpRequest): Promise<HttpOutcome> {
  const startedAt = performance.now();
  const timeout = AbortSignal.timeout(request.timeoutMs);
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: { ...request.headers },
      body: request.body ?? null,
      redirect: 'manual',
      signal: request.signal ? AbortSignal.any([request.signal, timeout]) : timeout,
    });
    const body = await readText(response, request.maxBytes ?? defaultMaxBytes);
    if (body === null) return { kind: 'unknown', reason: 'the answer is over the size limit' };
    const durationMs = Math.round(performance.now() - startedAt);
    return { kind: 'reply', status: response.status, headers: response.headers, body, durationMs };
  } catch (error) {
    if (timeout.aborted) return { kind: 'unknown', reason: `no answer in ${request.timeoutMs} ms` };
    const codes = codesOf(error);
    const reason = codes.join(', ') || (error instanceof Error ? error.message : String(error));
    // Several addresses may have been tried: only if every one failed early was nothing sent.
    const notSent = codes.length > 0 && codes.every((code) => notSentCodes.has(code));
    return { kind: notSent ? 'not-sent' : 'unknown', reason };
  }
}

async function readText(response: Response, maxBytes: number): Promise<string | null> {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The system error codes behind a failed fetch, one for each address that was tried. */
function codesOf(error: unknown): string[] {
  if (error instanceof AggregateError) return error.errors.flatMap(codesOf);
  if (!(error instanceof Error)) return [];
  if (error.cause !== undefined) return codesOf(error.cause);
  return 'code' in error && typeof error.code === 'string' ? [error.code] : [];
}
