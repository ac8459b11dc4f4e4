import { type ChangeFields, changesQuery, modifiedText, resolveChanges } from './change-rows.ts';
import { advance, type ListChanges, nextRead } from './changes.ts';
import type { NetsuiteClient } from './client.ts';
import { requiredColumn } from './column.ts';
import { type Exposure, withExposure } from './exposure.ts';
import { timeFormat } from './order-sql.ts';
import { type SuiteqlRow, suiteqlPage } from './suiteql.ts';

export interface ListChangesOptions {
  readonly fields: ChangeFields;
  readonly exposure: Exposure;
  /** How far each run reads back before the newest change seen. */
  readonly overlapMinutes?: number;
  readonly now?: () => number;
}

/**
 * Reads what changed through SuiteQL: RMAs and also their receipts, credits, refunds and stock
 * judgements, because saving those need not touch the RMA. One call a page; one more when a page has
 * stock judgements. Deleted documents never show up here: the nightly comparison finds them.
 */
export function listChangesBySuiteql(
  client: NetsuiteClient,
  options: ListChangesOptions,
): ListChanges {
  const { fields, exposure, overlapMinutes = 15, now = Date.now } = options;
  return async (cursor, { pageSize = 500 } = {}) => {
    const read = nextRead(cursor, overlapMinutes);
    const { after } = read;
    const condition = [
      `t.lastmodifieddate >= to_date(?, '${timeFormat}')`,
      ...(after === null ? [] : [`(${modifiedText} > ? or (${modifiedText} = ? and t.id > ?))`]),
    ].join(' and ');
    const parameters = [
      read.modifiedFrom,
      ...(after === null ? [] : [after.lastModified, after.lastModified, after.id]),
    ];
    const page = await withExposure(exposure, { rma: fields.rma }, () => {
      const query = changesQuery(fields, exposure, condition, parameters);
      return suiteqlPage(client, query.text, query.parameters, {
        limit: Math.min(pageSize, 1000),
        offset: 0,
        verb: 'list-changes',
      });
    });
    const rows = page.hasMore ? withoutTornTail(page.rows) : page.rows;
    const last = rows.at(-1);
    return {
      changes: await resolveChanges(client, fields, rows),
      more: page.hasMore,
      cursor: advance(cursor, read, {
        last:
          last === undefined
            ? null
            : { lastModified: requiredColumn(last, 'lmd'), id: requiredColumn(last, 'id') },
        more: page.hasMore,
        accountNow: last?.['accountnow'] ?? null,
        nowMs: now(),
      }),
    };
  };
}

/**
 * A refund of several memos comes in several rows with one key. If such a group is cut by the end of
 * the page its rest would be skipped, so the last group waits for the next page.
 */
function withoutTornTail(rows: readonly SuiteqlRow[]): readonly SuiteqlRow[] {
  const lastId = rows.at(-1)?.['id'];
  const whole = rows.filter((row) => row['id'] !== lastId);
  return whole.length > 0 ? whole : rows;
}
