import { connectionOf } from '../../graphql/connection.ts';
import { type Args, type Context, fieldsOf, type TypeFields } from '../../graphql/define.ts';
import { numberOfId } from '../../ids.ts';
import type { ProductRecord, VariantRecord } from '../../model.ts';
import { formatFixed } from '../../money.ts';
import type { Shop } from '../../shop.ts';
import { metafieldFields } from '../metafields/owner.ts';

const variantsOf = (shop: Shop, product: ProductRecord): VariantRecord[] =>
  product.variantIds.flatMap((id) => shop.variants.get(id) ?? []);

/** What can be bought of a variant: `available` at its active levels. */
const inventoryQuantityOf = (shop: Shop, variant: VariantRecord): number =>
  [...(shop.inventoryLevels.get(variant.inventoryItemId)?.values() ?? [])]
    .filter((level) => level.isActive)
    .reduce((sum, level) => sum + level.quantities.available, 0);

const isTracked = (shop: Shop, variant: VariantRecord): boolean =>
  shop.inventoryItems.get(variant.inventoryItemId)?.tracked ?? false;

const countOf = (count: number) => ({ count, precision: 'EXACT' });

const optionsOf = (product: ProductRecord, _: Args, { shop }: Context) => {
  const values = variantsOf(shop, product).map((variant) => variant.title);
  const id = `gid://shopify/ProductOption/${numberOfId(product.id)}`;
  return [{ id, name: 'Title', position: 1, values }];
};

export const productTypes: Record<string, TypeFields> = {
  Product: fieldsOf<ProductRecord>({
    ...metafieldFields,
    id: (product) => product.id,
    legacyResourceId: (product) => String(numberOfId(product.id)),
    title: (product) => product.title,
    handle: (product) => product.handle,
    status: (product) => product.status,
    vendor: (product) => product.vendor,
    productType: (product) => product.productType,
    tags: (product) => product.tags,
    descriptionHtml: () => '',
    templateSuffix: () => null,
    publishedAt: () => null,
    seo: () => ({ title: null, description: null }),
    options: optionsOf,
    hasOnlyDefaultVariant: (product, _, { shop }) => {
      const variants = variantsOf(shop, product);
      return variants.length === 1 && variants[0]?.title === 'Default Title';
    },
    hasOutOfStockVariants: (product, _, { shop }) =>
      variantsOf(shop, product).some(
        (variant) => isTracked(shop, variant) && inventoryQuantityOf(shop, variant) <= 0,
      ),
    totalInventory: (product, _, { shop }) =>
      variantsOf(shop, product)
        .filter((variant) => isTracked(shop, variant))
        .reduce((sum, variant) => sum + inventoryQuantityOf(shop, variant), 0),
    totalVariants: (product) => product.variantIds.length,
    tracksInventory: (product, _, { shop }) =>
      variantsOf(shop, product).some((variant) => isTracked(shop, variant)),
    variants: (product, args, { shop }) => connectionOf(variantsOf(shop, product), args),
    variantsCount: (product) => countOf(product.variantIds.length),
    createdAt: (product) => product.createdAt,
    updatedAt: (product) => product.updatedAt,
  }),
  ProductVariant: fieldsOf<VariantRecord>({
    ...metafieldFields,
    id: (variant) => variant.id,
    legacyResourceId: (variant) => String(numberOfId(variant.id)),
    title: (variant) => variant.title,
    displayName: (variant, _, { shop }) =>
      `${shop.products.get(variant.productId)?.title ?? ''} - ${variant.title}`,
    sku: (variant) => variant.sku,
    barcode: (variant) => variant.barcode,
    price: (variant, _, { shop }) => formatFixed(variant.priceShopMinor, shop.currency),
    compareAtPrice: () => null,
    taxable: (variant) => variant.taxable,
    position: (variant) => variant.position,
    inventoryPolicy: (variant) => variant.inventoryPolicy,
    inventoryQuantity: (variant, _, { shop }) => inventoryQuantityOf(shop, variant),
    sellableOnlineQuantity: (variant, _, { shop }) => inventoryQuantityOf(shop, variant),
    availableForSale: (variant, _, { shop }) =>
      !isTracked(shop, variant) ||
      variant.inventoryPolicy === 'CONTINUE' ||
      inventoryQuantityOf(shop, variant) > 0,
    inventoryItem: (variant, _, { shop }) =>
      shop.find('InventoryItem', variant.inventoryItemId) ?? null,
    product: (variant, _, { shop }) => shop.find('Product', variant.productId) ?? null,
    selectedOptions: (variant) => [{ name: 'Title', value: variant.title }],
    createdAt: (variant) => variant.createdAt,
    updatedAt: (variant) => variant.updatedAt,
  }),
};

export { countOf };
