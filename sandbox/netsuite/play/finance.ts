import { z } from 'zod';
import { type Account, childrenOf } from '../account.ts';
import { originOf, remainingMinor } from '../balance.ts';
import { currencyDecimals, formatScaled, parseScaled, rateOfAmount } from '../decimal.ts';
import { NetsuiteError } from '../errors.ts';
import type { Doc, Draft } from '../model.ts';
import { createDraft } from '../records/create.ts';
import type { BodyInput } from '../records/read-body.ts';
import { saveDraft, touchDoc } from '../save.ts';
import { moveStockOf } from '../stock.ts';
import { totalsOf } from '../totals.ts';
import { transformDoc } from '../transforms/transform.ts';
import { chosenLine, documentId, findPlayed, lineChoice } from './lines.ts';

const minor = z
  .union([z.int().positive(), z.string().regex(/^\d+$/)])
  .transform((value) => BigInt(value));
const handlingMode = z.enum(['SAVE_ONLY', 'PROCESS', 'MIMIC']);

/** Body of POST /_sandbox/finance/credit. */
export const creditBody = z.strictObject({
  rma: documentId,
  lines: z.array(lineChoice).min(1).optional(),
  asType: z.enum(['creditMemo', 'cashRefund']).optional(),
  /** The credit's total, whatever the lines say: what a person typed over. */
  amountOverrideMinor: minor.optional(),
  handlingMode: handlingMode.optional(),
  tranDate: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
});

/** Finance credits a return: everything refundable and not yet credited, or the chosen units. */
export function creditReturn(account: Account, body: z.infer<typeof creditBody>) {
  const rma = findPlayed(account, body.rma, 'returnAuthorization');
  const type = body.asType ?? creditType(account, rma);
  const input: BodyInput = {
    custom: {},
    extra: {},
    handlingMode: body.handlingMode ?? 'SAVE_ONLY',
  };
  if (body.tranDate !== undefined) input.tranDate = body.tranDate;
  if (body.lines !== undefined) {
    const chosen = body.lines.map((choice) => ({
      line: chosenLine(rma, choice),
      quantity: choice.quantity,
    }));
    const discounts = rma.lines.filter((line) =>
      chosen.some((one) => one.line.line === line.discountOf),
    );
    input.items = [
      ...chosen.map((one) => ({ orderLine: one.line.line, quantity: one.quantity })),
      ...discounts.map((line) => ({ orderLine: line.line })),
    ].map((row, index) => ({ ...row, path: `item.items[${index}]`, custom: {}, extra: {} }));
  }
  const draft = transformDoc(account, rma, type, input, { replaceItem: body.lines !== undefined });
  if (body.amountOverrideMinor !== undefined) overrideTotal(draft, body.amountOverrideMinor);
  const credit = saveDraft(account, draft);
  return {
    type,
    creditId: String(credit.id),
    creditMemoId: type === 'creditMemo' ? String(credit.id) : null,
    cashRefundId: type === 'cashRefund' ? String(credit.id) : null,
    tranId: credit.tranId,
    totalMinor: totalsOf(credit).totalMinor,
    amountRemainingMinor: remainingMinor(account, credit),
  };
}

/** Body of POST /_sandbox/finance/customer-refund. */
export const customerRefundBody = z.strictObject({
  creditMemo: documentId,
  amountMinor: minor.optional(),
  handlingMode: handlingMode.default('SAVE_ONLY'),
  externalId: z.string().optional(),
});

/** Finance pays a credit memo out: all that remains of it, or an amount. */
export function refundCredit(account: Account, body: z.infer<typeof customerRefundBody>) {
  const memo = findPlayed(account, body.creditMemo, 'creditMemo');
  const amountMinor = body.amountMinor ?? remainingMinor(account, memo);
  const amountE8 = parseScaled(formatScaled(amountMinor, currencyDecimals(memo.currency)), 8);
  const refund = saveDraft(
    account,
    createDraft(account, 'customerRefund', {
      custom: {},
      extra: {},
      entityId: memo.customerId,
      handlingMode: body.handlingMode,
      ...(body.externalId === undefined ? {} : { externalId: body.externalId }),
      apply: [{ docId: memo.id, apply: true, amountE8, path: 'apply.items[0]' }],
    }),
  );
  return {
    customerRefundId: String(refund.id),
    tranId: refund.tranId,
    totalMinor: refund.paymentMinor,
  };
}

/** Body of POST /_sandbox/finance/void. */
export const voidBody = z.strictObject({ id: documentId });

/** Voids a credit, refund or payment: it stays, worth nothing, and its return may be credited again. */
export function voidDocument(account: Account, body: z.infer<typeof voidBody>) {
  const doc = findPlayed(
    account,
    body.id,
    'creditMemo',
    'cashRefund',
    'customerRefund',
    'customerPayment',
  );
  const dependants = childrenOf(account, doc.id).filter((child) => !child.voided);
  if (dependants.length > 0) {
    throw new NetsuiteError(
      400,
      'USER_ERROR',
      'This record can not be voided because it has dependent records.',
    );
  }
  if (!doc.voided) {
    doc.voided = true;
    moveStockOf(account, doc, -1);
    touchDoc(account, doc);
  }
  return { id: String(doc.id), type: doc.type, voided: true };
}

/** Cash sales are paid back by cash refund; anything on an invoice, or not yet billed, becomes a credit memo. */
function creditType(account: Account, rma: Doc): 'creditMemo' | 'cashRefund' {
  const origin = originOf(account, rma);
  if (origin?.type === 'cashSale') return 'cashRefund';
  if (origin?.type !== 'salesOrder') return 'creditMemo';
  const bills = childrenOf(account, origin.id).map((doc) => doc.type);
  return bills.includes('cashSale') && !bills.includes('invoice') ? 'cashRefund' : 'creditMemo';
}

function overrideTotal(draft: Draft, wantedMinor: bigint): void {
  const line = draft.lines.find((one) => one.kind !== 'Discount');
  if (line === undefined) return;
  // A header percentage follows the subtotal, so the first correction may fall short: at most a few rounds.
  for (let round = 0; round < 20 && totalsOf(draft).totalMinor !== wantedMinor; round += 1) {
    line.amountMinor += wantedMinor - totalsOf(draft).totalMinor;
  }
  line.rateE8 = rateOfAmount(line.amountMinor, line.quantity, currencyDecimals(draft.currency));
  draft.applications = draft.applications.map((one) => ({
    ...one,
    amountMinor: one.amountMinor < wantedMinor ? one.amountMinor : wantedMinor,
  }));
}
