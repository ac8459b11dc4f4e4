import express, { type NextFunction, type Request, type Response } from 'express';
import { z } from 'zod';
import { type Clock, createClock } from '../clock.ts';
import { NetsuiteError } from './errors.ts';
import { servePlay } from './play/router.ts';
import { serveRecords } from './records/router.ts';
import { serveRestlet } from './restlet.ts';
import { errorReply, send } from './serve.ts';
import { createEngine } from './suiteql/database.ts';
import { createMirror, type Mirror } from './suiteql/mirror.ts';
import { serveSuiteql } from './suiteql/router.ts';
import { serveSystem } from './system.ts';
import { createBody, createTenant, type Tenant } from './tenant.ts';

export type NetsuiteSimulator = { app: express.Express; close(): Promise<void> };
type Place = { tenant: Tenant; mirror: Mirror };

const tenantPath = /^\/t\/([a-z0-9-]+)(\/.*)?$/;

/**
 * The NetSuite simulator as an express application; the caller listens. The account `default` exists from
 * the start, others are made by POST /t/<tenant>/_sandbox/create. Close it, or the SQL engine keeps running.
 */
export async function createNetsuiteSimulator(options: {
  seed: string;
  clock?: Clock;
  /** Starts the SQL engine with the first query instead of at once. */
  lazyEngine?: boolean;
}): Promise<NetsuiteSimulator> {
  const { seed, clock = createClock(), lazyEngine = false } = options;
  const engine = createEngine({ lazy: lazyEngine });
  const places = new Map<string, Place>();

  function add(name: string, body: z.infer<typeof createBody>): Place {
    const tenant = createTenant(name, seed, clock, body);
    const place = { tenant, mirror: createMirror(tenant.account, `tenant_${places.size}`) };
    places.set(name, place);
    return place;
  }
  add('default', {});

  async function dispatch(request: Request, response: Response): Promise<void> {
    const match = tenantPath.exec(request.path);
    const name = match?.[1] ?? 'default';
    const path = (match === null ? request.path : (match[2] ?? '/'))
      .split('/')
      .filter((part) => part !== '');
    const [first, ...rest] = path.map((part) => decodeURIComponent(part));
    if (first === '_sandbox' && rest.join('/') === 'create' && request.method === 'POST') {
      return create(name, request, response);
    }
    const place = places.get(name);
    if (place === undefined) {
      response.status(404).json({ error: `There is no account '${name}'.` });
      return;
    }
    const base = `${request.protocol}://${request.get('host') ?? ''}${match === null ? '' : `/t/${name}`}`;
    await route(place, request, response, [first ?? '', ...rest], base);
  }

  async function route(
    { tenant, mirror }: Place,
    request: Request,
    response: Response,
    path: readonly string[],
    base: string,
  ): Promise<void> {
    const [first, ...rest] = path;
    const whole = path.join('/');
    if (first === '_sandbox') return servePlay(tenant, request, response, rest.join('/'));
    if (whole === 'services/rest/auth/oauth2/v1/token') {
      return issueToken(tenant, request, response, `${base}/${whole}`);
    }
    if (whole.startsWith('services/rest/record/v1/')) {
      return serveRecords(tenant, request, response, path.slice(4), base);
    }
    if (whole === 'services/rest/query/v1/suiteql') {
      return serveSuiteql(tenant, engine, mirror, request, response, base);
    }
    if (whole.startsWith('services/rest/system/v1/')) {
      return serveSystem(tenant, request, response, path[4] ?? '');
    }
    if (whole === 'app/site/hosting/restlet.nl') return serveRestlet(tenant, request, response);
    send(
      response,
      errorReply(
        new NetsuiteError(404, 'NONEXISTENT_RECORD', 'The requested resource does not exist.'),
        'rest_webservices',
      ),
    );
  }

  function create(name: string, request: Request, response: Response): void {
    const parsed = createBody.safeParse(request.body ?? {});
    if (!parsed.success) {
      response.status(400).json({ error: z.prettifyError(parsed.error) });
      return;
    }
    if (places.has(name)) {
      response.status(409).json({ error: `The account '${name}' exists already.` });
      return;
    }
    try {
      const { tenant } = add(name, parsed.data);
      response.json({
        ...tenant.auth.facts,
        certificatePublicKeyPem: parsed.data.certificatePublicKeyPem ?? null,
      });
    } catch (error) {
      response.status(400).json({ error: error instanceof Error ? error.message : String(error) });
    }
  }

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(
    express.json({
      limit: '20mb',
      type: ['application/json', 'application/vnd.oracle.resource+json'],
    }),
  );
  app.use(express.urlencoded({ extended: false }));
  app.use((request, response, next) => {
    dispatch(request, response).catch(next);
  });
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    const status = statusOfParser(error);
    const known =
      status === 400
        ? new NetsuiteError(400, 'INVALID_CONTENT', 'Invalid content in the request body.')
        : error;
    send(
      response,
      errorReply(known, request.path.includes('restlet.nl') ? 'restlets' : 'rest_webservices'),
    );
  });

  return {
    app,
    close: async () => {
      for (const { tenant } of places.values()) {
        for (const timer of tenant.lateCommits) clearTimeout(timer);
      }
      await engine.close();
    },
  };
}

async function issueToken(
  tenant: Tenant,
  request: Request,
  response: Response,
  endpoint: string,
): Promise<void> {
  const form = z
    .record(z.string(), z.unknown())
    .catch({})
    .parse(request.body ?? {});
  const answer = await tenant.auth.issue(form, endpoint);
  tenant.calls.record('token', answer.status, false);
  response.setHeader('Cache-Control', 'no-store');
  response.status(answer.status).json(answer.body);
}

/** The status that express's body parsers attach to their errors. */
function statusOfParser(error: unknown): number | null {
  return typeof error === 'object' &&
    error !== null &&
    'status' in error &&
    typeof error.status === 'number'
    ? error.status
    : null;
}
