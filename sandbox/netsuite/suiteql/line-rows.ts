import type { Account } from '../account.ts';
import { currencyDecimals, formatScaled } from '../decimal.ts';
import { shippingItemId, subsidiary } from '../fixtures.ts';
import { type Doc, type Fields, isReceivable, type Line, typeFacts } from '../model.ts';
import { docName } from '../records/references.ts';
import { taxCodeId } from '../records/show-sublists.ts';
import { totalsOf } from '../totals.ts';
import type { Row } from './rows.ts';

/**
 * The line rows of a document: main line, items, header discount, shipping, tax and cost. Whoever sums
 * them without a filter counts everything twice, as in NetSuite.
 */
export function lineRows(account: Account, doc: Doc): Row[] {
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
export function customColumns(custom: Fields): Row {
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
