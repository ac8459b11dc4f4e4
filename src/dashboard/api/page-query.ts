import type { Request, Response } from 'express';
import { z } from 'zod';

const bigintText = z
  .string()
  .regex(/^[0-9]{1,18}$/)
  .transform((text) => BigInt(text));

const schema = z.object({
  limit: z.coerce.number().int().min(1).max(1_000).default(500),
  after: bigintText.default(0n),
});

/** What part of a long list is asked for. Null after answering 400. */
export function readPage(request: Request, response: Response): z.infer<typeof schema> | null {
  const query = schema.safeParse(request.query);
  if (query.success) return query.data;
  response
    .status(400)
    .json({ title: 'The query is not valid', detail: z.prettifyError(query.error) });
  return null;
}

/** Where the next page begins; null when this one was the last. */
export function nextOf(rows: readonly { readonly id: bigint }[], limit: number): string | null {
  return rows.length === limit ? (rows.at(-1)?.id.toString() ?? null) : null;
}
