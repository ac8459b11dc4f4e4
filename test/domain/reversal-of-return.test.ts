import { describe, expect, test } from 'vitest';
import { policySchema } from '../../src/domain/policy.ts';
import { reversalOfReturn, reverseSale } from '../../src/domain/reversal.ts';
import type {
  ShopifyOrder,
  ShopifyOrderLine,
  ShopifyReturn,
  ShopifyReturnLine,
} from '../../src/domain/snapshot.ts';

function anOrderLine(over: Partial<ShopifyOrderLine>): ShopifyOrderLine {
  return {
    id: 'L1',
    title: 'Shirt',
    sku: 'SHIRT',
    variantId: null,
    inventoryItemId: null,
    tracked: true,
    requiresShipping: true,
    quantity: 2,
    unitPriceMinor: 5_000n,
    discountMinor: 1_000n,
    taxes: [{ title: 'VAT', rate: '0.2', amountMinor: 1_800n }],
    ...over,
  };
}

const order: ShopifyOrder = {
  id: 'O1',
  name: '#1001',
  createdAt: '2026-11-01T10:00:00Z',
  updatedAt: '2026-11-01T10:00:00Z',
  currency: 'EUR',
  presentmentCurrency: 'EUR',
  taxesIncluded: false,
  email: null,
  tags: [],
  statusMetafield: null,
  netPaymentMinor: 11_400n,
  totalRefundedMinor: 0n,
  openDisputes: 0,
  lines: [anOrderLine({})],
  shipping: [
    {
      id: 'S1',
      title: 'Post',
      priceMinor: 500n,
      discountMinor: 0n,
      taxes: [{ title: 'VAT', rate: '0.2', amountMinor: 100n }],
    },
  ],
  payments: [],
  refunds: [],
};

function aReturnOf(
  lines: readonly Partial<ShopifyReturnLine>[],
  shippingFeeMinor = 0n,
): ShopifyReturn {
  return {
    id: 'R1',
    name: '#1001-R1',
    status: 'OPEN',
    createdAt: '2026-11-10T10:00:00Z',
    exchangeLineCount: 0,
    shippingFeeMinor,
    reverseFulfillmentOrders: [],
    lines: lines.map((over, index) => ({
      id: `RL${index}`,
      lineId: 'L1',
      fulfillmentLineItemId: null,
      quantity: 1,
      processedQuantity: 0,
      refundedQuantity: 0,
      reason: null,
      note: null,
      restockingFeePercent: null,
      ...over,
    })),
  };
}

const refundShipping = policySchema.parse({ money: { refundShipping: 'whole-order' } });
const nothingBefore = { order, earlier: [], earlierCharges: [] };

describe('what a Shopify return asks back', () => {
  test('a part gives its units and no shipping', () => {
    const shopifyReturn = aReturnOf([{}]);
    const input = reversalOfReturn({ ...nothingBefore, shopifyReturn, policy: refundShipping });
    expect(reverseSale(input).totalMinor).toBe(5_400n);
  });

  test('the last unit brings shipping, where policy gives it back', () => {
    const shopifyReturn = aReturnOf([{}]);
    const earlier = [{ lineId: 'L1', units: 1, netMinor: 4_500n, taxMinor: 900n }];
    const asked = { ...nothingBefore, earlier, shopifyReturn };
    const total = (policy: typeof refundShipping): bigint =>
      reverseSale(reversalOfReturn({ ...asked, policy })).totalMinor;
    expect(total(refundShipping)).toBe(6_000n);
    expect(total(policySchema.parse({}))).toBe(5_400n);
  });

  test('fees stand against the units that bear them', () => {
    const lines = [{ restockingFeePercent: '10.0' }, {}, { lineId: null }];
    const shopifyReturn = aReturnOf(lines, 300n);
    const policy = policySchema.parse({});
    const reversal = reverseSale(reversalOfReturn({ ...nothingBefore, shopifyReturn, policy }));
    expect(reversal.fees.map((fee) => fee.netMinor)).toEqual([450n, 300n]);
    expect(reversal.totalMinor).toBe(10_800n - 750n);
  });
});
