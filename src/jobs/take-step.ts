import type { Step } from '../domain/step.ts';
import { type Performed, performStep } from './perform-step.ts';
import type { OutwardStep } from './step-verb.ts';
import { approveReturn } from './steps/approve-return.ts';
import { approveRma } from './steps/approve-rma.ts';
import { cancelReturn } from './steps/cancel-return.ts';
import { closeReturn } from './steps/close-return.ts';
import { closeRma } from './steps/close-rma.ts';
import { lockQuote } from './steps/lock-quote.ts';
import { makeQuote } from './steps/make-quote.ts';
import { moveStock } from './steps/move-stock.ts';
import { openRma } from './steps/open-rma.ts';
import { postCustomerRefund } from './steps/post-customer-refund.ts';
import { processReturn } from './steps/process-return.ts';
import { refund } from './steps/refund.ts';
import { removeLines } from './steps/remove-lines.ts';
import { tellCustomer } from './steps/tell-customer.ts';
import { writeRefundIds } from './steps/write-refund-ids.ts';
import { writeStatus } from './steps/write-status.ts';
import type { Seen, Work } from './work.ts';

/** Takes one step: ledger-only ones in a transaction, outward ones through the effect protocol. */
export async function takeStep(step: Step, work: Work, seen: Seen): Promise<Performed> {
  if (step.kind === 'quote') return await makeQuote(step, work, seen);
  if (step.kind === 'lock-quote') return await lockQuote(step, work, seen);
  return await perform(step, work, seen);
}

/** Learns what became of a step that was sent; needs no facts, since its request is stored. */
export async function learnStep(step: OutwardStep, work: Work): Promise<Performed> {
  return await perform(step, work, null);
}

async function perform(step: OutwardStep, work: Work, seen: Seen | null): Promise<Performed> {
  switch (step.kind) {
    case 'open-rma':
      return await performStep(step, openRma, work, seen);
    case 'approve-rma':
      return await performStep(step, approveRma, work, seen);
    case 'approve-return':
      return await performStep(step, approveReturn, work, seen);
    case 'tell-customer':
      return await performStep(step, tellCustomer, work, seen);
    case 'hold-stock':
    case 'retract-stock':
    case 'release-stock':
    case 'set-aside-stock':
    case 'write-off-stock':
      return await performStep(step, moveStock, work, seen);
    case 'process-return':
      return await performStep(step, processReturn, work, seen);
    case 'refund':
      return await performStep(step, refund, work, seen);
    case 'close-return':
      return await performStep(step, closeReturn, work, seen);
    case 'cancel-return':
      return await performStep(step, cancelReturn, work, seen);
    case 'remove-lines':
      return await performStep(step, removeLines, work, seen);
    case 'close-rma':
      return await performStep(step, closeRma, work, seen);
    case 'write-refund-ids':
      return await performStep(step, writeRefundIds, work, seen);
    case 'post-customer-refund':
      return await performStep(step, postCustomerRefund, work, seen);
    case 'write-status':
      return await performStep(step, writeStatus, work, seen);
    default:
      return step satisfies never;
  }
}
