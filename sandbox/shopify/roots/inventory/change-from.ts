import type { Args, Context } from '../../graphql/define.ts';
import { RequestError } from '../../graphql/errors.ts';
import { adjustInput, moveInput, parseInput, setInput, setOnHandInput } from './input.ts';

/**
 * `changeFromQuantity` must be written out, null included, since 2026-04. Where it is not, the
 * whole request is refused with a top-level error that names the input type (recorded).
 */
function requireChangeFrom(
  { apiVersion }: Context,
  entries: readonly object[],
  inputType: string,
): void {
  if (apiVersion < '2026-04') return;
  if (entries.every((entry) => Object.hasOwn(entry, 'changeFromQuantity'))) return;
  throw new RequestError(
    'INVALID_FIELD_ARGUMENTS',
    `${inputType} must include the following argument: changeFromQuantity.`,
    { atVariables: ['input'] },
  );
}

/** By mutation; recorded to come before the question for an idempotency key. */
export const changeFromChecks: Record<string, (args: Args, context: Context) => void> = {
  inventoryAdjustQuantities: (args, context) =>
    requireChangeFrom(context, parseInput(adjustInput, args).changes, 'InventoryChangeInput'),
  inventoryMoveQuantities: (args, context) =>
    requireChangeFrom(
      context,
      parseInput(moveInput, args).changes.flatMap((one) => [one.from, one.to]),
      'InventoryMoveQuantityTerminalInput',
    ),
  inventorySetQuantities: (args, context) =>
    requireChangeFrom(context, parseInput(setInput, args).quantities, 'InventoryQuantityInput'),
  inventorySetOnHandQuantities: (args, context) =>
    requireChangeFrom(
      context,
      parseInput(setOnHandInput, args).setQuantities,
      'InventorySetQuantityInput',
    ),
};
