import { type TransactionType, transactionTypes } from '../model.ts';

/** Records REST knows nothing of, although the account has them. */
const notInRest: readonly TransactionType[] = ['inventoryStatusChange', 'binTransfer'];

const transactions = new Map(
  transactionTypes
    .filter((type) => !notInRest.includes(type))
    .map((type) => [type.toLowerCase(), type] as const),
);

export type RecordType =
  | { kind: 'transaction'; type: TransactionType }
  | { kind: 'customer' }
  | { kind: 'item' }
  | { kind: 'location' };

const itemTypes = [
  'inventoryitem',
  'otherchargeitem',
  'othchargeitem',
  'discountitem',
  'serviceitem',
  'kititem',
];

/** Which record a path segment names, whatever its case; null when REST does not know it. */
export function recordType(name: string): RecordType | null {
  const lower = name.toLowerCase();
  const type = transactions.get(lower);
  if (type !== undefined) return { kind: 'transaction', type };
  if (lower === 'customer') return { kind: 'customer' };
  if (lower === 'location') return { kind: 'location' };
  return itemTypes.includes(lower) ? { kind: 'item' } : null;
}
