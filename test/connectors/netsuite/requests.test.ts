import { describe, expect, it } from 'vitest';
import { hostsOf } from '../../../src/connectors/netsuite/account.ts';
import { buildApproveRma } from '../../../src/connectors/netsuite/approve-rma.ts';
import { buildCloseRmaLines } from '../../../src/connectors/netsuite/close-rma-lines.ts';
import {
  customerRefundExternalId,
  rmaExternalId,
} from '../../../src/connectors/netsuite/external-id.ts';
import { buildPostCustomerRefund } from '../../../src/connectors/netsuite/post-customer-refund.ts';
import {
  buildTransformToRma,
  type TransformToRma,
  withDiscountLines,
} from '../../../src/connectors/netsuite/transform-to-rma.ts';
import { buildWriteRefundIdsOnCredit } from '../../../src/connectors/netsuite/write-refund-ids-on-credit.ts';

const base: TransformToRma = {
  sourceType: 'invoice',
  sourceId: '4711',
  externalId: 'shprma_945_4711_1',
  lines: [{ orderLine: 2, quantity: 1, reason: '7' }],
  charges: [{ itemId: '9002', amountMinor: -1050n, description: 'Restocking fee' }],
  currency: 'USD',
  memo: '#1001-R1',
  locationId: '5',
  tranDate: '2026-11-20',
  reasonField: 'custcol_backhaul_reason',
};

describe('the transform of a sale into an RMA', () => {
  it('names line and quantity and leaves price, discount and tax to NetSuite', () => {
    const write = buildTransformToRma(base);
    expect(write.path).toBe(
      '/services/rest/record/v1/invoice/4711/!transform/returnAuthorization?replace=item',
    );
    expect(write.bodyText).toBe(
      '{"externalId":"shprma_945_4711_1","tranDate":"2026-11-20","location":{"id":"5"},' +
        '"memo":"#1001-R1","item":{"items":[' +
        '{"orderLine":2,"quantity":1,"custcol_backhaul_reason":{"id":"7"}},' +
        '{"item":{"id":"9002"},"quantity":1,"rate":-10.50,"description":"Restocking fee"}]}}',
    );
  });

  it('is the same text every time and survives being stored', () => {
    const stored = JSON.parse(JSON.stringify(buildTransformToRma(base)));
    expect(stored).toEqual(buildTransformToRma({ ...base }));
  });

  it('sets the status only where Backhaul approves', () => {
    expect(buildTransformToRma(base).bodyText).not.toContain('orderStatus');
    expect(buildTransformToRma({ ...base, approve: true }).bodyText).toContain(
      '"orderStatus":{"id":"B"}',
    );
  });

  it('refuses two lines of one source line and ids that are none', () => {
    const line = { orderLine: 2, quantity: 1 };
    expect(() => buildTransformToRma({ ...base, lines: [line, line] })).toThrow(/merged/);
    expect(() => buildTransformToRma({ ...base, sourceId: '1/../2' })).toThrow(/internal id/);
    expect(() => buildTransformToRma({ ...base, lines: [{ ...line, quantity: 1.5 }] })).toThrow();
  });

  it('takes the discount lines of the chosen lines along, and no others', () => {
    const line = (number: number, itemType: string) => ({
      line: number,
      itemId: '1',
      itemType,
      sku: null,
      quantity: 1,
      amountMinor: 0n,
      rate: null,
      shopifyLineId: null,
    });
    const source = {
      lines: [line(1, 'InvtPart'), line(2, 'Discount'), line(4, 'InvtPart'), line(5, 'Discount')],
    };
    expect(withDiscountLines(source, [{ orderLine: 4, quantity: 1 }])).toEqual([
      { orderLine: 4, quantity: 1 },
      { orderLine: 5, quantity: 0 },
    ]);
    const write = buildTransformToRma({
      ...base,
      charges: [],
      lines: withDiscountLines(source, [{ orderLine: 4, quantity: 1 }]),
    });
    expect(write.bodyText).toContain('[{"orderLine":4,"quantity":1},{"orderLine":5}]');
  });
});

describe('other writes', () => {
  it('approve and close change nothing else', () => {
    expect(buildApproveRma('12')).toMatchObject({
      method: 'PATCH',
      path: '/services/rest/record/v1/returnAuthorization/12',
      bodyText: '{"orderStatus":{"id":"B"}}',
    });
    expect(buildCloseRmaLines('12', [1, 3, 3]).bodyText).toBe(
      '{"item":{"items":[{"line":1,"isClosed":true},{"line":3,"isClosed":true}]}}',
    );
  });

  it('the customer refund never lets NetSuite move money', () => {
    const write = buildPostCustomerRefund({
      externalId: 'shpcr_e1',
      creditId: '88',
      customerId: '6',
      amountMinor: 1999n,
      currency: 'USD',
      paymentOption: '1',
      accountId: '3',
      tranDate: null,
      memo: '#R1',
    });
    expect(write.bodyText).toContain('"handlingMode":{"id":"SAVE_ONLY"}');
    expect(write.bodyText).toContain('"doc":{"id":"88"},"apply":true,"amount":19.99');
    expect(write.creates).toBe('CustRfnd');
  });

  it('the write-back names refund and transactions in the configured fields', () => {
    const write = buildWriteRefundIdsOnCredit({
      creditType: 'cashRefund',
      creditId: '9',
      refundId: 'gid://shopify/Refund/1',
      transactionIds: ['gid://shopify/OrderTransaction/2', 'gid://shopify/OrderTransaction/3'],
      fields: { refundId: 'custbody_a', refundTransactions: 'custbody_b' },
    });
    expect(JSON.parse(write.bodyText)).toEqual({
      custbody_a: 'gid://shopify/Refund/1',
      custbody_b: 'gid://shopify/OrderTransaction/2 gid://shopify/OrderTransaction/3',
    });
  });
});

describe('external ids', () => {
  it('come from the last segment of a gid, lower case', () => {
    expect(rmaExternalId('gid://shopify/Return/945000954', '4711', 2)).toBe(
      'shprma_945000954_4711_2',
    );
    expect(customerRefundExternalId('0A1B-2C')).toBe('shpcr_0a1b-2c');
  });
  it('refuse what NetSuite would not store', () => {
    expect(() => rmaExternalId('gid://shopify/Return/', '1', 1)).toThrow();
    expect(() => rmaExternalId('a|b', '1', 1)).toThrow();
  });
});

describe('the hosts of an account', () => {
  it('follow from the account id', () => {
    expect(hostsOf('1234567_SB1')).toEqual({
      rest: 'https://1234567-sb1.suitetalk.api.netsuite.com',
      restlet: 'https://1234567-sb1.restlets.api.netsuite.com',
    });
  });
  it('can be one origin with a path', () => {
    expect(hostsOf('1', 'http://127.0.0.1:4020/t/abc/').rest).toBe('http://127.0.0.1:4020/t/abc');
  });
  for (const account of ['evil.com/', 'a@b', '1234567.attacker.example', '', '-1', 'a b']) {
    it(`refuse "${account}"`, () => {
      expect(() => hostsOf(account)).toThrow(expect.objectContaining({ code: 'config-invalid' }));
    });
  }
});
