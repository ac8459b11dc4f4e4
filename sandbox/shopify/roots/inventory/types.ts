import { connectionOf } from '../../graphql/connection.ts';
import { type Args, type Context, fieldsOf, type TypeFields } from '../../graphql/define.ts';
import { RequestError } from '../../graphql/errors.ts';
import { numberOfId } from '../../ids.ts';
import { findLevel, onHandOf } from '../../inventory/change.ts';
import {
  type InventoryItemRecord,
  type InventoryLevelRecord,
  type QuantityName,
  quantityNames,
} from '../../model.ts';
import { moneyV2 } from '../../money.ts';
import type { AdjustmentGroup } from './group.ts';

const levelsOf = (item: InventoryItemRecord, { shop }: Context, includeInactive: unknown) =>
  [...(shop.inventoryLevels.get(item.id)?.values() ?? [])].filter(
    (level) => level.isActive || includeInactive === true,
  );

/** Levels can be searched by the number of their item; terms that Shopify does not know are ignored (recorded). */
function matching(query: unknown): (level: InventoryLevelRecord) => boolean {
  if (typeof query !== 'string' || query.trim() === '') return () => true;
  const number = /^inventory_item_id:"?(\d+)"?$/.exec(query.trim())?.[1];
  return (level) => number === undefined || number === String(numberOfId(level.inventoryItemId));
}

const isStored = (name: string): name is QuantityName =>
  quantityNames.some((known) => known === name);

/**
 * One figure of a level. `updatedAt` is null until the state first moves, `available` excepted,
 * which has it from the beginning; `on_hand` is a sum and never has one (all recorded).
 */
function quantityOf(level: InventoryLevelRecord, name: string) {
  const number = numberOfId(level.id);
  const item = numberOfId(level.inventoryItemId);
  const id = `gid://shopify/InventoryQuantity/${number}?inventory_item_id=${item}&name=${name}`;
  if (name === 'on_hand') return { id, name, quantity: onHandOf(level), updatedAt: null };
  if (!isStored(name)) throw new RequestError('BAD_REQUEST', `Invalid quantity name: ${name}`);
  const changedAt = level.changedAt[name] ?? (name === 'available' ? level.createdAt : null);
  return { id, name, quantity: level.quantities[name], updatedAt: changedAt };
}

export const inventoryTypes: Record<string, TypeFields> = {
  InventoryItem: fieldsOf<InventoryItemRecord>({
    id: (item) => item.id,
    legacyResourceId: (item) => String(numberOfId(item.id)),
    sku: (item) => item.sku,
    tracked: (item) => item.tracked,
    requiresShipping: (item) => item.requiresShipping,
    trackedEditable: () => ({ locked: false, reason: null }),
    unitCost: (item, _, { shop }) =>
      item.unitCostShopMinor === null ? null : moneyV2(item.unitCostShopMinor, shop.currency),
    countryCodeOfOrigin: () => null,
    provinceCodeOfOrigin: () => null,
    harmonizedSystemCode: () => null,
    measurement: () => ({ id: null, weight: { value: 0, unit: 'KILOGRAMS' } }),
    duplicateSkuCount: (item, _, { shop }) =>
      item.sku === null
        ? 0
        : [...shop.inventoryItems.values()].filter((one) => one.sku === item.sku).length - 1,
    variant: (item, _, { shop }) => shop.find('ProductVariant', item.variantId) ?? null,
    variants: (item, args, { shop }) => {
      const variant = shop.find('ProductVariant', item.variantId);
      return connectionOf(variant === undefined ? [] : [variant], args);
    },
    inventoryLevel: (item, args, context) => {
      const level = findLevel(context.shop, item.id, String(args['locationId']));
      return level !== undefined && (level.isActive || args['includeInactive'] === true)
        ? level
        : null;
    },
    inventoryLevels: (item, args, context) =>
      connectionOf(
        levelsOf(item, context, args['includeInactive']).filter(matching(args['query'])),
        args,
      ),
    locationsCount: (item, _, context) => ({
      count: levelsOf(item, context, false).length,
      precision: 'EXACT',
    }),
    createdAt: (item) => item.createdAt,
    updatedAt: (item) => item.updatedAt,
  }),
  InventoryLevel: fieldsOf<InventoryLevelRecord>({
    id: (level) => level.id,
    isActive: (level) => level.isActive,
    canDeactivate: () => true,
    deactivationAlert: () => null,
    item: (level, _, { shop }) => shop.find('InventoryItem', level.inventoryItemId) ?? null,
    location: (level, _, { shop }) => shop.find('Location', level.locationId) ?? null,
    quantities: (level, args) => {
      const names = Array.isArray(args['names']) ? args['names'] : [];
      return names.map((name) => quantityOf(level, String(name)));
    },
    createdAt: (level) => level.createdAt,
    updatedAt: (level) => level.updatedAt,
  }),
  InventoryAdjustmentGroup: fieldsOf<AdjustmentGroup>({
    id: (group) => group.id,
    createdAt: (group) => group.createdAt,
    reason: (group) => group.reason,
    referenceDocumentUri: (group) => group.referenceDocumentUri,
    app: (_, __, { shop }) => ({
      id: shop.appId,
      title: 'Sandbox app',
      handle: 'sandbox-app',
      apiKey: shop.clientId,
    }),
    changes: (group, args) => {
      const within = (key: string, value: string | undefined) => {
        const wanted = args[key];
        return !Array.isArray(wanted) || wanted.some((one) => one === value);
      };
      return group.rows.filter(
        (row) =>
          within('quantityNames', row.name) &&
          within('inventoryItemIds', row.item?.id) &&
          within('locationIds', row.location?.id),
      );
    },
  }),
};

const labels: Record<string, string> = {
  available: 'Available',
  committed: 'Committed',
  damaged: 'Damaged',
  incoming: 'Incoming',
  on_hand: 'On hand',
  quality_control: 'Quality control',
  reserved: 'Reserved',
  safety_stock: 'Safety stock',
};

/** The list of states with what each is part of. */
export function inventoryProperties(_: Args, { shop }: Context) {
  // Some states are in use from the beginning, the others once a quantity of theirs was changed.
  const levels = [...shop.inventoryLevels.values()].flatMap((one) => [...one.values()]);
  const isInUse = (name: string): boolean =>
    ['available', 'committed', 'on_hand', 'reserved'].includes(name) ||
    levels.some((level) => isStored(name) && level.changedAt[name] !== undefined);
  const parts = quantityNames.filter((name) => name !== 'incoming').toSorted();
  return {
    quantityNames: Object.entries(labels).map(([name, displayName]) => ({
      name,
      displayName,
      isInUse: isInUse(name),
      belongsTo: parts.some((part) => part === name) ? ['on_hand'] : [],
      comprises: name === 'on_hand' ? parts : [],
    })),
  };
}
