import { type Decision, decide } from '../../../src/domain/decide/decide.ts';
import type { LedgerEffect, LedgerSide } from '../../../src/domain/ledger-side.ts';
import { mappingTablesSchema, type Policy, policySchema } from '../../../src/domain/policy.ts';
import type {
  NetsuiteCredit,
  NetsuiteInspection,
  NetsuiteReceipt,
  NetsuiteRma,
  NetsuiteSide,
  ShopifyOrder,
  ShopifyOrderLine,
  ShopifyReturn,
  ShopifySide,
} from '../../../src/domain/snapshot.ts';
import type { Step } from '../../../src/domain/step.ts';
import { returnKey, returnLineKey, rmaExternalId } from '../../../src/domain/unit-key.ts';
import { createTranslate } from '../../../src/mappings/translate.ts';

/** Units are worth this before tax, and this much tax is on each. */
export const netMinor = 1_000n;
export const taxMinor = 190n;
export const grossMinor = netMinor + taxMinor;

export const aPolicy = (over: Record<string, unknown> = {}): Policy => policySchema.parse(over);

export const tables = mappingTablesSchema.parse({
  locations: { '1': 'gid://shopify/Location/1', '2': 'gid://shopify/Location/2' },
  payments: { '*': { paymentOption: '1', account: '1' } },
});

export function aSoldLine(over: Partial<ShopifyOrderLine> = {}): ShopifyOrderLine {
  const quantity = over.quantity ?? 1;
  return {
    id: 'gid://shopify/LineItem/1',
    title: 'Coat',
    sku: 'COAT',
    variantId: null,
    inventoryItemId: 'gid://shopify/InventoryItem/1',
    tracked: true,
    requiresShipping: true,
    quantity,
    unitPriceMinor: netMinor,
    discountMinor: 0n,
    taxes: [{ title: 'VAT', rate: '0.19', amountMinor: taxMinor * BigInt(quantity) }],
    ...over,
  };
}

export interface Case {
  readonly shopify: ShopifySide;
  readonly netsuite: NetsuiteSide;
  readonly ledger: LedgerSide;
}

/**
 * A return of `lines` lines of `quantity` units each, all of it sold on one cash sale. `upTo` says how
 * far it has come: only asked for, on an RMA, or promised to the customer and approved.
 */
export function aReturn(
  shape: {
    lines?: number;
    quantity?: number;
    /** All lines are the same article. */
    sameItem?: boolean;
    upTo?: 'requested' | 'opened' | 'promised';
    source?: 'cashSale' | 'invoice';
  } = {},
): Case {
  const { lines = 1, quantity = 1, sameItem = false, upTo = 'promised' } = shape;
  const source = shape.source ?? 'cashSale';
  const numbers = Array.from({ length: lines }, (_, index) => index + 1);
  const itemOf = (n: number) => (sameItem ? 1 : n);
  const units = numbers.flatMap((n) =>
    Array.from({ length: quantity }, (_, index) => ({
      returnLineId: returnLineKey(`gid://shopify/ReturnLineItem/${n}`),
      ordinal: index + 1,
      orderLine: n,
    })),
  );
  const total = grossMinor * BigInt(units.length);
  const order: ShopifyOrder = {
    id: 'gid://shopify/Order/1',
    name: '#1001',
    createdAt: '2026-11-01T00:00:00Z',
    updatedAt: '2026-11-01T00:00:00Z',
    currency: 'EUR',
    presentmentCurrency: 'EUR',
    taxesIncluded: false,
    email: 'shopper@example.com',
    tags: [],
    statusMetafield: null,
    netPaymentMinor: total,
    totalRefundedMinor: 0n,
    openDisputes: 0,
    lines: numbers.map((n) =>
      aSoldLine({
        id: `gid://shopify/LineItem/${n}`,
        sku: `SKU-${itemOf(n)}`,
        inventoryItemId: `gid://shopify/InventoryItem/${itemOf(n)}`,
        quantity,
      }),
    ),
    shipping: [],
    payments: [
      {
        id: 'gid://shopify/OrderTransaction/1',
        kind: 'SALE',
        gateway: 'shopify_payments',
        manual: false,
        status: 'SUCCESS',
        amountMinor: total,
        refundableMinor: total,
        createdAt: '2026-11-01T00:00:00Z',
      },
    ],
    refunds: [],
  };
  const shopifyReturn: ShopifyReturn = {
    id: 'gid://shopify/Return/1',
    name: '#1001-R1',
    status: upTo === 'promised' ? 'OPEN' : 'REQUESTED',
    createdAt: '2026-11-10T00:00:00Z',
    lines: numbers.map((n) => ({
      id: `gid://shopify/ReturnLineItem/${n}`,
      lineId: `gid://shopify/LineItem/${n}`,
      fulfillmentLineItemId: `gid://shopify/FulfillmentLineItem/${n}`,
      quantity,
      processedQuantity: 0,
      refundedQuantity: 0,
      reason: 'UNWANTED',
      note: null,
      restockingFeePercent: null,
    })),
    exchangeLineCount: 0,
    shippingFeeMinor: 0n,
    reverseFulfillmentOrders: [
      {
        id: 'gid://shopify/ReverseFulfillmentOrder/1',
        status: 'OPEN',
        lines: numbers.map((n) => ({
          id: `gid://shopify/ReverseFulfillmentOrderLineItem/${n}`,
          fulfillmentLineItemId: `gid://shopify/FulfillmentLineItem/${n}`,
          quantity,
          dispositions: [],
        })),
      },
    ],
  };
  const externalId = rmaExternalId(shopifyReturn.id, '500', 1);
  const rma: NetsuiteRma = {
    id: '900',
    tranId: 'RMA900',
    externalId,
    sourceId: '500',
    status: 'B',
    currency: 'EUR',
    totalMinor: total,
    taxMinor: taxMinor * BigInt(units.length),
    lines: numbers.map((n) => ({
      line: n,
      orderLine: n,
      itemId: `10${itemOf(n)}`,
      itemType: 'InvtPart',
      sku: `SKU-${itemOf(n)}`,
      quantity,
      quantityReceived: 0,
      quantityBilled: 0,
      isClosed: false,
      amountMinor: netMinor * BigInt(quantity),
    })),
  };
  const opened = upTo !== 'requested';
  const base: Case = {
    shopify: { readAt: '2026-11-20T00:00:00Z', order, returns: [shopifyReturn] },
    netsuite: {
      readAt: '2026-11-20T00:00:00Z',
      seen: [],
      salesOrder: { id: '400', tranId: 'SO400' },
      sources: [
        {
          type: source,
          id: '500',
          tranId: 'CS500',
          currency: 'EUR',
          totalMinor: total,
          remainingMinor: 0n,
          lines: numbers.map((n) => ({
            line: n,
            itemId: `10${itemOf(n)}`,
            itemType: 'InvtPart',
            sku: `SKU-${itemOf(n)}`,
            quantity,
            amountMinor: netMinor * BigInt(quantity),
            rate: null,
            shopifyLineId: String(n),
          })),
        },
      ],
      rmas: opened ? [rma] : [],
      receipts: [],
      inspections: [],
      credits: [],
      customerRefunds: [],
    },
    ledger: {
      rmas: opened
        ? [
            {
              id: externalId,
              returnId: returnKey(shopifyReturn.id),
              sourceType: source,
              sourceId: '500',
              revision: 1,
              netsuiteId: '900',
              units,
            },
          ]
        : [],
      quotes: [],
      holds: [],
      credits: [],
      refunds: [],
      effects: [],
      tellings: [],
      approvals: [],
      moneyStoppedReason: null,
      firstSeenAt: {},
    },
  };
  return upTo === 'promised' ? promise(base) : base;
}

/** The case with its quote locked and the customer told: what follows is goods and money. */
function promise(base: Case): Case {
  const asked = decided(base).steps.find((step) => step.kind === 'quote');
  if (asked === undefined) throw new Error('the case asks for no quote');
  const id = `${asked.returnId}:q1`;
  const units = asked.units.map(({ returnLineId, ordinal }) => ({ returnLineId, ordinal }));
  return {
    ...base,
    ledger: {
      ...base.ledger,
      quotes: [
        {
          id,
          returnId: asked.returnId,
          revision: 1,
          state: 'locked',
          totalMinor: grossMinor * BigInt(units.length),
          currency: 'EUR',
          hash: 'hash-1',
          factsDigest: asked.factsDigest,
          shippingMinor: 0n,
          feeMinor: 0n,
          lockable: true,
          whyNotLockable: null,
          units: units.map((unit) => ({ ...unit, netMinor, taxMinor })),
        },
      ],
      tellings: [{ returnId: asked.returnId, milestone: 'confirmed', batchKey: 'quote-1', units }],
    },
  };
}

export const now = new Date('2026-11-20T12:00:00Z');

/** What is decided on a case. */
export function decided(its: Case, policy: Policy = aPolicy(), at = now): Decision {
  return decide({
    ...its,
    policy,
    translate: createTranslate(tables),
    startAt: new Date('2026-01-01T00:00:00Z'),
    now: at,
  });
}

export function aReceipt(
  id: string,
  lines: readonly { rmaLine: number; quantity: number; itemId?: string; status?: string }[],
  at = `2026-11-12T00:00:${id.padStart(2, '0')}Z`,
): NetsuiteReceipt {
  return {
    id,
    tranId: `IR${id}`,
    rmaId: '900',
    at,
    lines: lines.map(({ rmaLine, quantity, itemId, status }) => ({
      rmaLine,
      itemId: itemId ?? `10${rmaLine}`,
      quantity,
      locationId: '1',
      inventoryStatus: status ?? 'Inspection',
      disposition: null,
    })),
  };
}

export function anInspection(
  id: string,
  lines: readonly {
    itemId: string;
    quantity: number;
    to: string;
    from?: string | null;
    rmaLine?: number;
  }[],
  at = `2026-11-13T00:00:${id.padStart(2, '0')}Z`,
): NetsuiteInspection {
  return {
    id,
    rmaId: '900',
    at,
    lines: lines.map(({ itemId, quantity, to, from, rmaLine }) => ({
      itemId,
      rmaLine: rmaLine ?? null,
      quantity,
      locationId: '1',
      previousStatus: from === undefined ? 'Inspection' : from,
      revisedStatus: to,
    })),
  };
}

export function aCredit(
  id: string,
  lines: readonly { rmaLine: number; quantity: number }[],
  over: Partial<NetsuiteCredit> = {},
): NetsuiteCredit {
  const count = lines.reduce((sum, line) => sum + line.quantity, 0);
  return {
    id,
    type: 'cashRefund',
    tranId: `CR${id}`,
    externalId: null,
    rmaId: '900',
    sourceId: '500',
    status: 'B',
    voided: false,
    postedAt: `2026-11-14T00:00:${id.padStart(2, '0')}Z`,
    currency: 'EUR',
    totalMinor: grossMinor * BigInt(count),
    taxMinor: taxMinor * BigInt(count),
    remainingMinor: null,
    shopifyRefundId: null,
    lines: lines.map(({ rmaLine, quantity }) => ({
      rmaLine,
      itemId: `10${rmaLine}`,
      quantity,
      amountMinor: netMinor * BigInt(quantity),
    })),
    ...over,
  };
}

/** The case with NetSuite showing more. */
export function showing(its: Case, more: Partial<NetsuiteSide>): Case {
  return { ...its, netsuite: { ...its.netsuite, ...more } };
}

/** The case with the ledger knowing more. */
export function knowing(its: Case, more: Partial<LedgerSide>): Case {
  return { ...its, ledger: { ...its.ledger, ...more } };
}

export function anEffect(step: Step, over: Partial<LedgerEffect> = {}): LedgerEffect {
  return {
    id: `effect-${step.kind}-${step.subject}`,
    returnId: step.returnId,
    kind: step.kind,
    subject: step.subject,
    attempt: 1,
    state: 'DONE',
    sentAt: '2026-11-20T11:59:00Z',
    remoteId: null,
    problemCode: null,
    problemDetail: null,
    ...over,
  };
}

const holdAfter = {
  'hold-stock': 'pending_inspection',
  'retract-stock': 'pending_inspection',
  'release-stock': 'released',
  'set-aside-stock': 'set_aside',
  'write-off-stock': 'written_off',
} as const;

/** What the ledger knows after these steps went well. */
export function after(its: Case, steps: readonly Step[]): Case {
  let ledger = its.ledger;
  for (const step of steps) {
    if (step.kind === 'quote' || step.kind === 'lock-quote') continue;
    ledger = { ...ledger, effects: [...ledger.effects, anEffect(step)] };
    switch (step.kind) {
      case 'hold-stock':
      case 'retract-stock':
      case 'release-stock':
      case 'set-aside-stock':
      case 'write-off-stock': {
        if (step.kind === 'retract-stock' && step.isHeld) break;
        const moved = step.units.map(({ returnLineId, ordinal }) => ({
          returnLineId,
          ordinal,
          returnId: step.returnId,
          state: holdAfter[step.kind],
          inventoryItemId: step.inventoryItemId,
          locationId: step.locationId,
          inShopify: step.inShopify,
        }));
        const kept = ledger.holds.filter(
          (hold) =>
            !moved.some(
              (each) => each.returnLineId === hold.returnLineId && each.ordinal === hold.ordinal,
            ),
        );
        ledger = { ...ledger, holds: [...kept, ...moved] };
        break;
      }
      case 'tell-customer': {
        const { returnId, milestone, batchKey, units } = step;
        ledger = {
          ...ledger,
          tellings: [...ledger.tellings, { returnId, milestone, batchKey, units }],
        };
        break;
      }
      case 'refund': {
        const { returnId, creditId, amountMinor, units } = step;
        ledger = {
          ...ledger,
          credits: [...ledger.credits, { id: creditId, returnId, amountMinor, units }],
          refunds: [
            ...ledger.refunds,
            {
              id: `rf_${creditId}`,
              returnId,
              creditId,
              effectId: `effect-refund-${creditId}`,
              amountMinor,
              state: 'settled',
              shopifyRefundId: `gid://shopify/Refund/${creditId}`,
              tenders: step.tenders.map((tender) => ({
                ...tender,
                transactionId: `gid://shopify/OrderTransaction/9${creditId}`,
                status: 'SUCCESS',
              })),
            },
          ],
        };
        break;
      }
      default:
        break;
    }
  }
  return { ...its, ledger };
}

/** Decides and does, until nothing is left to do; returns the case and every step that was taken. */
export function settle(
  its: Case,
  policy: Policy = aPolicy(),
): { readonly its: Case; readonly steps: readonly Step[] } {
  let present = its;
  const taken: Step[] = [];
  for (let round = 0; round < 20; round += 1) {
    const { steps } = decided(present, policy);
    const outward = steps.filter((step) => step.kind !== 'quote' && step.kind !== 'lock-quote');
    if (outward.length === 0) return { its: present, steps: taken };
    taken.push(...outward);
    present = after(present, outward);
  }
  throw new Error('deciding does not come to rest');
}

export const kinds = (steps: readonly Step[]): readonly string[] =>
  steps.map((step) => step.kind).filter((kind) => kind !== 'write-status');
