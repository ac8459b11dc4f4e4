import { z } from 'zod';
import { startSandbox } from '../../../sandbox/start.ts';
import type { ShopifyClient } from '../../../src/connectors/shopify/client.ts';
import { aClient } from './scripted-shopify.ts';

const orderSchema = z.looseObject({
  id: z.string(),
  netPaymentMinor: z.number(),
  metafields: z.array(z.object({ namespace: z.string(), key: z.string(), value: z.string() })),
  tags: z.array(z.string()),
  lines: z.array(z.looseObject({ id: z.string(), quantity: z.number() })),
  transactions: z.array(z.looseObject({ id: z.string(), kind: z.string() })),
  refunds: z.array(z.looseObject({ id: z.string(), totalMinor: z.number() })),
});
const stateSchema = z.looseObject({
  orders: z.array(orderSchema),
  notifications: z.array(z.looseObject({ kind: z.string() })),
  calls: z.looseObject({}),
});

/** One shop of the sandbox, with a client that signs in by client credentials. */
export interface SandboxShop {
  readonly client: ShopifyClient;
  readonly origin: string;
  readonly locationIds: readonly string[];
  play(path: string, body: object): Promise<unknown>;
  /** Places, pays and ships an order. */
  order(body: object): Promise<z.output<typeof orderSchema>>;
  /** A return that the customer asks for; its id. */
  requestReturn(body: object): Promise<string>;
  state(): Promise<z.output<typeof stateSchema>>;
}

/** The simulators in this process; one shop for each test. */
export async function startSandboxShops() {
  const sandbox = await startSandbox({ seed: 'connector' });
  let count = 0;
  return {
    close: () => sandbox.close(),
    async shop(options: object = {}): Promise<SandboxShop> {
      count += 1;
      const tenant = `connector-${count}`;
      const origin = `${sandbox.shopifyOrigin}/t/${tenant}`;
      const post = async (path: string, body: object): Promise<unknown> => {
        const response = await fetch(`${origin}/_sandbox/${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        });
        const text = await response.text();
        if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
        return JSON.parse(text);
      };
      const made = z
        .object({ shop: z.string(), locations: z.array(z.object({ id: z.string() })) })
        .parse(await post('create', options));
      return {
        origin,
        locationIds: made.locations.map(({ id }) => id),
        client: aClient({
          shop: made.shop,
          origin,
          auth: { clientId: `client-${tenant}`, clientSecret: `secret-${tenant}` },
        }),
        play: post,
        order: async (body) => orderSchema.parse(await post('shopper/order', body)),
        requestReturn: async (body) =>
          z.looseObject({ id: z.string() }).parse(await post('shopper/return', body)).id,
        state: async () =>
          stateSchema.parse(await (await fetch(`${origin}/_sandbox/state`)).json()),
      };
    },
  };
}
