import type { Args, Context } from '../../graphql/define.ts';
import { type UserError, userError } from '../../graphql/errors.ts';
import { applyChanges, quantityOf, refused } from './group.ts';
import {
  adjustInput,
  boundErrors,
  isChangeable,
  itemErrors,
  ledgerErrors,
  locationErrors,
  nameErrors,
  parseInput,
  reasonErrors,
  referenceErrors,
  requireArraySize,
} from './input.ts';

const bounds = { lowest: -2_000_000_000, highest: 2_000_000_000 };

/** inventoryAdjustQuantities: adds to one state of any number of items; all or nothing. */
export function adjustQuantities(args: Args, context: Context) {
  const input = parseInput(adjustInput, args);
  requireArraySize(input.changes, 'changes');
  const { name, changes } = input;
  const at = (index: number) => ['input', 'changes', index];
  const checks: (() => UserError[])[] = [
    () => nameErrors(['input', 'name'], name),
    () => reasonErrors(input.reason),
    () => referenceErrors(input.referenceDocumentUri),
    () => changes.flatMap((one, index) => ledgerErrors(at(index), name, one.ledgerDocumentUri)),
    () => severalLedgerErrors(changes.map((one) => one.ledgerDocumentUri ?? null)),
    () =>
      changes.flatMap((one, index) => [
        ...itemErrors(context, at(index), one.inventoryItemId),
        ...locationErrors(context, at(index), one.locationId),
      ]),
    () => changes.flatMap((one, index) => boundErrors([...at(index), 'delta'], one.delta, bounds)),
    () =>
      changes.flatMap((one, index) => {
        const expected = one.changeFromQuantity ?? null;
        if (expected === null) return [];
        const now = quantityOf(context, one.inventoryItemId, one.locationId, name);
        return now === expected ? [] : [staleError([...at(index), 'changeFromQuantity'])];
      }),
  ];
  for (const check of checks) {
    const errors = check();
    if (errors.length > 0) return refused(errors);
  }
  if (!isChangeable(name)) return refused(nameErrors(['input', 'name'], name));
  return applyChanges(
    context,
    changes.map((one) => ({
      inventoryItemId: one.inventoryItemId,
      locationId: one.locationId,
      name,
      delta: one.delta,
      ledgerDocumentUri: one.ledgerDocumentUri ?? null,
    })),
    { reason: input.reason, referenceDocumentUri: input.referenceDocumentUri ?? null },
  );
}

/** Compare-and-swap failed: the quantity is no longer what the caller last saw. */
export const staleError = (field: readonly (string | number)[]): UserError =>
  userError(
    field,
    'The changeFromQuantity argument no longer matches the persisted quantity.',
    'CHANGE_FROM_QUANTITY_STALE',
  );

const severalLedgerErrors = (uris: readonly (string | null)[]): UserError[] =>
  new Set(uris).size <= 1
    ? []
    : [
        userError(
          ['input', 'changes'],
          'All changes must have the same ledger document URI or, in the case of adjusting available, no ledger document URI.',
          'MAX_ONE_LEDGER_DOCUMENT',
        ),
      ];
