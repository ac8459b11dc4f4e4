import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  acknowledgeException,
  closeException,
  closeWhenGone,
  openExceptions,
  raiseException,
} from '../../src/ledger/exceptions.ts';
import type { Ledger } from '../../src/ledger/open.ts';
import { testLedgers } from '../support/ledger.ts';
import { aReturn } from '../support/ledger-rows.ts';

describe.each(testLedgers)('exceptions on $name', ({ open }) => {
  let ledger: Ledger;
  beforeAll(async () => {
    ledger = await open();
  });
  afterAll(() => ledger.close());

  const anInput = async () => {
    const { id, orderId, shopId } = await aReturn(ledger);
    return {
      shopId,
      orderId,
      returnId: id,
      code: 'quote-changed',
      detail: '41.00 became 40.00',
    } as const;
  };

  it('are raised once while open, with owner and remedy from the catalogue', async () => {
    const input = await anInput();
    const raised = await Promise.all([
      raiseException(ledger, input),
      raiseException(ledger, input),
      raiseException(ledger, { ...input, detail: 'became 39.00' }),
    ]);
    expect(raised.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(raised.map(({ id }) => id)).size).toBe(1);
    const rows = await openExceptions(ledger, input.orderId);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ owner_role: 'finance', acknowledged_at: null });
    await raiseException(ledger, { ...input, detail: 'became 38.00' });
    expect((await openExceptions(ledger, input.orderId))[0]?.detail).toBe('became 38.00');
  });

  it('of two subjects stand side by side', async () => {
    const input = await anInput();
    await raiseException(ledger, { ...input, subject: 'credit-1' });
    await raiseException(ledger, { ...input, subject: 'credit-2' });
    expect(await openExceptions(ledger, input.orderId)).toHaveLength(2);
  });

  it('close when a look no longer finds them, and only those it could have found', async () => {
    const input = await anInput();
    const { shopId, orderId, returnId } = input;
    await raiseException(ledger, input);
    await raiseException(ledger, { ...input, code: 'line-unmatched', subject: 'still' });
    await raiseException(ledger, { ...input, code: 'line-unmatched', subject: 'gone' });
    await raiseException(ledger, { ...input, code: 'netsuite-permission' });
    const closed = await closeWhenGone(ledger, {
      shopId,
      orderId,
      codes: ['quote-changed', 'line-unmatched'],
      still: [{ returnId, code: 'line-unmatched', subject: 'still' }],
      reason: 'no longer there',
    });
    expect(closed.map(({ code, subject }) => `${code} ${subject}`).sort()).toEqual([
      'line-unmatched gone',
      'quote-changed ',
    ]);
    expect((await openExceptions(ledger, orderId)).map(({ code }) => code)).toEqual([
      'line-unmatched',
      'netsuite-permission',
    ]);
  });

  it('can come again after they were closed', async () => {
    const input = await anInput();
    const first = await raiseException(ledger, input);
    expect(await closeException(ledger, first.id, 'corrected')).toBe(true);
    expect(await closeException(ledger, first.id, 'corrected')).toBe(false);
    const second = await raiseException(ledger, input);
    expect(second.isNew).toBe(true);
    expect(second.id).not.toBe(first.id);
  });

  it('are acknowledged by the first who does, and stay so when raised again', async () => {
    const input = await anInput();
    const { id } = await raiseException(ledger, input);
    expect(await acknowledgeException(ledger, id, 'user-1')).toBe(true);
    expect(await acknowledgeException(ledger, id, 'user-2')).toBe(false);
    await raiseException(ledger, input);
    expect((await openExceptions(ledger, input.orderId))[0]?.acknowledged_by).toBe('user-1');
  });
});
