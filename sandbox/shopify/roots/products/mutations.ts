import { z } from 'zod';
import type { Args, Context } from '../../graphql/define.ts';
import { type UserError, userError } from '../../graphql/errors.ts';
import type { ProductRecord } from '../../model.ts';
import { parseDecimal } from '../../money.ts';
import { splitTags, withTags } from '../tags.ts';
import { addProduct, addVariant, removeProduct, type VariantPlan } from './make.ts';

const status = z.enum(['ACTIVE', 'ARCHIVED', 'DRAFT']);
const text = z.string().nullish();
const productInput = z.looseObject({
  id: text,
  title: text,
  handle: text,
  status: status.nullish(),
  vendor: text,
  productType: text,
  tags: z.array(z.string()).nullish(),
});

const itemInput = z
  .looseObject({
    sku: text,
    tracked: z.boolean().nullish(),
    requiresShipping: z.boolean().nullish(),
  })
  .nullish();
const variantInput = z.looseObject({
  id: text,
  sku: text,
  barcode: text,
  price: z.union([z.string(), z.number()]).nullish(),
  optionValues: z.array(z.looseObject({ name: text })).nullish(),
  inventoryItem: itemInput,
  inventoryQuantities: z
    .array(z.looseObject({ locationId: z.string(), name: text, quantity: text.or(z.number()) }))
    .nullish(),
});
type ProductInput = z.infer<typeof productInput>;
type VariantInput = z.infer<typeof variantInput>;

const planOf = (input: VariantInput): VariantPlan => ({
  title: input.optionValues?.map((value) => value.name ?? '').join(' / ') ?? 'Default Title',
  sku: input.sku ?? input.inventoryItem?.sku ?? null,
  barcode: input.barcode,
  price: input.price === null || input.price === undefined ? null : String(input.price),
  tracked: input.inventoryItem?.tracked ?? false,
  requiresShipping: input.inventoryItem?.requiresShipping ?? true,
  quantities: stockOf(input),
});

/** `available` and `on_hand` of a new item are the same figure; the one given first counts. */
function stockOf(input: VariantInput): VariantPlan['quantities'] {
  const byLocation = new Map<string, { locationId: string; name: string; quantity: number }>();
  for (const { locationId, name, quantity } of input.inventoryQuantities ?? [])
    if (!byLocation.has(locationId))
      byLocation.set(locationId, {
        locationId,
        name: name ?? 'available',
        quantity: Number(quantity),
      });
  return [...byLocation.values()];
}

const blankTitle = (field: string[]): UserError => userError(field, "Title can't be blank");

const makeFrom = (context: Context, input: ProductInput): ProductRecord =>
  addProduct(context.shop, {
    title: input.title ?? '',
    status: input.status ?? 'ACTIVE',
    tags: withTags([], splitTags(input.tags ?? [])),
    ...(input.handle ? { handle: input.handle } : {}),
    ...(input.vendor ? { vendor: input.vendor } : {}),
    ...(input.productType ? { productType: input.productType } : {}),
  });

/** productCreate: a product with its default variant, not tracked, stocked at the first location. */
export function createProduct(args: Args, context: Context) {
  const { shop } = context;
  const input = productInput.parse(args['product'] ?? args['input'] ?? {});
  if ((input.title ?? '').trim() === '')
    return { product: null, shop, userErrors: [blankTitle(['title'])] };
  const product = makeFrom(context, input);
  addVariant(shop, product, planOf({}));
  return { product, shop, userErrors: [] };
}

/** productSet: a product with the variants and stock that the input lists; makes one or replaces all. */
export function setProduct(args: Args, context: Context) {
  const { shop } = context;
  const input = productInput
    .extend({ variants: z.array(variantInput).nullish() })
    .parse(args['input']);
  const refuse = (userErrors: UserError[]) => ({
    product: null,
    productSetOperation: null,
    userErrors,
  });
  const existing =
    input.id === null || input.id === undefined ? undefined : shop.find('Product', input.id);
  if (input.id && existing === undefined)
    return refuse([userError(['input', 'id'], 'Product does not exist', 'PRODUCT_DOES_NOT_EXIST')]);
  if (existing === undefined && (input.title ?? '').trim() === '')
    return refuse([{ ...blankTitle(['input', 'title']), code: 'BLANK' }]);
  const product = existing ?? makeFrom(context, input);
  if (existing !== undefined) applyTo(context, existing, input);
  const variants = input.variants ?? (existing === undefined ? [{}] : []);
  for (const variant of variants) addVariant(shop, product, planOf(variant));
  return { product, productSetOperation: null, userErrors: [] };
}

function applyTo({ shop }: Context, product: ProductRecord, input: ProductInput): void {
  if (input.title) product.title = input.title;
  if (input.handle) product.handle = input.handle;
  if (input.status) product.status = input.status;
  if (input.vendor) product.vendor = input.vendor;
  if (input.productType) product.productType = input.productType;
  if (input.tags) product.tags = withTags([], splitTags(input.tags));
  product.updatedAt = shop.now();
}

export function updateProduct(args: Args, context: Context) {
  const input = productInput.parse(args['product'] ?? args['input'] ?? {});
  const product = context.shop.find('Product', input.id ?? '');
  if (product === undefined)
    return { product: null, userErrors: [userError(['id'], 'Product does not exist')] };
  if (input.title !== undefined && (input.title ?? '').trim() === '')
    return { product, userErrors: [blankTitle(['title'])] };
  applyTo(context, product, input);
  return { product, userErrors: [] };
}

export function deleteProduct(args: Args, { shop }: Context) {
  const id = z.object({ id: z.string() }).safeParse(args['input']).data?.id ?? String(args['id']);
  const product = shop.find('Product', id);
  if (product === undefined)
    return {
      deletedProductId: null,
      productDeleteOperation: null,
      shop,
      userErrors: [userError(['id'], 'Product does not exist')],
    };
  removeProduct(shop, product);
  return { deletedProductId: id, productDeleteOperation: null, shop, userErrors: [] };
}

/** productVariantsBulkUpdate, as far as sku, barcode, price and tracking go. */
export function updateVariants(args: Args, { shop }: Context) {
  const product = shop.find('Product', String(args['productId']));
  const refuse = (userErrors: UserError[]) => ({
    product: product ?? null,
    productVariants: null,
    userErrors,
  });
  if (product === undefined)
    return refuse([userError(['productId'], 'Product does not exist', 'PRODUCT_DOES_NOT_EXIST')]);
  const inputs = z.array(variantInput).parse(args['variants']);
  const errors = inputs.flatMap((input, index) =>
    product.variantIds.includes(input.id ?? '')
      ? []
      : [
          userError(
            ['variants', index, 'id'],
            'Product variant does not exist',
            'PRODUCT_VARIANT_DOES_NOT_EXIST',
          ),
        ],
  );
  if (errors.length > 0) return refuse(errors);
  const productVariants = inputs.flatMap((input) => {
    const variant = shop.variants.get(input.id ?? '');
    const item =
      variant === undefined ? undefined : shop.inventoryItems.get(variant.inventoryItemId);
    if (variant === undefined || item === undefined) return [];
    const sku = input.sku ?? input.inventoryItem?.sku;
    if (typeof sku === 'string') {
      variant.sku = sku;
      item.sku = sku;
    }
    if (input.barcode) variant.barcode = input.barcode;
    if (input.price !== null && input.price !== undefined)
      variant.priceShopMinor = parseDecimal(String(input.price), shop.currency);
    item.tracked = input.inventoryItem?.tracked ?? item.tracked;
    item.requiresShipping = input.inventoryItem?.requiresShipping ?? item.requiresShipping;
    variant.updatedAt = shop.now();
    item.updatedAt = shop.now();
    return [variant];
  });
  return { product, productVariants, userErrors: [] };
}
