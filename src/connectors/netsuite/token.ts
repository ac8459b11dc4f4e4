import { createPrivateKey, type KeyObject, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { z } from 'zod';
import { Problem } from '../../domain/problem.ts';

const curveAlgorithms: Readonly<Record<string, string>> = {
  prime256v1: 'ES256',
  secp384r1: 'ES384',
  secp521r1: 'ES512',
};

const tokenSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.union([z.string(), z.number()]).transform(Number).pipe(z.number().positive()),
});

export const tokenPath = '/services/rest/auth/oauth2/v1/token';

export interface SigningKey {
  readonly key: KeyObject;
  readonly algorithm: string;
}

/**
 * Reads a private key (PKCS#8, PKCS#1 or SEC1 PEM) and picks what NetSuite accepts for it: PS256 for
 * RSA (RS256 is refused), ES256/384/512 by curve. Throws `config-invalid` for anything else.
 */
export function signingKeyOf(privateKeyPem: string): SigningKey {
  let key: KeyObject;
  try {
    key = createPrivateKey(privateKeyPem);
  } catch (error) {
    throw new Problem('config-invalid', 'The NetSuite private key cannot be read', {
      cause: error,
    });
  }
  if (key.asymmetricKeyType === 'rsa' || key.asymmetricKeyType === 'rsa-pss') {
    return { key, algorithm: 'PS256' };
  }
  const curve = key.asymmetricKeyDetails?.namedCurve ?? '';
  const algorithm = Object.hasOwn(curveAlgorithms, curve) ? curveAlgorithms[curve] : undefined;
  if (key.asymmetricKeyType !== 'ec' || algorithm === undefined) {
    throw new Problem(
      'config-invalid',
      `The NetSuite private key is ${key.asymmetricKeyType} ${curve}; RSA, P-256, P-384 or P-521 is needed`,
    );
  }
  return { key, algorithm };
}

/**
 * Signs the assertion of the OAuth 2.0 client credentials flow. It lives five minutes (NetSuite
 * allows sixty) and carries its own id; `audience` is the token endpoint.
 */
export async function signAssertion(options: {
  readonly signing: SigningKey;
  readonly clientId: string;
  readonly certificateId: string;
  readonly audience: string;
  readonly nowMs: number;
}): Promise<string> {
  const issuedAt = Math.floor(options.nowMs / 1000);
  return new SignJWT({ scope: ['restlets', 'rest_webservices'] })
    .setProtectedHeader({
      alg: options.signing.algorithm,
      typ: 'JWT',
      kid: options.certificateId,
    })
    .setIssuer(options.clientId)
    .setAudience(options.audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + 300)
    .setJti(randomUUID())
    .sign(options.signing.key);
}

export interface TokenSource {
  /** A token that is good for at least another minute. Concurrent callers share one request. */
  get(): Promise<string>;
  /** Says that NetSuite refused this token; only the first caller to say so causes a new one. */
  refuse(token: string): void;
  /** Says that a brand-new token was refused too: nobody signs in until the cooldown is over. */
  block(problem: Problem): void;
}

/**
 * Keeps one access token. After NetSuite has refused the sign-in it is not asked again for
 * `cooldownMs`: repeated failures lock the integration user out.
 */
export function createTokenSource(options: {
  readonly request: () => Promise<unknown>;
  readonly now: () => number;
  readonly cooldownMs: number;
}): TokenSource {
  let current: { readonly token: string; readonly refreshAt: number } | null = null;
  let pending: Promise<string> | null = null;
  let refusal: { readonly problem: Problem; readonly until: number } | null = null;

  function block(problem: Problem): void {
    refusal = { problem, until: options.now() + options.cooldownMs };
    current = null;
  }

  async function renew(): Promise<string> {
    try {
      const parsed = tokenSchema.safeParse(await options.request());
      if (!parsed.success) {
        throw new Problem('netsuite-answer-unreadable', 'The token endpoint gave no access token', {
          retry: 'after',
        });
      }
      const lifeMs = parsed.data.expires_in * 1000;
      // A short-lived token (a test account's) is renewed at half its life.
      const refreshAt = options.now() + Math.max(lifeMs / 2, lifeMs - 120_000);
      current = { token: parsed.data.access_token, refreshAt };
      return parsed.data.access_token;
    } catch (error) {
      if (error instanceof Problem && error.code === 'netsuite-login-refused') {
        block(error);
      }
      throw error;
    } finally {
      pending = null;
    }
  }

  return {
    async get() {
      if (current !== null && options.now() < current.refreshAt) return current.token;
      if (refusal !== null && options.now() < refusal.until) throw refusal.problem;
      pending ??= renew();
      return pending;
    },
    refuse(token) {
      if (current?.token === token) current = null;
    },
    block,
  };
}
