import { connectionOf } from '../graphql/connection.ts';
import { type Context, fieldsOf, type RootModule } from '../graphql/define.ts';
import { invalidId } from '../graphql/errors.ts';
import { typeOfId } from '../ids.ts';
import type { LocationRecord } from '../model.ts';
import type { Shop } from '../shop.ts';
import { metafieldFields } from './metafields/owner.ts';
import { returnableFulfillmentOf } from './returns.ts';

/** The shop itself, its locations, and look-up by global id. */
export const shopRoots: RootModule = {
  queries: {
    shop: (_, { shop }) => shop,
    locations: (args, { shop }) => connectionOf(locationsByName(shop), args),
    location: (args, { shop }) => {
      if (args['id'] == null) return [...shop.locations.values()][0] ?? null;
      return shop.find('Location', String(args['id'])) ?? null;
    },
    node: (args, context) => nodeOf(String(args['id']), context),
    nodes: (args, context) => (args['ids'] as string[]).map((id) => nodeOf(id, context)),
  },
  types: {
    Shop: fieldsOf<Shop>({
      ...metafieldFields,
      id: (shop) => shop.id,
      name: (shop) => shop.tenant,
      myshopifyDomain: (shop) => shop.domain,
      currencyCode: (shop) => shop.currency,
      ianaTimezone: (shop) => shop.timezone,
      email: (shop) => `owner@${shop.domain}`,
      url: (shop) => `https://${shop.domain}`,
      taxesIncluded: (shop) => shop.taxesIncluded,
      plan: (shop) => ({
        displayName: shop.plan,
        publicDisplayName: shop.plan,
        partnerDevelopment: true,
        shopifyPlus: shop.plan === 'plus',
      }),
    }),
    Location: fieldsOf<LocationRecord>({
      ...metafieldFields,
      inventoryLevels: (location, args, { shop }) =>
        connectionOf(levelsAt(shop, location.id, args['includeInactive']), args),
      inventoryLevel: (location, args, { shop }) =>
        shop.inventoryLevels.get(String(args['inventoryItemId']))?.get(location.id) ?? null,
      id: (location) => location.id,
      name: (location) => location.name,
      isActive: (location) => location.isActive,
      createdAt: (location) => location.createdAt,
      updatedAt: (location) => location.createdAt,
      legacyResourceId: (location) => location.id.replace(/^.*\//, ''),
      fulfillsOnlineOrders: (location) => location.isActive,
      hasActiveInventory: () => true,
      shipsInventory: () => true,
    }),
  },
};

function levelsAt(shop: Shop, locationId: string, includeInactive: unknown) {
  return [...shop.inventoryLevels.values()].flatMap((byLocation) => {
    const level = byLocation.get(locationId);
    return level !== undefined && (level.isActive || includeInactive === true) ? [level] : [];
  });
}

/** The default order of `locations` is by name (recorded). */
function locationsByName(shop: Shop): LocationRecord[] {
  return [...shop.locations.values()].sort((a, b) =>
    a.name < b.name ? -1 : a.name > b.name ? 1 : 0,
  );
}

/** The record behind an id, or null; a text that is no global id is refused. */
export function nodeOf(id: string, { shop }: Context): unknown {
  if (typeOfId(id) === undefined) throw invalidId(id);
  if (typeOfId(id) === 'ReturnableFulfillment') {
    const fulfillment = shop.find(
      'Fulfillment',
      id.replace('ReturnableFulfillment', 'Fulfillment'),
    );
    return fulfillment === undefined ? null : returnableFulfillmentOf(fulfillment);
  }
  return shop.findAny(id) ?? null;
}
