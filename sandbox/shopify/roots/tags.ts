import { type Args, type Context, fieldsOf, type RootModule } from '../graphql/define.ts';
import { notModelled, RequestError, userError } from '../graphql/errors.ts';
import { typeOfId } from '../ids.ts';
import type { CustomerRecord, OrderRecord, ProductRecord } from '../model.ts';
import { touchOrder } from '../orders/touch.ts';

type Tagged = CustomerRecord | OrderRecord | ProductRecord;

const taggable = new Set(['Article', 'Customer', 'DraftOrder', 'Order', 'Product']);

/** Commas separate tags wherever they stand; blanks around and empty tags fall away (recorded). */
export const splitTags = (given: readonly unknown[]): string[] =>
  given
    .flatMap((one) => String(one).split(','))
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');

const fold = (tag: string): string => tag.toLowerCase();

/** Adds what is not there yet, whatever its case, and sorts as Shopify does, case ignored (recorded). */
export function withTags(current: readonly string[], added: readonly string[]): string[] {
  const byFold = new Map(current.map((tag) => [fold(tag), tag]));
  for (const tag of added) if (!byFold.has(fold(tag))) byFold.set(fold(tag), tag);
  return [...byFold.values()].toSorted((left, right) => (fold(left) < fold(right) ? -1 : 1));
}

/** An order's tags are taken off only as they are written, others whatever their case (recorded). */
const withoutTags = (node: Tagged, removed: readonly string[]): string[] => {
  const key = node.__typename === 'Order' ? (tag: string) => tag : fold;
  const gone = new Set(removed.map(key));
  return (node.tags ?? []).filter((tag) => !gone.has(key(tag)));
};

function change(args: Args, context: Context, next: (node: Tagged, tags: string[]) => string[]) {
  const { shop } = context;
  const id = String(args['id']);
  const type = typeOfId(id);
  if (type === undefined || !taggable.has(type))
    throw new RequestError('RESOURCE_NOT_FOUND', 'invalid id');
  const node = shop.findAny(id);
  if (node === undefined)
    return { node: null, userErrors: [userError(['id'], `${type} does not exist`)] };
  if (
    node.__typename !== 'Order' &&
    node.__typename !== 'Product' &&
    node.__typename !== 'Customer'
  )
    throw notModelled(node.__typename, 'tags');
  const before = node.tags?.join();
  node.tags = next(node, splitTags(Array.isArray(args['tags']) ? args['tags'] : []));
  if (node.tags.join() !== before) {
    if (node.__typename === 'Order') touchOrder(shop, node);
    else if (node.__typename === 'Product') node.updatedAt = shop.now();
  }
  return { node, userErrors: [] };
}

/** Tags of products, orders and customers. */
export const tagRoots: RootModule = {
  mutations: {
    tagsAdd: (args, context) =>
      change(args, context, (node, tags) => withTags(node.tags ?? [], tags)),
    tagsRemove: (args, context) => change(args, context, (node, tags) => withoutTags(node, tags)),
  },
  types: {
    Customer: fieldsOf<CustomerRecord>({ tags: (customer) => customer.tags ?? [] }),
  },
};
