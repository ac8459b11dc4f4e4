import { fieldsOf, type RootModule } from '../graphql/define.ts';
import { numberOfId } from '../ids.ts';
import type { MetafieldRecord } from '../model.ts';
import { digestOf, metafieldFields, ownerTypeOf } from './metafields/owner.ts';
import { deleteMetafields, setMetafields } from './metafields/set.ts';
import { jsonValueOf } from './metafields/value.ts';

/** Metafields: written by `metafieldsSet`, read on whatever owns them. */
export const metafieldRoots: RootModule = {
  mutations: { metafieldsSet: setMetafields, metafieldsDelete: deleteMetafields },
  types: {
    Customer: fieldsOf(metafieldFields),
    Order: fieldsOf(metafieldFields),
    Metafield: fieldsOf<MetafieldRecord>({
      id: (field) => field.id,
      legacyResourceId: (field) => String(numberOfId(field.id)),
      namespace: (field) => field.namespace,
      key: (field) => field.key,
      type: (field) => field.type,
      value: (field) => field.value,
      jsonValue: (field) => jsonValueOf(field.type, field.value),
      compareDigest: digestOf,
      sizeInBytes: (field) => Buffer.byteLength(field.value),
      definition: () => null,
      description: () => null,
      owner: (field, _, { shop }) =>
        field.ownerId === shop.id
          ? { __typename: 'Shop', ...shop }
          : (shop.findAny(field.ownerId) ?? null),
      ownerType: (field) => ownerTypeOf(field.ownerId),
      reference: (field, _, { shop }) => shop.findAny(field.value) ?? null,
      createdAt: (field) => field.createdAt,
      updatedAt: (field) => field.updatedAt,
    }),
  },
};
