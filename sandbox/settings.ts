import { z } from 'zod';

/** One switch of a simulator: what it may be, what it is until someone changes it, and what it means. */
export type Switch<T> = { schema: z.ZodType<T>; default: T; description: string };

/** Names a switch; use it inside the object given to `createSettings`. */
export function defineSwitch<T>(
  schema: z.ZodType<T>,
  byDefault: T,
  description: string,
): Switch<T> {
  return { schema, default: byDefault, description };
}

type Definitions = Record<string, Switch<unknown>>;
type ValueOf<S> = S extends Switch<infer T> ? T : never;

export type Settings<D> = {
  get<K extends keyof D & string>(name: K): ValueOf<D[K]>;
  /** Changes only the named switches; an unknown name or a bad value changes nothing. */
  merge(body: unknown): { ok: true } | { ok: false; reason: string };
  list(): Record<string, { value: unknown; default: unknown; description: string }>;
};

/** Every fact about the real service that nobody has verified is a switch here, so both answers can be tested. */
export function createSettings<D extends Definitions>(known: D): Settings<D> {
  const values = new Map<string, unknown>(
    Object.entries(known).map(([name, one]) => [name, one.default]),
  );
  const schema = z.strictObject(
    Object.fromEntries(Object.entries(known).map(([name, one]) => [name, one.schema.optional()])),
  );
  return {
    get: (name) => values.get(name) as never,
    merge: (body) => {
      const parsed = schema.safeParse(body);
      if (!parsed.success) return { ok: false, reason: z.prettifyError(parsed.error) };
      for (const [name, value] of Object.entries(parsed.data)) {
        if (value !== undefined) values.set(name, value);
      }
      return { ok: true };
    },
    list: () =>
      Object.fromEntries(
        Object.entries(known).map(([name, one]) => [
          name,
          { value: values.get(name), default: one.default, description: one.description },
        ]),
      ),
  };
}
