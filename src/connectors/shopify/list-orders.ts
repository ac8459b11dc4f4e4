import { z } from 'zod';
import type { ReturnStatus } from '../../domain/snapshot.ts';
import { ListOrdersDocument } from './admin.generated.ts';
import type { ShopifyClient } from './client.ts';
import { pageSchema } from './shapes/page.ts';
import { toReturnStatus } from './shapes/status.ts';

export interface ListedOrder {
  readonly id: string;
  readonly updatedAt: string;
  /** `NO_RETURN`, `IN_PROGRESS`, `RETURN_REQUESTED` …; values that are not known yet are kept. */
  readonly returnStatus: string;
  /** The first three returns. */
  readonly returns: readonly { readonly id: string; readonly status: ReturnStatus }[];
  /** The order has more returns than are listed: read the order. */
  readonly moreReturns: boolean;
}

export interface OrderPage {
  readonly orders: readonly ListedOrder[];
  /** Cursor of the next page; null after the last. */
  readonly after: string | null;
}

const answerSchema = z.object({
  orders: pageSchema(
    z.object({
      id: z.string(),
      updatedAt: z.string(),
      returnStatus: z.string(),
      returns: z.object({
        nodes: z.array(z.object({ id: z.string(), status: z.string().transform(toReturnStatus) })),
        pageInfo: z.object({ hasNextPage: z.boolean() }),
      }),
    }),
  ),
});

/** One page (31) of the orders that a search finds, the longest unchanged first. */
export async function listOrders(
  client: ShopifyClient,
  query: string,
  after: string | null,
): Promise<OrderPage> {
  const { orders } = await client.execute(ListOrdersDocument, { query, after }, answerSchema);
  return {
    orders: orders.nodes.map(({ id, updatedAt, returnStatus, returns }) => ({
      id,
      updatedAt,
      returnStatus,
      returns: returns.nodes,
      moreReturns: returns.pageInfo.hasNextPage,
    })),
    after: orders.pageInfo.hasNextPage ? orders.pageInfo.endCursor : null,
  };
}
