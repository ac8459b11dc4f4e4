import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Clock, createClock } from './clock.ts';
import { createShopifySimulator } from './shopify/server.ts';

export type Sandbox = {
  shopifyOrigin: string;
  netsuiteOrigin: string;
  clock: Clock;
  close(): Promise<void>;
};
export type SandboxOptions = {
  /** 0 (the default) takes any free port. */
  shopifyPort?: number;
  netsuitePort?: number;
  seed?: string;
  clock?: Clock;
};

/** Serves both simulators on 127.0.0.1; `close` stops their timers and ends open connections. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { shopifyPort = 0, netsuitePort = 0, seed = 'sandbox', clock = createClock() } = options;
  const { createNetsuiteSimulator } = await import('./netsuite/server.ts');
  const shopify = await createShopifySimulator({ seed, clock });
  const netsuite = await createNetsuiteSimulator({ seed, clock });
  const shopifyServer = await listen(shopify.app, shopifyPort);
  const netsuiteServer = await listen(netsuite.app, netsuitePort);
  return {
    shopifyOrigin: originOf(shopifyServer),
    netsuiteOrigin: originOf(netsuiteServer),
    clock,
    close: async () => {
      await Promise.all([
        shopify.close(),
        netsuite.close(),
        stop(shopifyServer),
        stop(netsuiteServer),
      ]);
    },
  };
}

function listen(app: RequestListener, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(app);
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

function originOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
