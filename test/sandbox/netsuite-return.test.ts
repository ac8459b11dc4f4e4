import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  anOrder,
  locationId,
  openAccount,
  pick,
  rows,
  startNetsuite,
  text,
} from './netsuite-client.ts';

let netsuite: Awaited<ReturnType<typeof startNetsuite>>;
beforeAll(async () => {
  netsuite = await startNetsuite();
});
afterAll(() => netsuite.close());

describe('one return in NetSuite', () => {
  it('goes from sale to customer refund, its letter following every document', async () => {
    const account = await openAccount(netsuite.origin, 'chain', { taxDifferenceShare: 0 });
    const imported = await account.play('import', {
      order: anOrder(1001, [{ quantity: 3, unitPriceMinor: 1999 }, { quantity: 1 }], {
        shippingMinor: 500,
      }),
      billing: 'invoice',
    });
    const invoiceId = text(imported, 'invoiceId');
    const invoice = await account.record(`invoice/${invoiceId}?expandSubResources=true`);
    expect(invoice.body).toMatchObject({
      id: invoiceId,
      status: { id: 'B', refName: 'Paid In Full' },
      shippingCost: 5,
      amountRemaining: 0,
      custbody_shopify_order_id: '1001',
    });
    const line = pick(invoice.body, 'item.items.0.line');
    expect(pick(invoice.body, 'item.items.0.custcol_shopify_line_id')).toBe('10010');

    const created = await account.record(
      `invoice/${invoiceId}/!transform/returnAuthorization?replace=item`,
      {
        body: {
          externalId: 'shprma_1',
          memo: 'too small',
          item: { items: [{ orderLine: line, quantity: 2 }] },
          orderStatus: { id: 'B' },
        },
      },
    );
    const rmaId = locationId(created);
    const rma = async () =>
      (await account.record(`returnAuthorization/${rmaId}?expandSubResources=true`)).body;
    expect(await rma()).toMatchObject({
      status: { id: 'B', refName: 'Pending Receipt' },
      createdFrom: { id: invoiceId },
      subtotal: 39.98,
      taxTotal: 3.3,
      total: 43.28,
      item: {
        totalResults: 1,
        items: [{ orderLine: line, quantity: 2, rate: 19.99, amount: 39.98 }],
      },
    });

    await account.play('warehouse/receive', {
      rma: rmaId,
      lines: [{ orderLine: line, quantity: 1 }],
    });
    expect(await rma()).toMatchObject({
      status: { id: 'E' },
      item: { items: [{ quantityReceived: 1 }] },
    });
    const inspected = await account.play('warehouse/inspect', { rma: rmaId });
    expect(rows(inspected, 'statusChangeIds')).toHaveLength(1);

    const first = await account.play('finance/credit', { rma: rmaId });
    expect(await rma()).toMatchObject({ status: { id: 'D' } });
    await account.play('warehouse/receive', { rma: rmaId });
    expect(await rma()).toMatchObject({ status: { id: 'F' } });
    const second = await account.play('finance/credit', { rma: rmaId });
    expect(await rma()).toMatchObject({ status: { id: 'G', refName: 'Refunded' } });
    expect(Number(pick(first, 'totalMinor')) + Number(pick(second, 'totalMinor'))).toBe(4328);

    const memoId = text(first, 'creditMemoId');
    const refund = await account.record('customerRefund', {
      body: {
        externalId: 'shpcr_1',
        customer: { id: text(imported, 'customerId') },
        handlingMode: { id: 'SAVE_ONLY' },
        paymentOption: { id: '1' },
        apply: {
          items: [
            { doc: { id: memoId }, apply: true, amount: Number(pick(first, 'totalMinor')) / 100 },
          ],
        },
      },
    });
    locationId(refund);
    expect((await account.record(`creditMemo/${memoId}`)).body).toMatchObject({
      status: { id: 'B', refName: 'Fully Applied' },
      amountRemaining: 0,
    });

    const downstream = await account.suiteql(
      `SELECT DISTINCT c.id, c.type, c.tranid, c.status FROM NextTransactionLineLink lk
       JOIN transaction c ON c.id = lk.nextdoc WHERE lk.previousdoc = ? ORDER BY c.id`,
      [rmaId],
    );
    expect(downstream.body).toMatchObject({ count: 4, hasMore: false, totalResults: 4 });
    expect(rows(downstream.body, 'items').map((row) => pick(row, 'type'))).toEqual([
      'ItemRcpt',
      'CustCred',
      'ItemRcpt',
      'CustCred',
    ]);
    const changes = await account.suiteql(
      `SELECT t.id, t.memo, t.custbody_backhaul_rma, BUILTIN.DF(t.revisedstatus) AS became, ia.quantity, ia.inventorystatus
       FROM transaction t JOIN inventoryassignment ia ON ia.transaction = t.id WHERE t.type = 'StatChng' ORDER BY ia.quantity`,
    );
    expect(rows(changes.body, 'items')).toMatchObject([
      { custbody_backhaul_rma: rmaId, became: 'Good', quantity: '-1', inventorystatus: '2' },
      { custbody_backhaul_rma: rmaId, became: 'Good', quantity: '1', inventorystatus: '1' },
    ]);
    expect(await account.state()).toMatchObject({
      returnAuthorizations: [
        {
          id: rmaId,
          externalId: 'shprma_1',
          status: 'G',
          totalMinor: 4328,
          createdFromType: 'invoice',
        },
      ],
      customerRefunds: [{ handlingMode: 'SAVE_ONLY', paidThroughGateway: false }],
    });
  });

  it('pays a cash sale back by cash refund, and through the gateway unless told not to', async () => {
    const account = await openAccount(netsuite.origin, 'cash', { advancedReceiving: true });
    const imported = await account.play('import', { order: anOrder(2001) });
    const saleId = text(imported, 'cashSaleId');
    const rmaId = locationId(
      await account.record(`cashSale/${saleId}/!transform/returnAuthorization`, { body: {} }),
    );
    await account.play('warehouse/receive', { rma: rmaId });
    locationId(
      await account.record(`returnAuthorization/${rmaId}/!transform/cashRefund`, { body: {} }),
    );
    expect(await account.state()).toMatchObject({
      cashRefunds: [{ handlingMode: 'PROCESS', paidThroughGateway: true, createdFrom: rmaId }],
    });
  });
});
