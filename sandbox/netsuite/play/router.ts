import type { Request, Response } from 'express';
import { z } from 'zod';
import { NetsuiteError } from '../errors.ts';
import { groundTruth, safe } from '../ground-truth.ts';
import { republish } from '../save.ts';
import { faultNames, faultsBody, type Tenant } from '../tenant.ts';
import {
  creditBody,
  creditReturn,
  customerRefundBody,
  refundCredit,
  voidBody,
  voidDocument,
} from './finance.ts';
import { importOrder } from './import.ts';
import { importBody } from './import-body.ts';
import { inspectBody, inspectReturn } from './inspect.ts';
import { receiveBody, receiveReturn } from './receive.ts';
import {
  approveReturn,
  cancelReturn,
  closeBody,
  closeReturn,
  deleteBody,
  deleteDocument,
  editBody,
  editDocument,
  rmaBody,
} from './staff.ts';

type Answer = { status: number; body: unknown };
type Play = (tenant: Tenant, body: unknown) => unknown;

/** A route whose body is validated before anything happens. */
function play<S extends z.ZodType>(
  schema: S,
  act: (tenant: Tenant, body: z.output<S>) => unknown,
): Play {
  return (tenant, body) => {
    const parsed = schema.safeParse(body ?? {});
    if (!parsed.success) throw new BadBody(z.prettifyError(parsed.error));
    return act(tenant, parsed.data);
  };
}

class BadBody extends Error {}

const posts: Readonly<Record<string, Play>> = {
  import: play(importBody, (tenant, body) => importOrder(tenant.account, body)),
  'staff/approve': play(rmaBody, (tenant, body) => approveReturn(tenant.account, body)),
  'staff/cancel': play(rmaBody, (tenant, body) => cancelReturn(tenant.account, body)),
  'staff/close': play(closeBody, (tenant, body) => closeReturn(tenant.account, body)),
  'staff/delete': play(deleteBody, (tenant, body) => deleteDocument(tenant.account, body)),
  'staff/edit': play(editBody, (tenant, body) => editDocument(tenant.account, body)),
  'warehouse/receive': play(receiveBody, (tenant, body) => receiveReturn(tenant.account, body)),
  'warehouse/inspect': play(inspectBody, (tenant, body) => inspectReturn(tenant.account, body)),
  'finance/credit': play(creditBody, (tenant, body) => creditReturn(tenant.account, body)),
  'finance/customer-refund': play(customerRefundBody, (tenant, body) =>
    refundCredit(tenant.account, body),
  ),
  'finance/void': play(voidBody, (tenant, body) => voidDocument(tenant.account, body)),
  settings: play(z.unknown(), (tenant, body) => {
    const merged = tenant.settings.merge(body);
    if (!merged.ok) throw new BadBody(merged.reason);
    republish(tenant.account);
    return tenant.settings.list();
  }),
  faults: play(faultsBody, (tenant, body) => {
    for (const name of faultNames) {
      const rate = body[name];
      if (rate !== undefined) tenant.faults.set(name, rate);
    }
    if (body.delayMs !== undefined) tenant.delay.set(body.delayMs);
    if (body.commitAfterClientGaveUpMs !== undefined)
      tenant.lateCommit.set(body.commitAfterClientGaveUpMs);
    return showFaults(tenant);
  }),
};

const gets: Readonly<Record<string, (tenant: Tenant) => unknown>> = {
  state: groundTruth,
  calls: (tenant) => tenant.calls.summary(),
  settings: (tenant) => tenant.settings.list(),
  faults: showFaults,
  credentials: (tenant) => tenant.auth.credentials(),
};

/** Answers /_sandbox/… of one account: never subject to sign-in, limits or faults. */
export function servePlay(
  tenant: Tenant,
  request: Request,
  response: Response,
  name: string,
): void {
  const answer = answerPlay(tenant, request, name);
  response.status(answer.status).type('application/json').send(toJson(answer.body));
}

/** JSON with exact integers: amounts are numbers where they fit, text beyond. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'bigint' ? safe(part) : part,
  );
}

function answerPlay(tenant: Tenant, request: Request, name: string): Answer {
  try {
    if (request.method === 'GET' && gets[name] !== undefined)
      return { status: 200, body: gets[name](tenant) };
    const act = posts[name];
    if (request.method !== 'POST' || act === undefined) {
      return { status: 404, body: { error: `There is no ${request.method} /_sandbox/${name}.` } };
    }
    return { status: 200, body: act(tenant, request.body) };
  } catch (error) {
    if (error instanceof BadBody) return { status: 400, body: { error: error.message } };
    if (error instanceof NetsuiteError) {
      return { status: error.status, body: { error: error.message, code: error.code } };
    }
    throw error;
  }
}

function showFaults(tenant: Tenant) {
  return {
    ...tenant.faults.current(),
    delayMs: tenant.delay.current(),
    commitAfterClientGaveUpMs: tenant.lateCommit.current(),
  };
}
