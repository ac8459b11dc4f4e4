import type { IncomingMessage } from 'node:http';
import type { WebhookOutcome } from './outcome.ts';

export type ReadBody =
  | { readonly kind: 'read'; readonly body: Buffer }
  | { readonly kind: 'refused'; readonly outcome: WebhookOutcome };

/**
 * Reads the raw bytes of a request, at most `maxBytes`, and never inflates them. Stops at the limit
 * without draining the rest, so that a slow giant cannot hold the answer back.
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<ReadBody> {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') return refused('encoding-refused');
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return refused('too-large');
  // A parsed body could never be verified: its bytes are gone.
  if (request.readableEnded) throw new Error('A body parser ran before the webhook intake');

  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      size += chunk.length;
      if (size > maxBytes) return refused('too-large');
      chunks.push(chunk);
    }
  } catch {
    return refused('broken-off');
  }
  return { kind: 'read', body: Buffer.concat(chunks, size) };
}

const refused = (kind: 'encoding-refused' | 'too-large' | 'broken-off'): ReadBody => ({
  kind: 'refused',
  outcome: { kind },
});
