import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { SignJWT } from 'jose';
import { createNetsuiteSimulator } from '../../sandbox/netsuite/server.ts';

export type Answer = { status: number; headers: Headers; body: unknown };
type Sent = { method?: string; body?: unknown; headers?: Record<string, string> };

const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const publicKeyPem = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString();

/** A simulator that really listens. */
export async function startNetsuite(seed = 'test') {
  const simulator = await createNetsuiteSimulator({ seed, lazyEngine: true });
  const server = createServer(simulator.app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await simulator.close();
    },
  };
}

/** The value at a dotted path of a JSON answer, undefined when it is not there. */
export function pick(body: unknown, path: string): unknown {
  let value = body;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

/** The text at a path. */
export function text(body: unknown, path: string): string {
  const value = pick(body, path);
  if (typeof value !== 'string') throw new Error(`no text at ${path}: ${JSON.stringify(body)}`);
  return value;
}

/** The rows at a path. */
export function rows(body: unknown, path: string): unknown[] {
  const value = pick(body, path);
  if (!Array.isArray(value)) throw new Error(`no rows at ${path}: ${JSON.stringify(body)}`);
  return value;
}

/** Signs a client assertion the way an integration does; every part can be spoiled. */
export async function assertion(
  facts: { clientId: string; certificateId: string; audience: string },
  spoil: {
    key?: KeyObject;
    alg?: string;
    expiresInSeconds?: number;
    issuedAt?: number;
    scope?: unknown;
  } = {},
): Promise<string> {
  const issuedAt = spoil.issuedAt ?? Math.floor(Date.now() / 1000);
  return new SignJWT({ scope: spoil.scope ?? ['restlets', 'rest_webservices'] })
    .setProtectedHeader({ alg: spoil.alg ?? 'ES256', kid: facts.certificateId, typ: 'JWT' })
    .setIssuer(facts.clientId)
    .setAudience(facts.audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + (spoil.expiresInSeconds ?? 300))
    .setJti(randomUUID())
    .sign(spoil.key ?? keys.privateKey);
}

/** One account of the simulator, signed in. */
export async function openAccount(
  origin: string,
  name: string,
  settings: Record<string, unknown> = {},
) {
  const base = `${origin}/t/${name}`;
  const send = async (path: string, sent: Sent = {}): Promise<Answer> => {
    const response = await fetch(`${base}${path}`, {
      method: sent.method ?? (sent.body === undefined ? 'GET' : 'POST'),
      headers: {
        ...(sent.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...sent.headers,
      },
      ...(sent.body === undefined ? {} : { body: JSON.stringify(sent.body) }),
    });
    const answer = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: answer === '' ? null : JSON.parse(answer),
    };
  };
  const made = await send('/_sandbox/create', {
    body: { certificatePublicKeyPem: publicKeyPem, settings },
  });
  if (made.status !== 200) throw new Error(JSON.stringify(made.body));
  const facts = {
    account: text(made.body, 'account'),
    clientId: text(made.body, 'clientId'),
    certificateId: text(made.body, 'certificateId'),
    audience: `${base}/services/rest/auth/oauth2/v1/token`,
  };
  const signIn = async (jwt: string): Promise<Answer> => {
    const response = await fetch(facts.audience, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: jwt,
      }),
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
  const newToken = async () => text((await signIn(await assertion(facts))).body, 'access_token');
  let token = await newToken();
  const call = (path: string, sent: Sent = {}) =>
    send(path, { ...sent, headers: { authorization: `Bearer ${token}`, ...sent.headers } });
  return {
    name,
    base,
    facts,
    send,
    call,
    signIn,
    renew: async () => {
      token = await newToken();
    },
    record: (path: string, sent: Sent = {}) => call(`/services/rest/record/v1/${path}`, sent),
    suiteql: (q: string, params: unknown[] = [], page = '') =>
      call(`/services/rest/query/v1/suiteql${page}`, {
        body: { q, params },
        headers: { prefer: 'transient' },
      }),
    restlet: (body: unknown) =>
      call(
        '/app/site/hosting/restlet.nl?script=customscript_backhaul_search&deploy=customdeploy_backhaul_search',
        { body },
      ),
    play: async (path: string, body: unknown): Promise<unknown> => {
      const answer = await send(`/_sandbox/${path}`, { body });
      if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
    state: async () => (await send('/_sandbox/state')).body,
  };
}
export type OpenAccount = Awaited<ReturnType<typeof openAccount>>;

/** The id in a Location header. */
export function locationId(answer: Answer): string {
  const location = answer.headers.get('location') ?? '';
  const id = location.split('/').at(-1);
  if (answer.status !== 204 || !id)
    throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return id;
}

type OrderLine = {
  quantity: number;
  unitPriceMinor: number;
  discountMinor: number;
  taxMinor: number;
  sku: string;
};

/** A Shopify order as the other port's state shows it. */
export function anOrder(
  id: number,
  lines: Partial<OrderLine>[] = [{}],
  more: {
    shippingMinor?: number;
    shippingTaxMinor?: number;
    taxesIncluded?: boolean;
    currency?: string;
    rate?: number;
  } = {},
) {
  const rate = more.rate ?? 0.0825;
  return {
    id: `gid://shopify/Order/${id}`,
    name: `#${id}`,
    email: 'shopper@example.com',
    currency: more.currency ?? 'USD',
    taxesIncluded: more.taxesIncluded ?? false,
    lines: lines.map((line, index) => {
      const quantity = line.quantity ?? 2;
      const unitPriceMinor = line.unitPriceMinor ?? 2500;
      const discountMinor = line.discountMinor ?? 0;
      const net = unitPriceMinor * quantity - discountMinor;
      const taxMinor = line.taxMinor ?? Math.round(net * rate);
      return {
        id: `gid://shopify/LineItem/${id}${index}`,
        sku: line.sku ?? `SKU-${index + 1}`,
        title: `Item ${index + 1}`,
        quantity,
        unitPriceMinor,
        discountMinor,
        taxMinor,
        taxLines: taxMinor === 0 ? [] : [{ title: 'State tax', rate, amountMinor: taxMinor }],
      };
    }),
    shipping: [
      {
        id: `gid://shopify/ShippingLine/${id}`,
        title: 'Standard',
        priceMinor: more.shippingMinor ?? 0,
        discountMinor: 0,
        taxMinor: more.shippingTaxMinor ?? 0,
        taxLines: more.shippingTaxMinor
          ? [{ title: 'State tax', rate, amountMinor: more.shippingTaxMinor }]
          : [],
      },
    ],
  };
}
