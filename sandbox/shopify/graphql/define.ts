import type { Shop } from '../shop.ts';

/** What a resolver may use besides its arguments. */
export type Context = {
  shop: Shop;
  apiVersion: string;
  /** Who acts, for the inventory log and refunds: `app` on the API, another name on the playing routes. */
  by: string;
};

/** Arguments after graphql-js coerced them: defaults filled in, enums as their names, ids and decimals as text. */
export type Args = Record<string, unknown>;

export type FieldResolver<Source = never> = (
  source: Source,
  args: Args,
  context: Context,
) => unknown;
export type TypeFields = Record<string, FieldResolver>;
export type RootResolver = (args: Args, context: Context) => unknown;

/** What one file of `roots/` contributes. Every name may be contributed once only. */
export type RootModule = {
  queries?: Record<string, RootResolver>;
  mutations?: Record<string, RootResolver>;
  /** Refusals of a mutation's arguments that come even before the question for its idempotency key. */
  argumentChecks?: Record<string, (args: Args, context: Context) => void>;
  types?: Record<string, TypeFields>;
};

/** Names the record type behind a GraphQL object type, so that its field resolvers are typed. */
export function fieldsOf<Source>(fields: Record<string, FieldResolver<Source>>): TypeFields {
  return fields;
}
