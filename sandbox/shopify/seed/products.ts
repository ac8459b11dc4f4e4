import { ensureLevel } from '../inventory/change.ts';
import { quantityNames } from '../model.ts';
import { parseDecimal } from '../money.ts';
import { handleFor, removeProduct } from '../roots/products/make.ts';
import type { Shop } from '../shop.ts';
import type { Seed, SeedProduct } from './body.ts';

/** Takes away the catalog and the locations a new shop begins with. */
export function emptyCatalog(shop: Shop): void {
  for (const product of [...shop.products.values()]) removeProduct(shop, product);
  for (const location of [...shop.locations.values()]) {
    shop.locations.delete(location.id);
    shop.unregister(location.id);
  }
  shop.inventoryLog.length = 0;
}

export function seedLocations(shop: Shop, locations: Seed['locations']): void {
  for (const given of locations) {
    const location = shop.register({
      __typename: 'Location' as const,
      ...given,
      createdAt: shop.now(),
    });
    shop.locations.set(location.id, location);
  }
}

/** Puts a product there as it stood, with its variants, items and levels. */
export function seedProduct(shop: Shop, given: SeedProduct): void {
  const now = shop.now();
  const createdAt = given.createdAt === undefined ? now : new Date(given.createdAt);
  const product = shop.register({
    __typename: 'Product' as const,
    id: given.id,
    title: given.title,
    handle: given.handle ?? handleFor(shop, given.title),
    status: given.status,
    vendor: given.vendor,
    productType: given.productType,
    tags: given.tags,
    variantIds: given.variants.map((variant) => variant.id),
    createdAt,
    updatedAt: createdAt,
  });
  shop.products.set(product.id, product);
  given.variants.forEach((variant, index) => {
    const itemId = variant.inventoryItem.id ?? shop.ids.next('InventoryItem');
    const item = shop.register({
      __typename: 'InventoryItem' as const,
      id: itemId,
      variantId: variant.id,
      sku: variant.sku,
      tracked: variant.inventoryItem.tracked,
      requiresShipping: variant.inventoryItem.requiresShipping,
      unitCostShopMinor: null,
      createdAt,
      updatedAt: createdAt,
    });
    shop.inventoryItems.set(itemId, item);
    const made = shop.register({
      __typename: 'ProductVariant' as const,
      id: variant.id,
      productId: product.id,
      title: variant.title,
      sku: variant.sku,
      barcode: null,
      priceShopMinor: parseDecimal(variant.price, shop.currency),
      inventoryItemId: itemId,
      inventoryPolicy: 'DENY' as const,
      taxable: true,
      position: index + 1,
      createdAt,
      updatedAt: createdAt,
    });
    shop.variants.set(made.id, made);
    for (const level of variant.inventoryItem.levels) seedLevel(shop, itemId, level);
  });
}

type SeedLevel = SeedProduct['variants'][number]['inventoryItem']['levels'][number];

/** Earlier stock is no change: the log stays empty and nobody is told. */
function seedLevel(shop: Shop, itemId: string, given: SeedLevel): void {
  const level = ensureLevel(shop, itemId, given.locationId);
  if (given.id !== undefined) {
    shop.unregister(level.id);
    level.id = given.id;
    shop.register(level);
  }
  level.isActive = given.isActive;
  for (const name of quantityNames) level.quantities[name] = given.quantities[name];
}
