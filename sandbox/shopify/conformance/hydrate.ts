import type { SeedBody } from '../seed/body.ts';
import type { Entity, Facts } from './facts.ts';
import { seedOfOrder } from './hydrate-order.ts';
import type { Json, JsonRecord } from './json.ts';
import { type Reading, readerOf, text } from './reading.ts';

type Products = NonNullable<SeedBody['products']>;
type Variant = NonNullable<Products[number]['variants']>[number];
type Level = NonNullable<Variant['inventoryItem']['levels']>[number];

const quantityNames = [
  'available',
  'committed',
  'reserved',
  'damaged',
  'safety_stock',
  'quality_control',
  'incoming',
] as const;

function levelOf(reading: Reading, told: Json): Level | undefined {
  const fields = reading.merged(told);
  const locationId = reading.idIn(fields['location']);
  if (locationId === undefined) return undefined;
  const figures = new Map(
    reading.list(fields['quantities']).map((one): [string, number] => {
      const quantity = reading.merged(one);
      return [String(quantity['name']), Number(quantity['quantity'] ?? 0)];
    }),
  );
  const quantities = Object.fromEntries(
    quantityNames.map((name) => [name, figures.get(name) ?? 0]),
  ) as Record<(typeof quantityNames)[number], number>;
  const onHand = figures.get('on_hand');
  if (onHand !== undefined) {
    const sum = quantityNames
      .filter((name) => name !== 'incoming')
      .reduce((total, name) => total + quantities[name], 0);
    // What on_hand holds beyond the states that were asked for can only be committed.
    if (!figures.has('committed')) quantities.committed += onHand - sum;
  }
  const id = text(fields['id']);
  return {
    ...(id === undefined ? {} : { id }),
    locationId,
    isActive: fields['isActive'] !== false,
    quantities,
  };
}

function variantOf(facts: Facts, reading: Reading, told: Json): Variant | undefined {
  const fields = reading.merged(told);
  const id = text(fields['id']);
  if (id === undefined) return undefined;
  const itemId =
    reading.idIn(fields['inventoryItem']) ??
    [...facts.values()].find(
      (one) => one.type === 'InventoryItem' && reading.idIn(one.fields['variant']) === id,
    )?.id;
  const item = itemId === undefined ? {} : reading.merged(itemId);
  const levels = levelsOf(facts, reading, itemId, item);
  const sku = text(fields['sku']) ?? text(item['sku']);
  const price = text(fields['price']);
  return {
    id,
    title: text(fields['title']) ?? 'Default Title',
    ...(sku === undefined ? {} : { sku }),
    ...(price === undefined ? {} : { price }),
    inventoryItem: {
      ...(itemId === undefined ? {} : { id: itemId }),
      tracked: item['tracked'] === true,
      requiresShipping: item['requiresShipping'] !== false,
      levels,
    },
  };
}

function levelsOf(
  facts: Facts,
  reading: Reading,
  itemId: string | undefined,
  item: JsonRecord,
): Level[] {
  const number = /\/(\d+)$/.exec(itemId ?? '')?.[1];
  const own = [...facts.values()].filter(
    (one) =>
      one.type === 'InventoryLevel' &&
      number !== undefined &&
      one.id.endsWith(`inventory_item_id=${number}`),
  );
  const told: Json[] = [...own.map((one) => one.id), ...reading.list(item['inventoryLevels'])];
  const byLocation = new Map<string, Level>();
  for (const one of told) {
    const level = levelOf(reading, one);
    if (level !== undefined && !byLocation.has(level.locationId))
      byLocation.set(level.locationId, level);
  }
  return [...byLocation.values()];
}

function productOf(facts: Facts, entity: Entity): Products[number] {
  const reading = readerOf(facts);
  const { fields } = entity;
  const below = reading.list(fields['variants']);
  const known = [...facts.values()].filter(
    (one) =>
      one.type === 'ProductVariant' &&
      (reading.idIn(one.fields['product']) === entity.id || one.parent === entity.id),
  );
  const variants = new Map<string, Variant>();
  for (const told of [...below, ...known.map((one) => one.id)]) {
    const variant = variantOf(facts, reading, told);
    if (variant !== undefined && !variants.has(variant.id)) variants.set(variant.id, variant);
  }
  const status = text(fields['status']);
  const handle = text(fields['handle']);
  const createdAt = text(fields['createdAt']);
  return {
    id: entity.id,
    title: text(fields['title']) ?? 'Product',
    ...(handle === undefined ? {} : { handle }),
    ...(status === 'ACTIVE' || status === 'ARCHIVED' || status === 'DRAFT' ? { status } : {}),
    ...(createdAt === undefined ? {} : { createdAt }),
    vendor: text(fields['vendor']) ?? '',
    productType: text(fields['productType']) ?? '',
    tags: reading.list(fields['tags']).map(String),
    variants: [...variants.values()],
  };
}

const locationOf = (entity: Entity) => ({
  id: entity.id,
  name: text(entity.fields['name']) ?? 'Location',
  isActive: entity.fields['isActive'] !== false,
});

function customerOf(entity: Entity) {
  const [firstName = '', ...rest] = (text(entity.fields['displayName']) ?? '').split(' ');
  return {
    id: entity.id,
    email: text(entity.fields['email']) ?? '',
    firstName: text(entity.fields['firstName']) ?? firstName,
    lastName: text(entity.fields['lastName']) ?? rest.join(' '),
    tags: Array.isArray(entity.fields['tags']) ? entity.fields['tags'].map(String) : [],
  };
}

function metafieldsOf(facts: Facts, ownerId: string): NonNullable<SeedBody['metafields']> {
  return [...facts.values()].flatMap(({ id, type, parent, fields }) => {
    const [namespace, key, kind, value] = ['namespace', 'key', 'type', 'value'].map((name) =>
      text(fields[name]),
    );
    if (type !== 'Metafield' || parent !== ownerId) return [];
    return namespace !== undefined && key !== undefined && kind !== undefined && value !== undefined
      ? [{ id, ownerId, namespace, key, type: kind, value }]
      : [];
  });
}

/** The seed of one thing with all that belongs to it; undefined for what cannot be seeded. */
export function seedOf(facts: Facts, id: string): SeedBody | undefined {
  const entity = facts.get(id);
  switch (entity?.type) {
    case 'Location':
      return { locations: [locationOf(entity)] };
    case 'Customer':
      return { customers: [customerOf(entity)], metafields: metafieldsOf(facts, id) };
    case 'Product':
      return { products: [productOf(facts, entity)], metafields: metafieldsOf(facts, id) };
    case 'Order':
      return { orders: [seedOfOrder(facts, entity)], metafields: metafieldsOf(facts, id) };
    default:
      return undefined;
  }
}
