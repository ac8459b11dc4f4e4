import { generateKeyPairSync } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { createNetsuiteSimulator } from '../../../sandbox/netsuite/server.ts';
import {
  createNetsuiteClient,
  type NetsuiteClient,
  type NetsuiteClientOptions,
} from '../../../src/connectors/netsuite/client.ts';
import {
  createNetsuiteConnector,
  type NetsuiteConnector,
} from '../../../src/connectors/netsuite/connector.ts';
import { rmaExternalId } from '../../../src/connectors/netsuite/external-id.ts';
import { createMemoryGate } from '../../../src/connectors/netsuite/gate.ts';
import {
  buildTransformToRma,
  withDiscountLines,
} from '../../../src/connectors/netsuite/transform-to-rma.ts';
import type { NetsuiteWrite } from '../../../src/connectors/netsuite/write.ts';
import type { NetsuiteSource } from '../../../src/domain/snapshot.ts';

export const fields = {
  orderId: 'custbody_shopify_order_id',
  lineId: 'custcol_shopify_line_id',
  refundId: 'custbody_backhaul_refund_id',
  refundTransactions: 'custbody_backhaul_refund_txns',
  rma: 'custbody_backhaul_rma',
  disposition: 'custcol_backhaul_disposition',
  reason: 'custcol_backhaul_reason',
};

export const quiet = { debug: () => {}, warn: () => {} };

const objectSchema = z.record(z.string(), z.unknown());
const stateSchema = z.object({ returnAuthorizations: z.array(z.unknown()) });

export interface Tenant {
  readonly origin: string;
  readonly client: NetsuiteClient;
  readonly netsuite: NetsuiteConnector;
  /** Posts to a playing route and returns its answer. */
  play(route: string, body?: unknown): Promise<Record<string, unknown>>;
  state(): Promise<z.infer<typeof stateSchema>>;
  calls(): Promise<Record<string, unknown>>;
  client2(options: Partial<NetsuiteClientOptions>): NetsuiteClient;
}

export type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

/** The simulator on a free port; each test takes an account of its own. */
export async function startSandbox() {
  const simulator = await createNetsuiteSimulator({ seed: 'netsuite-connector' });
  const server = simulator.app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  let count = 0;
  const open: NetsuiteClient[] = [];

  async function tenant(
    settings: Record<string, unknown> = {},
    options: { changes?: 'suiteql' | 'restlet'; timeoutMs?: number } = {},
  ): Promise<Tenant> {
    count += 1;
    const origin = `http://127.0.0.1:${port}/t/shop-${count}`;
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const facts = await postJson(`${origin}/_sandbox/create`, {
      certificatePublicKeyPem: pair.publicKey.export({ type: 'spki', format: 'pem' }),
      settings,
    });
    const client2 = (overrides: Partial<NetsuiteClientOptions>) => {
      const client = createNetsuiteClient({
        account: String(facts['account']),
        origin,
        clientId: String(facts['clientId']),
        certificateId: String(facts['certificateId']),
        privateKeyPem: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
        gate: createMemoryGate({ limit: 4 }),
        timeoutMs: options.timeoutMs ?? 10_000,
        log: quiet,
        ...overrides,
      });
      open.push(client);
      return client;
    };
    const client = client2({});
    return {
      origin,
      client,
      client2,
      netsuite: createNetsuiteConnector({
        client,
        fields,
        ...(options.changes === undefined ? {} : { changes: options.changes }),
      }),
      play: (route, body = {}) => postJson(`${origin}/_sandbox/${route}`, body),
      state: async () => stateSchema.parse(await getJson(`${origin}/_sandbox/state`)),
      calls: async () => objectSchema.parse(await getJson(`${origin}/_sandbox/calls`)),
    };
  }

  return {
    tenant,
    async close() {
      for (const client of open) client.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await simulator.close();
    },
  };
}

async function postJson(url: string, body: unknown): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return objectSchema.parse(await response.json());
}

async function getJson(url: string): Promise<unknown> {
  return (await fetch(url)).json();
}

let orderNumber = 5_000_000_000;

/** An order as the importer takes it: two lines at 20.00 and 15.00, 10 % tax, shipping 5.00. */
export function anOrder(
  overrides: {
    lines?: readonly {
      sku: string;
      quantity: number;
      unitPriceMinor: number;
      discountMinor?: number;
    }[];
    shippingMinor?: number;
    currency?: string;
    taxRate?: number;
  } = {},
) {
  orderNumber += 1;
  const id = `gid://shopify/Order/${orderNumber}`;
  const { taxRate = 0.1, shippingMinor = 500, currency = 'USD' } = overrides;
  const taxOf = (minor: number) => Math.round(minor * taxRate);
  const lines = overrides.lines ?? [
    { sku: 'SHIRT-M', quantity: 2, unitPriceMinor: 2000 },
    { sku: 'CAP', quantity: 1, unitPriceMinor: 1500 },
  ];
  return {
    id,
    name: `#${orderNumber - 5_000_000_000}`,
    email: 'customer@example.com',
    currency,
    presentmentCurrency: currency,
    taxesIncluded: false,
    lines: lines.map((line, index) => {
      const discountMinor = line.discountMinor ?? 0;
      const taxMinor = taxOf(line.unitPriceMinor * line.quantity - discountMinor);
      return {
        id: `gid://shopify/LineItem/${orderNumber}${index + 1}`,
        sku: line.sku,
        title: line.sku,
        quantity: line.quantity,
        unitPriceMinor: line.unitPriceMinor,
        discountMinor,
        taxMinor,
        taxLines: [{ title: 'State tax', rate: taxRate, amountMinor: taxMinor }],
      };
    }),
    shipping: [
      {
        priceMinor: shippingMinor,
        discountMinor: 0,
        taxMinor: taxOf(shippingMinor),
        taxLines: [{ title: 'State tax', rate: taxRate, amountMinor: taxOf(shippingMinor) }],
      },
    ],
  };
}

/** Imports an order and returns it with the document that an RMA would be made from. */
export async function billedOrder(
  tenant: Tenant,
  options: { readonly billing?: 'cashSale' | 'invoice'; readonly paid?: boolean } = {},
) {
  const order = anOrder();
  await tenant.play('import', { order, ...options });
  const [source] = (await tenant.netsuite.readOrder({ shopifyOrderId: order.id })).sources;
  if (source === undefined) throw new Error('The order has no source document');
  return { order, source };
}

let returnNumber = 900_000_000;

/** The transform of the first units of a source's lines into an RMA, with an external id of its own. */
export function rmaOf(
  source: NetsuiteSource,
  quantities: readonly number[],
  charges: { itemId: string; amountMinor: bigint; description: string }[] = [],
): NetsuiteWrite {
  returnNumber += 1;
  const goods = source.lines.filter((line) => line.itemType !== 'Discount');
  const lines = quantities.flatMap((quantity, index) => {
    const line = goods[index];
    return line === undefined || quantity === 0 ? [] : [{ orderLine: line.line, quantity }];
  });
  return buildTransformToRma({
    sourceType: source.type,
    sourceId: source.id,
    externalId: rmaExternalId(`gid://shopify/Return/${returnNumber}`, source.id, 1),
    lines: withDiscountLines(source, lines),
    charges,
    currency: source.currency,
    memo: '#R1',
    locationId: null,
    tranDate: null,
    reasonField: fields.reason,
  });
}

export async function openRma(
  tenant: Tenant,
  source: NetsuiteSource,
  quantities: readonly number[],
  charges: { itemId: string; amountMinor: bigint; description: string }[] = [],
) {
  const write = rmaOf(source, quantities, charges);
  const { id } = await tenant.netsuite.sendWrite(write);
  return { id: id ?? '', externalId: write.externalId, write };
}
