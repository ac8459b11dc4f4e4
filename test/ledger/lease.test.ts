import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { dropLease, prolongLease, takeLease, withLease } from '../../src/ledger/lease.ts';
import type { Ledger } from '../../src/ledger/open.ts';
import { testLedgers } from '../support/ledger.ts';
import { sleep } from '../support/ledger-rows.ts';

describe.each(testLedgers)('a named lease on $name', ({ name: database, open }) => {
  let ledger: Ledger;
  beforeAll(async () => {
    ledger = await open();
  });
  afterAll(() => ledger.close());

  it('is granted to one of many', async () => {
    const name = randomUUID();
    const leases = await Promise.all(
      Array.from({ length: 8 }, (_, index) => takeLease(ledger, name, `owner-${index}`, 5000)),
    );
    expect(leases.filter(Boolean)).toHaveLength(1);
  });

  it('is refused to its own holder too, who may prolong it', async () => {
    const name = randomUUID();
    const lease = await takeLease(ledger, name, 'me', 5000);
    expect(await takeLease(ledger, name, 'me', 5000)).toBeNull();
    expect(lease && (await prolongLease(ledger, lease, 5000))).toBe(true);
  });

  it('passes on with a higher fence when it runs out, and the old holder cannot prolong or drop it', async () => {
    const name = randomUUID();
    const old = await takeLease(ledger, name, 'old', 30);
    await sleep(60);
    const next = await takeLease(ledger, name, 'next', 5000);
    if (!old || !next) throw new Error('not granted');
    expect(next.fence).toBe(old.fence + 1n);
    expect(await prolongLease(ledger, old, 5000)).toBe(false);
    await dropLease(ledger, old);
    expect(await takeLease(ledger, name, 'third', 5000)).toBeNull();
  });

  it('is free at once after it was dropped, also when the work threw', async () => {
    const name = randomUUID();
    const failing = withLease(ledger, name, 'me', 5000, async () => {
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await withLease(ledger, name, 'other', 5000, async () => 'done')).toBe('done');
  });

  // PGlite has the clock of its process, which is the only one there.
  it.runIf(database === 'PostgreSQL')('goes by the clock of the database', async () => {
    const name = randomUUID();
    await takeLease(ledger, name, 'me', 5000);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
    try {
      expect(await takeLease(ledger, name, 'an hour ahead', 5000)).toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });
});
