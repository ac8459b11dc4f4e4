import type { Exposure } from './exposure.ts';
import { placeholders } from './suiteql.ts';

/** Custom fields of the account that reading needs; names come from the merchant's configuration. */
export interface OrderFields {
  readonly orderId: string;
  readonly lineId: string;
  readonly refundId: string;
  readonly rma: string;
  readonly disposition: string;
}

export interface Query {
  readonly text: string;
  readonly parameters: readonly string[];
}

/** Account time as text: a bare date column comes in the user's own format, without the hour. */
export const timeFormat = 'YYYY-MM-DD HH24:MI:SS';

/** SuiteQL type codes of the documents in a return's chain. */
export const saleTypes = ['SalesOrd', 'CustInvc', 'CashSale'] as const;
export const chainTypes = [
  ...saleTypes,
  'RtnAuth',
  'ItemRcpt',
  'CustCred',
  'CashRfnd',
  'CustRfnd',
] as const;

/** Record type of a judgement on stock; its type code is not documented, its record type is. */
export const statusChangeRecord = 'inventorystatuschange';

/** Sales order → invoice → RMA → credit memo → customer refund: four links below the deepest root. */
const linksBelowRoot = 4;

/** A field id goes into the query's text, so it must be nothing else than a field id. */
export function fieldId(name: string): string {
  if (!/^cust(?:body|col)[a-z0-9_]{0,60}$/.test(name)) {
    throw new TypeError(`"${name}" is not the id of a custom field`);
  }
  return name;
}

/**
 * All documents of an order with their headers: whatever carries the order id, and everything made
 * from it. Links are followed set by set, because line-wise joins would multiply.
 */
export function documentsQuery(
  orderIds: readonly string[],
  fields: OrderFields,
  exposure: Exposure,
): Query {
  const roots = `select r.id from transaction r where r.${fieldId(fields.orderId)} in (${placeholders(orderIds)})`;
  const levels = [roots];
  for (let depth = 1; depth <= linksBelowRoot; depth += 1) {
    const alias = `k${depth}`;
    levels.push(
      `select ${alias}.nextdoc as id from NextTransactionLineLink ${alias} where ${alias}.previousdoc in (${levels[depth - 1]})`,
    );
  }
  const columns = [
    't.id, t.type, t.tranid, t.externalid, t.status, t.voided, c.symbol as currency, t.foreigntotal',
    'm.createdfrom, a.previousdoc as appliedto, a.foreignamount as appliedamount',
    `to_char(t.createddate, '${timeFormat}') as createdat`,
    `to_char(t.lastmodifieddate, '${timeFormat}') as lmd`,
    `to_char(sysdate, '${timeFormat}') as accountnow`,
    ...(exposure.has('foreignamountunpaid') ? ['t.foreignamountunpaid'] : []),
    ...(exposure.has('foreignpaymentamountunused') ? ['t.foreignpaymentamountunused'] : []),
    ...(exposure.has('refundId') ? [`t.${fieldId(fields.refundId)} as refundid`] : []),
  ];
  return {
    text: `select ${columns.join(',\n')}
from (
${levels.join('\nunion\n')}
) d
join transaction t on t.id = d.id
left join transactionline m on m.transaction = t.id and m.mainline = 'T'
left join currency c on c.id = t.currency
left join NextTransactionLineLink a on a.nextdoc = t.id and t.type = 'CustRfnd'
where t.type in (${chainTypes.map((type) => `'${type}'`).join(', ')})
order by t.id, a.previousdoc`,
    parameters: levels.flatMap(() => orderIds),
  };
}

/**
 * The lines of these documents, and the stock judgements that name one of these RMAs (by custom field
 * or in the memo). Cost lines and the components of assemblies and kits are left out: with them sums
 * double; a receipt lists a kit by its members. A line comes once for each inventory assignment.
 */
export function linesQuery(
  documentIds: readonly string[],
  rmas: readonly { readonly id: string; readonly tranId: string; readonly createdAt: string }[],
  fields: OrderFields,
  exposure: Exposure,
): Query {
  const assigned = exposure.has('inventoryassignment');
  const columns = [
    'tl.transaction as doc, tl.id as line, tl.linesequencenumber as seq, tl.taxline, tl.item',
    'i.itemid as sku, tl.itemtype, tl.quantity, tl.isclosed, tl.rate, tl.foreignamount as amount',
    'tl.location, lk.previousline as sourceline, t.type, t.recordtype, t.memo, t.status',
    `to_char(t.createddate, '${timeFormat}') as createdat`,
    `to_char(t.lastmodifieddate, '${timeFormat}') as lmd`,
    ...(exposure.has('quantityshiprecv') ? ['tl.quantityshiprecv'] : []),
    ...(exposure.has('quantitybilled') ? ['tl.quantitybilled'] : []),
    ...(exposure.has('transactiondiscount') ? ['tl.transactiondiscount'] : []),
    ...(exposure.has('lineId') ? [`tl.${fieldId(fields.lineId)} as shopifyline`] : []),
    ...(exposure.has('rma') ? [`t.${fieldId(fields.rma)} as rmaref`] : []),
    ...(exposure.has('disposition')
      ? [
          `tl.${fieldId(fields.disposition)} as dispositionid`,
          `BUILTIN.DF(tl.${fieldId(fields.disposition)}) as disposition`,
        ]
      : []),
    ...(assigned
      ? ['BUILTIN.DF(ia.inventorystatus) as inventorystatus, ia.quantity as assignedquantity']
      : []),
  ];
  const assignments = assigned
    ? `left join inventoryassignment ia on ia.transaction = tl.transaction and ia.transactionline = tl.id
 and (t.type = 'ItemRcpt' or t.recordtype = '${statusChangeRecord}')`
    : '';
  const byField = exposure.has('rma') ? rmas.map((rma) => rma.id) : [];
  const byMemo = rmas.filter((rma) => rma.tranId !== '').map((rma) => `%${rma.tranId}%`);
  const naming = [
    ...(byField.length > 0 ? [`t.${fieldId(fields.rma)} in (${placeholders(byField)})`] : []),
    ...byMemo.map(() => 't.memo like ?'),
  ];
  const judgements =
    naming.length === 0
      ? ''
      : `\n or (t.recordtype = '${statusChangeRecord}' and t.createddate >= to_date(?, '${timeFormat}')
 and (${naming.join(' or ')}))`;
  // Nothing is judged before its return exists; without a bound the memos of all years are searched.
  const earliest = rmas.map((rma) => rma.createdAt).sort()[0] ?? '';
  const members = exposure.has('kitcomponent')
    ? `\nand (coalesce(tl.kitcomponent, 'F') = 'F' or t.type = 'ItemRcpt')`
    : '';
  return {
    text: `select ${columns.join(',\n')}
from transaction t
join transactionline tl on tl.transaction = t.id
left join transactionline m on m.transaction = t.id and m.mainline = 'T'
left join item i on i.id = tl.item
left join NextTransactionLineLink lk on lk.nextdoc = tl.transaction and lk.nextline = tl.id
 and lk.previousdoc = m.createdfrom
${assignments}
where tl.mainline = 'F' and coalesce(tl.iscogs, 'F') = 'F' and coalesce(tl.assemblycomponent, 'F') = 'F'
and (t.id in (${placeholders(documentIds)})${judgements})${members}
order by tl.transaction, tl.linesequencenumber, tl.id${assigned ? ', ia.id' : ''}`,
    parameters: [...documentIds, ...(judgements === '' ? [] : [earliest]), ...byField, ...byMemo],
  };
}
