import { Problem } from '../../domain/problem.ts';

/** Where the requests of one account go. `rest` and `restlet` differ in the real service only. */
export interface NetsuiteHosts {
  readonly rest: string;
  readonly restlet: string;
}

/**
 * Finds the two hosts of an account: `1234567_SB1` becomes `1234567-sb1.suitetalk.api.netsuite.com`.
 * An `origin` replaces both and may carry a path prefix; it has no trailing slash afterwards.
 * Throws `config-invalid` for an account id that could leave the domain of the host name.
 */
export function hostsOf(account: string, origin?: string): NetsuiteHosts {
  if (!/^[A-Za-z0-9]+(?:[_-][A-Za-z0-9]+)*$/.test(account)) {
    throw new Problem('config-invalid', `NETSUITE_ACCOUNT "${account}" is not an account id`);
  }
  if (origin !== undefined) {
    const url = parseOrigin(origin);
    return { rest: url, restlet: url };
  }
  const label = account.toLowerCase().replaceAll('_', '-');
  return {
    rest: `https://${label}.suitetalk.api.netsuite.com`,
    restlet: `https://${label}.restlets.api.netsuite.com`,
  };
}

function parseOrigin(origin: string): string {
  const url = URL.parse(origin);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new Problem('config-invalid', `NETSUITE_ORIGIN "${origin}" is not an http(s) address`);
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}
