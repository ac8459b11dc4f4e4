import { z } from 'zod';
import type { Port } from './port.ts';

const returnSchema = z.object({
  id: z.string(),
  name: z.string(),
  order: z.string(),
  stage: z.string(),
  rma: z.string().nullable(),
  erpAmount: z.string().nullable(),
  shopifyAmount: z.string().nullable(),
  currency: z.string().nullable(),
  waitsFor: z.string().nullable(),
  problem: z.string().nullable(),
  ended: z.boolean(),
});
export type ShownReturn = z.output<typeof returnSchema>;

const exceptionSchema = z.object({
  id: z.string(),
  returnId: z.string().nullable(),
  return: z.string().nullable(),
  order: z.string().nullable(),
  code: z.string(),
  detail: z.string(),
  owner: z.string(),
  remedy: z.string(),
});
export type ShownException = z.output<typeof exceptionSchema>;

const deliverySchema = z.object({
  id: z.string(),
  source: z.string(),
  deliveryKey: z.string(),
});
export type ShownDelivery = z.output<typeof deliverySchema>;

const eventSchema = z.object({
  id: z.string(),
  action: z.string(),
  actor: z.object({ kind: z.string(), name: z.string() }),
  data: z.looseObject({ effect: z.string().optional(), remoteId: z.string().optional() }),
});
export type ShownEvent = z.output<typeof eventSchema>;

export const auditSchema = z.object({
  intact: z.boolean(),
  shops: z.array(
    z.object({
      shop: z.string(),
      intact: z.boolean(),
      sealed: z.string(),
      unsealed: z.string().nullable(),
      reason: z.string().nullable(),
    }),
  ),
  effects: z.object({ total: z.number(), unaudited: z.number() }),
});
export type ShownAudit = z.output<typeof auditSchema>;

/** Every return the app knows. */
export function readReturns(app: Port): Promise<readonly ShownReturn[]> {
  return readAll(app, 'returns', returnSchema, 'before');
}

/** Every open exception. */
export function readExceptions(app: Port): Promise<readonly ShownException[]> {
  return readAll(app, 'exceptions', exceptionSchema, 'after');
}

/** Every delivery in the inbox. */
export function readInbox(app: Port): Promise<readonly ShownDelivery[]> {
  return readAll(app, 'inbox', deliverySchema, 'after', 'deliveries');
}

/** Every audit row. */
export function readAudit(app: Port): Promise<readonly ShownEvent[]> {
  return readAll(app, 'audit', eventSchema, 'after', 'events');
}

async function readAll<S extends z.ZodType>(
  app: Port,
  path: string,
  item: S,
  cursor: string,
  key: string = path,
): Promise<readonly z.output<S>[]> {
  const page = z.object({ next: z.string().nullable() }).catchall(z.array(item));
  const all: z.output<S>[] = [];
  let next: string | null = '';
  while (next !== null) {
    const query: string = next === '' ? '' : `&${cursor}=${encodeURIComponent(next)}`;
    const read: z.output<typeof page> = await app.get(`/api/${path}?limit=500${query}`, page);
    const rows = read[key];
    if (!Array.isArray(rows)) throw new Error(`/api/${path} has no ${key}`);
    all.push(...rows);
    next = read.next;
  }
  return all;
}
