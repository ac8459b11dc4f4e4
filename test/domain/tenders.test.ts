import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sumMinor } from '../../src/domain/money.ts';
import type { ShopifyPayment } from '../../src/domain/snapshot.ts';
import { planTenders } from '../../src/domain/tenders.ts';

function aPayment(over: Partial<ShopifyPayment> = {}): ShopifyPayment {
  return {
    id: 'P1',
    kind: 'SALE',
    gateway: 'shopify_payments',
    manual: false,
    status: 'SUCCESS',
    amountMinor: 5_000n,
    refundableMinor: 5_000n,
    createdAt: '2026-11-01T10:00:00Z',
    ...over,
  };
}

const somePayments = fc
  .array(
    fc.record({
      gateway: fc.constantFrom('gift_card', 'shopify_payments', 'paypal'),
      status: fc.constantFrom<ShopifyPayment['status']>('SUCCESS', 'SUCCESS', 'PENDING', 'FAILURE'),
      refundableMinor: fc.bigInt({ min: 0n, max: 10_000n }),
      day: fc.integer({ min: 1, max: 3 }),
      pendingMinor: fc.bigInt({ min: 0n, max: 3_000n }),
    }),
    { maxLength: 5 },
  )
  .map((entries) => ({
    payments: entries.map(({ gateway, status, refundableMinor, day }, index) =>
      aPayment({
        id: `P${index}`,
        gateway,
        status,
        refundableMinor,
        createdAt: `2026-10-${String(day).padStart(2, '0')}T10:00:00Z`,
      }),
    ),
    pendingByPayment: new Map(
      entries.map(({ pendingMinor }, index) => [`P${index}`, pendingMinor]),
    ),
  }));

describe('a refund is split over the payments that can take it', () => {
  const amount = fc.bigInt({ min: 0n, max: 30_000n });
  const cap = fc.option(fc.bigInt({ min: 0n, max: 30_000n }), { nil: undefined });

  test('never above a payment or the order, and all of it or nothing', () => {
    fc.assert(
      fc.property(
        somePayments,
        amount,
        cap,
        ({ payments, pendingByPayment }, amountMinor, orderCapMinor) => {
          const plan = planTenders({
            amountMinor,
            payments,
            pendingByPayment,
            ...(orderCapMinor === undefined ? {} : { orderCapMinor }),
          });
          const pendingMinor = sumMinor([...pendingByPayment.values()]);
          const leftOf = (payment: ShopifyPayment): bigint => {
            const left = payment.refundableMinor - (pendingByPayment.get(payment.id) ?? 0n);
            return payment.status === 'SUCCESS' && left > 0n ? left : 0n;
          };
          const paymentsLeft = sumMinor(payments.map(leftOf));
          const orderLeft =
            orderCapMinor === undefined ? paymentsLeft : orderCapMinor - pendingMinor;
          const leftMinor =
            orderLeft < 0n ? 0n : orderLeft < paymentsLeft ? orderLeft : paymentsLeft;
          if (!plan.ok) {
            expect(plan.missingMinor).toBe(amountMinor - leftMinor);
            expect(plan.missingMinor > 0n).toBe(true);
            return;
          }
          expect(sumMinor(plan.tenders.map((tender) => tender.amountMinor))).toBe(amountMinor);
          expect(amountMinor === 0n || amountMinor <= leftMinor).toBe(true);
          expect(new Set(plan.tenders.map((tender) => tender.parentId)).size).toBe(
            plan.tenders.length,
          );
          for (const tender of plan.tenders) {
            const payment = payments.find((one) => one.id === tender.parentId);
            expect(tender.amountMinor > 0n).toBe(true);
            expect(payment !== undefined && tender.amountMinor <= leftOf(payment)).toBe(true);
          }
        },
      ),
    );
  });

  test('the plan does not depend on the order in which Shopify lists payments', () => {
    fc.assert(
      fc.property(somePayments, amount, ({ payments, pendingByPayment }, amountMinor) => {
        const there = planTenders({ amountMinor, payments, pendingByPayment });
        const back = planTenders({
          amountMinor,
          payments: [...payments].reverse(),
          pendingByPayment,
        });
        expect(back).toEqual(there);
      }),
    );
  });

  test('gift cards come first, then the oldest', () => {
    const payments = [
      aPayment({ id: 'new', createdAt: '2026-11-02T10:00:00Z' }),
      aPayment({ id: 'old' }),
      aPayment({ id: 'card', gateway: 'gift_card', createdAt: '2026-11-03T10:00:00Z' }),
    ];
    const plan = planTenders({ amountMinor: 11_000n, payments, pendingByPayment: new Map() });
    expect(plan).toEqual({
      ok: true,
      tenders: [
        { parentId: 'card', gateway: 'gift_card', amountMinor: 5_000n },
        { parentId: 'old', gateway: 'shopify_payments', amountMinor: 5_000n },
        { parentId: 'new', gateway: 'shopify_payments', amountMinor: 1_000n },
      ],
    });
  });

  test('a cent too much plans nothing and says what is missing', () => {
    const input = { payments: [aPayment()], pendingByPayment: new Map([['P1', 1_000n]]) };
    expect(planTenders({ ...input, amountMinor: 4_001n })).toEqual({
      ok: false,
      reason: 'over-cap',
      missingMinor: 1n,
    });
  });

  test('nothing captured is no payment', () => {
    const payments = [aPayment({ status: 'FAILURE' })];
    expect(planTenders({ amountMinor: 1n, payments, pendingByPayment: new Map() })).toEqual({
      ok: false,
      reason: 'no-payment',
      missingMinor: 1n,
    });
  });

  test('nothing to refund needs no payment', () => {
    const plan = planTenders({ amountMinor: 0n, payments: [], pendingByPayment: new Map() });
    expect(plan).toEqual({ ok: true, tenders: [] });
  });
});
