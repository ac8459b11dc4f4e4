import type { Account } from './account.ts';
import { remainingMinor, statusOf } from './balance.ts';
import { formatScaled } from './decimal.ts';
import { bins, inventoryStatuses } from './fixtures.ts';
import type { Doc, Line, TransactionType } from './model.ts';
import { returnIdOf } from './restlet.ts';
import { statusLabel } from './status.ts';
import type { Tenant } from './tenant.ts';
import { utcText } from './time.ts';
import { totalsOf } from './totals.ts';

/** Everything the account holds, in one shape for tests and the demo; amounts are minor units. */
export function groundTruth(tenant: Tenant) {
  const { account } = tenant;
  const of = <T>(type: TransactionType, show: (doc: Doc) => T): T[] =>
    [...account.docs.values()].filter((doc) => doc.type === type).map(show);
  const sale = (doc: Doc) => ({
    ...common(account, doc),
    billedFrom: doc.createdFrom === null ? null : String(doc.createdFrom),
    amountRemainingMinor: doc.type === 'invoice' ? safe(remainingMinor(account, doc)) : null,
    taxDiffers: doc.taxDifference !== null,
    lines: doc.lines.map((line) => moneyLine(account, line)),
  });
  const credit = (doc: Doc) => ({
    ...common(account, doc),
    amountRemainingMinor: doc.type === 'creditMemo' ? safe(remainingMinor(account, doc)) : null,
    applied: applied(doc),
    lines: doc.lines.map((line) => moneyLine(account, line)),
    ...payment(doc),
  });
  const inventory = (doc: Doc) => ({ ...common(account, doc), lines: stockLines(account, doc) });
  return {
    account: tenant.auth.facts.account,
    items: [...account.items.values()].map((item) => ({
      id: String(item.id),
      sku: item.itemId,
      name: item.displayName,
      itemType: item.kind,
    })),
    customers: [...account.customers.values()].map((one) => ({
      id: String(one.id),
      externalId: one.externalId,
      name: one.entityId,
      email: one.email,
    })),
    locations: account.locations.map((one) => ({ id: String(one.id), name: one.name })),
    salesOrders: of('salesOrder', sale),
    invoices: of('invoice', sale),
    cashSales: of('cashSale', sale),
    payments: [...of('customerPayment', paid), ...of('customerDeposit', paid)],
    itemFulfillments: of('itemFulfillment', inventory),
    returnAuthorizations: of('returnAuthorization', (doc) => ({
      ...common(account, doc),
      createdFromType:
        doc.createdFrom === null ? null : (account.docs.get(doc.createdFrom)?.type ?? null),
      orderStatus: doc.orderStatus,
      lines: doc.lines.map((line) => ({
        ...moneyLine(account, line),
        quantityReceived: line.quantityReceived,
        quantityBilled: line.quantityBilled,
        isClosed: line.isClosed,
      })),
    })),
    itemReceipts: of('itemReceipt', inventory),
    statusChanges: of('inventoryStatusChange', (doc) => movement(account, doc)).flat(),
    binTransfers: of('binTransfer', (doc) => movement(account, doc)).flat(),
    creditMemos: of('creditMemo', credit),
    cashRefunds: of('cashRefund', credit),
    customerRefunds: of('customerRefund', (doc) => ({
      ...common(account, doc),
      applied: applied(doc),
      ...payment(doc),
    })),
    stock: [...account.stock.values()].map((row) => ({
      item: String(row.itemId),
      location: String(row.location),
      status: statusName(row.status),
      bin: binName(row.bin),
      quantity: row.quantity,
    })),
    deleted: account.deleted.map((one) => ({ ...one, id: String(one.id) })),
    calls: tenant.calls.summary(),
  };

  function paid(doc: Doc) {
    return { ...common(account, doc), type: doc.type, applied: applied(doc) };
  }
}

function common(account: Account, doc: Doc) {
  const totals = totalsOf(doc);
  const status = statusOf(account, doc);
  return {
    id: String(doc.id),
    tranId: doc.tranId,
    externalId: doc.externalId,
    customer: doc.customerId === 0 ? null : String(doc.customerId),
    currency: doc.currency,
    tranDate: doc.tranDate,
    createdFrom: doc.createdFrom === null ? null : String(doc.createdFrom),
    rma: returnIdOf(account, doc),
    memo: doc.memo,
    status,
    statusLabel: statusLabel(doc, status),
    voided: doc.voided,
    subtotalMinor: safe(totals.subtotalMinor),
    discountMinor: safe(totals.discountMinor),
    shippingMinor: safe(totals.shippingMinor),
    shippingTaxMinor: safe(doc.shippingTaxMinor),
    taxMinor: safe(totals.taxMinor),
    totalMinor: safe(totals.totalMinor),
    lastModified: utcText(doc.lastModifiedAt),
    custom: doc.custom,
  };
}

function moneyLine(account: Account, line: Line) {
  return {
    line: line.line,
    orderDoc: line.orderDoc === null ? null : String(line.orderDoc),
    orderLine: line.orderLine,
    item: String(line.itemId),
    sku: account.items.get(line.itemId)?.itemId ?? null,
    itemType: line.kind,
    quantity: line.quantity,
    rate: formatScaled(line.rateE8, 8),
    amountMinor: safe(line.amountMinor),
    taxMinor: safe(line.taxMinor),
    shopifyLineId: line.custom['custcol_shopify_line_id'] ?? null,
    custom: line.custom,
  };
}

function stockLines(account: Account, doc: Doc) {
  return doc.lines.map((line) => ({
    line: line.line,
    orderLine: line.orderLine,
    item: String(line.itemId),
    sku: account.items.get(line.itemId)?.itemId ?? null,
    quantity: line.quantity,
    location: line.location === null ? null : String(line.location),
    status: line.assignments.map((one) => statusName(one.status)).join(', ') || null,
    bin: binName(line.assignments[0]?.bin ?? null),
    restock: true,
    custom: line.custom,
  }));
}

function movement(account: Account, doc: Doc) {
  return doc.lines.flatMap((line) =>
    line.assignments.map((one) => ({
      id: String(doc.id),
      tranId: doc.tranId,
      item: String(line.itemId),
      sku: account.items.get(line.itemId)?.itemId ?? null,
      location: String(line.location ?? doc.location ?? ''),
      previousStatus: statusName(one.fromStatus ?? one.status),
      revisedStatus: statusName(one.status),
      previousBin: binName(one.fromBin ?? null),
      revisedBin: binName(one.bin),
      quantity: one.quantity,
      memo: doc.memo,
      rma: returnIdOf(account, doc),
      lastModified: utcText(doc.lastModifiedAt),
    })),
  );
}

function payment(doc: Doc) {
  return {
    handlingMode: doc.payment?.handlingMode ?? null,
    paymentOption: doc.payment?.paymentOption ?? null,
    account: doc.payment?.account ?? null,
    paidThroughGateway: doc.payment?.paidThroughGateway ?? false,
  };
}

function applied(doc: Doc) {
  return doc.applications.map((one) => ({
    doc: String(one.docId),
    amountMinor: safe(one.amountMinor),
  }));
}

function statusName(id: number): string {
  return inventoryStatuses.find((one) => one.id === id)?.name ?? String(id);
}

function binName(id: number | null): string | null {
  return id === null ? null : (bins.find((one) => one.id === id)?.name ?? String(id));
}

/** A number where it is exact, text beyond 2^53. */
export function safe(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}
