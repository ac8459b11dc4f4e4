import type { Shopify } from '@shopify/shopify-api';
import { z } from 'zod';
import { Problem } from '../../domain/problem.ts';
import type { Transport } from './transport.ts';

/** Gives the access token to send with; `renew` replaces one that Shopify has just refused. */
export interface TokenSource {
  current(): Promise<string>;
  /** False when there is no other token to be had: the refusal is then final. */
  renew(refused: string): Promise<boolean>;
}

const grantSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().optional(),
});
const renewBeforeExpiryMs = 5 * 60_000;

/** A token that was made in the admin: it does not expire and cannot be renewed. */
export function createFixedToken(accessToken: string): TokenSource {
  return { current: async () => accessToken, renew: async () => false };
}

/**
 * Tokens by the client credentials grant (24 hours). However many callers find it missing or about to
 * expire, one request is made. Throws `shopify-access-denied` when Shopify refuses the credentials.
 */
export function createGrantedToken(options: {
  shopify: Pick<Shopify, 'auth'>;
  shop: string;
  transport: Transport;
  now: () => number;
}): TokenSource {
  const { shopify, shop, transport, now } = options;
  let held: { token: string; renewAt: number } | null = null;
  let pending: Promise<string> | null = null;

  const grant = async (): Promise<string> => {
    const outcome = await transport(() => shopify.auth.clientCredentials({ shop }));
    if (outcome.kind !== 'reply') {
      // A token that was issued and lost does no harm: asking again is always safe.
      throw new Problem('shopify-unreachable', `No access token for ${shop}: ${outcome.reason}`);
    }
    const answer = outcome.status === 200 ? grantSchema.safeParse(readJson(outcome.body)) : null;
    if (answer?.success !== true) {
      const code = outcome.status >= 500 ? 'shopify-unreachable' : 'shopify-access-denied';
      throw new Problem(code, `${shop} gave no access token (HTTP ${outcome.status})`, {
        detail: { status: String(outcome.status), answer: outcome.body.slice(0, 300) },
      });
    }
    const lifeMs = (answer.data.expires_in ?? 86_400) * 1_000;
    const renewAt = now() + Math.max(lifeMs - renewBeforeExpiryMs, lifeMs / 2);
    held = { token: answer.data.access_token, renewAt };
    return held.token;
  };

  const fresh = (): Promise<string> => {
    pending ??= grant().finally(() => {
      pending = null;
    });
    return pending;
  };

  return {
    current: async () => (held !== null && now() < held.renewAt ? held.token : await fresh()),
    async renew(refused) {
      // Somebody else may have renewed it while this request was on its way.
      if (held === null || held.token === refused) await fresh();
      return true;
    },
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
