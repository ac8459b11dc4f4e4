import { z } from 'zod';
import type { Args, Context } from '../../graphql/define.ts';
import { notModelled } from '../../graphql/errors.ts';
import type { MetafieldRecord } from '../../model.ts';
import { touchOrder } from '../../orders/touch.ts';
import { digestOf, findMetafield, ownerExists, ownerTypeOf, resolveNamespace } from './owner.ts';
import { checkValue, isKnownType } from './value.ts';

const input = z.object({
  ownerId: z.string(),
  namespace: z.string().nullish(),
  key: z.string(),
  type: z.string().nullish(),
  value: z.string(),
  compareDigest: z.string().nullish(),
});
type Input = z.infer<typeof input>;

type SetError = {
  field: string[];
  message: string;
  code: string | null;
  elementIndex: number | null;
};
const limit = 25;
const reserved = new Set(['shopify_standard', 'protected', 'shopify-l10n-fields']);

/**
 * metafieldsSet: creates or overwrites up to 25 metafields, all or none. `compareDigest` makes an
 * entry a compare-and-swap; null there means "must not exist yet".
 */
export function setMetafields(args: Args, context: Context) {
  const inputs = z.array(input).parse(args['metafields']);
  const raw = z.array(z.record(z.string(), z.unknown())).parse(args['metafields']);
  if (inputs.length > limit)
    return refusedWhole([
      {
        field: ['metafields'],
        message: `Exceeded the maximum metafields input limit of ${limit}.`,
        code: 'LESS_THAN_OR_EQUAL_TO',
        elementIndex: null,
      },
    ]);
  for (const one of inputs) ownerTypeOf(one.ownerId);
  const planned = inputs.map((one, index) =>
    plan(context, one, index, Object.hasOwn(raw[index] ?? {}, 'compareDigest')),
  );
  const errors = planned.flatMap((one) => (one.ok ? [] : [one.error]));
  if (errors.length > 0) return refused(errors);
  const metafields = planned.flatMap((one) => (one.ok ? [write(context, one)] : []));
  return { metafields, userErrors: [] };
}

const refused = (userErrors: SetError[]) => ({ metafields: [], userErrors });
const refusedWhole = (userErrors: SetError[]) => ({ metafields: null, userErrors });

type Plan = {
  ok: true;
  ownerId: string;
  namespace: string;
  key: string;
  type: string;
  value: string;
};

function plan(
  { shop }: Context,
  one: Input,
  index: number,
  compares: boolean,
): Plan | { ok: false; error: SetError } {
  const fail = (
    field: string | null,
    message: string,
    code: string | null,
    elementIndex: number | null = null,
  ) => ({
    ok: false as const,
    error: {
      field: ['metafields', String(index), ...(field === null ? [] : [field])],
      message,
      code,
      elementIndex,
    },
  });
  if (!ownerExists(shop, one.ownerId))
    return fail('ownerId', 'Owner does not exist.', 'INVALID_VALUE');
  const namespace = resolveNamespace(shop, one.namespace);
  const { key } = one;
  if (/^app--\d+/.test(namespace) && !namespace.startsWith(resolveNamespace(shop, '$app')))
    return fail(
      null,
      'Access to this namespace and key on Metafields for this resource type is not allowed.',
      'APP_NOT_AUTHORIZED',
    );
  if (namespace.length < 3)
    return fail('namespace', 'Namespace is too short (minimum is 3 characters)', 'TOO_SHORT');
  if (namespace.length > 255)
    return fail('namespace', 'Namespace is too long (maximum is 255 characters)', 'TOO_LONG');
  if (reserved.has(namespace))
    return fail('namespace', `Namespace ${namespace} is a reserved namespace`, null);
  if (key.length < 2) return fail('key', 'Key is too short (minimum is 2 characters)', 'TOO_SHORT');
  if (key.length > 64) return fail('key', 'Key is too long (maximum is 64 characters)', 'TOO_LONG');
  const existing = findMetafield(shop, one.ownerId, namespace, key);
  const type = one.type ?? existing?.type;
  if (type === undefined) return fail('type', "Type can't be blank", 'BLANK');
  if (!isKnownType(type)) throw notModelled('MetafieldType', type);
  const checked = checkValue(type, one.value, shop);
  if (!checked.ok) return fail('value', checked.message, 'INVALID_VALUE', checked.elementIndex);
  const digest = existing === undefined ? null : digestOf(existing);
  if (digest === null && typeof one.compareDigest === 'string')
    return fail(null, 'Invalid `compareDigest` value.', 'INVALID_COMPARE_DIGEST');
  const changes = existing?.type !== type || existing.value !== checked.value;
  // What changes nothing is accepted whatever the digest (recorded).
  if (changes && compares && (one.compareDigest ?? null) !== digest)
    return fail(
      null,
      'The resource has been updated since it was loaded. Try again with an updated `compareDigest` value.',
      'STALE_OBJECT',
    );
  return { ok: true, ownerId: one.ownerId, namespace, key, type, value: checked.value };
}

function write({ shop }: Context, planned: Plan): MetafieldRecord {
  const { ownerId, namespace, key, type, value } = planned;
  const now = shop.now();
  const existing = findMetafield(shop, ownerId, namespace, key);
  const order = shop.find('Order', ownerId);
  if (order !== undefined && shop.settings.get('metafieldWriteSendsOrdersUpdated'))
    touchOrder(shop, order);
  if (existing !== undefined) {
    const changes = existing.value !== value || existing.type !== type;
    Object.assign(existing, { type, value, ...(changes ? { updatedAt: now } : {}) });
    // The same entry may be written twice in one call, and each row tells its own value (recorded).
    return { ...existing };
  }
  const made = shop.register({
    __typename: 'Metafield',
    id: shop.ids.next('Metafield'),
    ownerId,
    namespace,
    key,
    type,
    value,
    createdAt: now,
    updatedAt: now,
  });
  shop.metafields.set(ownerId, [...(shop.metafields.get(ownerId) ?? []), made]);
  return { ...made };
}

/** metafieldsDelete: takes metafields away by owner, namespace and key; null for what was not there. */
export function deleteMetafields(args: Args, { shop }: Context) {
  const identifiers = z
    .array(z.object({ ownerId: z.string(), namespace: z.string(), key: z.string() }))
    .parse(args['metafields']);
  const deletedMetafields = identifiers.map(({ ownerId, namespace, key }) => {
    ownerTypeOf(ownerId);
    const found = findMetafield(shop, ownerId, resolveNamespace(shop, namespace), key);
    if (found === undefined) return null;
    shop.unregister(found.id);
    const rest = (shop.metafields.get(ownerId) ?? []).filter((one) => one !== found);
    shop.metafields.set(ownerId, rest);
    return { ownerId, namespace: found.namespace, key };
  });
  return { deletedMetafields, userErrors: [] };
}
