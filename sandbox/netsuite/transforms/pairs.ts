import { NetsuiteError } from '../errors.ts';
import type { TransactionType } from '../model.ts';

const pairs: Partial<Record<TransactionType, readonly TransactionType[]>> = {
  salesOrder: ['returnAuthorization', 'invoice', 'cashSale', 'itemFulfillment'],
  invoice: ['returnAuthorization', 'creditMemo'],
  cashSale: ['returnAuthorization', 'cashRefund'],
  returnAuthorization: ['itemReceipt', 'creditMemo', 'cashRefund'],
};

/** Whether NetSuite transforms the first type into the second. */
export function isTransform(source: TransactionType, target: TransactionType): boolean {
  return pairs[source]?.includes(target) ?? false;
}

/** The targets of a source type, for the links of a record. */
export function transformTargets(source: TransactionType): readonly TransactionType[] {
  return pairs[source] ?? [];
}

/** Refuses a pair that NetSuite does not transform. */
export function assertTransform(source: TransactionType, target: TransactionType): void {
  if (isTransform(source, target)) return;
  throw new NetsuiteError(
    400,
    'INVALID_PARAMETER',
    `The record type ${source} cannot be transformed to ${target}.`,
  );
}
