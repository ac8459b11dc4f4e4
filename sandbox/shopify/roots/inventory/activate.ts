import type { Args, Context } from '../../graphql/define.ts';
import { type UserError, userError } from '../../graphql/errors.ts';
import { changeInventory, ensureLevel, findLevel } from '../../inventory/change.ts';

const highest = 1_000_000_000;

/**
 * inventoryActivate: stocks an item at a location, or switches an inactive level on again with
 * the quantities it kept. A figure is refused where the level is active already, though the
 * level is given back (recorded).
 */
export function activateInventory(args: Args, context: Context) {
  const { shop } = context;
  const location = shop.find('Location', String(args['locationId']));
  const refuse = (userErrors: UserError[]) => ({ inventoryLevel: null, userErrors });
  if (location === undefined)
    return refuse([
      userError(
        ['locationId'],
        "The product couldn't be stocked because the location wasn't found.",
      ),
    ]);
  const because = (text: string) =>
    `The product couldn't be stocked at ${location.name} because ${text}`;
  const item = shop.find('InventoryItem', String(args['inventoryItemId']));
  if (item === undefined)
    return refuse([userError(['inventoryItemId'], because('the product was deleted.'))]);
  const figures = (['available', 'onHand'] as const).flatMap((field) => {
    const value = args[field];
    return typeof value === 'number' ? [{ field, value }] : [];
  });
  if (figures.length > 1) {
    const text = because('not allowed to set available and on_hand quantities at the same time.');
    return refuse(figures.map(({ field }) => userError([field], text)));
  }
  const tooLarge = figures.filter(({ value }) => Math.abs(value) > highest);
  if (tooLarge.length > 0)
    return refuse(
      tooLarge.map(({ field }) =>
        userError([field], because('the quantity needs to be between -1 billion and 1 billion.')),
      ),
    );
  const known = findLevel(shop, item.id, location.id);
  if (known?.isActive === true)
    return {
      inventoryLevel: known,
      userErrors: figures.map(({ field }) =>
        userError(
          [field],
          field === 'available'
            ? 'Not allowed to set available quantity when the item is already active at the location.'
            : 'Not allowed to set an on_hand quantity when the item is already active at the location.',
        ),
      ),
    };
  const level = ensureLevel(shop, item.id, location.id);
  const wasKnown = known !== undefined;
  level.isActive = true;
  level.updatedAt = shop.now();
  level.changedAt.available ??= shop.now();
  const figure = figures[0]?.value;
  if (figure !== undefined && !wasKnown) {
    const change = { inventoryItemId: item.id, locationId: location.id, delta: figure };
    changeInventory(shop, [{ ...change, name: 'available' }], {
      reason: 'correction',
      by: context.by,
    });
  }
  return { inventoryLevel: level, userErrors: [] };
}

/** inventoryDeactivate: switches a level off; its quantities stay. One active level must remain. */
export function deactivateInventory(args: Args, { shop }: Context) {
  const level = shop.find('InventoryLevel', String(args['inventoryLevelId']));
  if (level === undefined)
    return {
      userErrors: [
        userError(null, "The product couldn't be unstocked because the product was deleted."),
      ],
    };
  const location = shop.find('Location', level.locationId);
  const levels = [...(shop.inventoryLevels.get(level.inventoryItemId)?.values() ?? [])];
  const others = levels.filter((one) => one.isActive && one !== level);
  const because = (text: string) => ({
    userErrors: [
      userError(
        null,
        `The product couldn't be unstocked from ${location?.name ?? ''} because ${text}`,
      ),
    ],
  });
  if (level.isActive && others.length === 0)
    return because('products need to be stocked at a minimum of 1 location.');
  level.isActive = false;
  level.updatedAt = shop.now();
  return { userErrors: [] };
}
