import type { Account } from '../account.ts';
import { remainingMinor } from '../balance.ts';
import { currencyDecimals } from '../decimal.ts';
import { type Doc, type Line, typeFacts } from '../model.ts';
import { totalsOf } from '../totals.ts';
import type { Refs } from './references.ts';
import { type ShowOptions, showCustom, toNumber } from './show-transaction.ts';

type Body = Record<string, unknown>;

/** The item sublist; only its link unless the caller asked to expand. */
export function showLines(account: Account, doc: Doc, refs: Refs, options: ShowOptions): Body {
  const links = refs.link(`${options.path}/item`);
  if (!options.expand) return { links };
  const items = doc.lines.map((line) => showLine(account, doc, line, refs, options));
  return { links, items, totalResults: items.length };
}

/** What a credit, payment or refund is applied to. */
export function showApplications(
  account: Account,
  doc: Doc,
  refs: Refs,
  options: ShowOptions,
): Body {
  const links = refs.link(`${options.path}/apply`);
  if (!options.expand) return { links };
  const decimals = currencyDecimals(doc.currency);
  const items = doc.applications.flatMap((application) => {
    const target = account.docs.get(application.docId);
    if (target === undefined) return [];
    return {
      links: refs.link(`${options.path}/apply/doc=${target.id},line=0`),
      amount: toNumber(application.amountMinor, decimals),
      apply: true,
      applyDate: doc.tranDate,
      currency: doc.currency,
      doc: refs.transaction(target.id),
      due: toNumber(remainingMinor(account, target), decimals),
      line: 0,
      refNum: target.tranId,
      total: toNumber(totalsOf(target).totalMinor, decimals),
      type: typeFacts[target.type].label,
    };
  });
  return { links, items, totalResults: items.length };
}

/** SuiteTax rows: one per line and authority, and those of header shipping. */
export function showTaxDetails(doc: Doc, refs: Refs, options: ShowOptions): Body {
  const links = refs.link(`${options.path}/taxDetails`);
  if (!options.expand) return { links };
  const decimals = currencyDecimals(doc.currency);
  const shipping = { name: 'SHIPPING', net: doc.shippingMinor, taxes: doc.shippingTaxes };
  const rows = [
    ...doc.lines.map((line) => ({
      name: reference(line),
      net: line.amountMinor,
      taxes: line.taxes,
    })),
    ...(doc.type === 'returnAuthorization' ? [] : [shipping]),
  ];
  const items = rows.flatMap((row) =>
    row.taxes.map((tax) => ({
      links: refs.link(`${options.path}/taxDetails/${row.name}`),
      taxDetailsReference: row.name,
      taxCode: { id: taxCodeId(tax.title), refName: tax.title },
      taxBasis: toNumber(row.net, decimals),
      taxRate: toNumber(tax.rateE8, 8),
      taxAmount: toNumber(tax.amountMinor, decimals),
    })),
  );
  return { links, items, totalResults: items.length };
}

/** A stable id for a tax of that name. */
export function taxCodeId(title: string): string {
  let sum = 0;
  for (const character of title) sum = (sum * 31 + character.charCodeAt(0)) % 9_000;
  return String(500 + sum);
}

function showLine(account: Account, doc: Doc, line: Line, refs: Refs, options: ShowOptions): Body {
  const path = `${options.path}/item/${line.line}`;
  const decimals = currencyDecimals(doc.currency);
  const body: Body = {
    links: refs.link(path),
    ...line.extra,
    line: line.line,
    item: refs.item(line.itemId),
    itemType: { id: line.kind, refName: line.kind },
    quantity: line.kind === 'Discount' ? undefined : line.quantity,
    location: line.location === null ? undefined : refs.location(line.location),
    ...showCustom(account, line.custom, refs),
  };
  if (!account.settings.get('getOmitsOrderLine') && line.orderDoc !== null) {
    body['orderDoc'] = refs.transaction(line.orderDoc);
    body['orderLine'] = line.orderLine;
  }
  if (doc.type === 'itemReceipt' || doc.type === 'itemFulfillment') {
    body['itemReceive'] = true;
    body['inventoryDetail'] = showInventory(line, refs, path);
    return body;
  }
  body['rate'] = toNumber(line.rateE8, 8);
  body['amount'] = toNumber(line.amountMinor, decimals);
  body['price'] = { id: '-1', refName: 'Custom' };
  body['lineUniqueKey'] = line.uniqueKey === 0 ? undefined : String(line.uniqueKey);
  if (doc.type === 'returnAuthorization' || doc.type === 'salesOrder') {
    body['isClosed'] = line.isClosed;
    body['isOpen'] = !line.isClosed && line.quantityBilled < line.quantity;
    body['quantityBilled'] = line.quantityBilled;
    body[doc.type === 'salesOrder' ? 'quantityFulfilled' : 'quantityReceived'] =
      doc.type === 'salesOrder' ? line.quantityFulfilled : line.quantityReceived;
  }
  if (account.settings.get('taxEngine') === 'suitetax') {
    body['taxDetailsReference'] = reference(line);
    body['grossAmt'] = toNumber(line.amountMinor + line.taxMinor, decimals);
  }
  return body;
}

function showInventory(line: Line, refs: Refs, path: string): Body {
  const items = line.assignments.map((one, index) => ({
    links: refs.link(`${path}/inventoryDetail/inventoryAssignment/${index + 1}`),
    internalId: line.uniqueKey * 10 + index,
    quantity: one.quantity,
    inventoryStatus: refs.inventoryStatus(one.status),
    binNumber: one.bin === null ? undefined : refs.reference('bin', one.bin, String(one.bin)),
    receiptInventoryNumber: one.inventoryNumber ?? undefined,
  }));
  return {
    links: refs.link(`${path}/inventoryDetail`),
    quantity: line.quantity,
    inventoryAssignment: {
      links: refs.link(`${path}/inventoryDetail/inventoryAssignment`),
      items,
      totalResults: items.length,
    },
  };
}

function reference(line: Line): string {
  return `LINE_${line.line}`;
}
