import type { Request, Response } from 'express';
import type { Scope } from './auth.ts';
import { NetsuiteError, RestletError } from './errors.ts';
import type { Tenant } from './tenant.ts';

export type Reply = { status: number; headers?: Record<string, string>; body?: unknown };
/** The second half of a call: runs when NetSuite gets round to it and may commit. */
export type Finish = () => Reply | Promise<Reply>;
export type Call = {
  /** Name in the call log, and what a fault's `match` is compared with. */
  operation: string;
  scope: Scope;
  write: boolean;
  /** Runs on arrival, before any delay; what it reads may have changed when `Finish` runs. */
  begin: () => Finish;
};

/**
 * Takes one call through everything an account puts before and after the work: maintenance, sign-in,
 * concurrency, slowness, faults, lost replies and late commits.
 */
export async function serve(
  tenant: Tenant,
  request: Request,
  response: Response,
  call: Call,
): Promise<void> {
  let rejected = false;
  try {
    assertUp(tenant, call);
    if (tenant.faults.strikes('expireTokens', call.operation)) tenant.auth.expireAll();
    tenant.auth.authorize(request.headers.authorization, call.scope);
    try {
      assertConcurrency(tenant, call);
    } catch (error) {
      rejected = true;
      throw error;
    }
    tenant.inFlight.count += 1;
    tenant.calls.sawAtOnce(tenant.inFlight.count);
    let reply: Reply;
    try {
      const finish = call.begin();
      const waitMs = tenant.settings.get('latencyMs') + tenant.delay.forCall(call.operation);
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
      if (tenant.faults.strikes('error500', call.operation)) throw unexpected();
      if (call.write && commitsLate(tenant, request, call, finish)) return;
      reply = await finish();
    } finally {
      tenant.inFlight.count -= 1;
    }
    if (call.write && tenant.faults.strikes('loseReplyAfterCommit', call.operation)) {
      tenant.calls.record(call.operation, 'dropped', false);
      request.socket.destroy();
      return;
    }
    tenant.calls.record(call.operation, reply.status, false);
    send(response, reply);
  } catch (error) {
    const reply = errorReply(error, call.scope);
    tenant.calls.record(call.operation, reply.status, rejected);
    send(response, reply);
  }
}

/** The reply that NetSuite gives to a failure on that channel. */
export function errorReply(error: unknown, scope: Scope): Reply {
  if (error instanceof RestletError) {
    return { status: 400, body: { error: { code: error.code, message: error.message } } };
  }
  const known =
    error instanceof NetsuiteError
      ? error
      : new NetsuiteError(
          500,
          'UNEXPECTED_ERROR',
          `An unexpected error occurred. ${String(error)}`,
        );
  if (scope === 'rest_webservices') {
    return { status: known.status, headers: { 'Content-Type': errorType }, body: known.envelope() };
  }
  const concurrency = known.code === 'CONCURRENCY_LIMIT_EXCEEDED';
  return {
    status: concurrency ? 400 : known.status,
    body: {
      error: {
        code: concurrency ? 'SSS_REQUEST_LIMIT_EXCEEDED' : known.code,
        message: known.message,
      },
    },
  };
}

/** Writes a reply unless the client is already gone. */
export function send(response: Response, reply: Reply): void {
  if (response.destroyed || response.headersSent) return;
  response.status(reply.status);
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  if (reply.status === 401) response.setHeader('WWW-Authenticate', 'Bearer error="invalid_token"');
  if (reply.body === undefined) response.end();
  else response.json(reply.body);
}

const errorType = 'application/vnd.oracle.resource+json; type=error';

function assertUp(tenant: Tenant, call: Call): void {
  if (tenant.settings.get('maintenance')) {
    throw new NetsuiteError(
      503,
      'SERVICE_UNAVAILABLE',
      'NetSuite is down for scheduled maintenance.',
    );
  }
  if (tenant.faults.strikes('error502', call.operation)) {
    throw new NetsuiteError(502, 'UNEXPECTED_ERROR', 'The proxy received an invalid response.');
  }
}

function assertConcurrency(tenant: Tenant, call: Call): void {
  const { settings } = tenant;
  const busy = tenant.inFlight.count + settings.get('neighbourConcurrency');
  const struck = tenant.faults.strikes('concurrency429Share', call.operation);
  if (!struck && busy < settings.get('concurrencyLimit')) return;
  throw new NetsuiteError(
    settings.get('concurrencyErrorStatus'),
    'CONCURRENCY_LIMIT_EXCEEDED',
    'Concurrent request limit exceeded. Request blocked.',
  );
}

/** Drops the connection now and commits later, never later than the account's bound. */
function commitsLate(tenant: Tenant, request: Request, call: Call, finish: Finish): boolean {
  const wantedMs = tenant.lateCommit.forCall(call.operation);
  if (wantedMs <= 0) return false;
  const delayMs = Math.min(wantedMs, tenant.settings.get('lateCommitMaxSeconds') * 1000);
  tenant.calls.record(call.operation, 'late', false);
  request.socket.destroy();
  const timer = setTimeout(() => {
    tenant.lateCommits.delete(timer);
    // Nobody is left to tell: a refusal of the late write simply leaves nothing behind.
    Promise.resolve()
      .then(finish)
      .catch(() => undefined);
  }, delayMs);
  tenant.lateCommits.add(timer);
  return true;
}

function unexpected(): NetsuiteError {
  return new NetsuiteError(
    500,
    'UNEXPECTED_ERROR',
    `An unexpected error occurred. Error ID: ${Math.random().toString(36).slice(2, 22)}`,
  );
}
