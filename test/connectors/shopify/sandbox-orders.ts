import {
  approveReturn,
  approveReturnVariables,
} from '../../../src/connectors/shopify/approve-return.ts';
import { readOrder } from '../../../src/connectors/shopify/read-order.ts';
import type { ShopifySide } from '../../../src/domain/snapshot.ts';
import type { SandboxShop } from './sandbox-shop.ts';

/** Builders and looks that the contract tests share. */
export const article = (number: number, more: object = {}) => ({
  title: `Article ${number}`,
  sku: `A-${number}`,
  unitPriceMinor: 2_000,
  quantity: 2,
  ...more,
});

export async function look(shop: SandboxShop, orderId: string): Promise<ShopifySide> {
  const side = await readOrder(shop.client, orderId, new Date());
  if (side === null) throw new Error('the order is not there');
  return side;
}

/** An order of two articles, paid and shipped, with a return of one of each that is OPEN. */
export async function anOpenReturn(shop: SandboxShop) {
  const order = await shop.order({
    lines: [article(1), article(2)],
    shipping: { priceMinor: 490 },
  });
  const returnId = await shop.requestReturn({
    orderId: order.id,
    lines: order.lines.map(({ id }) => ({ lineItemId: id, quantity: 1, reason: 'UNWANTED' })),
  });
  await approveReturn(shop.client, approveReturnVariables(returnId));
  const side = await look(shop, order.id);
  const [payment] = side.order.payments;
  const [one] = side.returns;
  if (payment === undefined || one === undefined) throw new Error('the order is not complete');
  return { orderId: order.id, returnId, payment, one };
}
