import { type Change, changeKey, orderGid } from './changes.ts';
import type { NetsuiteClient } from './client.ts';
import { requiredColumn } from './column.ts';
import type { Exposure } from './exposure.ts';
import { memoWords } from './map-goods.ts';
import {
  fieldId,
  type OrderFields,
  type Query,
  statusChangeRecord,
  timeFormat,
} from './order-sql.ts';
import { placeholders, type SuiteqlRow, suiteqlPage } from './suiteql.ts';

export type ChangeFields = Pick<OrderFields, 'orderId' | 'rma'>;

const parents = [1, 2, 3, 4] as const;

/** When a document was last changed, as text to the second: what is below must not split a page. */
export const modifiedText = `to_char(t.lastmodifieddate, '${timeFormat}')`;

/**
 * Selects changed documents of returns, each with its order and its RMA up to four steps away. The
 * condition is about `t`. Other documents of the same types belong to nobody's order and are left out.
 */
export function changesQuery(
  fields: ChangeFields,
  exposure: Exposure,
  condition: string,
  parameters: readonly string[],
): Query {
  const orderId = fieldId(fields.orderId);
  const orderReference = ['t', ...parents.map((n) => `p${n}`)].map((doc) => `${doc}.${orderId}`);
  const chain = parents.map(
    (
      n,
    ) => `left join transaction p${n} on p${n}.id = ${n === 1 ? 'coalesce(m0.createdfrom, a.previousdoc)' : `m${n - 1}.createdfrom`}
left join transactionline m${n} on m${n}.transaction = p${n}.id and m${n}.mainline = 'T'`,
  );
  return {
    text: `select t.id, t.type, t.recordtype, t.status, t.memo,${exposure.has('rma') ? ` t.${fieldId(fields.rma)} as rmaref,` : ''}
coalesce(${orderReference.join(', ')}) as orderref,
case when t.type = 'RtnAuth' then t.id when p1.type = 'RtnAuth' then p1.id when p2.type = 'RtnAuth' then p2.id end as rmaid,
${modifiedText} as lmd,
to_char(sysdate, '${timeFormat}') as accountnow
from transaction t
left join transactionline m0 on m0.transaction = t.id and m0.mainline = 'T'
left join NextTransactionLineLink a on a.nextdoc = t.id and t.type = 'CustRfnd'
${chain.join('\n')}
where (t.recordtype = '${statusChangeRecord}'
 or (t.type in ('RtnAuth', 'ItemRcpt', 'CustCred', 'CashRfnd', 'CustRfnd') and coalesce(${orderReference.join(', ')}) is not null))
and (t.type <> 'ItemRcpt' or p1.type = 'RtnAuth')
and ${condition}
order by ${modifiedText}, t.id`,
    parameters,
  };
}

/**
 * Turns rows into changes; stock judgements are looked up by what they name, which costs one call if
 * there are any.
 */
export async function resolveChanges(
  client: NetsuiteClient,
  fields: ChangeFields,
  rows: readonly SuiteqlRow[],
): Promise<readonly Change[]> {
  const named = await namedReturns(client, fields, rows.filter(isJudgement));
  const changes = rows.flatMap((row): Change[] => {
    const targets = isJudgement(row)
      ? candidatesOf(row).flatMap((name) => named.get(name) ?? [])
      : [{ rmaId: row['rmaid'] ?? null, orderReference: row['orderref'] }];
    return targets.flatMap((target) => {
      const shopifyOrderId = orderGid(target.orderReference);
      return shopifyOrderId === null ? [] : [changeOf(row, target.rmaId, shopifyOrderId)];
    });
  });
  const seen = new Set<string>();
  return changes.filter((change) => {
    const identity = `${change.key}|${change.shopifyOrderId}`;
    return seen.has(identity) ? false : Boolean(seen.add(identity));
  });
}

function changeOf(row: SuiteqlRow, rmaId: string | null, shopifyOrderId: string): Change {
  const documentId = requiredColumn(row, 'id');
  const lastModified = requiredColumn(row, 'lmd');
  const status = row['status'] ?? '';
  return {
    documentId,
    type: isJudgement(row) ? statusChangeRecord : requiredColumn(row, 'type'),
    status,
    lastModified,
    rmaId,
    shopifyOrderId,
    key: changeKey(documentId, lastModified, status),
  };
}

function isJudgement(row: SuiteqlRow): boolean {
  return row['recordtype'] === statusChangeRecord;
}

/** What a stock judgement may name: the field's value, else every number-like word of the memo. */
function candidatesOf(row: SuiteqlRow): readonly string[] {
  const reference = row['rmaref'];
  return reference === undefined ? memoWords(row['memo']).slice(0, 8) : [reference.toUpperCase()];
}

interface NamedReturn {
  readonly rmaId: string;
  readonly orderReference: string | undefined;
}

/** Looks all RMAs up that a page's stock judgements name, by internal id and by number. */
async function namedReturns(
  client: NetsuiteClient,
  fields: ChangeFields,
  judgements: readonly SuiteqlRow[],
): Promise<ReadonlyMap<string, readonly NamedReturn[]>> {
  const names = [...new Set(judgements.flatMap(candidatesOf))].slice(0, 400);
  const found = new Map<string, NamedReturn[]>();
  if (names.length === 0) return found;
  const orderId = fieldId(fields.orderId);
  const ids = names.filter((name) => /^\d{1,15}$/.test(name));
  const byId = ids.length === 0 ? '' : ` or r.id in (${placeholders(ids)})`;
  const query = `select r.id, r.tranid, coalesce(r.${orderId}, p1.${orderId}, p2.${orderId}) as orderref
from transaction r
left join transactionline m0 on m0.transaction = r.id and m0.mainline = 'T'
left join transaction p1 on p1.id = m0.createdfrom
left join transactionline m1 on m1.transaction = p1.id and m1.mainline = 'T'
left join transaction p2 on p2.id = m1.createdfrom
where r.type = 'RtnAuth' and (upper(r.tranid) in (${placeholders(names)})${byId})
order by r.id`;
  const page = await suiteqlPage(client, query, [...names, ...ids], {
    limit: 1000,
    offset: 0,
    verb: 'list-changes',
  });
  for (const row of page.rows) {
    const target = { rmaId: requiredColumn(row, 'id'), orderReference: row['orderref'] };
    for (const name of [target.rmaId, (row['tranid'] ?? '').toUpperCase()]) {
      found.set(name, [...(found.get(name) ?? []), target]);
    }
  }
  return found;
}
