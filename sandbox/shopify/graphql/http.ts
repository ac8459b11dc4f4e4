import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Tenant } from '../tenants.ts';
import type { Engine, Prepared } from './engine.ts';
import type { FormattedError } from './variables.ts';

const maximumCost = 1000;
const supportedVersions = ['2026-01', '2026-04', '2026-07', '2026-10', '2027-01', 'unstable'];

const graphqlBody = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

/** Retired versions fall forward to the oldest supported one; what is no version at all is unknown. */
function versionFor(asked: string): string | undefined {
  if (supportedVersions.includes(asked)) return asked;
  if (!/^\d{4}-(01|04|07|10)$/.test(asked)) return undefined;
  return asked < '2026-01' ? '2026-01' : undefined;
}

/** `POST /admin/api/<version>/graphql.json` of one shop. */
export function graphqlHandler(engine: Engine) {
  return async (tenant: Tenant, request: Request, response: Response): Promise<void> => {
    const version = versionFor(String(request.params['version']));
    if (version === undefined) {
      response.status(404).json({ errors: 'Not Found' });
      return;
    }
    response.setHeader('X-Shopify-API-Version', version);
    response.setHeader('X-Request-Id', tenant.random.uuid());
    if (!tenant.tokens.accepts(request.get('X-Shopify-Access-Token'))) {
      response.status(401).json({
        errors: '[API] Invalid API key or access token (unrecognized login or wrong password)',
      });
      return;
    }
    const body = graphqlBody.safeParse(request.body);
    if (!body.success) {
      response.status(400).json({ errors: { query: 'Required parameter missing or invalid' } });
      return;
    }
    const { query, operationName } = body.data;
    const prepared = engine.prepare({ query, operationName, variables: body.data.variables ?? {} });
    if (!prepared.ok) {
      countNotModelled(tenant, prepared.errors);
      tenant.calls.add({ operation: 'invalid', requestedCost: 0, actualCost: 0, failed: true });
      response.json({ errors: prepared.errors });
      return;
    }
    await answer(tenant, prepared.prepared, version, response);
  };
}

async function answer(
  tenant: Tenant,
  prepared: Prepared,
  apiVersion: string,
  response: Response,
): Promise<void> {
  const { requestedCost } = prepared;
  const operation = prepared.rootNames.join('+');
  const { faults, bucket, calls } = tenant;
  if (faults.calls.strikes('error502', operation)) {
    response.status(502).type('html').send('<html><body><h1>502 Bad Gateway</h1></body></html>');
    return;
  }
  if (requestedCost > maximumCost) {
    response.json({ errors: [tooExpensive(requestedCost)] });
    return;
  }
  if (faults.calls.strikes('throttle', operation) || !bucket.take(requestedCost)) {
    calls.add({ operation, requestedCost, actualCost: 0, throttled: true });
    response.json({ errors: [throttled], extensions: { cost: cost(requestedCost, null) } });
    return;
  }
  const delayMs = faults.delay.forCall(operation);
  if (delayMs > 0) await new Promise((done) => setTimeout(done, delayMs));
  const { data, errors, actualCost } = await prepared.run(
    { shop: tenant.shop, apiVersion, by: 'app' },
    tenant.idempotency,
  );
  tenant.webhooks.publish(tenant.shop.takeEvents());
  bucket.giveBack(Math.max(0, requestedCost - actualCost));
  countNotModelled(tenant, errors);
  calls.add({ operation, requestedCost, actualCost, failed: errors.length > 0 });
  if (faults.calls.strikes('dropReplyAfterCommit', operation)) {
    response.destroy();
    return;
  }
  response.json({
    data,
    ...(errors.length > 0 ? { errors } : {}),
    extensions: { cost: cost(requestedCost, actualCost) },
  });

  function cost(requestedQueryCost: number, actualQueryCost: number | null) {
    return { requestedQueryCost, actualQueryCost, throttleStatus: bucket.status() };
  }
}

const throttled: FormattedError = {
  message: 'Throttled',
  extensions: { code: 'THROTTLED', documentation: 'https://shopify.dev/api/usage/rate-limits' },
};

function tooExpensive(requestedCost: number): FormattedError {
  return {
    message: `Query cost is ${requestedCost}, which exceeds the single query max cost limit (${maximumCost}).`,
    extensions: {
      code: 'MAX_COST_EXCEEDED',
      cost: requestedCost,
      maxCost: maximumCost,
      documentation: 'https://shopify.dev/api/usage/rate-limits',
    },
  };
}

function countNotModelled(tenant: Tenant, errors: readonly FormattedError[]): void {
  for (const { extensions } of errors) {
    if (extensions?.['code'] !== 'SANDBOX_NOT_MODELLED') continue;
    tenant.calls.addNotModelled(`${extensions['typeName']}.${extensions['fieldName']}`);
  }
}

/** `POST /admin/oauth/access_token`: the client credentials grant only. */
export function oauthHandler(tenant: Tenant, request: Request, response: Response): void {
  const { shop, tokens } = tenant;
  const body = (request.body ?? {}) as Record<string, unknown>;
  if (body['grant_type'] !== 'client_credentials') {
    response.status(400).json({ error: 'unsupported_grant_type' });
    return;
  }
  if (body['client_id'] !== shop.clientId || body['client_secret'] !== shop.clientSecret) {
    response.status(400).json({ error: 'invalid_client' });
    return;
  }
  const { accessToken, expiresInSeconds } = tokens.issue();
  response.json({
    access_token: accessToken,
    scope: shop.settings.get('accessScopes').join(','),
    expires_in: expiresInSeconds,
  });
}
