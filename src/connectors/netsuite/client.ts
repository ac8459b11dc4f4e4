import {
  BrokenCircuitError,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
  retry,
} from 'cockatiel';
import { Problem } from '../../domain/problem.ts';
import { type HttpReply, sendHttp } from '../http.ts';
import { hostsOf } from './account.ts';
import { problemOfAnswer, type RequestEffect, unclear } from './errors.ts';
import type { GateOutcome, GatePort } from './gate.ts';
import { parseJson } from './json.ts';
import { createTokenSource, signAssertion, signingKeyOf, tokenPath } from './token.ts';

/** The part of a pino logger that the connector uses. */
export interface NetsuiteLog {
  debug(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface NetsuiteClientOptions {
  readonly account: string;
  /** Replaces the account's own hosts; may have a path prefix. */
  readonly origin?: string;
  readonly clientId: string;
  readonly certificateId: string;
  readonly privateKeyPem: string;
  readonly gate: GatePort;
  /** One exchange, from the first packet to the last byte. */
  readonly timeoutMs: number;
  readonly log: NetsuiteLog;
  /** Told of every call with how it ended (a problem's code, or `ok`) and how long it took. */
  readonly onCall?: (call: { verb: string; outcome: string; seconds: number }) => void;
  readonly now?: () => number;
  /** Longest wait for a slot before the call gives up with `netsuite-concurrency`. */
  readonly gateWaitMs?: number;
  /** Pause after a refused sign-in. */
  readonly loginCooldownMs?: number;
}

export interface NetsuiteRequest {
  /** Name of the verb, for logs. */
  readonly verb: string;
  readonly effect: RequestEffect;
  readonly host: 'rest' | 'restlet';
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** Path and query, percent-encoded. */
  readonly path: string;
  readonly bodyText?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface NetsuiteAnswer {
  readonly status: number;
  readonly location: string | null;
  readonly text: string;
}

export interface NetsuiteClient {
  /**
   * Performs one call and returns a 2xx answer; everything else is thrown as a `Problem` that says
   * whether it may be sent again. A write is repeated here only when NetSuite refused it unexecuted
   * (concurrency, an expired token); a read also after a lost answer.
   */
  call(request: NetsuiteRequest): Promise<NetsuiteAnswer>;
  readonly account: string;
  /** Cancels what is under way and refuses further calls. */
  close(): void;
}

const concurrencyAttempts = 5;

/** Connects to one NetSuite account. Nothing is sent before the first call. */
export function createNetsuiteClient(options: NetsuiteClientOptions): NetsuiteClient {
  const now = options.now ?? Date.now;
  const hosts = hostsOf(options.account, options.origin);
  const signing = signingKeyOf(options.privateKeyPem);
  const closing = new AbortController();

  // Only failures of the way there count: a refusal of a request says nothing about the next one.
  const breaker = circuitBreaker(handleWhen(isTransportProblem), {
    halfOpenAfter: 10_000,
    breaker: new ConsecutiveBreaker(8),
  });
  const rereading = retry(handleWhen(isTransportProblem), {
    maxAttempts: 2,
    backoff: new ExponentialBackoff({ initialDelay: 200, maxDelay: 2_000 }),
  });

  const tokens = createTokenSource({
    now,
    cooldownMs: options.loginCooldownMs ?? 60_000,
    request: async () => {
      const url = `${hosts.rest}${tokenPath}`;
      const form = new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: await signAssertion({
          signing,
          clientId: options.clientId,
          certificateId: options.certificateId,
          audience: url,
          nowMs: now(),
        }),
      });
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const reply = await exchange(url, 'POST', headers, form.toString(), 'read');
      if (!isSuccess(reply)) throw problemOf(reply, 'read');
      return parseJson(reply.body);
    },
  });

  async function exchange(
    url: string,
    method: NetsuiteRequest['method'],
    headers: Readonly<Record<string, string>>,
    body: string | undefined,
    effect: RequestEffect,
  ): Promise<HttpReply> {
    const outcome = await sendHttp({
      method,
      url,
      headers: { accept: 'application/json', ...headers },
      ...(body === undefined ? {} : { body }),
      timeoutMs: options.timeoutMs,
      signal: closing.signal,
    });
    if (outcome.kind === 'not-sent') throw new Problem('netsuite-unreachable', outcome.reason);
    if (outcome.kind === 'unknown') throw unclear(effect, outcome.reason);
    return outcome;
  }

  async function acquire(): Promise<(outcome: GateOutcome) => void | Promise<void>> {
    const giveUpAt = performance.now() + (options.gateWaitMs ?? 5_000);
    for (;;) {
      const grant = await options.gate.acquire();
      if (grant.ok) return (outcome) => grant.release(outcome);
      if (closing.signal.aborted || performance.now() + grant.waitMs > giveUpAt) {
        throw new Problem('netsuite-concurrency', 'No slot of the account is free', {
          retryAfterMs: grant.waitMs,
        });
      }
      await pause(grant.waitMs);
    }
  }

  async function sendOnce(request: NetsuiteRequest, token: string): Promise<HttpReply> {
    const release = await acquire();
    let outcome: GateOutcome = 'ok';
    try {
      const reply = await exchange(
        `${hosts[request.host]}${request.path}`,
        request.method,
        {
          authorization: `Bearer ${token}`,
          ...(request.bodyText === undefined ? {} : { 'content-type': 'application/json' }),
          ...request.headers,
        },
        request.bodyText,
        request.effect,
      );
      if (isSuccess(reply)) return reply;
      const problem = problemOf(reply, request.effect);
      if (problem.code === 'netsuite-concurrency') outcome = 'rejected';
      throw problem;
    } finally {
      await letGo(request.verb, () => release(outcome));
    }
  }

  /** A slot that cannot be given back expires by itself; the answer in hand matters more. */
  async function letGo(verb: string, release: () => void | Promise<void>): Promise<void> {
    try {
      await release();
    } catch (error) {
      options.log.warn({ verb, err: error }, 'a slot of the gate could not be given back');
    }
  }

  /** Repeats only what NetSuite says it did not execute. */
  async function sendPersistently(request: NetsuiteRequest): Promise<HttpReply> {
    let renewed = false;
    for (let attempt = 1; ; attempt += 1) {
      const token = await tokens.get();
      try {
        return await sendOnce(request, token);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        if (error.code === 'netsuite-login-refused') {
          if (renewed) {
            tokens.block(error);
            throw error;
          }
          renewed = true;
          tokens.refuse(token);
          continue;
        }
        const mayWait = error.code === 'netsuite-concurrency' && error.retryAfterMs === null;
        if (!mayWait || attempt >= concurrencyAttempts) throw error;
        await pause((50 + Math.random() * 100) * attempt);
      }
    }
  }

  return {
    account: options.account,
    async call(request) {
      if (closing.signal.aborted) throw new Error('The NetSuite client is closed');
      const startedAt = performance.now();
      const guarded = () => breaker.execute(() => sendPersistently(request));
      try {
        const reply = await (request.effect === 'read' ? rereading.execute(guarded) : guarded());
        const seconds = (performance.now() - startedAt) / 1_000;
        options.onCall?.({ verb: request.verb, outcome: 'ok', seconds });
        options.log.debug({ verb: request.verb, status: reply.status, seconds }, 'netsuite call');
        return {
          status: reply.status,
          location: reply.headers.get('location'),
          text: reply.body,
        };
      } catch (error) {
        const problem = asProblem(error);
        if (problem === null) throw error;
        const seconds = (performance.now() - startedAt) / 1_000;
        options.onCall?.({ verb: request.verb, outcome: problem.code, seconds });
        options.log.warn({ verb: request.verb, code: problem.code }, 'netsuite call failed');
        throw problem;
      }
    },
    close() {
      closing.abort();
    },
  };
}

function isTransportProblem(error: unknown): boolean {
  return (
    error instanceof Problem &&
    (error.code === 'netsuite-unreachable' || error.code === 'netsuite-outcome-unknown')
  );
}

function asProblem(error: unknown): Problem | null {
  if (error instanceof Problem) return error;
  if (error instanceof BrokenCircuitError) {
    return new Problem('netsuite-unreachable', 'Not tried: the last calls all failed', {
      cause: error,
    });
  }
  return null;
}

function isSuccess(reply: HttpReply): boolean {
  return reply.status >= 200 && reply.status < 300;
}

function problemOf(reply: HttpReply, effect: RequestEffect): Problem {
  return problemOfAnswer(
    {
      status: reply.status,
      text: reply.body,
      wwwAuthenticate: reply.headers.get('www-authenticate'),
    },
    effect,
  );
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}
