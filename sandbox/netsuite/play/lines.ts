import { z } from 'zod';
import type { Account } from '../account.ts';
import { NetsuiteError } from '../errors.ts';
import type { Doc, Line } from '../model.ts';

/** Some lines of a return, by its own line number or by the sale's (`orderLine`). */
export const lineChoice = z
  .strictObject({
    line: z.int().optional(),
    orderLine: z.int().optional(),
    quantity: z.int().positive(),
  })
  .refine((row) => (row.line === undefined) !== (row.orderLine === undefined), 'line or orderLine');
export type LineChoice = z.infer<typeof lineChoice>;

export const documentId = z.union([z.string().min(1), z.int()]).transform(String);

/** The document of that kind by internal id, external id or document number. */
export function findPlayed(account: Account, id: string, ...types: readonly Doc['type'][]): Doc {
  const byNumber = [...account.docs.values()].find((doc) => doc.tranId === id);
  const doc =
    account.docs.get(Number(id)) ??
    account.docs.get(account.externalIds.get(id.toLowerCase()) ?? -1) ??
    byNumber;
  if (doc === undefined || !types.includes(doc.type)) {
    throw new NetsuiteError(404, 'NONEXISTENT_ID', `No ${types.join(' or ')} '${id}'.`);
  }
  return doc;
}

/** The line that a choice names. */
export function chosenLine(
  doc: Doc,
  choice: { line?: number | undefined; orderLine?: number | undefined },
): Line {
  const line = doc.lines.find((one) =>
    choice.line !== undefined ? one.line === choice.line : one.orderLine === choice.orderLine,
  );
  if (line === undefined) {
    throw new NetsuiteError(
      400,
      'USER_ERROR',
      `${doc.tranId} has no line ${choice.line ?? choice.orderLine}.`,
    );
  }
  return line;
}
