import { changeInventory, ensureLevel } from '../../inventory/change.ts';
import type { InventoryItemRecord, ProductRecord, VariantRecord } from '../../model.ts';
import { parseDecimal } from '../../money.ts';
import type { Shop } from '../../shop.ts';

export type VariantPlan = {
  title: string;
  sku: string | null;
  barcode?: string | null | undefined;
  price?: string | null | undefined;
  tracked: boolean;
  requiresShipping: boolean;
  /** Stock to begin with; empty means the shop's first location with nothing. */
  quantities: readonly { locationId: string; name: string; quantity: number }[];
};

/** `Trail jacket 2` → `trail-jacket-2`, made unique with a number at the end. */
export function handleFor(shop: Shop, title: string): string {
  const base = title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  const taken = new Set([...shop.products.values()].map((product) => product.handle));
  if (!taken.has(base)) return base;
  let number = 1;
  while (taken.has(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}

export function addProduct(
  shop: Shop,
  plan: Pick<ProductRecord, 'title' | 'status' | 'tags'> &
    Partial<Pick<ProductRecord, 'handle' | 'vendor' | 'productType'>>,
): ProductRecord {
  const now = shop.now();
  const product = shop.register({
    __typename: 'Product',
    id: shop.ids.next('Product'),
    title: plan.title,
    handle: plan.handle ?? handleFor(shop, plan.title),
    status: plan.status,
    vendor: plan.vendor ?? shop.tenant,
    productType: plan.productType ?? '',
    tags: plan.tags,
    variantIds: [],
    createdAt: now,
    updatedAt: now,
  });
  shop.products.set(product.id, product);
  return product;
}

/** Adds a variant with its inventory item, stocked where the plan says. */
export function addVariant(shop: Shop, product: ProductRecord, plan: VariantPlan): VariantRecord {
  const now = shop.now();
  const variantId = shop.ids.next('ProductVariant');
  const item: InventoryItemRecord = shop.register({
    __typename: 'InventoryItem',
    id: shop.ids.next('InventoryItem'),
    variantId,
    sku: plan.sku,
    tracked: plan.tracked,
    requiresShipping: plan.requiresShipping,
    unitCostShopMinor: null,
    createdAt: now,
    updatedAt: now,
  });
  shop.inventoryItems.set(item.id, item);
  const variant: VariantRecord = shop.register({
    __typename: 'ProductVariant',
    id: variantId,
    productId: product.id,
    title: plan.title,
    sku: plan.sku,
    barcode: plan.barcode ?? null,
    priceShopMinor: parseDecimal(plan.price ?? '0', shop.currency),
    inventoryItemId: item.id,
    inventoryPolicy: 'DENY',
    taxable: true,
    position: product.variantIds.length + 1,
    createdAt: now,
    updatedAt: now,
  });
  shop.variants.set(variantId, variant);
  product.variantIds.push(variantId);
  const [first] = shop.locations.keys();
  if (plan.quantities.length === 0 && first !== undefined) ensureLevel(shop, item.id, first);
  for (const { locationId, quantity } of plan.quantities) {
    ensureLevel(shop, item.id, locationId);
    const change = { inventoryItemId: item.id, locationId, delta: quantity };
    changeInventory(shop, [{ ...change, name: 'available' }], { reason: 'correction', by: 'app' });
  }
  return variant;
}

/** Takes a product away with its variants, items, levels and metafields. */
export function removeProduct(shop: Shop, product: ProductRecord): void {
  for (const variantId of product.variantIds) {
    const variant = shop.variants.get(variantId);
    if (variant === undefined) continue;
    for (const level of shop.inventoryLevels.get(variant.inventoryItemId)?.values() ?? [])
      shop.unregister(level.id);
    shop.inventoryLevels.delete(variant.inventoryItemId);
    shop.inventoryItems.delete(variant.inventoryItemId);
    shop.unregister(variant.inventoryItemId);
    shop.variants.delete(variantId);
    shop.unregister(variantId);
  }
  for (const field of shop.metafields.get(product.id) ?? []) shop.unregister(field.id);
  shop.metafields.delete(product.id);
  shop.products.delete(product.id);
  shop.unregister(product.id);
}
