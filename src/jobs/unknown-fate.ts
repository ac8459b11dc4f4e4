import type { ProblemCode } from '../domain/problems.ts';
import type { OutwardStep, Repeat } from './step-verb.ts';
import type { ShopRuntime } from './work.ts';

/**
 * From when on "not there" can be believed, in milliseconds after the newest sending: the vendor can
 * no longer commit, and its searches have caught up.
 */
export function finalAbsenceMs(step: OutwardStep, repeat: Repeat, shop: ShopRuntime): number {
  // What is not sent again need not wait: its absence decides nothing.
  if (repeat === 'never') return 0;
  const byNetsuite =
    repeat === 'external-id' || fateUnknownCode(step) === 'netsuite-outcome-unknown';
  return byNetsuite
    ? shop.netsuite.lateCommitMs + shop.netsuite.readLagMs
    : shop.shopify.lateCommitMs;
}

/** The exception that stands for a step whose fate nobody can learn. */
export function fateUnknownCode(step: OutwardStep): ProblemCode {
  switch (step.kind) {
    case 'hold-stock':
    case 'retract-stock':
    case 'release-stock':
    case 'set-aside-stock':
    case 'write-off-stock':
      return 'stock-count-needed';
    case 'tell-customer':
      return 'notice-outcome-unknown';
    case 'open-rma':
    case 'approve-rma':
    case 'close-rma':
    case 'write-refund-ids':
    case 'post-customer-refund':
      return 'netsuite-outcome-unknown';
    case 'approve-return':
    case 'process-return':
    case 'refund':
    case 'close-return':
    case 'cancel-return':
    case 'remove-lines':
    case 'write-status':
      return 'shopify-outcome-unknown';
    default:
      return step satisfies never;
  }
}
