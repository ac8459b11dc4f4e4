import { type Account, childrenOf, takeId } from './account.ts';
import { NetsuiteError, userError } from './errors.ts';
import { type Doc, type Draft, typeFacts } from './model.ts';
import { moveStockOf } from './stock.ts';
import { zonedDate } from './time.ts';

const externalIdShape = /^[A-Za-z0-9_-]{1,255}$/;

/**
 * Turns a draft into a document in one step that nothing can interrupt: the external id is unique over all
 * transactions whatever its case, the period is open, sources are recounted. Throws NetSuite's refusals.
 */
export function saveDraft(
  account: Account,
  draft: Draft,
  options: { historical?: boolean } = {},
): Doc {
  if (draft.externalId !== null) assertExternalId(account, draft.externalId, null);
  const now = account.clock.now();
  const tranDate = draft.tranDate ?? zonedDate(now, account.settings.get('accountTimeZone'));
  if (typeFacts[draft.type].posting && options.historical !== true)
    assertOpenPeriod(account, tranDate);
  const doc: Doc = {
    ...draft,
    id: takeId(account),
    tranId: draft.tranId ?? nextTranId(account, draft.type),
    tranDate,
    createdAt: now,
    lastModifiedAt: now,
    version: 1,
    lines: draft.lines.map((line) => {
      account.nextUniqueKey += 1;
      return { ...line, uniqueKey: account.nextUniqueKey };
    }),
  };
  account.docs.set(doc.id, doc);
  if (doc.externalId !== null) account.externalIds.set(doc.externalId.toLowerCase(), doc.id);
  moveStockOf(account, doc, 1);
  const parents = link(account, doc);
  publish(account, [doc, ...recount(account, parents)], []);
  return doc;
}

/** Records that a document was edited: version and lastModifiedDate move, its parents are recounted. */
export function touchDoc(account: Account, doc: Doc): void {
  doc.version += 1;
  doc.lastModifiedAt = account.clock.now();
  publish(account, [doc, ...recount(account, link(account, doc))], []);
}

/** Takes a document out of the account; whoever calls has checked that nothing depends on it. */
export function removeDoc(account: Account, doc: Doc): void {
  const parents = link(account, doc);
  account.docs.delete(doc.id);
  if (doc.externalId !== null) account.externalIds.delete(doc.externalId.toLowerCase());
  for (const parent of parents) account.children.get(parent)?.delete(doc.id);
  account.deleted.push({
    id: doc.id,
    type: doc.type,
    tranId: doc.tranId,
    externalId: doc.externalId,
    deletedAt: account.clock.now().toISOString(),
  });
  publish(account, recount(account, parents), [doc.id]);
}

/** Refuses an external id that is malformed or that any other transaction has. */
export function assertExternalId(account: Account, externalId: string, own: number | null): void {
  if (!externalIdShape.test(externalId)) {
    throw new NetsuiteError(
      400,
      'INVALID_CONTENT',
      `Error while accessing a resource. Invalid external id '${externalId}': only letters, digits, underscore and hyphen are accepted.`,
      'externalId',
    );
  }
  const holder = account.externalIds.get(externalId.toLowerCase());
  if (holder === undefined || holder === own) return;
  const shape = account.settings.get('externalIdDuplicateShape');
  if (shape === 'alreadyExists') throw userError('This entity already exists.');
  throw new NetsuiteError(
    400,
    shape,
    shape === 'DUP_RCRD'
      ? 'This record already exists.'
      : `Uniqueness error: a record with the external id ${externalId} already exists.`,
    'externalId',
  );
}

/** Refuses posting into a closed period. */
export function assertOpenPeriod(account: Account, tranDate: string): void {
  if (!account.settings.get('closedPeriods').includes(tranDate.slice(0, 7))) return;
  throw new NetsuiteError(
    400,
    'CLOSED_TRAN_PRD',
    'Error while accessing a resource. The transaction date you specified is not within an open accounting period.',
    'tranDate',
  );
}

function nextTranId(account: Account, type: Doc['type']): string {
  const { prefix } = typeFacts[type];
  const next = (account.nextNumber.get(prefix) ?? 1000) + 1;
  account.nextNumber.set(prefix, next);
  return `${prefix}${next}`;
}

/** Registers a document with everything it came from; returns those ids. */
function link(account: Account, doc: Doc): number[] {
  const parents = new Set<number>();
  if (doc.createdFrom !== null) parents.add(doc.createdFrom);
  for (const line of doc.lines) if (line.orderDoc !== null) parents.add(line.orderDoc);
  for (const application of doc.applications) parents.add(application.docId);
  for (const parent of parents) {
    const known = account.children.get(parent) ?? new Set<number>();
    known.add(doc.id);
    account.children.set(parent, known);
  }
  return [...parents];
}

/** Counts what was fulfilled, received and billed of each line afresh; returns the documents that changed. */
function recount(account: Account, ids: readonly number[]): Doc[] {
  return ids.flatMap((id) => {
    const doc = account.docs.get(id);
    if (doc === undefined) return [];
    for (const line of doc.lines) {
      line.quantityFulfilled = 0;
      line.quantityReceived = 0;
      line.quantityBilled = 0;
    }
    for (const child of childrenOf(account, doc.id)) if (!child.voided) addCounts(doc, child);
    if (doc.type === 'returnAuthorization' && account.settings.get('childrenTouchRma')) {
      doc.lastModifiedAt = account.clock.now();
    }
    return [doc];
  });
}

const counters: Partial<
  Record<Doc['type'], 'quantityFulfilled' | 'quantityReceived' | 'quantityBilled'>
> = {
  itemFulfillment: 'quantityFulfilled',
  itemReceipt: 'quantityReceived',
  invoice: 'quantityBilled',
  cashSale: 'quantityBilled',
  creditMemo: 'quantityBilled',
  cashRefund: 'quantityBilled',
};

function addCounts(doc: Doc, child: Doc): void {
  const counter = counters[child.type];
  if (counter === undefined) return;
  for (const line of child.lines) {
    if (line.orderDoc !== doc.id) continue;
    const source = doc.lines.find((candidate) => candidate.line === line.orderLine);
    if (source !== undefined) source[counter] += line.quantity;
  }
}

/** Writes every document's SuiteQL rows afresh: after a switch changed what they show. */
export function republish(account: Account): void {
  publish(account, [...account.docs.values()], []);
}

function publish(account: Account, docs: readonly Doc[], removedIds: readonly number[]): void {
  for (const listener of account.onChanged) listener(docs, removedIds);
}
