import type { Request, Response } from 'express';
import { NetsuiteError } from './errors.ts';
import { serve } from './serve.ts';
import type { Tenant } from './tenant.ts';

/** /services/rest/system/v1: the server's time (anyone) and the governance limits (administrators). */
export async function serveSystem(
  tenant: Tenant,
  request: Request,
  response: Response,
  name: string,
): Promise<void> {
  await serve(tenant, request, response, {
    operation: name,
    scope: 'rest_webservices',
    write: false,
    begin: () => {
      const lower = name.toLowerCase();
      if (request.method !== 'GET')
        throw new NetsuiteError(405, 'METHOD_NOT_ALLOWED', 'Only GET is allowed here.');
      if (lower === 'servertime') {
        return () => ({
          status: 200,
          body: { serverTime: tenant.account.clock.now().toISOString() },
        });
      }
      if (lower !== 'governancelimits') {
        throw new NetsuiteError(404, 'NONEXISTENT_RECORD', `'${name}' does not exist.`);
      }
      if (!tenant.settings.get('adminRole')) {
        throw new NetsuiteError(
          403,
          'INSUFFICIENT_PERMISSION',
          'You do not have permission to access this resource.',
        );
      }
      const limit = tenant.settings.get('concurrencyLimit');
      return () => ({
        status: 200,
        body: {
          accountConcurrencyLimit: limit,
          accountUnallocatedConcurrencyLimit: limit,
          integrationConcurrencyLimit: limit,
          integrationLimitType: 'accountSpecific',
        },
      });
    },
  });
}
