import { casesOf, type Evidence } from '../../src/demo/laws/evidence.ts';
import type { Truth } from '../../src/demo/stage.ts';
import type { Telling } from '../../src/demo/truth/notices.ts';

type Parts = { truth: Truth; tellings: Telling[]; app: Evidence['app'] };

const at = (second: number) => `2026-11-20T12:00:${String(second).padStart(2, '0')}.000Z`;
const document = { currency: 'EUR', status: 'G', voided: false, totalMinor: 1_900n, custom: {} };
const line = { orderDoc: null, item: '7', sku: 'HAT', itemType: 'InvtPart', shopifyLineId: null };

/** A run of one return that went as it should; `change` may spoil any part of it. */
export function aRun(change: (parts: Parts) => void = () => undefined): Evidence {
  const told = (milestone: Telling['milestone'], amountMinor: bigint | null): Telling => ({
    effectId: `told-${milestone}`,
    returnName: '#1-R1',
    milestone,
    amountMinor,
  });
  const parts: Parts = {
    truth: { shopify: aShop(), netsuite: anAccount() },
    tellings: [told('confirmed', 1_900n), told('posted', 1_900n), told('settled', 1_900n)],
    app: anApp(),
  };
  change(parts);
  return {
    ...parts,
    cases: casesOf(parts.truth, parts.tellings, parts.app.returns),
    locations: new Map([['1', 'place']]),
    watched: { answersAsked: 1, unanswered: [] },
  };
}

function aShop(): Truth['shopify'] {
  const transaction = { id: 't', status: 'SUCCESS', gateway: 'card', amountMinor: 1_900n };
  const refund = { id: 'gid://shopify/Refund/5', note: 'refund-effect', by: 'app', returnId: null };
  return {
    shop: { currency: 'EUR', timezone: 'UTC', locations: [] },
    catalog: [{ variantId: 'v', sku: 'HAT', inventoryItemId: 'hat', tracked: true }],
    orders: [
      {
        id: 'gid://shopify/Order/1',
        name: '#1',
        presentmentCurrency: 'EUR',
        lines: [
          { id: 'gid://shopify/LineItem/3', sku: 'HAT', quantity: 1, inventoryItemId: 'hat' },
        ],
        refunds: [{ ...refund, storeCreditMinor: 0n, transactions: [transaction] }],
        returns: [
          {
            id: 'gid://shopify/Return/9',
            name: '#1-R1',
            status: 'CLOSED',
            lines: [{ id: 'rl', lineItemId: 'gid://shopify/LineItem/3', quantity: 1 }],
          },
        ],
      },
    ],
    inventoryLog: [
      {
        at: at(20),
        inventoryItemId: 'hat',
        locationId: 'place',
        name: 'available',
        delta: 1,
        reason: 'restock',
        by: 'app',
      },
    ],
    webhooks: {
      subscriptions: [],
      deliveries: [
        {
          webhookId: 'w1',
          topic: 'returns/request',
          subscriptionId: 's',
          attempts: 2,
          status: 'delivered',
          faults: ['duplicate'],
          subjects: ['gid://shopify/Return/9'],
        },
      ],
    },
    calls: { total: 1, actualCost: 1, throttled: 0, operations: {} },
  };
}

function anAccount(): Truth['netsuite'] {
  const sold = { ...line, line: 1, orderLine: null, quantity: 1, shopifyLineId: '3' };
  const back = { ...line, line: 2, orderLine: 1, quantity: 1 };
  return {
    account: 'A',
    items: [],
    locations: [],
    salesOrders: [],
    invoices: [],
    cashSales: [
      {
        ...document,
        id: '10',
        tranId: 'CS1',
        externalId: null,
        createdFrom: null,
        lines: [sold],
      },
    ],
    returnAuthorizations: [
      {
        ...document,
        id: '11',
        tranId: 'RMA1',
        externalId: 'shprma_9_10_1',
        createdFrom: '10',
        createdFromType: 'cashSale',
        lines: [{ ...back, quantityReceived: 1, quantityBilled: 1, isClosed: false }],
      },
    ],
    itemReceipts: [],
    statusChanges: [
      {
        id: '12',
        item: '7',
        sku: 'HAT',
        location: '1',
        previousStatus: 'Inspection',
        revisedStatus: 'Good',
        quantity: 1,
        rma: '11',
        lastModified: at(10),
      },
    ],
    creditMemos: [],
    cashRefunds: [
      {
        ...document,
        id: '13',
        tranId: 'CR1',
        externalId: null,
        createdFrom: '11',
        custom: { custbody_backhaul_refund_id: 'gid://shopify/Refund/5' },
        amountRemainingMinor: null,
        applied: [],
        lines: [{ ...line, line: 1, orderLine: 2, quantity: 1 }],
      },
    ],
    customerRefunds: [],
    calls: { total: 1, concurrencyRejections: 0, operations: {} },
  };
}

function anApp(): Evidence['app'] {
  const done = (effect: string, remoteId?: string) => ({
    id: effect,
    action: 'step.done',
    actor: { kind: 'system', name: 'backhaul' },
    data: { effect, ...(remoteId === undefined ? {} : { remoteId }) },
  });
  return {
    returns: [
      {
        id: 'ret_9',
        name: '#1-R1',
        order: '#1',
        stage: 'closed',
        rma: 'RMA1',
        erpAmount: '19.00',
        shopifyAmount: '19.00',
        currency: 'EUR',
        waitsFor: null,
        problem: null,
        ended: true,
      },
    ],
    exceptions: [],
    inbox: [{ id: '1', source: 'webhook', deliveryKey: 'id:w1/' }],
    events: [
      done('told-confirmed'),
      done('told-posted'),
      done('told-settled'),
      done('refund-effect'),
      done('rma-effect', '11'),
    ],
    audit: {
      intact: true,
      shops: [{ shop: 'demo', intact: true, sealed: '5', unsealed: '0', reason: null }],
      effects: { total: 5, unaudited: 0 },
    },
  };
}
