import { changeInventory } from './inventory/change.ts';
import type { VariantRecord } from './model.ts';
import type { Shop } from './shop.ts';
import type { TenantOptions } from './tenants.ts';

const goods = [
  'Trail jacket',
  'Rain hat',
  'Wool sweater',
  'Canvas bag',
  'Running shoe',
  'Linen shirt',
  'Desk lamp',
  'Tea set',
];
const sizes = ['S', 'M', 'L'];

/** Fills a new shop with locations, products, variants and stock; every seventh variant is not tracked. */
export function seedCatalog(shop: Shop, options: TenantOptions): void {
  const now = shop.now();
  for (const name of options.locations) {
    const location = shop.register({
      __typename: 'Location',
      id: shop.ids.next('Location'),
      name,
      isActive: true,
      createdAt: now,
    });
    shop.locations.set(location.id, location);
  }
  for (let index = 0; index < options.catalogSize; index += 1) {
    const variant = addVariant(shop, index);
    const item = shop.inventoryItems.get(variant.inventoryItemId);
    if (item === undefined || !item.tracked) continue;
    const changes = [...shop.locations.keys()].map((locationId) => ({
      inventoryItemId: item.id,
      locationId,
      name: 'available' as const,
      delta: options.stockPerVariant,
    }));
    changeInventory(shop, changes, { reason: 'received', by: 'seed' });
  }
  shop.takeEvents();
}

function addVariant(shop: Shop, index: number): VariantRecord {
  const now = shop.now();
  const good = goods[Math.floor(index / sizes.length) % goods.length] ?? 'Thing';
  const round = Math.floor(index / (sizes.length * goods.length));
  const title = round === 0 ? good : `${good} ${round + 1}`;
  const existing = [...shop.products.values()].find((one) => one.title === title);
  const product =
    existing ??
    shop.register({
      __typename: 'Product' as const,
      id: shop.ids.next('Product'),
      title,
      handle: title.toLowerCase().replaceAll(' ', '-'),
      status: 'ACTIVE' as const,
      vendor: 'Sandbox',
      productType: 'Goods',
      tags: [],
      variantIds: [],
      createdAt: now,
      updatedAt: now,
    });
  shop.products.set(product.id, product);
  const size = sizes[index % sizes.length] ?? 'S';
  const sku = `${title.toUpperCase().replaceAll(' ', '-')}-${size}`;
  const variantId = shop.ids.next('ProductVariant');
  const item = shop.register({
    __typename: 'InventoryItem' as const,
    id: shop.ids.next('InventoryItem'),
    variantId,
    sku,
    tracked: index % 7 !== 6,
    requiresShipping: true,
    unitCostShopMinor: null,
    createdAt: now,
    updatedAt: now,
  });
  shop.inventoryItems.set(item.id, item);
  const variant = shop.register({
    __typename: 'ProductVariant' as const,
    id: variantId,
    productId: product.id,
    title: size,
    sku,
    barcode: null,
    priceShopMinor: BigInt(shop.random.integer(990, 18_990)),
    inventoryItemId: item.id,
    inventoryPolicy: 'DENY' as const,
    taxable: true,
    position: product.variantIds.length + 1,
    createdAt: now,
    updatedAt: now,
  });
  product.variantIds.push(variantId);
  shop.variants.set(variantId, variant);
  return variant;
}
