import { z } from 'zod';
import type { PlannedOrder } from '../plan.ts';
import type { Stage } from '../stage.ts';

/** The order connector, which is no part of Backhaul: brings a Shopify order into NetSuite and bills it. */
export async function importOrder(
  stage: Stage,
  plan: PlannedOrder,
  order: { readonly id: string },
): Promise<void> {
  const { billing, discountShape } = plan;
  const body = { order, billing, discountShape, paid: true };
  await stage.netsuite.post('/_sandbox/import', body, z.unknown());
}
