import type { Request, Response } from 'express';
import { z } from 'zod';
import { type Account, childrenOf } from './account.ts';
import { statusOf } from './balance.ts';
import { restletError } from './errors.ts';
import { type Doc, type TransactionType, typeFacts } from './model.ts';
import { serve } from './serve.ts';
import { statusLabel } from './status.ts';
import type { Tenant } from './tenant.ts';
import { zonedText } from './time.ts';

const instant = z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/);

const body = z.strictObject({
  version: z.literal(1),
  search: z.string().min(1),
  modifiedFrom: instant,
  after: z
    .strictObject({ lastModified: instant, id: z.string().min(1) })
    .nullable()
    .default(null),
  pageSize: z.int().min(5).max(1000).default(1000),
});

const covered: readonly TransactionType[] = [
  'returnAuthorization',
  'itemReceipt',
  'creditMemo',
  'cashRefund',
  'customerRefund',
  'inventoryStatusChange',
  'binTransfer',
];

const script = 'customscript_backhaul_search';
const deployment = 'customdeploy_backhaul_search';

/** The saved-search page RESTlet: one page of changed documents of returns, oldest first. */
export async function serveRestlet(
  tenant: Tenant,
  request: Request,
  response: Response,
): Promise<void> {
  await serve(tenant, request, response, {
    operation: 'restlet',
    scope: 'restlets',
    write: false,
    begin: () => {
      const deployed = tenant.settings.get('restletDeployed');
      if (
        !deployed ||
        request.query['script'] !== script ||
        request.query['deploy'] !== deployment
      ) {
        throw restletError(
          'SSS_INVALID_SCRIPTLET_ID',
          'That Suitelet is invalid, disabled, or no longer exists.',
        );
      }
      if (request.method !== 'POST') {
        throw restletError(
          'SSS_INVALID_SUITESCRIPT_METHOD',
          `The method ${request.method} is not implemented.`,
        );
      }
      const parsed = body.safeParse(request.body);
      if (!parsed.success) throw restletError('INVALID_REQUEST', z.prettifyError(parsed.error));
      const { search } = parsed.data;
      if (search !== 'returns' && !tenant.settings.get('allowedSearches').includes(search)) {
        throw restletError('SEARCH_NOT_ALLOWED', `The search '${search}' is not allowed.`);
      }
      return () => ({ status: 200, body: page(tenant.account, parsed.data) });
    },
  });
}

type Query = z.infer<typeof body>;
type SearchRow = { at: string; id: string; doc: Doc };

function page(account: Account, query: Query) {
  const zone = account.settings.get('accountTimeZone');
  const from = query.after;
  // Zones are at most 14 hours apart: a day's margin spares spelling out the time of every old document.
  const earliestMs = Date.parse(`${query.modifiedFrom.replace(' ', 'T')}Z`) - 86_400_000;
  const rows = [...account.docs.values()]
    .filter((doc) => doc.lastModifiedAt.getTime() >= earliestMs)
    .filter((doc) => covered.includes(doc.type) && concernsReturn(account, doc))
    .map((doc): SearchRow => ({ at: zonedText(doc.lastModifiedAt, zone), id: String(doc.id), doc }))
    .filter((row) => row.at >= query.modifiedFrom)
    .filter((row) => from === null || compare(row, { at: from.lastModified, id: from.id }) > 0)
    .sort(compare);
  const shown = rows.slice(0, query.pageSize);
  const last = shown.at(-1);
  return {
    version: 1,
    rows: shown.map((row) => showRow(account, row)),
    next:
      rows.length > shown.length && last !== undefined
        ? { lastModified: last.at, id: last.id }
        : null,
    serverTime: zonedText(account.clock.now(), zone),
  };
}

function compare(a: { at: string; id: string }, b: { at: string; id: string }): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return Number(a.id) - Number(b.id);
}

function showRow(account: Account, row: SearchRow) {
  const { doc } = row;
  const letter = statusOf(account, doc);
  const { code } = typeFacts[doc.type];
  const shape = account.settings.get('restletStatusShape');
  const status =
    shape === 'letter'
      ? letter
      : shape === 'compound'
        ? `${code}:${letter}`
        : statusLabel(doc, letter);
  return {
    id: row.id,
    type: code,
    tranId: doc.tranId,
    status,
    externalId: doc.externalId,
    createdFrom: doc.createdFrom === null ? null : String(doc.createdFrom),
    rmaId: returnIdOf(account, doc),
    lastModified: row.at,
    memo: doc.memo,
  };
}

/** The return a document belongs to, when it says so itself or through the credit it pays. */
export function returnIdOf(account: Account, doc: Doc): string | null {
  if (doc.type === 'returnAuthorization') return String(doc.id);
  const from = doc.createdFrom === null ? undefined : account.docs.get(doc.createdFrom);
  if (from?.type === 'returnAuthorization') return String(from.id);
  for (const application of doc.applications) {
    const credit = account.docs.get(application.docId);
    const rma = credit?.type === 'creditMemo' ? returnIdOf(account, credit) : null;
    if (rma !== null) return rma;
  }
  const named = doc.custom['custbody_backhaul_rma'];
  return typeof named === 'object' ? named.id : named === undefined ? null : String(named);
}

/** Receipts of purchases and fulfilments are not part of the search; unnamed movements are. */
function concernsReturn(account: Account, doc: Doc): boolean {
  if (doc.type !== 'itemReceipt') return true;
  return returnIdOf(account, doc) !== null || childrenOf(account, doc.id).length > 0;
}
