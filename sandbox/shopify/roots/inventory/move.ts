import type { Args, Context } from '../../graphql/define.ts';
import { type UserError, userError } from '../../graphql/errors.ts';
import { staleError } from './adjust.ts';
import { applyChanges, type PlannedChange, quantityOf, refused } from './group.ts';
import {
  boundErrors,
  isChangeable,
  itemErrors,
  ledgerErrors,
  locationErrors,
  moveInput,
  nameErrors,
  parseInput,
  reasonErrors,
  referenceErrors,
  requireArraySize,
} from './input.ts';

const bounds = { lowest: 0, highest: 2_000_000_000 };
const sides = ['from', 'to'] as const;

/** inventoryMoveQuantities: from one state to another at the same location; all or nothing. */
export function moveQuantities(args: Args, context: Context) {
  const input = parseInput(moveInput, args);
  const { changes } = input;
  requireArraySize(changes, 'changes');
  const at = (index: number) => ['input', 'changes', index];
  const checks: (() => UserError[])[] = [
    () => reasonErrors(input.reason),
    () => referenceErrors(input.referenceDocumentUri),
    () =>
      changes.flatMap((one, index) =>
        sides.flatMap((side) => nameErrors([...at(index), side, 'name'], one[side].name)),
      ),
    () =>
      changes.flatMap((one, index) =>
        sides.flatMap((side) =>
          ledgerErrors([...at(index), side], one[side].name, one[side].ledgerDocumentUri),
        ),
      ),
    () => ledgerCountErrors(changes),
    () =>
      changes.flatMap((one, index) => [
        ...itemErrors(context, at(index), one.inventoryItemId),
        ...sides.flatMap((side) =>
          locationErrors(context, [...at(index), side], one[side].locationId),
        ),
      ]),
    () => changes.flatMap((one, index) => placeErrors(at(index), one)),
    () =>
      changes.flatMap((one, index) =>
        boundErrors([...at(index), 'quantity'], one.quantity, bounds),
      ),
    () =>
      changes.flatMap((one, index) =>
        sides.flatMap((side) => {
          const expected = one[side].changeFromQuantity ?? null;
          if (expected === null) return [];
          const { locationId, name } = one[side];
          const now = quantityOf(context, one.inventoryItemId, locationId, name);
          const field = [...at(index), side, 'changeFromQuantity'];
          return now === expected ? [] : [staleError(field)];
        }),
      ),
  ];
  for (const check of checks) {
    const errors = check();
    if (errors.length > 0) return refused(errors);
  }
  const planned = changes.flatMap((one) =>
    sides.flatMap((side): PlannedChange[] => {
      const { name, locationId, ledgerDocumentUri } = one[side];
      if (!isChangeable(name)) return [];
      const delta = side === 'from' ? -one.quantity : one.quantity;
      const { inventoryItemId } = one;
      const uri = ledgerDocumentUri ?? null;
      return [{ inventoryItemId, locationId, name, delta, ledgerDocumentUri: uri }];
    }),
  );
  return applyChanges(context, planned, {
    reason: input.reason,
    referenceDocumentUri: input.referenceDocumentUri,
  });
}

type Change = ReturnType<typeof moveInput.parse>['changes'][number];

function placeErrors(field: readonly (string | number)[], change: Change): UserError[] {
  const { from, to } = change;
  if (from.locationId !== to.locationId)
    return [
      userError(
        field,
        "The quantities can't be moved between different locations.",
        'DIFFERENT_LOCATIONS',
      ),
    ];
  return from.name === to.name
    ? [
        userError(
          field,
          "The quantity names for each change can't be the same.",
          'SAME_QUANTITY_NAME',
        ),
      ]
    : [];
}

function ledgerCountErrors(changes: readonly Change[]): UserError[] {
  const uris = new Set(
    changes.flatMap((one) => sides.flatMap((side) => one[side].ledgerDocumentUri ?? [])),
  );
  return uris.size <= 2
    ? []
    : [
        userError(
          ['input', 'changes'],
          'Only a maximum of 2 ledger document URIs across all changes is allowed.',
          'MAXIMUM_LEDGER_DOCUMENT_URIS',
        ),
      ];
}
