import { type ChangeFields, changesQuery, resolveChanges } from './change-rows.ts';
import { advance, type ListChanges, nextRead } from './changes.ts';
import type { NetsuiteClient } from './client.ts';
import { type Exposure, withExposure } from './exposure.ts';
import { type RestletDeployment, searchPage } from './search-page.ts';
import { placeholders, suiteql } from './suiteql.ts';

/**
 * Reads what changed through the saved-search RESTlet, which only names documents; SuiteQL then says
 * which order each belongs to. Two calls a page, one when nothing changed. A document that SuiteQL
 * does not show yet is found again within the overlap.
 */
export function listChangesBySearch(
  client: NetsuiteClient,
  options: {
    readonly restlet: RestletDeployment;
    /** Script id of the merchant's own saved search; null for the built-in one. */
    readonly search: string | null;
    readonly fields: ChangeFields;
    readonly exposure: Exposure;
    readonly overlapMinutes?: number;
    readonly now?: () => number;
  },
): ListChanges {
  const { fields, exposure, overlapMinutes = 15, now = Date.now } = options;
  return async (cursor, { pageSize = 500 } = {}) => {
    const read = nextRead(cursor, overlapMinutes);
    const page = await searchPage(client, options.restlet, {
      search: options.search,
      modifiedFrom: read.modifiedFrom,
      after: read.after,
      pageSize: Math.min(Math.max(pageSize, 5), 1000),
    });
    const ids = page.rows.map((row) => row.id);
    const rows =
      ids.length === 0
        ? []
        : await withExposure(exposure, { rma: fields.rma }, () => {
            const query = changesQuery(fields, exposure, `t.id in (${placeholders(ids)})`, ids);
            return suiteql(client, query.text, query.parameters, { verb: 'list-changes' });
          });
    const lastRow = page.rows.at(-1);
    const last =
      page.next ??
      (lastRow === undefined ? null : { lastModified: lastRow.lastModified, id: lastRow.id });
    return {
      changes: await resolveChanges(client, fields, rows),
      more: page.next !== null,
      cursor: advance(cursor, read, {
        last,
        more: page.next !== null,
        accountNow: page.serverTime,
        nowMs: now(),
      }),
    };
  };
}
