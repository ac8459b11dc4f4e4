import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBudget, reservePoints, settlePoints } from '../../src/ledger/budgets.ts';
import type { Ledger } from '../../src/ledger/open.ts';
import {
  freeSlot,
  noteRejection,
  noteSuccess,
  openGate,
  takeSlot,
} from '../../src/ledger/slots.ts';
import { testLedgers } from '../support/ledger.ts';
import { sleep } from '../support/ledger-rows.ts';

describe.each(testLedgers)('shared limits on $name', ({ open }) => {
  let ledger: Ledger;
  beforeAll(async () => {
    ledger = await open();
  });
  afterAll(() => ledger.close());

  describe('a budget', () => {
    const aBudget = async (capacity: number, restorePerSecond: number): Promise<string> => {
      const key = `shopify:${randomUUID()}`;
      await openBudget(ledger, { key, capacity, restorePerSecond });
      return key;
    };

    it('grants no more than it holds, however many ask at once', async () => {
      const key = await aBudget(100, 0.001);
      const asked = await Promise.all(
        Array.from({ length: 20 }, () => reservePoints(ledger, key, 10)),
      );
      expect(asked.filter(({ granted }) => granted)).toHaveLength(10);
    });

    it('says how long to wait, and then grants', async () => {
      const key = await aBudget(10, 50);
      expect(await reservePoints(ledger, key, 10)).toEqual({ granted: true });
      const refused = await reservePoints(ledger, key, 5);
      if (refused.granted) throw new Error('granted too much');
      expect(refused.waitMs).toBeGreaterThan(20);
      expect(refused.waitMs).toBeLessThanOrEqual(100);
      await sleep(refused.waitMs + 10);
      expect(await reservePoints(ledger, key, 5)).toEqual({ granted: true });
    });

    it('gives back what a request did not cost, up to its capacity', async () => {
      const key = await aBudget(100, 0.001);
      await reservePoints(ledger, key, 80);
      await settlePoints(ledger, key, { reserved: 80, actual: 10, status: null });
      expect((await reservePoints(ledger, key, 90)).granted).toBe(true);
      await settlePoints(ledger, key, { reserved: 500, actual: 0, status: null });
      expect((await reservePoints(ledger, key, 100)).granted).toBe(true);
      expect((await reservePoints(ledger, key, 1)).granted).toBe(false);
    });

    it('believes the other side when that has less, and follows its size', async () => {
      const key = await aBudget(1000, 1);
      const status = { maximumAvailable: 2000, currentlyAvailable: 40, restoreRate: 0.001 };
      await settlePoints(ledger, key, { reserved: 0, actual: 0, status });
      expect((await reservePoints(ledger, key, 41)).granted).toBe(false);
      expect((await reservePoints(ledger, key, 40)).granted).toBe(true);
    });

    it('grants a request above its capacity when it is full, rather than never', async () => {
      const key = await aBudget(50, 0.001);
      expect((await reservePoints(ledger, key, 80)).granted).toBe(true);
      expect((await reservePoints(ledger, key, 1)).granted).toBe(false);
    });

    it('keeps a share for more urgent callers', async () => {
      const key = await aBudget(100, 0.001);
      await reservePoints(ledger, key, 20);
      expect((await reservePoints(ledger, key, 40, 50)).granted).toBe(false);
      expect((await reservePoints(ledger, key, 40)).granted).toBe(true);
    });

    it('is not reset by a process that starts later', async () => {
      const key = await aBudget(100, 0.001);
      await reservePoints(ledger, key, 100);
      await openBudget(ledger, { key, capacity: 100, restorePerSecond: 0.001 });
      expect((await reservePoints(ledger, key, 1)).granted).toBe(false);
    });

    it('that nobody opened is an error', async () => {
      await expect(reservePoints(ledger, 'nobody', 1)).rejects.toThrow('no budget');
    });
  });

  describe('a gate', () => {
    const aGate = async (configured: number): Promise<string> => {
      const key = `netsuite:${randomUUID()}`;
      await openGate(ledger, key, configured);
      return key;
    };
    const take = (key: string, count: number, durationMs = 5000) =>
      Promise.all(
        Array.from({ length: count }, () => takeSlot(ledger, key, randomUUID(), durationMs)),
      );
    const taken = async (key: string, count: number): Promise<number> =>
      (await take(key, count)).filter(Boolean).length;

    it('lets in as many as the account allows, however many ask at once', async () => {
      const key = await aGate(4);
      expect(await taken(key, 15)).toBe(4);
    });

    it('lets the next one in when a slot is freed, or its holder is dead', async () => {
      const key = await aGate(1);
      expect(await takeSlot(ledger, key, 'first', 5000)).toBe(true);
      expect(await takeSlot(ledger, key, 'second', 5000)).toBe(false);
      await freeSlot(ledger, key, 'first');
      expect(await takeSlot(ledger, key, 'second', 400)).toBe(true);
      expect(await takeSlot(ledger, key, 'third', 5000)).toBe(false);
      await sleep(500);
      expect(await takeSlot(ledger, key, 'third', 5000)).toBe(true);
    });

    it('narrows by one for a burst of rejections, and never closes', async () => {
      const key = await aGate(3);
      await Promise.all(Array.from({ length: 5 }, () => noteRejection(ledger, key)));
      expect(await taken(key, 6)).toBe(2);
      const narrow = await aGate(1);
      await noteRejection(ledger, narrow);
      expect(await taken(narrow, 3)).toBe(1);
    });

    it('widens with successes, never above what is configured', async () => {
      const key = await aGate(3);
      await noteRejection(ledger, key);
      for (let count = 0; count < 3; count += 1) await noteSuccess(ledger, key);
      expect(await taken(key, 6)).toBe(2);
      for (let count = 0; count < 20; count += 1) await noteSuccess(ledger, key);
      expect(await taken(key, 6)).toBe(1);
    });

    it('follows a lower setting at once', async () => {
      const key = await aGate(5);
      await openGate(ledger, key, 2);
      expect(await taken(key, 6)).toBe(2);
    });

    it('is not taken inside a transaction, which would shut everybody else out', async () => {
      const key = await aGate(1);
      const attempt = ledger.transact(async () => {
        await takeSlot(ledger, key, 'me', 5000);
      });
      await expect(attempt).rejects.toThrow('inside a transaction');
    });
  });
});
