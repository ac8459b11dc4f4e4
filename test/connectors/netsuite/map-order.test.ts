import { describe, expect, it } from 'vitest';
import { createExposure } from '../../../src/connectors/netsuite/exposure.ts';
import { mapOrder } from '../../../src/connectors/netsuite/map-order.ts';
import { documentsQuery, fieldId, linesQuery } from '../../../src/connectors/netsuite/order-sql.ts';
import type { SuiteqlRow } from '../../../src/connectors/netsuite/suiteql.ts';
import { fields } from './sandbox.ts';

const now = Date.parse('2026-11-20T18:00:00Z');

function header(id: string, type: string, more: SuiteqlRow = {}): SuiteqlRow {
  return {
    id,
    type,
    tranid: `${type}-${id}`,
    status: 'A',
    voided: 'F',
    currency: 'USD',
    foreigntotal: '0',
    createdat: '2026-11-20 09:00:00',
    accountnow: '2026-11-20 10:00:01',
    ...more,
  };
}

function line(doc: string, number: number, more: SuiteqlRow = {}): SuiteqlRow {
  return {
    doc,
    line: String(number),
    seq: String(number),
    taxline: 'F',
    item: '300',
    itemtype: 'InvtPart',
    isclosed: 'F',
    type: 'RtnAuth',
    recordtype: 'returnauthorization',
    createdat: '2026-11-20 09:00:00',
    ...more,
  };
}

const invoice = header('20', 'CustInvc', { foreigntotal: '108.00', foreignamountunpaid: '108' });
const rma = header('30', 'RtnAuth', {
  tranid: 'RMA30',
  createdfrom: '20',
  foreigntotal: '-54',
  status: 'RtnAuth:B',
});

describe('mapping an order', () => {
  it('reads sales lines, which NetSuite shows negative, without subtotals, shipping or tax', () => {
    const side = mapOrder(
      [invoice],
      [
        line('20', 1, { quantity: '-2', amount: '-100', sku: 'A', shopifyline: '55', rate: '50' }),
        line('20', 2, { itemtype: 'Discount', amount: '10', transactiondiscount: 'F' }),
        line('20', 3, { itemtype: 'Subtotal', amount: '-90' }),
        line('20', 4, { itemtype: 'ShipItem', amount: '-10' }),
        line('20', 5, { itemtype: 'TaxItem', taxline: 'T', amount: '-8' }),
      ],
      now,
    );
    expect(side.sources).toEqual([
      {
        type: 'invoice',
        id: '20',
        tranId: 'CustInvc-20',
        currency: 'USD',
        totalMinor: 10800n,
        remainingMinor: 10800n,
        lines: [
          {
            line: 1,
            itemId: '300',
            itemType: 'InvtPart',
            sku: 'A',
            quantity: 2,
            amountMinor: 9000n,
            rate: '50',
            shopifyLineId: 'gid://shopify/LineItem/55',
          },
          {
            line: 2,
            itemId: '300',
            itemType: 'Discount',
            sku: null,
            quantity: 0,
            amountMinor: 0n,
            rate: null,
            shopifyLineId: null,
          },
        ],
      },
    ]);
  });

  it('keeps a fee negative and the letter alone, and does not offer a voided invoice', () => {
    const side = mapOrder(
      [header('10', 'SalesOrd'), { ...invoice, voided: 'T' }, rma],
      [
        line('30', 1, { quantity: '1', amount: '60', sourceline: '1' }),
        line('30', 2, { itemtype: 'OthCharge', item: '9', quantity: '1', amount: '-10' }),
        line('30', 3, { itemtype: 'TaxItem', taxline: 'T', amount: '4' }),
      ],
      now,
    );
    expect(side.sources.map((source) => source.id)).toEqual(['10']);
    expect(side.rmas).toMatchObject([{ status: 'B', totalMinor: 5400n, taxMinor: 400n }]);
    expect(side.rmas[0]?.lines.map((one) => one.amountMinor)).toEqual([6000n, -1000n]);
    expect(side.rmas[0]?.lines.map((one) => one.orderLine)).toEqual([1, null]);
  });

  it('leaves out a memo of another order that was merely applied to this invoice', () => {
    const side = mapOrder(
      [
        invoice,
        header('40', 'CustCred', { createdfrom: '999', foreigntotal: '5' }),
        header('41', 'CustCred', { createdfrom: '20', foreigntotal: '7', status: 'B' }),
      ],
      [],
      now,
    );
    expect(side.credits).toMatchObject([
      { id: '41', rmaId: null, sourceId: '20', remainingMinor: 0n, totalMinor: 700n },
    ]);
  });

  it('splits a receipt line by the statuses its units lie in', () => {
    const receipt = { type: 'ItemRcpt', recordtype: 'itemreceipt', sourceline: '1', quantity: '3' };
    const side = mapOrder(
      [invoice, rma, header('50', 'ItemRcpt', { createdfrom: '30' })],
      [
        line('50', 1, { ...receipt, inventorystatus: 'Inspection', assignedquantity: '2' }),
        line('50', 1, { ...receipt, inventorystatus: 'Damaged', assignedquantity: '1' }),
        line('50', 2, { ...receipt, sourceline: '2', quantity: '4' }),
      ],
      now,
    );
    expect(side.receipts).toMatchObject([{ at: '2026-11-20T09:00:00-08:00', rmaId: '30' }]);
    expect(side.receipts[0]?.lines.map((one) => [one.quantity, one.inventoryStatus])).toEqual([
      [2, 'Inspection'],
      [1, 'Damaged'],
      [4, null],
    ]);
  });

  const judgement = (more: SuiteqlRow) =>
    line('60', 1, {
      type: 'StatChng',
      recordtype: 'inventorystatuschange',
      inventorystatus: 'Good',
      assignedquantity: '1',
      ...more,
    });
  const other = { ...rma, id: '31', tranid: 'RMA301' };
  const memos: [string, SuiteqlRow, string | null][] = [
    ['by field', { rmaref: '31' }, '31'],
    ['by number in the memo', { memo: 'checked rma30: fine' }, '30'],
    ['by a longer number in the memo', { memo: 'RMA301' }, '31'],
    ['by two numbers in the memo', { memo: 'RMA30 and RMA301' }, null],
    [
      'by a field that means another return, whatever the memo says',
      { rmaref: '77', memo: 'RMA30' },
      null,
    ],
    ['by nothing', {}, null],
  ];
  for (const [name, row, expected] of memos) {
    it(`takes a stock judgement named ${name} ${expected === null ? 'for nobody' : 'for one return'}`, () => {
      const side = mapOrder([invoice, rma, other], [judgement(row)], now);
      expect(side.inspections.map((one) => one.rmaId)).toEqual(expected === null ? [] : [expected]);
    });
  }

  it('takes one refund of two memos for each of them, and not for those of others', () => {
    const refund = header('70', 'CustRfnd', { foreigntotal: '12', status: 'R' });
    const side = mapOrder(
      [
        invoice,
        header('40', 'CustCred', { createdfrom: '20', foreigntotal: '5' }),
        { ...refund, appliedto: '40', appliedamount: '5' },
        { ...refund, appliedto: '888', appliedamount: '7' },
      ],
      [],
      now,
    );
    expect(side.customerRefunds).toEqual([
      { id: '70', externalId: null, creditId: '40', amountMinor: 500n, voided: false },
    ]);
  });

  it('says what it cannot read instead of inventing it', () => {
    const { currency: _currency, ...withoutCurrency } = invoice;
    expect(() => mapOrder([withoutCurrency], [], now)).toThrow(/currency/);
    expect(() => mapOrder([invoice], [line('20', 1, { quantity: '1.5' })], now)).toThrow();
  });
});

describe('the queries', () => {
  it('bind every value and take nothing but field ids into their text', () => {
    const exposure = createExposure();
    const documents = documentsQuery(["1' or '1'='1", '2'], fields, exposure);
    const lines = linesQuery(['5'], [{ id: '6', tranId: "R'6", createdAt: 'x' }], fields, exposure);
    for (const query of [documents, lines]) {
      expect(query.text).not.toContain("'1'='1");
      expect(query.text).not.toContain("R'6");
      expect(query.text.match(/\?/g)).toHaveLength(query.parameters.length);
    }
    for (const name of ['custbody_x; drop', 'id', 'custbody_X', 't.custbody_x', '']) {
      expect(() => fieldId(name)).toThrow(TypeError);
    }
  });
});
