import { z } from 'zod';
import type { Account } from '../account.ts';
import { inventoryStatuses } from '../fixtures.ts';
import { isReceivable } from '../model.ts';
import type { BodyInput } from '../records/read-body.ts';
import { saveDraft } from '../save.ts';
import { transformDoc } from '../transforms/transform.ts';
import { chosenLine, documentId, findPlayed, lineChoice } from './lines.ts';

/** Body of POST /_sandbox/warehouse/receive. */
export const receiveBody = z.strictObject({
  rma: documentId,
  lines: z.array(lineChoice).min(1).optional(),
  /** Inventory status the units arrive in; by default what the account's inspection asks for. */
  status: z.string().optional(),
  location: z.int().optional(),
  externalId: z.string().optional(),
});

/** The warehouse receives a return: everything still open, or the chosen units. */
export function receiveReturn(account: Account, body: z.infer<typeof receiveBody>) {
  const rma = findPlayed(account, body.rma, 'returnAuthorization');
  const wanted = new Map<number, number>();
  for (const choice of body.lines ?? []) {
    const line = chosenLine(rma, choice);
    wanted.set(line.line, (wanted.get(line.line) ?? 0) + choice.quantity);
  }
  const input: BodyInput = { custom: {}, extra: {} };
  if (body.externalId !== undefined) input.externalId = body.externalId;
  if (body.location !== undefined) input.locationId = body.location;
  input.items = rma.lines
    .filter(
      (line) => isReceivable(line.kind) && !line.isClosed && line.quantityReceived < line.quantity,
    )
    .map((line, index) => {
      const quantity =
        body.lines === undefined ? line.quantity - line.quantityReceived : wanted.get(line.line);
      return {
        path: `item.items[${index}]`,
        orderLine: line.line,
        custom: {},
        extra: {},
        ...(body.location === undefined ? {} : { locationId: body.location }),
        ...(quantity === undefined ? { itemReceive: false } : { quantity }),
      };
    });
  const draft = transformDoc(account, rma, 'itemReceipt', input, { replaceItem: false });
  const status = inventoryStatuses.find(
    (one) => one.name === body.status || String(one.id) === body.status,
  );
  for (const line of draft.lines) {
    if (status === undefined) break;
    line.assignments = line.assignments.map((one) => ({ ...one, status: status.id }));
  }
  const receipt = saveDraft(account, draft);
  return { itemReceiptId: String(receipt.id), tranId: receipt.tranId };
}
