import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createMemoryBudget } from '../../../src/connectors/shopify/budget.ts';
import {
  createShopifyClient,
  type ShopifyClient,
  type ShopifyClientOptions,
} from '../../../src/connectors/shopify/client.ts';

export interface SeenRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** What the server does with one request: an answer, or cutting the line after reading it. */
export type Reply =
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly body: unknown }
  | 'cut'
  | 'hang';

export interface ScriptedShopify {
  readonly origin: string;
  readonly seen: readonly SeenRequest[];
  close(): Promise<void>;
}

/** A real HTTP server that answers what the test says; the last reply repeats. */
export async function startScriptedShopify(
  reply: (request: SeenRequest, index: number) => Reply,
): Promise<ScriptedShopify> {
  const seen: SeenRequest[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const one = { path: request.url ?? '', headers: request.headers, text };
      seen.push(one);
      const answer = reply(one, seen.length - 1);
      if (answer === 'hang') return;
      if (answer === 'cut') {
        request.socket.destroy();
        return;
      }
      const headers = { 'content-type': 'application/json', ...answer.headers };
      response.writeHead(answer.status ?? 200, headers);
      response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    seen,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const silentLog = { debug() {}, warn() {} };

/** A client of a shop that stands at `origin`. */
export function aClient(
  options: Partial<ShopifyClientOptions> & { origin: string },
): ShopifyClient {
  return createShopifyClient({
    shop: 'one.myshopify.com',
    auth: { accessToken: 'shpat_test' },
    apiVersion: '2026-10',
    budget: createMemoryBudget({}),
    timeoutMs: 2_000,
    log: silentLog,
    ...options,
  });
}

/** The cost part of an answer. */
export function cost(actual: number, available = 1_000) {
  return {
    cost: {
      requestedQueryCost: actual,
      actualQueryCost: actual,
      throttleStatus: {
        maximumAvailable: 2_000,
        currentlyAvailable: available,
        restoreRate: 100,
      },
    },
  };
}
