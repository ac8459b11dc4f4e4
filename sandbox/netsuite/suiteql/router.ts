import type { Request, Response } from 'express';
import { z } from 'zod';
import { NetsuiteError } from '../errors.ts';
import { serve } from '../serve.ts';
import type { Tenant } from '../tenant.ts';
import type { Engine } from './database.ts';
import type { Mirror } from './mirror.ts';
import { runQuery } from './run.ts';

const body = z.object({
  q: z.string().min(1),
  params: z.array(z.union([z.string(), z.number(), z.boolean()])).optional(),
});

/** POST /services/rest/query/v1/suiteql. */
export async function serveSuiteql(
  tenant: Tenant,
  engine: Engine,
  mirror: Mirror,
  request: Request,
  response: Response,
  base: string,
): Promise<void> {
  const call = { operation: 'suiteql', scope: 'rest_webservices' as const, write: false };
  await serve(tenant, request, response, {
    ...call,
    begin: () => {
      if (request.method !== 'POST') {
        throw new NetsuiteError(
          405,
          'METHOD_NOT_ALLOWED',
          `The method ${request.method} is not allowed here.`,
        );
      }
      const preferences = String(request.headers['prefer'] ?? '').split(',');
      if (!preferences.some((one) => one.trim() === 'transient')) {
        throw new NetsuiteError(
          400,
          'INVALID_HEADER',
          "The header 'Prefer: transient' is required.",
        );
      }
      const parsed = body.safeParse(request.body);
      if (!parsed.success)
        throw new NetsuiteError(
          400,
          'INVALID_CONTENT',
          'Invalid content in the request body.',
          'q',
        );
      const limit = readCount(request, 'limit', 1000);
      const offset = readCount(request, 'offset', 0);
      if (limit < 1 || limit > 1000) throw badParameter('limit');
      if (tenant.settings.get('offsetDivisible') && offset % limit !== 0)
        throw badParameter('offset');
      if (offset + limit > 101_000) throw badParameter('offset');
      const params = (parsed.data.params ?? []).map(String);
      return async () => {
        const page = await runQuery(tenant.account, engine, mirror, {
          q: parsed.data.q,
          params,
          limit,
          offset,
        });
        return {
          status: 200,
          headers: { 'Content-Type': 'application/vnd.oracle.resource+json; type=collection' },
          body: collection(
            page.items,
            page.totalResults,
            limit,
            offset,
            `${base}/services/rest/query/v1/suiteql`,
          ),
        };
      };
    },
  });
}

function collection(
  items: Record<string, string>[],
  totalResults: number,
  limit: number,
  offset: number,
  href: string,
) {
  const at = (rel: string, start: number) => ({
    rel,
    href: `${href}?limit=${limit}&offset=${start}`,
  });
  const hasMore = offset + items.length < totalResults;
  const last = Math.max(0, Math.ceil(totalResults / limit) - 1) * limit;
  return {
    links: [
      ...(hasMore ? [at('next', offset + limit), at('last', last)] : []),
      ...(offset > 0 ? [at('previous', Math.max(0, offset - limit)), at('first', 0)] : []),
      at('self', offset),
    ],
    count: items.length,
    hasMore,
    items: items.map((item) => ({ links: [], ...item })),
    offset,
    totalResults,
  };
}

function readCount(request: Request, name: string, byDefault: number): number {
  const sent = request.query[name];
  if (sent === undefined) return byDefault;
  if (typeof sent !== 'string' || !/^\d{1,6}$/.test(sent)) throw badParameter(name);
  return Number(sent);
}

function badParameter(name: string): NetsuiteError {
  return new NetsuiteError(
    400,
    'INVALID_PARAMETER',
    `Invalid value of the query parameter '${name}'.`,
  );
}
