import type { ReturnTruth } from '../support/truth.ts';
import type { World } from '../support/world.ts';

const coat = { title: 'Coat', sku: 'COAT', unitPriceMinor: 9_999 };
const scarf = { title: 'Scarf', sku: 'SCARF', unitPriceMinor: 5_000 };
/** Dear enough to show whether the widest amounts still fit. */
const ring = { title: 'Ring', sku: 'RING', unitPriceMinor: 123_456_789 };

export interface Returns {
  readonly closed: ReturnTruth;
  readonly received: ReturnTruth;
  readonly authorized: ReturnTruth;
  /** Its order is not in NetSuite yet. */
  readonly unsold: ReturnTruth;
  /** Put on sale before anything arrived. */
  readonly restocked: ReturnTruth;
  readonly coat: typeof coat;
}

/** A few returns, each brought to its place on the way by customer, warehouse, finance and staff. */
export async function makeReturns(world: World): Promise<Returns> {
  const [article] = (await world.shopifyState()).catalog;
  const stocked = { variantId: article?.variantId, unitPriceMinor: 5_000 };
  const begin = async (line: Readonly<Record<string, unknown>>) => {
    const { order } = await world.sell({ lines: [{ ...line, quantity: 1 }] });
    return await world.requestReturn(order);
  };
  const unsold = await world.requestReturn(
    await world.placeOrder({ lines: [{ ...coat, quantity: 1 }] }),
  );
  const [closed, received, authorized, restocked] = [
    await begin(coat),
    await begin(scarf),
    await begin(ring),
    await begin(stocked),
  ];
  await Promise.all([
    untilClosed(world, closed),
    untilReceived(world, received),
    world.until(authorized, 'authorized'),
    untilRestocked(world, restocked),
  ]);
  await world.quiet();
  return { closed, received, authorized, unsold, restocked, coat };
}

async function untilReceived(world: World, one: ReturnTruth): Promise<void> {
  await world.until(one, 'authorized');
  await world.receive(one);
  await world.until(one, 'received');
}

async function untilClosed(world: World, one: ReturnTruth): Promise<void> {
  await untilReceived(world, one);
  await world.inspect(one);
  await world.until(one, 'inspected');
  await world.credit(one);
  await world.until(one, 'closed');
}

async function untilRestocked(world: World, one: ReturnTruth): Promise<void> {
  await world.until(one, 'authorized');
  await world.shopify('staff/restock', { returnId: one.id });
  await world.untilParked(one, 'restocked-uncleared');
}
