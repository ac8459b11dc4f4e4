/**
 * One GraphQL document of this connector, written by `npm run codegen`. The two types are what the
 * schema promises for the answer and demands of the variables.
 */
export interface Operation<Result, Variables> {
  readonly name: string;
  readonly kind: 'query' | 'mutation';
  /** Points that Shopify asks for before it runs the document, by the rule fitted to recordings. */
  readonly requestedCost: number;
  /** Whether the document carries `@idempotent`, so that it cannot be sent without a key. */
  readonly idempotent: boolean;
  readonly text: string;
  /** Never set: it only carries the two types. */
  readonly types?: (variables: Variables) => Result;
}

/** The variables that a caller gives; the idempotency key travels beside them. */
export type Given<Variables> = Omit<Variables, 'key'>;
