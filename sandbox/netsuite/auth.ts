import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { errors as joseErrors, jwtVerify } from 'jose';
import { invalidLogin } from './errors.ts';
import type { AccountSettings } from './settings.ts';

const algorithms = ['PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'];
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const longestAssertionSeconds = 3600;

export type Scope = 'rest_webservices' | 'restlets';
type Token = { expiresAtMs: number; scopes: readonly string[] };
export type TokenAnswer = { status: number; body: Record<string, unknown> };

/** The credentials of one integration and the tokens it was given. */
export type Auth = ReturnType<typeof createAuth>;

/**
 * OAuth 2.0 client credentials: assertions are verified with the certificate's public key; tokens live on
 * real time, whatever the sandbox's clock says.
 */
export function createAuth(options: {
  account: string;
  clientId: string;
  certificateId: string;
  settings: AccountSettings;
}) {
  const keys = new Map<string, KeyObject>();
  const tokens = new Map<string, Token>();
  let generated: string | null = null;
  const { account, clientId, certificateId, settings } = options;

  /** Maps a certificate (X.509 or bare public key, PEM); throws on key sizes NetSuite does not take. */
  function upload(id: string, pem: string): void {
    const key = createPublicKey(pem);
    assertKeySize(key);
    keys.set(id, key);
  }

  /** The credentials; makes an ES256 key pair when no certificate was uploaded. */
  function credentials() {
    if (keys.size === 0) {
      const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      generated = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
      keys.set(certificateId, pair.publicKey);
    }
    return {
      account,
      clientId,
      certificateId,
      ...(generated === null ? {} : { privateKeyPem: generated }),
    };
  }

  /** Answers a token request; `tokenEndpoint` is the address the client really called. */
  async function issue(form: Record<string, unknown>, tokenEndpoint: string): Promise<TokenAnswer> {
    if (form['grant_type'] !== 'client_credentials') return refusal('unsupported_grant_type');
    const assertion = form['client_assertion'];
    if (form['client_assertion_type'] !== assertionType || typeof assertion !== 'string') {
      return refusal('invalid_request');
    }
    const canonical = `https://${accountHost(account)}.suitetalk.api.netsuite.com/services/rest/auth/oauth2/v1/token`;
    try {
      const { payload } = await jwtVerify(
        assertion,
        (header) => {
          const key = keys.get(header.kid ?? '');
          if (key === undefined) throw new joseErrors.JWKSNoMatchingKey();
          return key;
        },
        {
          algorithms,
          issuer: clientId,
          audience: [canonical, tokenEndpoint],
          requiredClaims: ['iat', 'exp'],
          clockTolerance: 5,
        },
      );
      const lifeSeconds = (payload.exp ?? 0) - (payload.iat ?? 0);
      if (lifeSeconds > longestAssertionSeconds || lifeSeconds <= 0)
        return refusal('invalid_grant');
      if ((payload.iat ?? 0) * 1000 > Date.now() + 60_000) return refusal('invalid_grant');
      const scopes = readScopes(payload['scope']);
      if (scopes.length === 0) return refusal('invalid_scope');
      return grant(scopes);
    } catch (error) {
      if (error instanceof joseErrors.JOSEError || error instanceof TypeError)
        return refusal('invalid_grant');
      throw error;
    }
  }

  function grant(scopes: readonly string[]): TokenAnswer {
    const token = randomBytes(48).toString('base64url');
    const lifeSeconds = settings.get('tokenLifeSeconds');
    tokens.set(token, { expiresAtMs: Date.now() + lifeSeconds * 1000, scopes });
    return {
      status: 200,
      body: { access_token: token, expires_in: lifeSeconds, token_type: 'Bearer' },
    };
  }

  /** Accepts a live token with the scope; throws INVALID_LOGIN otherwise. */
  function authorize(header: string | undefined, scope: Scope): void {
    const match = /^Bearer\s+(\S+)$/i.exec(header ?? '');
    const token = match?.[1] === undefined ? undefined : tokens.get(match[1]);
    if (token === undefined || token.expiresAtMs <= Date.now() || !token.scopes.includes(scope)) {
      throw invalidLogin();
    }
  }

  return {
    upload,
    credentials,
    issue,
    authorize,
    /** Ends every token at once, as a fault. */
    expireAll: () => tokens.clear(),
    facts: { account, clientId, certificateId },
  };
}

/** The host label of an account id: 1234567_SB1 becomes 1234567-sb1. */
export function accountHost(account: string): string {
  return account.toLowerCase().replaceAll('_', '-');
}

function readScopes(scope: unknown): string[] {
  const given = Array.isArray(scope)
    ? scope
    : typeof scope === 'string'
      ? scope.split(/[\s,]+/)
      : [];
  const known = ['rest_webservices', 'restlets', 'suite_analytics'];
  const names = given.filter((name): name is string => typeof name === 'string' && name !== '');
  return names.every((name) => known.includes(name)) ? names : [];
}

function refusal(error: string): TokenAnswer {
  return { status: error === 'invalid_client' ? 401 : 400, body: { error } };
}

function assertKeySize(key: KeyObject): void {
  const details = key.asymmetricKeyDetails;
  const type = key.asymmetricKeyType;
  if (type === 'rsa' && [3072, 4096].includes(details?.modulusLength ?? 0)) return;
  if (type === 'ec' && ['prime256v1', 'secp384r1', 'secp521r1'].includes(details?.namedCurve ?? ''))
    return;
  throw new TypeError('The certificate needs RSA 3072 or 4096, or EC P-256, P-384 or P-521.');
}
