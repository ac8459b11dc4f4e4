import { z } from 'zod';

/** The first part of a connection; `readAllPages` gets the rest. */
export interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** A connection with the given nodes. */
export function pageSchema<Schema extends z.ZodType>(node: Schema) {
  return z.object({
    nodes: z.array(node),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  });
}
