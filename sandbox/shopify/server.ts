import express, { type Express, type Request, type Response } from 'express';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { createEngine } from './graphql/engine.ts';
import { graphqlHandler, oauthHandler } from './graphql/http.ts';
import { playRouter } from './play/router.ts';
import { seedHandler } from './seed.ts';
import { createTenant, type Tenant, tenantOptions } from './tenants.ts';

export type ShopifySimulator = { app: Express; close(): Promise<void> };

/**
 * The Shopify side of the sandbox as an express app that is not listening yet. The tenant `default`
 * exists from the start. `close` stops webhook retries; the caller closes its own HTTP server.
 */
export async function createShopifySimulator(options: {
  seed: string;
  clock: Clock;
}): Promise<ShopifySimulator> {
  const { seed, clock } = options;
  const tenants = new Map<string, Tenant>();
  const engine = createEngine();
  const add = (
    name: string,
    body: unknown,
  ): { ok: true; tenant: Tenant } | { ok: false; reason: string } => {
    const parsed = tenantOptions.safeParse(body ?? {});
    if (!parsed.success) return { ok: false, reason: z.prettifyError(parsed.error) };
    const made = createTenant(name, seed, clock, parsed.data);
    if (made.ok) tenants.set(name, made.tenant);
    return made;
  };
  add('default', {});

  const app = express();
  app.disable('x-powered-by');
  app.set('json replacer', (_: string, value: unknown) =>
    typeof value === 'bigint' ? jsonNumber(value) : value,
  );
  app.use(express.json({ limit: '20mb' }));
  app.use(express.urlencoded({ extended: false }));
  app.use((request, _response, next) => {
    const found = /^\/t\/([a-z0-9-]+)(\/.*)?$/.exec(request.path);
    request.headers['x-sandbox-tenant'] = found?.[1] ?? 'default';
    if (found !== null) request.url = request.url.replace(/^\/t\/[a-z0-9-]+/, '') || '/';
    next();
  });

  const nameOf = (request: Request) => String(request.headers['x-sandbox-tenant']);
  const withTenant =
    (handle: (tenant: Tenant, request: Request, response: Response) => Promise<void> | void) =>
    async (request: Request, response: Response) => {
      const tenant = tenants.get(nameOf(request));
      if (tenant === undefined) {
        response.status(404).json({ errors: 'Not Found' });
        return;
      }
      await handle(tenant, request, response);
    };

  app.post('/_sandbox/create', (request, response) => {
    const name = nameOf(request);
    if (tenants.has(name)) {
      response.status(409).json({ error: `tenant ${name} exists` });
      return;
    }
    const made = add(name, request.body);
    if (!made.ok) {
      response.status(400).json({ error: made.reason });
      return;
    }
    const { shop } = made.tenant;
    response.status(201).json({
      shop: shop.domain,
      clientId: shop.clientId,
      clientSecret: shop.clientSecret,
      accessToken: `shpat_sandbox_${name}`,
      currency: shop.currency,
      locations: [...shop.locations.values()].map(({ id, name: title }) => ({ id, name: title })),
    });
  });
  app.post('/admin/oauth/access_token', withTenant(oauthHandler));
  app.post('/admin/api/:version/graphql.json', withTenant(graphqlHandler(engine)));
  app.post('/_sandbox/seed', withTenant(seedHandler));
  app.use('/_sandbox', withTenant(playRouter()));
  app.use((_request, response) => void response.status(404).json({ errors: 'Not Found' }));
  return {
    app,
    close: async () => {
      for (const tenant of tenants.values()) tenant.webhooks.close();
    },
  };
}

/** Minor units are numbers where a JavaScript reader gets them right, text above that. */
function jsonNumber(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}
