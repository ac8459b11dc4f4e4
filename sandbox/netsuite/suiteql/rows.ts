import type { Account } from '../account.ts';
import { remainingMinor, statusOf } from '../balance.ts';
import { currencyDecimals, formatScaled } from '../decimal.ts';
import { bins, currencyId, inventoryStatuses, shippingItemId, subsidiary } from '../fixtures.ts';
import { type Doc, type Fields, isReceivable, type Line, typeFacts } from '../model.ts';
import { docName } from '../records/references.ts';
import { taxCodeId } from '../records/show-sublists.ts';
import { periodId } from '../records/show-transaction.ts';
import { statusLabel } from '../status.ts';
import { totalsOf } from '../totals.ts';

export type Row = Record<string, string | number | null>;
export type DocRows = {
  id: number;
  transaction: Row;
  transactionline: Row[];
  nexttransactionlinelink: Row[];
  inventoryassignment: Row[];
};

/** Every SuiteQL row of one document: the only place where tables follow records. */
export function rowsOf(account: Account, doc: Doc): DocRows {
  const facts = typeFacts[doc.type];
  const totals = totalsOf(doc);
  const decimals = currencyDecimals(doc.currency);
  const money = (minor: bigint) => formatScaled(minor, decimals);
  const negative =
    facts.sign === 'return' && account.settings.get('creditTotalSign') === 'negative';
  const total = negative ? -totals.totalMinor : totals.totalMinor;
  const open =
    doc.type === 'invoice' || doc.type === 'creditMemo' ? remainingMinor(account, doc) : 0n;
  const letter = statusOf(account, doc);
  const label = statusLabel(doc, letter);
  const moved = doc.statusMove;
  const statusName = (id: number | undefined) =>
    inventoryStatuses.find((one) => one.id === id)?.name ?? null;
  const transaction: Row = {
    ...customColumns(doc.custom),
    id: doc.id,
    type: facts.code,
    type__df: facts.label,
    recordtype: doc.type.toLowerCase(),
    abbrevtype: facts.prefix,
    tranid: doc.tranId,
    transactionnumber: `${facts.code.toUpperCase()}${doc.id}`,
    number: doc.tranId,
    trandisplayname: `${facts.label} #${doc.tranId}`,
    externalid: doc.externalId,
    entity: doc.customerId === 0 ? null : doc.customerId,
    entity__df: account.customers.get(doc.customerId)?.entityId ?? null,
    status: letter,
    status__df:
      account.settings.get('statusLabelShape') === 'bare' ? label : `${facts.label} : ${label}`,
    trandate: doc.tranDate,
    createddate: doc.createdAt.toISOString(),
    lastmodifieddate: doc.lastModifiedAt.toISOString(),
    postingperiod: periodId(doc.tranDate),
    postingperiod__df: doc.tranDate.slice(0, 7),
    currency: currencyId(doc.currency),
    currency__df: doc.currency,
    exchangerate: doc.exchangeRate,
    foreigntotal: money(total),
    total: (Number(money(total)) * doc.exchangeRate).toFixed(2),
    foreignamountunpaid: doc.type === 'invoice' ? money(open) : null,
    foreignpaymentamountunused: doc.type === 'creditMemo' ? money(open) : null,
    foreignamountpaid: money(totals.totalMinor - open),
    memo: doc.memo,
    otherrefnum: doc.otherRefNum,
    posting: facts.posting ? 'T' : 'F',
    void: doc.voided ? 'T' : 'F',
    voided: doc.voided ? 'T' : 'F',
    source: 'restWebServices',
    previousstatus: moved?.previous ?? null,
    previousstatus__df: statusName(moved?.previous),
    revisedstatus: moved?.revised ?? null,
    revisedstatus__df: statusName(moved?.revised),
  };
  return {
    id: doc.id,
    transaction,
    transactionline: lineRows(account, doc),
    nexttransactionlinelink: linkRows(account, doc),
    inventoryassignment: assignmentRows(account, doc),
  };
}

function lineRows(account: Account, doc: Doc): Row[] {
  const facts = typeFacts[doc.type];
  const totals = totalsOf(doc);
  const money = (minor: bigint) => formatScaled(minor, currencyDecimals(doc.currency));
  const returnSign = account.settings.get('returnLineSign') === 'positive' ? 1n : -1n;
  // Revenue is a credit: negative on sales, the other way round on returns; the main line balances it.
  const sign = facts.sign === 'sale' ? -1n : facts.sign === 'return' ? returnSign : 1n;
  const rows: Row[] = [];
  const add = (row: Row) => {
    rows.push({
      transaction: doc.id,
      transaction__df: docName(doc),
      linesequencenumber: rows.length,
      subsidiary: subsidiary.id,
      subsidiary__df: subsidiary.name,
      entity: doc.customerId === 0 ? null : doc.customerId,
      entity__df: account.customers.get(doc.customerId)?.entityId ?? null,
      mainline: 'F',
      taxline: 'F',
      iscogs: 'F',
      assemblycomponent: 'F',
      kitcomponent: 'F',
      transactiondiscount: 'F',
      isclosed: 'F',
      linelastmodifieddate: doc.lastModifiedAt.toISOString(),
      ...row,
    });
  };
  const from = doc.createdFrom === null ? undefined : account.docs.get(doc.createdFrom);
  add({
    id: 0,
    uniquekey: doc.id * 1000,
    mainline: 'T',
    createdfrom: doc.createdFrom,
    createdfrom__df: from === undefined ? null : docName(from),
    memo: doc.memo,
    foreignamount: money(-sign * totals.totalMinor),
    netamount: money(-sign * totals.totalMinor),
    ...place(account, doc.location),
  });
  for (const line of doc.lines) add(itemRow(account, doc, line, sign, money));
  let extraId = Math.max(0, ...doc.lines.map((line) => line.line));
  const extra = (row: Row) => {
    extraId += 1;
    add({ id: extraId, uniquekey: doc.id * 1000 + extraId, ...row });
  };
  if (totals.discountMinor !== 0n && doc.headerDiscount !== null) {
    const amount = money(sign * totals.discountMinor);
    extra({
      ...itemOf(account, doc.headerDiscount.itemId),
      transactiondiscount: 'T',
      foreignamount: amount,
      netamount: amount,
    });
  }
  if (totals.shippingMinor !== 0n) {
    const amount = money(sign * totals.shippingMinor);
    extra({
      ...itemOf(account, shippingItemId),
      itemtype: 'ShipItem',
      foreignamount: amount,
      netamount: amount,
    });
  }
  for (const [title, tax] of taxesByTitle(doc)) {
    extra({
      item: Number(taxCodeId(title)),
      item__df: title,
      itemtype: 'TaxItem',
      taxline: 'T',
      rate: formatScaled(tax.rateE8, 8),
      foreignamount: money(sign * tax.amountMinor),
      netamount: money(sign * tax.amountMinor),
    });
  }
  if (facts.posting && !doc.voided) {
    for (const line of doc.lines.filter((one) => isReceivable(one.kind))) {
      const cost = money(-sign * divideCost(line));
      extra({
        ...itemOf(account, line.itemId),
        iscogs: 'T',
        quantity: line.quantity,
        foreignamount: cost,
        netamount: cost,
      });
    }
  }
  return rows;
}

function itemRow(
  account: Account,
  doc: Doc,
  line: Line,
  sign: bigint,
  money: (minor: bigint) => string,
): Row {
  const signed = Number(sign);
  return {
    ...customColumns(line.custom),
    ...itemOf(account, line.itemId),
    ...place(account, line.location),
    id: line.line,
    uniquekey: line.uniqueKey,
    quantity: line.kind === 'Discount' ? null : signed * line.quantity,
    quantityshiprecv: doc.type === 'salesOrder' ? line.quantityFulfilled : line.quantityReceived,
    quantitybilled: line.quantityBilled,
    isclosed: line.isClosed ? 'T' : 'F',
    rate: formatScaled(line.rateE8, 8),
    foreignamount: money(doc.voided ? 0n : sign * line.amountMinor),
    netamount: money(doc.voided ? 0n : sign * line.amountMinor),
  };
}

function linkRows(account: Account, doc: Doc): Row[] {
  const money = (minor: bigint) => formatScaled(minor, currencyDecimals(doc.currency));
  const link = (previous: Doc, fields: Row): Row => ({
    previousdoc: previous.id,
    previousdoc__df: docName(previous),
    previoustype: typeFacts[previous.type].code,
    nextdoc: doc.id,
    nextdoc__df: docName(doc),
    nexttype: typeFacts[doc.type].code,
    lastmodifieddate: doc.lastModifiedAt.toISOString(),
    ...fields,
  });
  const lines = doc.lines.flatMap((line): Row[] => {
    const previous = line.orderDoc === null ? undefined : account.docs.get(line.orderDoc);
    if (previous === undefined) return [];
    return [
      link(previous, {
        previousline: line.orderLine,
        nextline: line.line,
        linktype: linkType(doc),
        foreignamount: money(line.amountMinor),
      }),
    ];
  });
  const payments = doc.applications.flatMap((application): Row[] => {
    const previous = account.docs.get(application.docId);
    if (previous === undefined || doc.voided) return [];
    return [
      link(previous, {
        previousline: 0,
        nextline: 0,
        linktype: 'Payment',
        foreignamount: money(application.amountMinor),
      }),
    ];
  });
  return [...lines, ...payments];
}

function linkType(doc: Doc): string {
  if (doc.type === 'itemReceipt' || doc.type === 'itemFulfillment') return 'ShipRcpt';
  return doc.type === 'returnAuthorization' ? 'SaleRet' : 'OrdBill';
}

function assignmentRows(account: Account, doc: Doc): Row[] {
  const statusName = (id: number) => inventoryStatuses.find((one) => one.id === id)?.name ?? null;
  const binName = (id: number | null) => bins.find((one) => one.id === id)?.name ?? null;
  return doc.lines.flatMap((line) =>
    line.assignments.flatMap((one, index): Row[] => {
      const row = (side: number, quantity: number, status: number, bin: number | null): Row => ({
        id: line.uniqueKey * 10 + index * 2 + side,
        transaction: doc.id,
        transactionline: line.line,
        item: line.itemId,
        item__df: account.items.get(line.itemId)?.itemId ?? null,
        location: line.location ?? doc.location,
        inventorystatus: status,
        inventorystatus__df: statusName(status),
        bin,
        bin__df: binName(bin),
        quantity,
        inventorynumber: one.inventoryNumber,
      });
      const to = row(0, one.quantity, one.status, one.bin);
      if (one.fromStatus === undefined && one.fromBin === undefined) return [to];
      return [row(1, -one.quantity, one.fromStatus ?? one.status, one.fromBin ?? one.bin), to];
    }),
  );
}

function taxesByTitle(doc: Doc): Map<string, { rateE8: bigint; amountMinor: bigint }> {
  const byTitle = new Map<string, { rateE8: bigint; amountMinor: bigint }>();
  if (doc.voided) return byTitle;
  for (const tax of [...doc.lines.flatMap((line) => line.taxes), ...doc.shippingTaxes]) {
    const known = byTitle.get(tax.title) ?? { rateE8: tax.rateE8, amountMinor: 0n };
    known.amountMinor += tax.amountMinor;
    byTitle.set(tax.title, known);
  }
  return byTitle;
}

/** Nothing here depends on what goods cost; two fifths of the price gives rows that look like it. */
function divideCost(line: Line): bigint {
  return (line.amountMinor * 2n) / 5n;
}

function itemOf(account: Account, id: number): Row {
  const item = account.items.get(id);
  return { item: id, item__df: item?.itemId ?? null, itemtype: item?.kind ?? null };
}

function place(account: Account, id: number | null): Row {
  return {
    location: id,
    location__df: account.locations.find((one) => one.id === id)?.name ?? null,
  };
}

/** A choice keeps its id in the column and its name in what BUILTIN.DF shows; text shows itself. */
function customColumns(custom: Fields): Row {
  return Object.fromEntries(
    Object.entries(custom).flatMap(([name, value]): [string, string][] => {
      const display = `${name}__df`;
      if (typeof value === 'object') {
        return [
          [name, value.id],
          [display, value.refName ?? value.id],
        ];
      }
      const text = typeof value === 'boolean' ? (value ? 'T' : 'F') : String(value);
      return [
        [name, text],
        [display, text],
      ];
    }),
  );
}
