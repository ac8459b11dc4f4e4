import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Diary } from '../diary.ts';
import type { PlannedOrder, PlannedReturn } from '../plan.ts';
import type { Stage } from '../stage.ts';
import { orderSchema, type TrueOrder } from '../truth/shopify.ts';
import { importOrder } from './connector.ts';

/** The order as the connector gets it: everything that Shopify shows. */
const soldSchema = z.looseObject({ id: z.string() });
const startedSchema = z.object({ id: z.string(), name: z.string() });

/**
 * Buys, has it brought into NetSuite by the order connector, and asks to send some of it back. The
 * next return of an order comes a moment after the one before it.
 */
export async function playShopper(
  stage: Stage,
  plan: PlannedOrder,
  diary: Diary,
  paceMs: number,
): Promise<void> {
  const body = orderOf(stage, plan);
  const sold = await stage.shopify.post('/_sandbox/shopper/order', body, soldSchema);
  const order = orderSchema.parse(sold);
  diary.note(`${order.name} is placed and shipped`);
  if (!plan.importedLate) await importOrder(stage, plan, sold);
  for (const [index, planned] of plan.returns.entries()) {
    if (index > 0) await sleep(paceMs);
    await startReturn(stage, order, planned, diary);
  }
  if (!plan.importedLate) return;
  await sleep(3 * paceMs);
  await importOrder(stage, plan, sold);
  diary.note(`${order.name} reaches NetSuite late`);
}

function orderOf(stage: Stage, plan: PlannedOrder): object {
  const article = (variant: number) => stage.catalog[variant % stage.catalog.length]?.variantId;
  const gift = plan.giftCardMinor;
  return {
    lines: plan.lines.map(({ variant, quantity, discountMinor }) => ({
      variantId: article(variant),
      quantity,
      ...(discountMinor === null ? {} : { discountMinor }),
    })),
    taxesIncluded: plan.taxesIncluded,
    ...(plan.discount === 'percentage' ? { discounts: [{ title: 'AUTUMN', percentage: 15 }] } : {}),
    ...(plan.discount === 'fixed' ? { discounts: [{ title: 'WELCOME', amountMinor: 500 }] } : {}),
    ...(plan.shippingMinor === null ? {} : { shipping: { priceMinor: plan.shippingMinor } }),
    ...(gift === null
      ? {}
      : {
          payments: [{ gateway: 'gift_card', amountMinor: gift }, { gateway: 'shopify_payments' }],
        }),
  };
}

async function startReturn(
  stage: Stage,
  order: TrueOrder,
  plan: PlannedReturn,
  diary: Diary,
): Promise<void> {
  const lines = plan.lines.flatMap(({ line, quantity }) => {
    const lineItemId = order.lines[line]?.id;
    return lineItemId === undefined ? [] : [{ lineItemId, quantity, reason: plan.reason }];
  });
  const path = plan.by === 'shopper' ? '/_sandbox/shopper/return' : '/_sandbox/staff/return';
  const started = await stage.shopify.post(path, { orderId: order.id, lines }, startedSchema);
  diary.begin(started.id, plan);
  diary.note(`${started.name}: ${plan.by === 'shopper' ? 'the shopper asks' : 'staff open it'}`);
}
