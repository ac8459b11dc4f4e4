import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { effectId } from '../../src/ledger/effect-id.ts';
import {
  beginEffect,
  finishEffect,
  markSent,
  noteProbe,
  openEffects,
  orderEffects,
} from '../../src/ledger/effects.ts';
import type { Ledger } from '../../src/ledger/open.ts';
import { leaseOrder, type OrderLease } from '../../src/ledger/orders.ts';
import { testLedgers } from '../support/ledger.ts';
import { aLeasedOrder, sleep } from '../support/ledger-rows.ts';

describe.each(testLedgers)('effects on $name', ({ open }) => {
  let ledger: Ledger;
  beforeAll(async () => {
    ledger = await open();
  });
  afterAll(() => ledger.close());

  const begin = (lease: OrderLease, over: { attempt?: number; request?: object } = {}) =>
    beginEffect(
      ledger,
      { orderId: lease.id, fence: lease.fence },
      {
        shopId: lease.shopId,
        kind: 'refund-create',
        subject: 'credit-1',
        request: { amountMinor: 4200n },
        ...over,
      },
    );
  const passOn = async (lease: OrderLease): Promise<OrderLease> => {
    await sleep(80);
    const next = await leaseOrder(ledger, lease.id, 'next', 30_000);
    if (!next) throw new Error('the lease did not run out');
    return next;
  };
  const gone = { code: 'shopify-outcome-unknown', detail: 'no answer' } as const;

  it('are recorded before they are sent, once, under an id that any process would choose', async () => {
    const lease = await aLeasedOrder(ledger);
    const first = await begin(lease);
    const second = await begin(lease);
    expect(first).toMatchObject({ isNew: true, sameRequest: true });
    expect(first.effect).toMatchObject({ state: 'INTENT', sent_at: null, attempt: 1 });
    expect(first.effect.id).toBe(
      effectId({ orderId: lease.id, kind: 'refund-create', subject: 'credit-1', attempt: 1 }),
    );
    expect(second).toMatchObject({ isNew: false, sameRequest: true });
  });

  it('tell when the same intent would ask for something else', async () => {
    const lease = await aLeasedOrder(ledger);
    await begin(lease);
    const changed = await begin(lease, { request: { amountMinor: 4300n } });
    expect(changed.sameRequest).toBe(false);
    expect(changed.effect.request).toEqual({ amountMinor: { $bigint: '4200' } });
  });

  it('cannot begin, be sent or be finished under a lease that was lost', async () => {
    const old = await aLeasedOrder(ledger, 50);
    const { effect } = await begin(old);
    const next = await passOn(old);
    await expect(begin(old)).rejects.toMatchObject({ code: 'lease-lost' });
    await expect(markSent(ledger, effect.id, old.fence)).rejects.toMatchObject({
      code: 'lease-lost',
    });
    expect((await begin(next)).effect.fence).toBe(next.fence);
    expect(await finishEffect(ledger, effect.id, old.fence, { state: 'DONE' })).toBe(false);
    expect(await finishEffect(ledger, effect.id, next.fence, { state: 'DONE' })).toBe(true);
  });

  it('cannot be sent when the lease ran out and nobody has taken over yet', async () => {
    const lease = await aLeasedOrder(ledger, 50);
    const { effect } = await begin(lease);
    await sleep(80);
    await expect(markSent(ledger, effect.id, lease.fence)).rejects.toMatchObject({
      code: 'lease-lost',
    });
  });

  it('keep a late answer as long as nobody took over', async () => {
    const lease = await aLeasedOrder(ledger, 200);
    const { effect } = await begin(lease);
    await markSent(ledger, effect.id, lease.fence);
    await sleep(250);
    const outcome = { state: 'DONE', remoteId: 'gid://shopify/Refund/1' } as const;
    expect(await finishEffect(ledger, effect.id, lease.fence, outcome)).toBe(true);
  });

  it('are handed to the next worker with their first time of sending', async () => {
    const old = await aLeasedOrder(ledger, 150);
    const { effect } = await begin(old);
    const sent = await markSent(ledger, effect.id, old.fence);
    await finishEffect(ledger, effect.id, old.fence, { state: 'UNKNOWN', ...gone });
    await sleep(100);
    const next = await passOn(old);
    const [found] = await openEffects(ledger, old.id);
    expect(found).toMatchObject({ state: 'UNKNOWN', sent_at: sent.sent_at, ended_at: null });
    await begin(next);
    expect((await markSent(ledger, effect.id, next.fence)).sent_at).toEqual(sent.sent_at);
  });

  it('are not called unknown when they were never sent', async () => {
    const lease = await aLeasedOrder(ledger);
    const { effect } = await begin(lease);
    expect(await finishEffect(ledger, effect.id, lease.fence, { state: 'UNKNOWN', ...gone })).toBe(
      false,
    );
  });

  it('are final once done or rejected, whoever writes', async () => {
    const lease = await aLeasedOrder(ledger);
    const { effect } = await begin(lease);
    const done = { state: 'DONE', remoteId: 'r1', result: { id: 1n } } as const;
    expect(await finishEffect(ledger, effect.id, lease.fence, done)).toBe(true);
    expect(await finishEffect(ledger, effect.id, lease.fence, done)).toBe(false);
    await noteProbe(ledger, effect.id);
    await expect(
      sql`update backhaul.effects set remote_id = 'r2' where id = ${effect.id}`.execute(
        ledger.db(),
      ),
    ).rejects.toThrow('has ended as DONE');
    const again = await begin(lease);
    expect(again).toMatchObject({ isNew: false, effect: { state: 'DONE', remote_id: 'r1' } });
    expect(await openEffects(ledger, lease.id)).toEqual([]);
  });

  it('have a next attempt only after the one before has ended', async () => {
    const lease = await aLeasedOrder(ledger);
    const { effect } = await begin(lease);
    await expect(begin(lease, { attempt: 2 })).rejects.toThrow('effects_one_open');
    const refused = { state: 'REJECTED', code: 'shopify-rejected', detail: 'no' } as const;
    await finishEffect(ledger, effect.id, lease.fence, refused);
    expect((await begin(lease, { attempt: 2 })).isNew).toBe(true);
    expect((await orderEffects(ledger, lease.id)).map(({ state }) => state)).toEqual([
      'REJECTED',
      'INTENT',
    ]);
  });

  it('vanish with the transaction that recorded them', async () => {
    const lease = await aLeasedOrder(ledger);
    await ledger
      .transact(async () => {
        await begin(lease);
        throw new Error('died');
      })
      .catch(() => undefined);
    expect(await openEffects(ledger, lease.id)).toEqual([]);
  });
});

it('an effect id is a UUID of version 5, and differs with every part', () => {
  const about = { orderId: 'o', kind: 'k', subject: 's', attempt: 1 };
  const ids = [
    about,
    { ...about, orderId: 'ok', kind: '' },
    { ...about, subject: 't' },
    { ...about, attempt: 2 },
  ].map(effectId);
  expect(new Set(ids).size).toBe(4);
  expect(ids[0]).toBe('c31b96e3-060c-52f3-b0a5-e0ff87d07dc8');
  for (const id of ids) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
});
