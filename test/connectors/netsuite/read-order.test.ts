import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anOrder, billedOrder, openRma, type Sandbox, startSandbox } from './sandbox.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

describe('reading an order', () => {
  it('gives an empty side for an order NetSuite does not have, in one call', async () => {
    const { netsuite } = await sandbox.tenant();
    const side = await netsuite.readOrder({ shopifyOrderId: 'gid://shopify/Order/1' });
    expect(side).toMatchObject({ salesOrder: null, sources: [], rmas: [], credits: [] });
  });

  for (const shopifyIdShape of ['numeric', 'gid']) {
    it(`finds the sale where ids are stored as ${shopifyIdShape}`, async () => {
      const tenant = await sandbox.tenant({ shopifyIdShape });
      const order = anOrder();
      const made = await tenant.play('import', { order });
      const side = await tenant.netsuite.readOrder({ shopifyOrderId: order.id });
      expect(side.salesOrder?.id).toBe(made['salesOrderId']);
      expect(side.sources).toHaveLength(1);
      expect(side.sources[0]).toMatchObject({
        type: 'cashSale',
        id: made['cashSaleId'],
        currency: 'USD',
        totalMinor: 5500n + 550n + 550n,
        remainingMinor: 0n,
      });
      expect(side.sources[0]?.lines).toMatchObject([
        {
          sku: 'SHIRT-M',
          quantity: 2,
          amountMinor: 4000n,
          shopifyLineId: order.lines[0]?.id,
          itemType: 'InvtPart',
        },
        { sku: 'CAP', quantity: 1, amountMinor: 1500n, shopifyLineId: order.lines[1]?.id },
      ]);
    });
  }

  it('costs two calls, whatever has happened to the order', async () => {
    const tenant = await sandbox.tenant();
    const { order, source } = await billedOrder(tenant);
    const rma = await openRma(tenant, source, [1]);
    await tenant.play('warehouse/receive', { rma: rma.id });
    await tenant.play('warehouse/inspect', { rma: rma.id });
    await tenant.play('finance/credit', { rma: rma.id });
    const count = async () =>
      JSON.stringify(await tenant.calls()).match(/"suiteql":\{"calls":(\d+)/)?.[1];
    const before = Number(await count());
    const side = await tenant.netsuite.readOrder({ shopifyOrderId: order.id });
    expect(Number(await count()) - before).toBe(2);
    expect(side.credits).toMatchObject([{ type: 'cashRefund', remainingMinor: null }]);
  });

  it('offers the sales order while nothing is billed, and an invoice with its open balance', async () => {
    const tenant = await sandbox.tenant();
    const unbilled = anOrder();
    const owed = anOrder();
    await tenant.play('import', { order: unbilled, billing: 'unbilled' });
    await tenant.play('import', { order: owed, billing: 'invoice', paid: false });
    const first = await tenant.netsuite.readOrder({ shopifyOrderId: unbilled.id });
    expect(first.sources.map((source) => source.type)).toEqual(['salesOrder']);
    const second = await tenant.netsuite.readOrder({ shopifyOrderId: owed.id });
    expect(second.sources).toMatchObject([{ type: 'invoice', remainingMinor: 6600n }]);
  });

  const signs = [
    { creditTotalSign: 'negative', returnLineSign: 'positive' },
    { creditTotalSign: 'positive', returnLineSign: 'negative' },
  ];
  for (const settings of signs) {
    it(`follows a return to its credit whatever the signs (${settings.returnLineSign})`, async () => {
      const tenant = await sandbox.tenant({ ...settings, taxDifferenceShare: 0 });
      const order = anOrder();
      await tenant.play('import', { order, billing: 'invoice' });
      const [source] = (await tenant.netsuite.readOrder({ shopifyOrderId: order.id })).sources;
      if (source === undefined) throw new Error('no source');
      const rma = await openRma(
        tenant,
        source,
        [1, 1],
        [
          { itemId: '9002', amountMinor: -300n, description: 'Restocking fee' },
          { itemId: '9001', amountMinor: 500n, description: 'Shipping' },
        ],
      );
      const opened = await tenant.netsuite.readOrder({ shopifyOrderId: order.id });
      expect(opened.rmas).toMatchObject([
        {
          id: rma.id,
          externalId: rma.externalId,
          sourceId: source.id,
          status: 'B',
          totalMinor: 2000n + 1500n + 350n - 300n + 550n,
          taxMinor: 400n,
        },
      ]);
      expect(opened.rmas[0]?.lines).toMatchObject([
        { orderLine: source.lines[0]?.line, quantity: 1, quantityReceived: 0, amountMinor: 2000n },
        { orderLine: source.lines[1]?.line, quantity: 1, isClosed: false, amountMinor: 1500n },
        { orderLine: null, itemId: '9002', amountMinor: -300n },
        { orderLine: null, itemId: '9001', amountMinor: 500n },
      ]);

      await tenant.play('warehouse/receive', { rma: rma.id });
      await tenant.play('warehouse/inspect', { rma: rma.id });
      const credited = await tenant.play('finance/credit', { rma: rma.id });
      const side = await tenant.netsuite.readOrder({ shopifyOrderId: order.id });
      expect(side.receipts).toHaveLength(1);
      expect(side.receipts[0]?.rmaId).toBe(rma.id);
      expect(side.receipts[0]?.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-0[78]:00$/);
      expect(Math.abs(Date.parse(side.receipts[0]?.at ?? '') - Date.now())).toBeLessThan(60_000);
      expect(side.receipts[0]?.lines).toMatchObject([
        { rmaLine: side.rmas[0]?.lines[0]?.line, quantity: 1, inventoryStatus: 'Inspection' },
        { rmaLine: side.rmas[0]?.lines[1]?.line, quantity: 1, inventoryStatus: 'Inspection' },
      ]);
      expect(side.inspections).toMatchObject([
        {
          rmaId: rma.id,
          lines: [
            { quantity: 1, previousStatus: 'Inspection', revisedStatus: 'Good' },
            { quantity: 1, previousStatus: 'Inspection', revisedStatus: 'Good' },
          ],
        },
      ]);
      const [credit] = side.credits;
      expect(credit).toMatchObject({
        type: 'creditMemo',
        rmaId: rma.id,
        sourceId: source.id,
        voided: false,
        totalMinor: opened.rmas[0]?.totalMinor,
        taxMinor: 400n,
        remainingMinor: opened.rmas[0]?.totalMinor,
        shopifyRefundId: null,
      });
      expect(JSON.stringify(credited)).toContain(credit?.id);
      expect(credit?.lines.map((line) => line.amountMinor)).toEqual([2000n, 1500n, -300n, 500n]);
      expect(credit?.lines[0]?.rmaLine).toBe(side.rmas[0]?.lines[0]?.line);
    });
  }

  for (const shape of ['discountLine', 'headerPercent', 'headerFlat', 'reducedRate']) {
    it(`keeps a discount of shape ${shape} on a partial return`, async () => {
      const tenant = await sandbox.tenant({ discountShape: shape, taxDifferenceShare: 0 });
      const order = anOrder({
        lines: [
          { sku: 'A', quantity: 2, unitPriceMinor: 2000, discountMinor: 400 },
          { sku: 'B', quantity: 1, unitPriceMinor: 1000 },
        ],
        shippingMinor: 0,
      });
      await tenant.play('import', { order });
      const [source] = (await tenant.netsuite.readOrder({ shopifyOrderId: order.id })).sources;
      if (source === undefined) throw new Error('no source');
      const onLine = shape === 'discountLine' || shape === 'reducedRate';
      const goods = source.lines.filter((line) => line.itemType !== 'Discount');
      expect(goods.map((line) => line.amountMinor)).toEqual([onLine ? 3600n : 4000n, 1000n]);
      expect(source.lines).toHaveLength(shape === 'discountLine' ? 3 : 2);
      await openRma(tenant, source, [1]);
      const [rma] = (await tenant.netsuite.readOrder({ shopifyOrderId: order.id })).rmas;
      const net = (rma?.lines ?? []).reduce((sum, line) => sum + line.amountMinor, 0n);
      expect(rma?.lines).toHaveLength(1);
      expect(net).toBe(onLine ? 1800n : 2000n);
      // What is on no line shows as the rest of the total.
      const rest = (rma?.totalMinor ?? 0n) - net - (rma?.taxMinor ?? 0n);
      expect(rest < 0n).toBe(!onLine);
    });
  }

  it('learns what an account does not show and still reads', async () => {
    const tenant = await sandbox.tenant({
      notExposedColumns: ['quantityshiprecv', 'inventoryassignment'],
    });
    const order = anOrder();
    await tenant.play('import', { order });
    const side = await tenant.netsuite.readOrder({ shopifyOrderId: order.id });
    expect(side.sources[0]?.lines).toHaveLength(2);
    expect(tenant.netsuite.exposure.has('quantityshiprecv')).toBe(false);
  });

  it('reads a customer refund, voided documents and a credit made without an RMA', async () => {
    const tenant = await sandbox.tenant({ taxDifferenceShare: 0 });
    const order = anOrder();
    await tenant.play('import', { order, billing: 'invoice' });
    const [source] = (await tenant.netsuite.readOrder({ shopifyOrderId: order.id })).sources;
    if (source === undefined) throw new Error('no source');
    const rma = await openRma(tenant, source, [1]);
    await tenant.play('warehouse/receive', { rma: rma.id });
    await tenant.play('finance/credit', { rma: rma.id });
    const before = await tenant.netsuite.readOrder({ shopifyOrderId: order.id });
    const memo = before.credits[0]?.id ?? '';
    await tenant.play('finance/customer-refund', { creditMemo: memo });
    const after = await tenant.netsuite.readOrder({ shopifyOrderId: order.id });
    expect(after.customerRefunds).toMatchObject([
      { creditId: memo, amountMinor: 2200n, voided: false },
    ]);
    expect(after.credits[0]?.remainingMinor).toBe(0n);
    await tenant.play('finance/void', { id: after.customerRefunds[0]?.id });
    const voided = await tenant.netsuite.readOrder({ shopifyOrderId: order.id });
    expect(voided.credits[0]?.remainingMinor).toBe(2200n);
    await tenant.play('finance/void', { id: memo });
    const gone = await tenant.netsuite.readOrder({ shopifyOrderId: order.id });
    expect(gone.credits).toMatchObject([{ id: memo, voided: true }]);
  });

  it('reads a credit made straight from the invoice, without an RMA', async () => {
    const tenant = await sandbox.tenant();
    const order = anOrder();
    const made = await tenant.play('import', { order, billing: 'invoice' });
    await tenant.client.call({
      verb: 'staff-credit',
      effect: 'write',
      host: 'rest',
      method: 'POST',
      path: `/services/rest/record/v1/invoice/${made['invoiceId']}/!transform/creditMemo`,
      bodyText: '{}',
    });
    const side = await tenant.netsuite.readOrder({ shopifyOrderId: order.id });
    expect(side.credits).toMatchObject([{ rmaId: null, sourceId: made['invoiceId'] }]);
  });
});
