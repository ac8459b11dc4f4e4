import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  anOrder,
  locationId,
  type OpenAccount,
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

const form = { accept: 'application/vnd.oracle.resource+json; type=create-form' };
let orders = 5000;

async function anInvoice(
  account: OpenAccount,
  lines?: Parameters<typeof anOrder>[1],
  more?: Parameters<typeof anOrder>[2],
  how: object = {},
) {
  orders += 1;
  const imported = await account.play('import', {
    order: anOrder(orders, lines, more),
    billing: 'invoice',
    ...how,
  });
  const id = text(imported, 'invoiceId');
  const invoice = await account.record(`invoice/${id}?expandSubResources=true`);
  const keys = rows(invoice.body, 'item.items').map((row) => Number(pick(row, 'line')));
  return { id, keys, body: invoice.body };
}
const toReturn = (
  account: OpenAccount,
  invoiceId: string,
  body: unknown,
  query = '?replace=item',
) => account.record(`invoice/${invoiceId}/!transform/returnAuthorization${query}`, { body });
const code = (body: unknown) => pick(body, 'o:errorDetails.0.o:errorCode');

describe('transforms', () => {
  it('copies every line without replace, and only the sent ones with it', async () => {
    const account = await openAccount(netsuite.origin, 'replace');
    const { id, keys } = await anInvoice(account, [{}, {}, { quantity: 5 }]);
    const all = locationId(
      await toReturn(account, id, { item: { items: [{ orderLine: keys[0], quantity: 1 }] } }, ''),
    );
    const one = locationId(
      await toReturn(account, id, { item: { items: [{ orderLine: keys[0], quantity: 1 }] } }),
    );
    const lines = async (rma: string) =>
      rows(
        (await account.record(`returnAuthorization/${rma}?expandSubResources=true`)).body,
        'item.items',
      );
    expect((await lines(all)).map((line) => pick(line, 'quantity'))).toEqual([1, 2, 5]);
    expect((await lines(one)).map((line) => pick(line, 'orderLine'))).toEqual([keys[0]]);
  });

  it('refuses duplicate keys, foreign lines, wrong items, too many units and unknown fields', async () => {
    const account = await openAccount(netsuite.origin, 'refusals');
    const { id, keys } = await anInvoice(account, [{}, {}]);
    const send = async (items: unknown[], more: object = {}) =>
      (await toReturn(account, id, { item: { items }, ...more })).body;
    expect(
      code(
        await send([
          { orderLine: keys[0], quantity: 1 },
          { orderLine: keys[0], quantity: 1 },
        ]),
      ),
    ).toBe('DUPLICATE_KEYS');
    expect(await send([{ orderLine: 99, quantity: 1 }])).toMatchObject({
      status: 400,
      'o:errorDetails': [
        { 'o:errorCode': 'INVALID_CONTENT', 'o:errorPath': 'item.items[0].orderLine' },
      ],
    });
    expect(
      pick(await send([{ orderLine: keys[0], quantity: 3 }]), 'o:errorDetails.0.o:errorPath'),
    ).toBe('item.items[0].quantity');
    expect(
      pick(
        await send([{ orderLine: keys[0], item: { id: '9001' }, quantity: 1 }]),
        'o:errorDetails.0.o:errorPath',
      ),
    ).toBe('item.items[0].item');
    expect(code(await send([{ orderLine: keys[0], quantity: 1 }], { shippingCost: 5 }))).toBe(
      'INVALID_CONTENT',
    );
    expect(
      code(await send([{ orderLine: keys[0], quantity: 1 }], { orderStatus: { id: 'G' } })),
    ).toBe('INVALID_CONTENT');
    const lenient = await account.record(
      `invoice/${id}/!transform/returnAuthorization?replace=item`,
      {
        body: { nonsense: 1, item: { items: [{ orderLine: keys[0], quantity: 1 }] } },
        headers: { 'x-netsuite-propertynamevalidation': 'Warning' },
      },
    );
    expect(lenient.status).toBe(204);
    expect((await account.record(`itemReceipt/1/!transform/creditMemo`, { body: {} })).status).toBe(
      400,
    );
    expect((await account.record('nothing/1')).status).toBe(404);
  });

  it('previews the credit without saving it, and agrees with the return to the cent', async () => {
    const account = await openAccount(netsuite.origin, 'preview', { taxDifferenceShare: 1 });
    const { id, keys } = await anInvoice(account, [{ quantity: 3, unitPriceMinor: 1333 }], {
      shippingMinor: 700,
    });
    const items = [{ orderLine: keys[0], quantity: 2 }];
    const rma = locationId(await toReturn(account, id, { item: { items } }));
    const preview = await account.record(
      `invoice/${id}/!transform/creditMemo?replace=item&expandSubResources=true`,
      {
        body: { shippingCost: 0, item: { items } },
        headers: form,
      },
    );
    expect(preview.status).toBe(200);
    expect(preview.headers.get('content-type')).toContain('type=create-form');
    expect(pick(preview.body, 'id')).toBeUndefined();
    const quote = await account.record(`returnAuthorization/${rma}`);
    expect(pick(preview.body, 'total')).toBe(pick(quote.body, 'total'));
    const withShipping = await account.record(`invoice/${id}/!transform/creditMemo?replace=item`, {
      body: { item: { items } },
      headers: form,
    });
    expect(
      Number(pick(withShipping.body, 'total')) - Number(pick(preview.body, 'total')),
    ).toBeCloseTo(7);
    expect(pick(await account.state(), 'creditMemos')).toEqual([]);
  });

  it('takes charge items as extra lines with a rate, taxing shipping as it was sold', async () => {
    const account = await openAccount(netsuite.origin, 'charges', { taxDifferenceShare: 0 });
    const { id, keys } = await anInvoice(account, [{ quantity: 1, unitPriceMinor: 10000 }], {
      shippingMinor: 1000,
      shippingTaxMinor: 83,
    });
    const rma = locationId(
      await toReturn(account, id, {
        item: {
          items: [
            { orderLine: keys[0], quantity: 1, custcol_backhaul_reason: 'SIZE' },
            { item: { id: '9001' }, quantity: 1, rate: 10 },
            { item: { id: '9002' }, quantity: 1, rate: -15 },
          ],
        },
      }),
    );
    expect(pick(await account.state(), 'returnAuthorizations')).toMatchObject([
      {
        id: rma,
        subtotalMinor: 9500,
        taxMinor: 825 + 83,
        totalMinor: 9500 + 908,
        lines: [{ custom: { custcol_backhaul_reason: 'SIZE' } }, {}, { amountMinor: -1500 }],
      },
    ]);
  });

  it.each([
    ['reducedRate', { subtotalMinor: 4000, discountMinor: 0 }],
    ['discountLine', { subtotalMinor: 5000, discountMinor: 0 }],
    ['headerPercent', { subtotalMinor: 5000, discountMinor: -1000 }],
    ['headerFlat', { subtotalMinor: 5000, discountMinor: -2000 }],
  ] as const)(
    'carries a discount sold as %s onto half a line its own way',
    async (discountShape, expected) => {
      const account = await openAccount(
        netsuite.origin,
        `discount-${discountShape.toLowerCase()}`,
        { taxDifferenceShare: 0 },
      );
      const { id, keys } = await anInvoice(
        account,
        [{ quantity: 2, unitPriceMinor: 5000, discountMinor: 2000, taxMinor: 640 }],
        {},
        { discountShape },
      );
      await toReturn(account, id, { item: { items: [{ orderLine: keys[0], quantity: 1 }] } });
      expect(pick(await account.state(), 'returnAuthorizations.0')).toMatchObject({
        ...expected,
        taxMinor: 320,
      });
      if (discountShape !== 'discountLine') return;
      await toReturn(account, id, {
        item: { items: [{ orderLine: keys[0], quantity: 1 }, { orderLine: keys[1] }] },
      });
      expect(pick(await account.state(), 'returnAuthorizations.1')).toMatchObject({
        subtotalMinor: 4000,
        totalMinor: 4320,
      });
    },
  );

  it('receives every unlisted open line in full and refuses what the receipt form does not have', async () => {
    const account = await openAccount(netsuite.origin, 'receipts');
    const { id } = await anInvoice(account, [{}, { quantity: 4 }]);
    const rma = locationId(await toReturn(account, id, {}, ''));
    const lines = rows(
      (await account.record(`returnAuthorization/${rma}?expandSubResources=true`)).body,
      'item.items',
    ).map((line) => Number(pick(line, 'line')));
    const receive = (items: unknown[]) =>
      account.record(`returnAuthorization/${rma}/!transform/itemReceipt`, {
        body: { item: { items } },
      });
    expect(code((await receive([{ orderLine: lines[0], restock: false }])).body)).toBe(
      'INVALID_CONTENT',
    );
    const detail = {
      inventoryAssignment: { items: [{ inventoryStatus: { id: '1' }, quantity: 1 }] },
    };
    expect(
      code((await receive([{ orderLine: lines[0], quantity: 1, inventoryDetail: detail }])).body),
    ).toBe('USER_ERROR');
    expect(
      (await account.record(`returnAuthorization/${rma}/!transform/creditMemo`, { body: {} }))
        .status,
    ).toBe(400);
    locationId(await receive([{ orderLine: lines[0], itemReceive: true, quantity: 1 }]));
    expect(pick(await account.state(), 'itemReceipts')).toMatchObject([
      {
        lines: [
          { quantity: 1, status: 'Inspection' },
          { quantity: 4, status: 'Inspection' },
        ],
      },
    ]);
    locationId(await receive([{ orderLine: lines[0], itemReceive: true, quantity: 1 }]));
    expect((await receive([])).status).toBe(400);
  });

  it('applies a credit memo to an invoice that is still open', async () => {
    const account = await openAccount(netsuite.origin, 'onaccount', { taxDifferenceShare: 0 });
    const { id } = await anInvoice(account, [{ quantity: 2, taxMinor: 0 }], {}, { paid: false });
    const rma = locationId(await toReturn(account, id, {}, ''));
    await account.play('warehouse/receive', { rma });
    const credit = await account.play('finance/credit', { rma });
    expect(credit).toMatchObject({ type: 'creditMemo', totalMinor: 5000, amountRemainingMinor: 0 });
    expect((await account.record(`invoice/${id}`)).body).toMatchObject({
      amountRemaining: 0,
      status: { id: 'B' },
    });
    const memo = await account.record(
      `creditMemo/${text(credit, 'creditMemoId')}?expandSubResources=true`,
    );
    expect(memo.body).toMatchObject({
      status: { id: 'B' },
      apply: { items: [{ doc: { id }, amount: 50 }] },
    });
  });
});
