import { z } from 'zod';
import type { Account } from '../account.ts';
import { childrenOf } from '../account.ts';
import { emptyDraft, newLine } from '../drafts.ts';
import { NetsuiteError } from '../errors.ts';
import { inspectionStatus } from '../fixtures.ts';
import type { Doc, Draft, Line } from '../model.ts';
import { saveDraft, touchDoc } from '../save.ts';
import { chosenLine, documentId, findPlayed } from './lines.ts';

/** What an inspection may find. */
export const outcomes = [
  'sellable',
  'refurbish',
  'quarantine',
  'damaged',
  'vendor',
  'liquidate',
  'scrap',
] as const;
type Outcome = (typeof outcomes)[number];

/** Body of POST /_sandbox/warehouse/inspect. */
export const inspectBody = z.strictObject({
  rma: documentId,
  lines: z
    .array(
      z
        .strictObject({
          line: z.int().optional(),
          orderLine: z.int().optional(),
          quantity: z.int().positive(),
          outcome: z.enum(outcomes).default('sellable'),
        })
        .refine(
          (row) => (row.line === undefined) !== (row.orderLine === undefined),
          'line or orderLine',
        ),
    )
    .min(1)
    .optional(),
});

type Judged = {
  line: Line;
  quantity: number;
  outcome: Outcome;
  receipt: Doc;
  receiptLine: Line;
  location: number;
};

const statusOfOutcome: Record<Outcome, number> = {
  sellable: 1,
  refurbish: 3,
  quarantine: 3,
  damaged: 4,
  vendor: 3,
  liquidate: 4,
  scrap: 4,
};
const binOfOutcome: Record<Outcome, number> = {
  sellable: 11,
  refurbish: 13,
  quarantine: 13,
  damaged: 14,
  vendor: 13,
  liquidate: 14,
  scrap: 14,
};

/** The account's list of dispositions; damaged goods are scrapped where there is no status for them. */
const dispositionOf: Record<Outcome, { id: string; refName: string }> = {
  sellable: { id: '1', refName: 'Sellable' },
  refurbish: { id: '2', refName: 'Refurbish' },
  quarantine: { id: '3', refName: 'Quarantine' },
  vendor: { id: '4', refName: 'Vendor' },
  liquidate: { id: '5', refName: 'Liquidate' },
  scrap: { id: '6', refName: 'Scrap' },
  damaged: { id: '6', refName: 'Scrap' },
};

/**
 * The warehouse judges received units and leaves the trace the account is set up for. By default every unit
 * received and not yet judged passes. More units than that are refused.
 */
export function inspectReturn(account: Account, body: z.infer<typeof inspectBody>) {
  const rma = findPlayed(account, body.rma, 'returnAuthorization');
  const source = account.settings.get('inspectionSource');
  const judged = judge(account, rma, body.lines);
  const statusChangeIds: string[] = [];
  const binTransferIds: string[] = [];
  if (source === 'receipt') return { statusChangeIds, binTransferIds, itemReceiptIds: [] };
  if (source === 'receiptLine') {
    return { statusChangeIds, binTransferIds, itemReceiptIds: writeOnReceipts(account, judged) };
  }
  for (const [, group] of groupBy(judged, (one) => `${one.location}/${one.outcome}`)) {
    const doc = saveDraft(account, movement(account, rma, group, source));
    (source === 'bin' ? binTransferIds : statusChangeIds).push(String(doc.id));
  }
  remember(account, judged);
  return { statusChangeIds, binTransferIds, itemReceiptIds: [] };
}

/** Finds the received units that a judgement means, oldest receipt first. */
function judge(account: Account, rma: Doc, wanted: z.infer<typeof inspectBody>['lines']): Judged[] {
  const open = openUnits(account, rma);
  if (wanted === undefined) return open.map((one) => ({ ...one, outcome: 'sellable' }));
  return wanted.flatMap((choice) => {
    const line = chosenLine(rma, choice);
    let left = choice.quantity;
    const taken: Judged[] = [];
    for (const one of open) {
      if (one.line.line !== line.line || left === 0 || one.quantity === 0) continue;
      const quantity = Math.min(left, one.quantity);
      one.quantity -= quantity;
      left -= quantity;
      taken.push({ ...one, quantity, outcome: choice.outcome });
    }
    if (left > 0) {
      throw new NetsuiteError(
        400,
        'USER_ERROR',
        `Line ${line.line} of ${rma.tranId} has no ${choice.quantity} units to inspect.`,
      );
    }
    return taken;
  });
}

function openUnits(account: Account, rma: Doc) {
  return childrenOf(account, rma.id)
    .filter((doc) => doc.type === 'itemReceipt' && !doc.voided)
    .flatMap((receipt) =>
      receipt.lines.flatMap((receiptLine) => {
        const line = rma.lines.find((one) => one.line === receiptLine.orderLine);
        const done = judgedSoFar(account, receiptLine);
        if (line === undefined || receiptLine.quantity <= done) return [];
        const location = receiptLine.location ?? receipt.location ?? 1;
        return [{ line, receipt, receiptLine, location, quantity: receiptLine.quantity - done }];
      }),
    );
}

function movement(
  account: Account,
  rma: Doc,
  group: readonly Judged[],
  source: 'statusChange' | 'bin',
): Draft {
  const [first] = group;
  if (first === undefined) throw new NetsuiteError(400, 'USER_ERROR', 'Nothing to inspect.');
  const names = account.settings.get('statusChangeNames');
  const revised = statusOfOutcome[first.outcome];
  const arrived = first.receiptLine.assignments[0]?.status ?? inspectionStatus;
  const byStatus = source === 'statusChange';
  return {
    ...emptyDraft(
      byStatus ? 'inventoryStatusChange' : 'binTransfer',
      0,
      account.settings.get('baseCurrency'),
    ),
    location: first.location,
    memo:
      names === 'memo' || names === 'both' ? `Inspection ${rma.tranId}: ${first.outcome}` : null,
    custom:
      names === 'field' || names === 'both'
        ? { custbody_backhaul_rma: { id: String(rma.id), refName: rma.tranId } }
        : {},
    statusMove: byStatus ? { previous: arrived, revised } : null,
    lines: group.map((one, index) =>
      newLine({
        line: index + 1,
        itemId: one.line.itemId,
        kind: one.line.kind,
        quantity: one.quantity,
        location: one.location,
        assignments: [
          byStatus
            ? {
                status: revised,
                fromStatus: arrived,
                bin: null,
                quantity: one.quantity,
                inventoryNumber: null,
              }
            : {
                status: 1,
                bin: binOfOutcome[one.outcome],
                fromBin: 12,
                quantity: one.quantity,
                inventoryNumber: null,
              },
        ],
      }),
    ),
  };
}

function judgedSoFar(account: Account, receiptLine: Line): number {
  return account.inspected.get(receiptLine.uniqueKey) ?? 0;
}

function remember(account: Account, judged: readonly Judged[]): void {
  for (const one of judged) {
    const done = judgedSoFar(account, one.receiptLine);
    account.inspected.set(one.receiptLine.uniqueKey, done + one.quantity);
  }
}

/**
 * Chooses the disposition on the receipt line. The column holds one choice for the whole line, so a line
 * is judged all at once; units that fare differently have to be received separately.
 */
function writeOnReceipts(account: Account, judged: readonly Judged[]): string[] {
  const receipts = new Set<Doc>();
  for (const one of judged) {
    if (one.quantity !== one.receiptLine.quantity) {
      throw new NetsuiteError(
        400,
        'USER_ERROR',
        `Line ${one.receiptLine.line} of ${one.receipt.tranId} holds ${one.receiptLine.quantity} units and takes one disposition.`,
      );
    }
  }
  for (const one of judged) {
    one.receiptLine.custom['custcol_backhaul_disposition'] = dispositionOf[one.outcome];
    receipts.add(one.receipt);
  }
  remember(account, judged);
  for (const receipt of receipts) touchDoc(account, receipt);
  return [...receipts].map((receipt) => String(receipt.id));
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}
