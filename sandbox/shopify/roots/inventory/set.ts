import type { Args, Context } from '../../graphql/define.ts';
import { type UserError, userError } from '../../graphql/errors.ts';
import { staleError } from './adjust.ts';
import { applyChanges, quantityOf, refused } from './group.ts';
import {
  boundErrors,
  itemErrors,
  locationErrors,
  parseInput,
  type QuantityInput,
  reasonErrors,
  referenceErrors,
  requireArraySize,
  setInput,
  setOnHandInput,
} from './input.ts';

type Wanted = {
  /** `available` or `on_hand`; either way it is `available` that moves. */
  name: string;
  argument: 'quantities' | 'setQuantities';
  reason: string;
  referenceDocumentUri: string | null;
  quantities: readonly QuantityInput[];
};

/** inventorySetQuantities: brings `available` or `on_hand` to a figure. */
export function setQuantities(args: Args, context: Context) {
  const input = parseInput(setInput, args);
  requireArraySize(input.quantities, 'quantities');
  return setTo(context, {
    name: input.name,
    argument: 'quantities',
    reason: input.reason,
    referenceDocumentUri: input.referenceDocumentUri ?? null,
    quantities: input.quantities,
  });
}

/** inventorySetOnHandQuantities: brings `on_hand` to a figure. */
export function setOnHandQuantities(args: Args, context: Context) {
  const input = parseInput(setOnHandInput, args);
  requireArraySize(input.setQuantities, 'setQuantities');
  return setTo(context, {
    name: 'on_hand',
    argument: 'setQuantities',
    reason: input.reason,
    referenceDocumentUri: input.referenceDocumentUri ?? null,
    quantities: input.setQuantities,
  });
}

function setTo(context: Context, wanted: Wanted) {
  const { name, argument, quantities } = wanted;
  const at = (index: number) => ['input', argument, index];
  // `available` may be below zero, `on_hand` may not (both recorded).
  const bounds = { lowest: name === 'on_hand' ? 0 : -1_000_000_000, highest: 1_000_000_000 };
  const checks: (() => UserError[])[] = [
    () => nameErrors(name),
    () => reasonErrors(wanted.reason),
    () => referenceErrors(wanted.referenceDocumentUri),
    () => (argument === 'quantities' ? duplicateErrors(quantities) : []),
    () =>
      quantities.flatMap((one, index) =>
        boundErrors([...at(index), 'quantity'], one.quantity, bounds),
      ),
    () =>
      quantities.flatMap((one, index) => [
        ...itemErrors(context, at(index), one.inventoryItemId),
        ...locationErrors(context, at(index), one.locationId),
      ]),
    () =>
      quantities.flatMap((one, index) => {
        const expected = one.changeFromQuantity ?? null;
        if (expected === null) return [];
        const now = quantityOf(context, one.inventoryItemId, one.locationId, name);
        return now === expected
          ? []
          : [staleSetError(argument, [...at(index), 'changeFromQuantity'])];
      }),
  ];
  for (const check of checks) {
    const errors = check();
    if (errors.length > 0) return refused(errors);
  }
  return applyChanges(
    context,
    quantities.map((one) => ({
      inventoryItemId: one.inventoryItemId,
      locationId: one.locationId,
      name: 'available',
      delta: one.quantity - quantityOf(context, one.inventoryItemId, one.locationId, name),
      ledgerDocumentUri: null,
    })),
    { reason: wanted.reason, referenceDocumentUri: wanted.referenceDocumentUri },
  );
}

const staleSetError = (
  argument: Wanted['argument'],
  field: readonly (string | number)[],
): UserError =>
  argument === 'quantities'
    ? userError(
        field,
        'The changeFromQuantity value does not match persisted value.',
        'CHANGE_FROM_QUANTITY_STALE',
      )
    : staleError(field);

const nameErrors = (name: string): UserError[] =>
  name === 'available' || name === 'on_hand'
    ? []
    : [
        userError(
          ['input', 'name'],
          "The quantity name must be either 'available' or 'on_hand'.",
          'INVALID_NAME',
        ),
      ];

/** Every entry of a pair that occurs more than once is named (recorded). */
function duplicateErrors(quantities: readonly QuantityInput[]): UserError[] {
  const keyOf = (one: QuantityInput) => `${one.inventoryItemId} ${one.locationId}`;
  const counts = new Map<string, number>();
  for (const one of quantities) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
  return quantities.flatMap((one, index) =>
    (counts.get(keyOf(one)) ?? 0) > 1
      ? [
          userError(
            ['input', 'quantities', index, 'locationId'],
            'The combination of inventoryItemId and locationId must be unique.',
            'NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR',
          ),
        ]
      : [],
  );
}
