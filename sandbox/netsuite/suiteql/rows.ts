import type { Account } from '../account.ts';
import { remainingMinor, statusOf } from '../balance.ts';
import { currencyDecimals, formatScaled } from '../decimal.ts';
import { bins, currencyId, inventoryStatuses } from '../fixtures.ts';
import { type Doc, typeFacts } from '../model.ts';
import { docName } from '../records/references.ts';
import { periodId } from '../records/show-transaction.ts';
import { statusLabel } from '../status.ts';
import { totalsOf } from '../totals.ts';
import { customColumns, lineRows } from './line-rows.ts';

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
