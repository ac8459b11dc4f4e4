import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Clock, createClock } from '../../sandbox/clock.ts';
import { createShopifySimulator } from '../../sandbox/shopify/server.ts';

export type Answer<D = Record<string, never>> = {
  data?: D | null;
  errors?: {
    message: string;
    extensions?: { code?: string; [name: string]: unknown };
    path?: string[];
  }[];
  extensions?: {
    cost: {
      requestedQueryCost: number;
      actualQueryCost: number | null;
      throttleStatus: { currentlyAvailable: number };
    };
  };
};

/** One simulated shop over real HTTP, as a client and as a player see it. */
export type ShopHarness = {
  origin: string;
  clock: Clock;
  graphql<D>(query: string, variables?: Record<string, unknown>): Promise<Answer<D>>;
  play<T>(path: string, body?: unknown): Promise<T>;
  /** Status and body, for plays that are expected to be refused. */
  tryPlay(path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  state<T>(): Promise<T>;
};

export type Served = {
  clock: Clock;
  shop(name: string, options?: Record<string, unknown>): Promise<ShopHarness>;
  close(): Promise<void>;
};

/** Serves one simulator for a whole test file; each test makes a shop of its own. */
export async function serveShopify(): Promise<Served> {
  const clock = createClock();
  const simulator = await createShopifySimulator({ seed: 'test', clock });
  const server = createServer(simulator.app);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    clock,
    shop: async (name, options = {}) => {
      const origin = `${root}/t/${name}`;
      await post(`${origin}/_sandbox/create`, options);
      return harness(origin, name, clock);
    },
    close: async () => {
      await simulator.close();
      await closeServer(server);
    },
  };
}

function harness(origin: string, name: string, clock: Clock): ShopHarness {
  const tryPlay: ShopHarness['tryPlay'] = async (path, body) => {
    const response = await post(`${origin}/_sandbox/${path}`, body ?? {});
    return { status: response.status, body: await response.json() };
  };
  return {
    origin,
    clock,
    graphql: async <D>(query: string, variables: Record<string, unknown> = {}) => {
      const headers = { 'x-shopify-access-token': `shpat_sandbox_${name}` };
      const response = await post(
        `${origin}/admin/api/2026-10/graphql.json`,
        { query, variables },
        headers,
      );
      return (await response.json()) as Answer<D>;
    },
    tryPlay,
    play: async <T>(path: string, body?: unknown) => {
      const { status, body: answer } = await tryPlay(path, body);
      if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(answer)}`);
      return answer as T;
    },
    state: async <T>() => (await (await fetch(`${origin}/_sandbox/state`)).json()) as T,
  };
}

function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

export function closeServer(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}

export type Received = { headers: IncomingHttpHeaders; body: string };

/** A webhook receiver that answers what the test says and keeps everything it got. */
export async function receiveWebhooks(status: () => number = () => 200) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(status(), { location: '/elsewhere' }).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const uri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`;
  return { uri, received, close: () => closeServer(server) };
}

/** Waits until something is so, at most two seconds. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await isSo()) return;
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error('it did not happen within two seconds');
}

export type OrderState = {
  id: string;
  name: string;
  totalMinor: number;
  netPaymentMinor: number;
  financialStatus: string;
  returnStatus: string;
  updatedAt: string;
  lines: {
    id: string;
    sku: string;
    quantity: number;
    inventoryItemId: string;
    discountMinor: number;
    discountedMinor: number;
    taxMinor: number;
    unitPriceMinor: number;
  }[];
  transactions: {
    id: string;
    kind: string;
    status: string;
    amountMinor: number;
    gateway: string;
  }[];
  fulfillments: { lines: { id: string; lineItemId: string; quantity: number }[] }[];
  refunds: {
    id: string;
    returnId: string | null;
    totalMinor: number;
    adjustments: { amountMinor: number; reason: string }[];
  }[];
  returns: ReturnState[];
};
export type ReturnState = {
  id: string;
  name: string;
  status: string;
  lines: { id: string; quantity: number; processedQuantity: number; refundedQuantity: number }[];
  reverseFulfillmentOrders: {
    id: string;
    status: string;
    lines: { id: string; quantity: number; dispositions: { type: string; quantity: number }[] }[];
  }[];
};
export type InventoryState = {
  inventoryItemId: string;
  locationId: string;
  available: number;
  on_hand: number;
  committed: number;
  reserved: number;
  damaged: number;
  safety_stock: number;
  quality_control: number;
  incoming: number;
};
export type ShopState = {
  orders: OrderState[];
  inventory: InventoryState[];
  inventoryLog: {
    inventoryItemId: string;
    locationId: string;
    name: string;
    delta: number;
    by: string;
  }[];
  catalog: {
    sku: string;
    inventoryItemId: string;
    variantId: string;
    priceMinor: number;
    tracked: boolean;
  }[];
  shop: { locations: { id: string }[] };
  notifications: { kind: string }[];
  webhooks: {
    subscriptions: unknown[];
    sent: number;
    removed: number;
    deliveries: { webhookId: string; status: string; attempts: number }[];
  };
  calls: { notModelled: Record<string, number>; throttled: number };
};
