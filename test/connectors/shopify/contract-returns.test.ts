import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  approveReturn,
  approveReturnVariables,
} from '../../../src/connectors/shopify/approve-return.ts';
import { closeReturn, closeReturnVariables } from '../../../src/connectors/shopify/close-return.ts';
import {
  createRefund,
  createRefundVariables,
} from '../../../src/connectors/shopify/create-refund.ts';
import {
  declineReturn,
  declineReturnVariables,
} from '../../../src/connectors/shopify/decline-return.ts';
import { findRefundByNote } from '../../../src/connectors/shopify/find-refund-by-note.ts';
import {
  processReturn,
  processReturnVariables,
} from '../../../src/connectors/shopify/process-return.ts';
import { readReturn } from '../../../src/connectors/shopify/read-return.ts';
import {
  removeReturnLines,
  removeReturnLinesVariables,
} from '../../../src/connectors/shopify/remove-return-lines.ts';
import { resolveReturn } from '../../../src/connectors/shopify/resolve-return.ts';
import { resolveReverseFulfillmentOrder } from '../../../src/connectors/shopify/resolve-reverse-fulfillment-order.ts';
import { suggestOutcome } from '../../../src/connectors/shopify/suggest-outcome.ts';
import { anOpenReturn, article, look } from './sandbox-orders.ts';
import { startSandboxShops } from './sandbox-shop.ts';

let sandbox: Awaited<ReturnType<typeof startSandboxShops>>;
beforeAll(async () => {
  sandbox = await startSandboxShops();
});
afterAll(() => sandbox.close());

const aRefundOf = (orderId: string, parentId: string, amountMinor: bigint, note: string) =>
  createRefundVariables({
    orderId,
    presentmentCurrency: 'EUR',
    note,
    tenders: [{ parentId, gateway: 'shopify_payments', amountMinor }],
  });

describe('a return, from request to close', () => {
  it('is approved, processed, refunded and closed, and Shopify writes nobody', async () => {
    const shop = await sandbox.shop();
    const order = await shop.order({ lines: [article(1), article(2)] });
    const before = (await shop.state()).notifications.length;
    const returnId = await shop.requestReturn({
      orderId: order.id,
      lines: [{ lineItemId: order.lines[0]?.id, quantity: 2, restockingFeePercentage: 10 }],
    });
    expect(await resolveReturn(shop.client, returnId)).toBe(order.id);
    const requested = await look(shop, order.id);
    expect(requested.returns).toMatchObject([
      {
        status: 'REQUESTED',
        reverseFulfillmentOrders: [],
        lines: [{ lineId: order.lines[0]?.id, quantity: 2, restockingFeePercent: '10' }],
      },
    ]);

    const approved = await approveReturn(shop.client, approveReturnVariables(returnId));
    expect(approved).toEqual({ returnId, status: 'OPEN' });
    const seen = await readReturn(shop.client, returnId);
    const [line] = seen?.return.lines ?? [];
    const [reverse] = seen?.return.reverseFulfillmentOrders ?? [];
    expect(await resolveReverseFulfillmentOrder(shop.client, reverse?.id ?? '')).toBe(order.id);

    const suggested = await suggestOutcome(shop.client, returnId, [
      { returnLineId: line?.id ?? '', quantity: 2 },
    ]);
    expect(suggested).toMatchObject({ direction: 'refund', amountMinor: 3_600n });

    await processReturn(
      shop.client,
      processReturnVariables({
        returnId,
        note: 'effect 1',
        lines: [
          {
            id: line?.id ?? '',
            quantity: 2,
            dispositions: [
              {
                reverseFulfillmentOrderLineId: reverse?.lines[0]?.id ?? '',
                quantity: 2,
                type: 'NOT_RESTOCKED',
              },
            ],
          },
        ],
      }),
    );
    const [payment] = requested.order.payments;
    const refund = await createRefund(
      shop.client,
      aRefundOf(order.id, payment?.id ?? '', 3_599n, 'effect 2'),
      randomUUID(),
    );
    expect(refund).toMatchObject({
      note: 'effect 2',
      totalMinor: 3_599n,
      transactions: [{ status: 'SUCCESS', parentId: payment?.id, amountMinor: 3_599n }],
    });
    await closeReturn(shop.client, closeReturnVariables(returnId));

    const after = await look(shop, order.id);
    expect(after.returns).toMatchObject([
      {
        status: 'CLOSED',
        lines: [{ processedQuantity: 2 }],
        reverseFulfillmentOrders: [
          { lines: [{ dispositions: [{ type: 'NOT_RESTOCKED', quantity: 2 }] }] },
        ],
      },
    ]);
    expect(after.order.refunds).toEqual([refund]);
    expect(after.order).toMatchObject({
      totalRefundedMinor: 3_599n,
      netPaymentMinor: requested.order.netPaymentMinor - 3_599n,
      payments: [{ refundableMinor: requested.order.netPaymentMinor - 3_599n }],
    });
    expect((await shop.state()).notifications).toHaveLength(before);
  });

  it('is refused where the state does not allow it, with the code of the refusal', async () => {
    const shop = await sandbox.shop();
    const { returnId } = await anOpenReturn(shop);
    const again = approveReturn(shop.client, approveReturnVariables(returnId));
    await expect(again).rejects.toMatchObject({
      code: 'shopify-rejected',
      retry: 'never',
      detail: { code: 'INVALID_STATE' },
    });
    const declined = declineReturnVariables({ returnId, reason: 'OTHER', note: null });
    await expect(declineReturn(shop.client, declined)).rejects.toMatchObject({
      detail: { code: 'INVALID_STATE' },
    });
  });

  it('loses units that are taken out of it', async () => {
    const shop = await sandbox.shop();
    const { returnId, one } = await anOpenReturn(shop);
    const [first] = one.lines;
    await removeReturnLines(
      shop.client,
      removeReturnLinesVariables({ returnId, lines: [{ id: first?.id ?? '', quantity: 1 }] }),
    );
    const units = (await readReturn(shop.client, returnId))?.return.lines ?? [];
    expect(units.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(1);
  });
});

describe('a refund', () => {
  it('whose reply is lost is found by its note, and the same bytes and key pay no second time', async () => {
    const shop = await sandbox.shop();
    const { orderId, payment } = await anOpenReturn(shop);
    const journalled = JSON.stringify(aRefundOf(orderId, payment.id, 1_234n, 'effect 3'));
    const key = randomUUID();
    await shop.play('faults', { dropReplyAfterCommit: { next: 1, match: 'refundCreate' } });
    await expect(createRefund(shop.client, journalled, key)).rejects.toMatchObject({
      code: 'shopify-outcome-unknown',
      retry: 'probe',
    });
    const found = await findRefundByNote(shop.client, orderId, 'effect 3');
    expect(found).toMatchObject({ totalMinor: 1_234n });
    expect(await createRefund(shop.client, journalled, key)).toEqual(found);
    expect((await shop.state()).orders[0]?.refunds).toHaveLength(1);
  });

  it('with the same key and another amount is a defect, and pays nothing', async () => {
    const shop = await sandbox.shop();
    const { orderId, payment } = await anOpenReturn(shop);
    const key = randomUUID();
    await createRefund(shop.client, aRefundOf(orderId, payment.id, 100n, 'effect 4'), key);
    const other = createRefund(shop.client, aRefundOf(orderId, payment.id, 200n, 'effect 4'), key);
    await expect(other).rejects.toMatchObject({ code: 'shopify-idempotency-mismatch' });
    expect((await shop.state()).orders[0]?.refunds).toMatchObject([{ totalMinor: 100 }]);
  });

  it('above what was paid is refused whole', async () => {
    const shop = await sandbox.shop();
    const { orderId, payment } = await anOpenReturn(shop);
    const variables = aRefundOf(orderId, payment.id, payment.refundableMinor + 1n, 'effect 5');
    await expect(createRefund(shop.client, variables, randomUUID())).rejects.toMatchObject({
      code: 'shopify-rejected',
      retry: 'never',
    });
    expect((await shop.state()).orders[0]?.refunds).toEqual([]);
  });

  it('is not sent twice through a bad gateway', async () => {
    const shop = await sandbox.shop();
    const { orderId, payment } = await anOpenReturn(shop);
    await shop.play('faults', { error502: { next: 1, match: 'refundCreate' } });
    const variables = aRefundOf(orderId, payment.id, 100n, 'effect 6');
    await expect(createRefund(shop.client, variables, randomUUID())).rejects.toMatchObject({
      code: 'shopify-outcome-unknown',
    });
    expect(await findRefundByNote(shop.client, orderId, 'effect 6')).toBeNull();
  });
});
