import type { z } from 'zod';

/** One HTTP server of the demo: a simulator, or the app itself. */
export interface Port {
  readonly origin: string;
  get<S extends z.ZodType>(path: string, schema: S): Promise<z.output<S>>;
  post<S extends z.ZodType>(path: string, body: object, schema: S): Promise<z.output<S>>;
}

const timeoutMs = 30_000;

/** Talks JSON with the server at `origin`; anything but a 2xx throws with what the server said. */
export function createPort(origin: string): Port {
  const ask = async <S extends z.ZodType>(path: string, init: RequestInit, schema: S) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(`${origin}${path}`, { ...init, signal });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text.slice(0, 500)}`);
    return schema.parse(JSON.parse(text));
  };
  return {
    origin,
    get: (path, schema) => ask(path, {}, schema),
    post: (path, body, schema) =>
      ask(
        path,
        {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        },
        schema,
      ),
  };
}
