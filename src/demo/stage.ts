import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Port } from './port.ts';
import { type NetsuiteTruth, netsuiteTruthSchema } from './truth/netsuite.ts';
import { type ShopifyTruth, shopifyTruthSchema } from './truth/shopify.ts';

/** Both simulators at one moment: what is so, whatever the app believes. */
export interface Truth {
  readonly shopify: ShopifyTruth;
  readonly netsuite: NetsuiteTruth;
}

/** What the actors play on. */
export interface Stage {
  readonly shopify: Port;
  readonly netsuite: Port;
  /** NetSuite location → Shopify location. */
  readonly locations: ReadonlyMap<string, string>;
  readonly chargeItems: Readonly<Record<'shipping' | 'restockingFee' | 'returnShipping', string>>;
  readonly catalog: ShopifyTruth['catalog'];
  readonly currency: string;
  readonly timeZone: string;
  truth(): Promise<Truth>;
}

/** Reads what the actors need to know and sets both accounts up as the demo wants them. */
export async function setStage(shopify: Port, netsuite: Port): Promise<Stage> {
  const truth = async (): Promise<Truth> => {
    const [ours, theirs] = await Promise.all([
      shopify.get('/_sandbox/state', shopifyTruthSchema),
      netsuite.get('/_sandbox/state', netsuiteTruthSchema),
    ]);
    return { shopify: ours, netsuite: theirs };
  };
  // A Plus store: its points come back ten times faster, so that a demo is not mostly waiting.
  const plus = { restoreRate: 1_000, maximumAvailable: 20_000 };
  await shopify.post('/_sandbox/settings', plus, z.unknown());
  await netsuite.post('/_sandbox/settings', { defaultReturnStatus: 'A' }, z.unknown());
  const first = await truth();
  const places = first.shopify.shop.locations;
  const item = (sku: string) => {
    const found = first.netsuite.items.find((each) => each.sku === sku);
    if (found === undefined) throw new Error(`the account has no item ${sku}`);
    return found.id;
  };
  return {
    shopify,
    netsuite,
    locations: new Map(
      first.netsuite.locations.flatMap(({ id }, index) => {
        const place = places[index] ?? places[0];
        return place === undefined ? [] : [[id, place.id] as const];
      }),
    ),
    chargeItems: {
      shipping: item('SHIPPING'),
      restockingFee: item('RESTOCKING-FEE'),
      returnShipping: item('RETURN-SHIPPING'),
    },
    catalog: first.shopify.catalog,
    currency: first.shopify.shop.currency,
    timeZone: first.shopify.shop.timezone,
    truth,
  };
}

/** Everyday trouble: messages twice, late or lost, refusals, and replies lost after the deed. */
export async function makeTrouble(stage: Stage): Promise<void> {
  await stage.shopify.post(
    '/_sandbox/faults',
    {
      throttle: 0.02,
      error502: 0.02,
      dropReplyAfterCommit: 0.02,
      webhook: { duplicate: 0.15, reorder: 0.15, drop: 0.08 },
    },
    z.unknown(),
  );
  await stage.netsuite.post(
    '/_sandbox/faults',
    { concurrency429Share: 0.03, error502: 0.01, loseReplyAfterCommit: 0.05 },
    z.unknown(),
  );
}

/** Waits until the app listens: without subscriptions nothing that follows would be heard. */
export async function awaitSubscriptions(stage: Stage, publicUrl: string): Promise<void> {
  let seen = -1;
  for (let waited = 0; waited < 300; waited += 1) {
    const { webhooks } = await stage.shopify.get('/_sandbox/state', shopifyTruthSchema);
    const ours = webhooks.subscriptions.filter(({ uri }) => uri.startsWith(publicUrl)).length;
    if (ours > 0 && ours === seen) return;
    seen = ours;
    await sleep(400);
  }
  throw new Error('the app did not subscribe to webhooks');
}
