import '@shopify/shopify-api/adapters/node';
import { ApiVersion, LogSeverity, Session, shopifyApi } from '@shopify/shopify-api';
import { z } from 'zod';
import { Problem } from '../../domain/problem.ts';
import type { BudgetPort } from './budget.ts';
import { type Answer, type Charge, readAnswer, unreadable } from './errors.ts';
import type { Given, Operation } from './operation.ts';
import { createFixedToken, createGrantedToken } from './token.ts';
import { createTransport } from './transport.ts';

/** The part of a logger that connectors use; pino fits. */
export interface Log {
  debug(detail: object, message: string): void;
  warn(detail: object, message: string): void;
}

export interface ShopifyClientOptions {
  /** `example.myshopify.com`. */
  readonly shop: string;
  /** Replaces `https://<shop>`; may end in a path prefix. */
  readonly origin?: string;
  readonly auth:
    | { readonly accessToken: string }
    | { readonly clientId: string; readonly clientSecret: string };
  readonly apiVersion: '2026-10';
  readonly budget: BudgetPort;
  readonly timeoutMs: number;
  /** How long a request may wait for points before it gives up with `shopify-throttled`. */
  readonly maxBudgetWaitMs?: number;
  readonly log: Log;
  /** Told of every request with how it ended, its points and how long it took. */
  readonly onCall?: (call: {
    operation: string;
    outcome: string;
    points: number;
    seconds: number;
  }) => void;
  readonly now?: () => number;
}

export interface ExecuteOptions {
  /** The idempotency key: needed by an operation with `@idempotent`, refused by any other. */
  readonly key?: string;
  /** Fields that may come back null because the app has no access to them. */
  readonly mayBeDenied?: readonly string[];
}

export interface ShopifyClient {
  readonly shop: string;
  /**
   * Sends one document and parses its data with `schema`. `variables` may be the JSON text that was
   * journalled before: it is sent with the same bytes. Never repeats by itself, except once after a
   * 401, which Shopify answers before it executes anything. Throws a `Problem`.
   */
  execute<Result, Variables, Schema extends z.ZodType>(
    operation: Operation<Result, Variables>,
    variables: Given<Variables> | string,
    schema: Schema & Accepts<Result, z.input<Schema>>,
    options?: ExecuteOptions,
  ): Promise<z.output<Schema>>;
}

/** A type error where a schema does not accept everything that the document may answer. */
type Accepts<Result, Input> = Result extends Input ? unknown : { readonly doesNotAccept: Result };

const variablesSchema = z.record(z.string(), z.unknown());

/**
 * A client of one shop's Admin API. Points are taken from the budget before every request and settled
 * by what Shopify reports. @shopify/shopify-api makes token and GraphQL requests; its retries stay
 * off (they would repeat mutations, and read Retry-After as milliseconds) and its errors are not
 * used, because they do not say whether a request was sent.
 */
export function createShopifyClient(options: ShopifyClientOptions): ShopifyClient {
  const { shop, budget, log } = options;
  const now = options.now ?? Date.now;
  const transport = createTransport({
    shop,
    origin: options.origin ?? `https://${shop}`,
    timeoutMs: options.timeoutMs,
  });
  const granted = 'clientId' in options.auth ? options.auth : null;
  const shopify = shopifyApi({
    apiVersion: ApiVersion.October26,
    // The package insists on a secret and a host even where neither is used.
    apiKey: granted?.clientId ?? 'static-token',
    apiSecretKey: granted?.clientSecret ?? 'static-token',
    hostName: 'localhost',
    isEmbeddedApp: false,
    userAgentPrefix: 'Backhaul',
    logger: {
      level: LogSeverity.Warning,
      log: async (_severity, message) => log.warn({ shop }, message),
    },
  });
  const tokens =
    'accessToken' in options.auth
      ? createFixedToken(options.auth.accessToken)
      : createGrantedToken({ shopify, shop, transport, now });

  const post = async (accessToken: string, text: string, variables: Record<string, unknown>) => {
    const session = new Session({ id: shop, shop, state: '', isOnline: false, accessToken });
    return await transport(async () => {
      const graphql = new shopify.clients.Graphql({ session });
      await graphql.client.fetch(text, { variables, retries: 0 });
    });
  };

  // Shopify answers a version that it has retired with the oldest one that it still supports.
  const warnOfVersion = (served: string | null) => {
    if (served === null || served === options.apiVersion) return;
    log.warn({ shop, served, asked: options.apiVersion }, 'shopify served another API version');
  };

  const takePoints = async (operation: Operation<unknown, never>) => {
    const until = now() + (options.maxBudgetWaitMs ?? 2_000);
    for (;;) {
      const taken = await budget.reserve(operation.requestedCost);
      if (taken.ok) return;
      if (now() + taken.waitMs > until) {
        throw new Problem('shopify-throttled', `${operation.name} waits for points`, {
          retryAfterMs: taken.waitMs,
          detail: { operation: operation.name, shop },
        });
      }
      await new Promise((resolve) => setTimeout(resolve, taken.waitMs));
    }
  };

  const exchange = async (
    operation: Operation<unknown, never>,
    token: string,
    variables: Record<string, unknown>,
    mayBeDenied: readonly string[] | undefined,
  ): Promise<Answer> => {
    const { name, requestedCost } = operation;
    await takePoints(operation);
    let charge: Charge = { points: requestedCost, status: null };
    const startedAt = performance.now();
    let ended = 'failed';
    try {
      const outcome = await post(token, operation.text, variables);
      if (outcome.kind === 'reply') warnOfVersion(outcome.headers.get('x-shopify-api-version'));
      const answer = readAnswer(operation, outcome, mayBeDenied);
      charge = answer.charge;
      ended = answer.kind;
      log.debug({ shop, operation: name, outcome: answer.kind, points: charge.points }, 'shopify');
      return answer;
    } finally {
      const seconds = (performance.now() - startedAt) / 1_000;
      options.onCall?.({ operation: name, outcome: ended, points: charge.points, seconds });
      await budget.settle(requestedCost, charge.points, charge.status);
    }
  };

  return {
    shop,
    async execute(operation, given, schema, executeOptions = {}) {
      const { key } = executeOptions;
      if (operation.idempotent !== (key !== undefined)) {
        throw new TypeError(`${operation.name} ${operation.idempotent ? 'needs' : 'takes no'} key`);
      }
      const parsed = variablesSchema.parse(typeof given === 'string' ? JSON.parse(given) : given);
      const variables = key === undefined ? parsed : { ...parsed, key };
      for (let attempt = 1; ; attempt += 1) {
        const token = await tokens.current();
        const answer = await exchange(operation, token, variables, executeOptions.mayBeDenied);
        if (answer.kind === 'token-refused') {
          if (attempt === 1 && (await tokens.renew(token))) continue;
          throw new Problem('shopify-access-denied', `${operation.name}: the token was refused`, {
            detail: { operation: operation.name, shop, status: '401' },
          });
        }
        if (answer.kind === 'problem') throw answer.problem;
        const result = schema.safeParse(answer.data);
        if (result.success) return result.data;
        throw unreadable(operation, JSON.stringify(answer.data), z.prettifyError(result.error));
      }
    },
  };
}
