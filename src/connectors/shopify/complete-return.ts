import { z } from 'zod';
import type { ShopifyReturn, ShopifyReverseFulfillmentOrder } from '../../domain/snapshot.ts';
import {
  ReadExchangeLinesDocument,
  ReadReturnLinesDocument,
  ReadReverseFulfillmentOrderLinesDocument,
  ReadReverseFulfillmentOrdersDocument,
} from './admin.generated.ts';
import type { ShopifyClient } from './client.ts';
import { readAllPages } from './read-all-pages.ts';
import { pageSchema } from './shapes/page.ts';
import {
  type PartReturn,
  type PartReverseFulfillmentOrder,
  returnLineSchema,
  reverseFulfillmentOrderSchema,
  reverseLineSchema,
} from './shapes/return.ts';

const linesSchema = z.object({
  return: z.object({ returnLineItems: pageSchema(returnLineSchema) }).nullable(),
});
const exchangeLinesSchema = z.object({
  return: z.object({ exchangeLineItems: pageSchema(z.object({ id: z.string() })) }).nullable(),
});
const reverseOrdersSchema = z.object({
  return: z
    .object({ reverseFulfillmentOrders: pageSchema(reverseFulfillmentOrderSchema) })
    .nullable(),
});
const reverseLinesSchema = z.object({
  reverseFulfillmentOrder: z.object({ lineItems: pageSchema(reverseLineSchema) }).nullable(),
});

/** Reads what did not fit on the first pages of a return; no request for a small one. */
export async function completeReturn(
  client: ShopifyClient,
  part: PartReturn,
): Promise<ShopifyReturn> {
  const { id } = part;
  const lines = await readAllPages(part.returnLineItems, async (after) => {
    const page = await client.execute(ReadReturnLinesDocument, { id, after }, linesSchema);
    return page.return?.returnLineItems ?? null;
  });
  const exchangeLines = await readAllPages(part.exchangeLineItems, async (after) => {
    const page = await client.execute(
      ReadExchangeLinesDocument,
      { id, after },
      exchangeLinesSchema,
    );
    return page.return?.exchangeLineItems ?? null;
  });
  const reverseOrders = await readAllPages(part.reverseFulfillmentOrders, async (after) => {
    const document = ReadReverseFulfillmentOrdersDocument;
    const page = await client.execute(document, { id, after }, reverseOrdersSchema);
    return page.return?.reverseFulfillmentOrders ?? null;
  });
  const reverseFulfillmentOrders: ShopifyReverseFulfillmentOrder[] = [];
  for (const reverseOrder of reverseOrders) {
    reverseFulfillmentOrders.push(await completeReverseOrder(client, reverseOrder));
  }
  return {
    id,
    name: part.name,
    status: part.status,
    createdAt: part.createdAt,
    lines,
    exchangeLineCount: exchangeLines.length,
    shippingFeeMinor: part.returnShippingFees,
    reverseFulfillmentOrders,
  };
}

async function completeReverseOrder(
  client: ShopifyClient,
  part: PartReverseFulfillmentOrder,
): Promise<ShopifyReverseFulfillmentOrder> {
  const { id, status } = part;
  const lines = await readAllPages(part.lineItems, async (after) => {
    const document = ReadReverseFulfillmentOrderLinesDocument;
    const page = await client.execute(document, { id, after }, reverseLinesSchema);
    return page.reverseFulfillmentOrder?.lineItems ?? null;
  });
  return { id, status, lines };
}
