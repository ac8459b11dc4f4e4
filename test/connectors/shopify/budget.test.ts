import { describe, expect, it } from 'vitest';
import { createMemoryBudget } from '../../../src/connectors/shopify/budget.ts';

describe('the budget of one process', () => {
  it('refuses what is not there and says when it will be', async () => {
    let now = 0;
    const budget = createMemoryBudget({ maximumAvailable: 100, restoreRate: 10, now: () => now });
    expect(await budget.reserve(80)).toEqual({ ok: true });
    expect(await budget.reserve(40)).toEqual({ ok: false, waitMs: 2_000 });
    await budget.settle(80, 80, null);
    expect(await budget.reserve(40)).toEqual({ ok: false, waitMs: 2_000 });
    now = 2_000;
    expect(await budget.reserve(40)).toEqual({ ok: true });
  });

  it('gives back what was not charged', async () => {
    const budget = createMemoryBudget({ maximumAvailable: 100, restoreRate: 10, now: () => 0 });
    await budget.reserve(90);
    await budget.settle(90, 20, null);
    expect(await budget.reserve(80)).toEqual({ ok: true });
  });

  it("believes Shopify's figure, less what is still under way", async () => {
    const budget = createMemoryBudget({ now: () => 0 });
    await budget.reserve(50);
    await budget.reserve(30);
    const status = { maximumAvailable: 4_000, currentlyAvailable: 60, restoreRate: 200 };
    await budget.settle(50, 40, status);
    expect(await budget.reserve(31)).toEqual({ ok: false, waitMs: 5 });
    expect(await budget.reserve(30)).toEqual({ ok: true });
  });

  it('lets a request above the whole bucket go when the bucket is full', async () => {
    const budget = createMemoryBudget({ maximumAvailable: 100, restoreRate: 10, now: () => 0 });
    expect(await budget.reserve(500)).toEqual({ ok: true });
  });
});
