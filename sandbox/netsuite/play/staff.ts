import { z } from 'zod';
import type { Account } from '../account.ts';
import { statusOf } from '../balance.ts';
import { NetsuiteError } from '../errors.ts';
import { type Doc, transactionTypes } from '../model.ts';
import { patchDoc } from '../records/patch.ts';
import { readBody } from '../records/read-body.ts';
import { deleteDoc } from '../records/remove.ts';
import { touchDoc } from '../save.ts';
import { documentId, findPlayed } from './lines.ts';

/** Body of POST /_sandbox/staff/approve and /staff/cancel. */
export const rmaBody = z.strictObject({ rma: documentId });

/** A person approves a pending return authorization. */
export function approveReturn(account: Account, body: z.infer<typeof rmaBody>) {
  const rma = findPlayed(account, body.rma, 'returnAuthorization');
  if (statusOf(account, rma) !== 'A') throw notNow(rma, 'is not pending approval');
  rma.orderStatus = 'B';
  touchDoc(account, rma);
  return shown(account, rma);
}

/** A person cancels a return authorization of which nothing was received or credited. */
export function cancelReturn(account: Account, body: z.infer<typeof rmaBody>) {
  const rma = findPlayed(account, body.rma, 'returnAuthorization');
  if (rma.lines.some((line) => line.quantityReceived + line.quantityBilled > 0)) {
    throw notNow(rma, 'was received or credited');
  }
  rma.cancelled = true;
  touchDoc(account, rma);
  return shown(account, rma);
}

/** Body of POST /_sandbox/staff/close. */
export const closeBody = z.strictObject({
  rma: documentId,
  lines: z.array(z.int()).min(1).optional(),
});

/** A person closes lines of a return authorization; by default all of them. */
export function closeReturn(account: Account, body: z.infer<typeof closeBody>) {
  const rma = findPlayed(account, body.rma, 'returnAuthorization');
  for (const line of rma.lines) {
    if (body.lines === undefined || body.lines.includes(line.line)) line.isClosed = true;
  }
  touchDoc(account, rma);
  return shown(account, rma);
}

/** Body of POST /_sandbox/staff/delete. */
export const deleteBody = z.strictObject({ id: documentId });

/** A person deletes a document, under the same rules as REST. */
export function deleteDocument(account: Account, body: z.infer<typeof deleteBody>) {
  const doc = findPlayed(account, body.id, ...transactionTypes);
  deleteDoc(account, doc);
  return { id: String(doc.id), type: doc.type, deleted: true };
}

/** Body of POST /_sandbox/staff/edit: the REST body of a PATCH, made by a person. */
export const editBody = z.strictObject({
  id: documentId,
  body: z.record(z.string(), z.unknown()),
  replaceItem: z.boolean().default(false),
});

/** A person edits a document, under the same rules as REST. */
export function editDocument(account: Account, body: z.infer<typeof editBody>) {
  const doc = findPlayed(account, body.id, ...transactionTypes);
  patchDoc(account, doc, readBody(body.body, doc.type, 'Error'), body.replaceItem);
  return shown(account, doc);
}

function shown(account: Account, doc: Doc) {
  return { id: String(doc.id), type: doc.type, tranId: doc.tranId, status: statusOf(account, doc) };
}

function notNow(doc: Doc, why: string): NetsuiteError {
  return new NetsuiteError(400, 'USER_ERROR', `${doc.tranId} ${why}.`);
}
