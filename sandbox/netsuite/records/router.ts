import type { Request, Response } from 'express';
import { NetsuiteError } from '../errors.ts';
import type { Doc, Draft, TransactionType } from '../model.ts';
import { saveDraft } from '../save.ts';
import { type Finish, serve } from '../serve.ts';
import type { Tenant } from '../tenant.ts';
import { assertTransform } from '../transforms/pairs.ts';
import { transformDoc } from '../transforms/transform.ts';
import { createDraft } from './create.ts';
import { createCustomer, showCustomer, showItem, showLocation } from './entities.ts';
import { findTransaction } from './find.ts';
import { listRecords } from './list.ts';
import { patchDoc } from './patch.ts';
import { type NameValidation, readBody } from './read-body.ts';
import { createRefs, type Refs } from './references.ts';
import { deleteDoc } from './remove.ts';
import { showTransaction } from './show-transaction.ts';
import { recordType } from './types.ts';

const formType = 'application/vnd.oracle.resource+json; type=create-form';
const singularType = 'application/vnd.oracle.resource+json; type=singular';

/** Answers everything under /services/rest/record/v1; `path` is what follows, decoded. */
export async function serveRecords(
  tenant: Tenant,
  request: Request,
  response: Response,
  path: readonly string[],
  base: string,
): Promise<void> {
  const operation = operationName(request, path);
  const write = request.method !== 'GET' && !operation.startsWith('PREVIEW');
  const begin = () => route(tenant, request, path, `${base}/services/rest/record/v1`);
  await serve(tenant, request, response, { operation, scope: 'rest_webservices', write, begin });
}

function operationName(request: Request, path: readonly string[]): string {
  const [type = '', , third, target] = path;
  const canonical = (name: string) => {
    const known = recordType(name);
    return known?.kind === 'transaction' ? known.type : name;
  };
  if (third === '!transform') {
    const verb = wantsForm(request) ? 'PREVIEW' : 'POST';
    return `${verb} ${canonical(type)}/!transform/${canonical(target ?? '')}`;
  }
  return `${request.method} ${canonical(type)}`;
}

function route(tenant: Tenant, request: Request, path: readonly string[], base: string): Finish {
  const { account } = tenant;
  const [typeName = '', id, third, fourth] = path;
  const record = recordType(typeName);
  if (record === null) {
    throw new NetsuiteError(404, 'NONEXISTENT_RECORD', `Record type '${typeName}' does not exist.`);
  }
  const name = record.kind === 'transaction' ? record.type : record.kind;
  if (tenant.settings.get('forbiddenRecords').includes(name)) {
    throw new NetsuiteError(
      400,
      'USER_ERROR',
      'Your current role does not have permission to perform this action.',
    );
  }
  const refs = createRefs(account, base);
  if (id === undefined && request.method === 'GET') {
    return () => ({ status: 200, body: listRecords(account, record, request, refs) });
  }
  if (record.kind === 'customer') {
    if (request.method === 'GET' && id !== undefined)
      return () => ok(showCustomer(account, id, refs));
    if (request.method === 'POST' && id === undefined) {
      return () => created(`${base}/customer/${createCustomer(account, request.body)}`);
    }
    throw notAllowed(request);
  }
  if (record.kind === 'item' || record.kind === 'location') {
    if (request.method !== 'GET' || id === undefined) throw notAllowed(request);
    const show = record.kind === 'item' ? showItem : showLocation;
    return () => ok(show(account, id, refs));
  }
  if (third === '!transform') return transform(tenant, request, record.type, path, refs, base);
  if (third === undefined) return transaction(tenant, request, record.type, id, refs, base);
  if (request.method !== 'GET') throw notAllowed(request);
  return () =>
    ok(subresource(tenant, findTransaction(account, record.type, id ?? ''), third, fourth, refs));
}

function transaction(
  tenant: Tenant,
  request: Request,
  type: TransactionType,
  id: string | undefined,
  refs: Refs,
  base: string,
): Finish {
  const { account } = tenant;
  const names = nameValidation(tenant, request);
  const replaceItem = replaces(request);
  const location = (doc: Doc) => `${base}/${type}/${doc.id}`;
  if (id === undefined) {
    if (request.method !== 'POST') throw notAllowed(request);
    const input = readBody(request.body, type, names);
    return () => created(location(saveDraft(account, createDraft(account, type, input))));
  }
  switch (request.method) {
    case 'GET':
      return () => {
        const doc = findTransaction(account, type, id);
        const expand = request.query['expandSubResources'] === 'true';
        return ok(
          showTransaction(account, doc, refs, { path: `${type.toLowerCase()}/${doc.id}`, expand }),
        );
      };
    case 'PATCH': {
      const version = findTransaction(account, type, id).version;
      const input = readBody(request.body, type, names);
      return () => {
        const doc = findTransaction(account, type, id);
        if (doc.version !== version || tenant.faults.strikes('recordChanged', `PATCH ${type}`)) {
          throw new NetsuiteError(400, 'RCRD_HAS_BEEN_CHANGED', 'Record has been changed.');
        }
        patchDoc(account, doc, input, replaceItem);
        return created(location(doc));
      };
    }
    case 'PUT': {
      if (!id.startsWith('eid:')) throw notAllowed(request);
      const input = { ...readBody(request.body, type, names), externalId: id.slice(4) };
      return () => {
        const known = account.externalIds.get(id.slice(4).toLowerCase());
        const doc = known === undefined ? undefined : account.docs.get(known);
        if (doc === undefined)
          return created(location(saveDraft(account, createDraft(account, type, input))));
        patchDoc(account, findTransaction(account, type, id), input, replaceItem);
        return created(location(doc));
      };
    }
    case 'DELETE':
      return () => {
        deleteDoc(account, findTransaction(account, type, id));
        return { status: 204 };
      };
    default:
      throw notAllowed(request);
  }
}

function transform(
  tenant: Tenant,
  request: Request,
  sourceType: TransactionType,
  path: readonly string[],
  refs: Refs,
  base: string,
): Finish {
  const { account } = tenant;
  const [sourceName = '', id = '', , targetName = ''] = path;
  if (request.method !== 'POST') throw notAllowed(request);
  const target = recordType(targetName);
  if (target?.kind !== 'transaction') {
    throw new NetsuiteError(
      404,
      'NONEXISTENT_RECORD',
      `Record type '${targetName}' does not exist.`,
    );
  }
  assertTransform(sourceType, target.type);
  const input = readBody(request.body, target.type, nameValidation(tenant, request));
  const build = (): Draft =>
    transformDoc(account, findTransaction(account, sourceType, id), target.type, input, {
      replaceItem: replaces(request),
    });
  if (!wantsForm(request)) {
    return () => created(`${base}/${targetName}/${saveDraft(account, build()).id}`);
  }
  return () => {
    const now = account.clock.now();
    const formPath = `${sourceName}/${id}/!transform/${targetName}`;
    const draft = build();
    const form = showTransaction(
      account,
      {
        ...draft,
        id: 0,
        tranId: '',
        tranDate: draft.tranDate ?? '',
        createdAt: now,
        lastModifiedAt: now,
        version: 0,
      },
      refs,
      { path: formPath, expand: request.query['expandSubResources'] === 'true' },
    );
    const {
      id: _id,
      tranId: _tranId,
      transactionNumber: _number,
      createdDate: _created,
      lastModifiedDate: _changed,
      status: _status,
      ...shown
    } = form;
    const href = `${base}/${formPath}`;
    return {
      status: 200,
      headers: { 'Content-Type': formType },
      body: {
        ...shown,
        links: [
          { rel: 'self', method: 'POST', mediaType: formType, href },
          { rel: 'transform', method: 'POST', href },
        ],
      },
    };
  };
}

function subresource(
  tenant: Tenant,
  doc: Doc,
  name: string,
  key: string | undefined,
  refs: Refs,
): unknown {
  const path = `${doc.type.toLowerCase()}/${doc.id}`;
  const shown = showTransaction(tenant.account, doc, refs, { path, expand: true });
  const sublist = shown[name];
  if (
    typeof sublist !== 'object' ||
    sublist === null ||
    !('items' in sublist) ||
    !Array.isArray(sublist.items)
  ) {
    throw new NetsuiteError(404, 'NONEXISTENT_ID', 'Record does not exist.');
  }
  if (key === undefined) {
    const count = sublist.items.length;
    return { ...sublist, count, hasMore: false, offset: 0, totalResults: count };
  }
  const element: unknown = sublist.items.find(
    (item: { line?: unknown }) => String(item.line) === key,
  );
  if (element === undefined)
    throw new NetsuiteError(404, 'NONEXISTENT_ID', 'Record does not exist.');
  return element;
}

function wantsForm(request: Request): boolean {
  return (request.headers.accept ?? '').includes('type=create-form');
}

function replaces(request: Request): boolean {
  return String(request.query['replace'] ?? '')
    .split(',')
    .includes('item');
}

function nameValidation(tenant: Tenant, request: Request): NameValidation {
  const sent = request.headers['x-netsuite-propertynamevalidation'];
  if (sent === undefined) return tenant.settings.get('propertyNameValidation');
  if (sent === 'Error' || sent === 'Warning' || sent === 'Ignore') return sent;
  throw new NetsuiteError(
    400,
    'INVALID_HEADER',
    'Invalid value of X-NetSuite-PropertyNameValidation.',
  );
}

function ok(body: unknown) {
  return { status: 200, headers: { 'Content-Type': singularType }, body };
}

function created(location: string) {
  return { status: 204, headers: { Location: location } };
}

function notAllowed(request: Request): NetsuiteError {
  return new NetsuiteError(
    405,
    'METHOD_NOT_ALLOWED',
    `The method ${request.method} is not allowed here.`,
  );
}
