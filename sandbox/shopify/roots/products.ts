import { connectionOf } from '../graphql/connection.ts';
import type { RootModule } from '../graphql/define.ts';
import {
  createProduct,
  deleteProduct,
  setProduct,
  updateProduct,
  updateVariants,
} from './products/mutations.ts';
import { searchProducts } from './products/search.ts';
import { countOf, productTypes } from './products/types.ts';

/** Products and variants, as far as orders, stock and set-up need them. */
export const productRoots: RootModule = {
  queries: {
    product: (args, { shop }) => shop.find('Product', String(args['id'])) ?? null,
    products: (args, { shop }) => connectionOf(searchProducts(shop, args['query']), args),
    productsCount: (args, { shop }) => countOf(searchProducts(shop, args['query']).length),
    productVariant: (args, { shop }) => shop.find('ProductVariant', String(args['id'])) ?? null,
    productVariants: (args, { shop }) => connectionOf([...shop.variants.values()], args),
  },
  mutations: {
    productCreate: createProduct,
    productSet: setProduct,
    productUpdate: updateProduct,
    productDelete: deleteProduct,
    productVariantsBulkUpdate: updateVariants,
  },
  types: productTypes,
};
