import type { Random } from '../random.ts';
import type { Shop } from './shop.ts';

export type Tokens = {
  accepts(token: string | undefined): boolean;
  /** A new token of the client credentials grant and its life in seconds. */
  issue(): { accessToken: string; expiresInSeconds: number };
  /** Makes every issued token invalid at once. */
  revokeAll(): void;
};

/** The tokens of one shop: the static one, and those issued by the client credentials grant. */
export function createTokens(shop: Shop, random: Random): Tokens {
  const expiresAt = new Map<string, number>();
  return {
    accepts: (token) => {
      if (token === undefined) return false;
      if (token === `shpat_sandbox_${shop.tenant}`) return shop.settings.get('staticAccessToken');
      const end = expiresAt.get(token);
      return end !== undefined && shop.now().getTime() < end;
    },
    issue: () => {
      const life = shop.settings.get('clientCredentialsTokenLifeSeconds');
      const accessToken = `shpat_${random.hex(32)}`;
      expiresAt.set(accessToken, shop.now().getTime() + life * 1000);
      return { accessToken, expiresInSeconds: life };
    },
    revokeAll: () => expiresAt.clear(),
  };
}
