import type { ShopifyRefund } from '../../domain/snapshot.ts';
import type { ShopifyClient } from './client.ts';
import { readRefunds } from './read-refunds.ts';

/**
 * The probe of a refund: the one that carries our note, or null. Null is not proof that none will
 * appear: that counts only after Shopify can no longer commit. A failed refund is found too; look at
 * its transactions. Should the note be there twice, the older refund is returned.
 */
export async function findRefundByNote(
  client: ShopifyClient,
  orderId: string,
  note: string,
): Promise<ShopifyRefund | null> {
  const refunds = (await readRefunds(client, orderId)) ?? [];
  return refunds.find((refund) => refund.note === note) ?? null;
}
