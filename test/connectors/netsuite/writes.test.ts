import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApproveRma } from '../../../src/connectors/netsuite/approve-rma.ts';
import { buildCloseRmaLines } from '../../../src/connectors/netsuite/close-rma-lines.ts';
import { buildWriteRefundIdsOnCredit } from '../../../src/connectors/netsuite/write-refund-ids-on-credit.ts';
import {
  billedOrder,
  fields,
  openRma,
  rmaOf,
  type Sandbox,
  startSandbox,
  type Tenant,
} from './sandbox.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

async function creditedMemo(tenant: Tenant) {
  const { order, source } = await billedOrder(tenant, { billing: 'invoice' });
  const rma = await openRma(tenant, source, [1]);
  await tenant.play('warehouse/receive', { rma: rma.id });
  await tenant.play('finance/credit', { rma: rma.id });
  const [credit] = (await tenant.netsuite.readOrder({ shopifyOrderId: order.id })).credits;
  if (credit === undefined) throw new Error('no credit');
  return { order, source, rma, credit };
}

describe('opening an RMA', () => {
  it('gives its internal id, and the probe finds it by its external id whatever the case', async () => {
    const tenant = await sandbox.tenant();
    const { source } = await billedOrder(tenant);
    const write = rmaOf(source, [1]);
    expect(await tenant.netsuite.probeWrite(write)).toMatchObject({ state: 'absent' });
    const { id } = await tenant.netsuite.sendWrite(write);
    expect(await tenant.netsuite.probeWrite(write)).toMatchObject({
      state: 'present',
      document: { id, type: 'RtnAuth', createdFromId: source.id },
    });
  });

  it('is found again when the reply was lost', async () => {
    const tenant = await sandbox.tenant();
    const { source } = await billedOrder(tenant);
    const write = rmaOf(source, [1]);
    await tenant.play('faults', { loseReplyAfterCommit: { next: 1 } });
    await expect(tenant.netsuite.sendWrite(write)).rejects.toMatchObject({ retry: 'probe' });
    expect(await tenant.netsuite.probeWrite(write)).toMatchObject({ state: 'present' });
  });

  it('may be absent at first and present later: NetSuite goes on without its client', async () => {
    const tenant = await sandbox.tenant();
    const { source } = await billedOrder(tenant);
    const write = rmaOf(source, [1]);
    await tenant.play('faults', { commitAfterClientGaveUpMs: 400 });
    await expect(tenant.netsuite.sendWrite(write)).rejects.toMatchObject({ retry: 'probe' });
    expect(await tenant.netsuite.probeWrite(write)).toMatchObject({ state: 'absent' });
    await expect
      .poll(async () => (await tenant.netsuite.probeWrite(write)).state, { timeout: 5_000 })
      .toBe('present');
  });

  for (const shape of ['alreadyExists', 'UNIQUE_RCRD_ID_REQD', 'DUP_RCRD']) {
    it(`twice under one external id is a duplicate, not a second RMA (${shape})`, async () => {
      const tenant = await sandbox.tenant({ externalIdDuplicateShape: shape });
      const { source } = await billedOrder(tenant);
      const write = rmaOf(source, [1]);
      await tenant.netsuite.sendWrite(write);
      await expect(tenant.netsuite.sendWrite(write)).rejects.toMatchObject({
        code: 'netsuite-duplicate',
        retry: 'probe',
      });
      expect((await tenant.state()).returnAuthorizations).toHaveLength(1);
    });
  }

  it('is refused with the reason when the role may not', async () => {
    const tenant = await sandbox.tenant({ forbiddenRecords: ['cashSale'] });
    const { source } = await billedOrder(tenant);
    await expect(tenant.netsuite.sendWrite(rmaOf(source, [1]))).rejects.toMatchObject({
      code: 'netsuite-permission',
    });
  });
});

describe('changing an RMA', () => {
  for (const restStatusShape of ['letter', 'label']) {
    it(`approves it, and the probe sees it (${restStatusShape})`, async () => {
      const tenant = await sandbox.tenant({ defaultReturnStatus: 'A', restStatusShape });
      const { source } = await billedOrder(tenant);
      const rma = await openRma(tenant, source, [1]);
      expect(await tenant.netsuite.probeApproveRma(rma.id)).toBe(false);
      await tenant.netsuite.sendWrite(buildApproveRma(rma.id));
      expect(await tenant.netsuite.probeApproveRma(rma.id)).toBe(true);
      expect(await tenant.netsuite.probeApproveRma('999999999')).toBeNull();
    });
  }

  it('says that a workflow holds it', async () => {
    const tenant = await sandbox.tenant({ defaultReturnStatus: 'A', approvalWorkflowLock: true });
    const { source } = await billedOrder(tenant);
    const rma = await openRma(tenant, source, [1]);
    await expect(tenant.netsuite.sendWrite(buildApproveRma(rma.id))).rejects.toMatchObject({
      code: 'netsuite-record-locked',
    });
  });

  it('closes chosen lines and leaves the others open', async () => {
    const tenant = await sandbox.tenant();
    const { order, source } = await billedOrder(tenant);
    const rma = await openRma(tenant, source, [1, 1]);
    const before = await tenant.netsuite.readOrder({ shopifyOrderId: order.id });
    const [first, second] = (before.rmas[0]?.lines ?? []).map((line) => line.line);
    if (first === undefined || second === undefined) throw new Error('no lines');
    await tenant.netsuite.sendWrite(buildCloseRmaLines(rma.id, [second]));
    const after = await tenant.netsuite.readOrder({ shopifyOrderId: order.id });
    expect(after.rmas[0]?.lines.map((line) => line.isClosed)).toEqual([false, true]);
    expect(await tenant.netsuite.probeCloseRmaLines(rma.id, [second])).toBe(true);
    expect(await tenant.netsuite.probeCloseRmaLines(rma.id, [first])).toBe(false);
  });
});

describe('previewing a credit', () => {
  for (const taxEngine of ['suitetax', 'legacy']) {
    it(`gives the ERP's amount without posting anything (${taxEngine})`, async () => {
      const tenant = await sandbox.tenant({
        taxEngine,
        taxDifferenceShare: 0,
        refundInAdvance: true,
      });
      const { order, source } = await billedOrder(tenant, { billing: 'invoice' });
      const fromInvoice = await tenant.netsuite.previewCredit({
        sourceType: 'invoice',
        id: source.id,
        to: 'creditMemo',
        currency: 'USD',
        lines: [{ orderLine: source.lines[0]?.line ?? 0, quantity: 1 }],
      });
      expect(fromInvoice.lines).toMatchObject([{ quantity: 1, amountMinor: 2000n }]);
      expect(fromInvoice.taxMinor).toBe(taxEngine === 'legacy' ? null : 200n);
      expect(fromInvoice.totalMinor).toBe(2200n);
      expect(fromInvoice.shippingMinor).toBe(0n);
      const whole = await tenant.netsuite.previewCredit({
        sourceType: 'invoice',
        id: source.id,
        to: 'creditMemo',
        currency: 'USD',
      });
      expect(whole).toMatchObject({ totalMinor: 6600n, shippingMinor: 500n });
      const rma = await openRma(tenant, source, [1]);
      const fromRma = await tenant.netsuite.previewCredit({
        sourceType: 'returnAuthorization',
        id: rma.id,
        to: 'creditMemo',
        currency: 'USD',
      });
      expect(fromRma.totalMinor).toBe(2200n);
      const side = await tenant.netsuite.readOrder({ shopifyOrderId: order.id });
      expect(side.credits).toEqual([]);
      expect(side.rmas[0]).toMatchObject({ totalMinor: 2200n, taxMinor: 200n });
    });
  }
});

describe('settling', () => {
  it('writes the refund ids back, and reading shows them', async () => {
    const tenant = await sandbox.tenant();
    const { order, credit } = await creditedMemo(tenant);
    const input = {
      creditType: 'creditMemo' as const,
      creditId: credit.id,
      refundId: 'gid://shopify/Refund/5',
      transactionIds: ['gid://shopify/OrderTransaction/6'],
      fields,
    };
    expect(await tenant.netsuite.probeWriteRefundIdsOnCredit(input)).toBe(false);
    await tenant.netsuite.sendWrite(buildWriteRefundIdsOnCredit(input));
    expect(await tenant.netsuite.probeWriteRefundIdsOnCredit(input)).toBe(true);
    const side = await tenant.netsuite.readOrder({ shopifyOrderId: order.id });
    expect(side.credits[0]?.shopifyRefundId).toBe('gid://shopify/Refund/5');
  });

  const refundOf = (creditId: string, amountMinor: bigint) => ({
    externalId: `shpcr_effect-${creditId}`,
    creditId,
    amountMinor,
    currency: 'USD',
    paymentOption: '1',
    accountId: '3',
    tranDate: null,
    memo: '#R1',
  });

  it('posts the customer refund, reads it back, and refuses a second one', async () => {
    const tenant = await sandbox.tenant();
    const { order, credit } = await creditedMemo(tenant);
    const input = refundOf(credit.id, credit.totalMinor);
    const write = await tenant.netsuite.prepareCustomerRefund(input);
    const { id } = await tenant.netsuite.sendWrite(write);
    await tenant.netsuite.verifyCustomerRefund(id ?? '', input);
    const side = await tenant.netsuite.readOrder({ shopifyOrderId: order.id });
    expect(side.credits[0]?.remainingMinor).toBe(0n);
    expect(side.customerRefunds).toMatchObject([
      { id, externalId: input.externalId, creditId: credit.id, amountMinor: credit.totalMinor },
    ]);
    await expect(tenant.netsuite.prepareCustomerRefund(input)).rejects.toMatchObject({
      code: 'paid-by-erp',
    });
  });

  it('notices a refund that moved money or paid another amount', async () => {
    const tenant = await sandbox.tenant();
    const { order, credit } = await creditedMemo(tenant);
    await tenant.play('finance/customer-refund', {
      creditMemo: credit.id,
      handlingMode: 'PROCESS',
    });
    const side = await tenant.netsuite.readOrder({ shopifyOrderId: order.id });
    const refundId = side.customerRefunds[0]?.id ?? '';
    const input = refundOf(credit.id, credit.totalMinor);
    await expect(tenant.netsuite.verifyCustomerRefund(refundId, input)).rejects.toMatchObject({
      code: 'paid-by-erp',
    });
  });

  it('says that the period is closed', async () => {
    const tenant = await sandbox.tenant();
    const { credit } = await creditedMemo(tenant);
    const input = { ...refundOf(credit.id, credit.totalMinor), tranDate: '2020-01-15' };
    await tenant.play('settings', { closedPeriods: ['2020-01'] });
    const write = await tenant.netsuite.prepareCustomerRefund(input);
    await expect(tenant.netsuite.sendWrite(write)).rejects.toMatchObject({
      code: 'netsuite-period-closed',
    });
  });
});
