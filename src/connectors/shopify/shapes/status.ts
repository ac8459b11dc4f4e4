import type { PaymentStatus, ReturnStatus } from '../../../domain/snapshot.ts';

const paymentStatuses: ReadonlySet<string> = new Set<PaymentStatus>([
  'SUCCESS',
  'PENDING',
  'AWAITING_RESPONSE',
  'FAILURE',
  'ERROR',
  'UNKNOWN',
]);
const returnStatuses: ReadonlySet<string> = new Set<ReturnStatus>([
  'REQUESTED',
  'OPEN',
  'CLOSED',
  'DECLINED',
  'CANCELED',
  'UNKNOWN',
]);

/** A value that a later version may add is `UNKNOWN`, which nobody takes for paid or failed. */
export function toPaymentStatus(text: string): PaymentStatus {
  return isOf<PaymentStatus>(paymentStatuses, text) ? text : 'UNKNOWN';
}

/** As for payments: `UNKNOWN` neither begins nor ends a return. */
export function toReturnStatus(text: string): ReturnStatus {
  return isOf<ReturnStatus>(returnStatuses, text) ? text : 'UNKNOWN';
}

function isOf<Value extends string>(known: ReadonlySet<string>, text: string): text is Value {
  return known.has(text);
}
