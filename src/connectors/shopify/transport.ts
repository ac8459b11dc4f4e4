import { AsyncLocalStorage } from 'node:async_hooks';
import '@shopify/shopify-api/adapters/node';
import { setAbstractFetchFunc } from '@shopify/shopify-api/runtime';
import { type HttpOutcome, sendHttp } from '../http.ts';

/** Sends what Shopify's package asks for, and keeps the outcome that the package would flatten. */
interface Route {
  readonly shop: string;
  readonly origin: string;
  readonly timeoutMs: number;
  outcome: HttpOutcome | null;
}

const routes = new AsyncLocalStorage<Route>();

// The package has one fetch for the whole process. Ours finds its route in the caller's own context,
// so that any number of shops, and two origins of one shop, can live side by side.
async function fetchByRoute(target: string | URL | Request, init?: RequestInit): Promise<Response> {
  const route = routes.getStore();
  if (route === undefined) throw new Error('a Shopify request was made outside of a client');
  const url = new URL(target instanceof Request ? target.url : target);
  if (url.hostname !== route.shop)
    throw new Error(`${url.hostname} is not the shop of this client`);
  route.outcome = await sendHttp({
    method: 'POST',
    url: `${route.origin}${url.pathname}${url.search}`,
    headers: Object.fromEntries(new Headers(init?.headers)),
    timeoutMs: route.timeoutMs,
    ...(typeof init?.body === 'string' ? { body: init.body } : {}),
  });
  if (route.outcome.kind !== 'reply') throw new Error(route.outcome.reason);
  const { status, headers, body } = route.outcome;
  // A Response refuses a body or an informational status where the protocol has none.
  const empty = status === 204 || status === 205 || status === 304;
  return new Response(empty ? null : body, { status: status < 200 ? 502 : status, headers });
}

/** Runs one call of Shopify's package over HTTP and returns what really happened on the wire. */
export type Transport = (call: () => Promise<unknown>) => Promise<HttpOutcome>;

/**
 * A way to one shop. `origin` replaces `https://<shop>` and may end in a path prefix. The outcome is
 * the transport's own, whatever the package made of it; a call that sent nothing at all rethrows.
 */
export function createTransport(options: {
  shop: string;
  origin: string;
  timeoutMs: number;
}): Transport {
  setAbstractFetchFunc(fetchByRoute);
  const origin = options.origin.replace(/\/+$/, '');
  return async (call) => {
    const route: Route = { ...options, origin, outcome: null };
    try {
      await routes.run(route, call);
    } catch (error) {
      if (route.outcome === null) throw error;
    }
    if (route.outcome === null) throw new Error('the call sent nothing');
    return route.outcome;
  };
}
