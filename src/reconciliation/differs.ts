import type { ListedOrder } from '../connectors/shopify/list-orders.ts';
import type { OrderPicture } from '../ledger/order-pictures.ts';
import { compareOrder } from './compare.ts';

/** Clocks of two systems and the resolution of their time stamps. */
const marginMs = 2_000;

/**
 * Whether a system shows something of an order that the ledger's picture lacks, so that it has to be
 * looked at: a return that is new or stands differently, a change of the order after our last reading
 * and our last own write, a NetSuite document in a state that was never read. What the ledger holds
 * open and Shopify no longer lists has ended there unheard.
 */
export function differs(
  picture: OrderPicture | undefined,
  listed: ListedOrder | undefined,
  changes: readonly string[],
): boolean {
  if (picture?.shopify == null || picture.netsuite === null || !picture.seen) return true;
  const { shopify, netsuite, returnStatuses } = picture;
  // Sums that do not agree are believed only when they were read just now.
  if (compareOrder(shopify, netsuite, new Set(picture.endedReturnIds)).differs) return true;
  if (changes.some((key) => !netsuite.seen.includes(key))) return true;
  const known = shopify.returns.map((each) => ({
    id: each.id,
    status: returnStatuses.get(each.id) ?? each.status,
  }));
  if (listed === undefined) {
    return known.some(({ status }) => status === 'OPEN' || status === 'REQUESTED');
  }
  if (listed.moreReturns) return true;
  const read = Math.max(Date.parse(shopify.readAt), picture.lastOwnWriteAt?.getTime() ?? 0);
  if (Date.parse(listed.updatedAt) > read + marginMs) return true;
  return listed.returns.some(
    (each) => known.find((one) => one.id === each.id)?.status !== each.status,
  );
}
