import { z } from 'zod';
import { ShopInfoDocument } from './admin.generated.ts';
import type { ShopifyClient } from './client.ts';

const answerSchema = z.object({
  shop: z.object({
    name: z.string(),
    myshopifyDomain: z.string(),
    currencyCode: z.string(),
    ianaTimezone: z.string(),
  }),
  currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }),
});

export interface ShopInfo {
  readonly name: string;
  readonly domain: string;
  readonly currency: string;
  readonly timezone: string;
  /** What the token may do: `read_returns`, `write_orders` … */
  readonly scopes: readonly string[];
}

/** Who the shop is and what we may do there: the first thing `doctor` asks. */
export async function shopInfo(client: ShopifyClient): Promise<ShopInfo> {
  const { shop, currentAppInstallation } = await client.execute(ShopInfoDocument, {}, answerSchema);
  return {
    name: shop.name,
    domain: shop.myshopifyDomain,
    currency: shop.currencyCode,
    timezone: shop.ianaTimezone,
    scopes: currentAppInstallation.accessScopes.map(({ handle }) => handle),
  };
}
