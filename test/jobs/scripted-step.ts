import { sql } from 'kysely';
import { createExposure } from '../../src/connectors/netsuite/exposure.ts';
import { mappingTablesSchema, policySchema } from '../../src/domain/policy.ts';
import { Problem } from '../../src/domain/problem.ts';
import type { ApproveReturn } from '../../src/domain/step.ts';
import type { Probed, Repeat, StepResult, StepVerb } from '../../src/jobs/step-verb.ts';
import type { Seen, ShopRuntime, Work } from '../../src/jobs/work.ts';
import type { Ledger } from '../../src/ledger/open.ts';
import { leaseOrder } from '../../src/ledger/orders.ts';
import { createTranslate } from '../../src/mappings/translate.ts';
import { createLog } from '../../src/telemetry/log.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { aReturn as base } from '../domain/decide/builders.ts';
import { aReturn } from '../support/ledger-rows.ts';

export const keyAgeMs = 60_000;
export const shopifyLateMs = 20_000;
export const netsuiteLateMs = 30_000;
export const readLagMs = 5_000;

/** How one sending ends. `-before` means that nothing took effect, `-after` that it did. */
export const endings = [
  'ok',
  'free',
  'after',
  'never',
  'lost-before',
  'lost-after',
  'lost-late',
  'bug-before',
  'bug-after',
] as const;
export type Ending = (typeof endings)[number];

const unused = async (): Promise<never> => {
  throw new Error('no system is there');
};

function aShop(id: string): ShopRuntime {
  const tables = mappingTablesSchema.parse({});
  return {
    id,
    domain: `${id}.myshopify.com`,
    startAt: new Date(0),
    timeZone: 'UTC',
    policy: policySchema.parse({}),
    tables,
    translate: createTranslate(tables),
    notifier: { send: unused, probe: unused },
    notices: { shopName: id, locale: 'en' },
    shopify: {
      client: { shop: id, execute: unused },
      keyAgeMs,
      lateCommitMs: shopifyLateMs,
    },
    netsuite: {
      client: { account: '1', call: unused, close: () => undefined },
      account: '1',
      exposure: createExposure(),
      listChanges: unused,
      changeTime: unused,
      lateCommitMs: netsuiteLateMs,
      readLagMs,
      pollIntervalMs: 1_000,
    },
  };
}

const { shopify, netsuite, ledger: ledgerSide } = base({ upTo: 'opened' });
export const seen: Seen = { shopify, netsuite, ledger: ledgerSide };

const metrics = createMetrics();
const log = createLog({ level: 'silent' });

/** An order with one step to do, for which time can pass at once, and workers that take turns at it. */
export async function aCase(ledger: Ledger) {
  const { id: returnId, orderId, shopId } = await aReturn(ledger);
  const shop = aShop(shopId);
  let passedMs = 0;
  const now = () => new Date();
  const step: ApproveReturn = {
    kind: 'approve-return',
    returnId,
    subject: 'the-return',
    shopifyReturnId: 'gid://shopify/Return/1',
  };
  return {
    step,
    orderId,
    shopId,
    /** The other system's clock, in milliseconds. */
    passedMs: () => passedMs,
    /** Lets time pass: what was sent was sent that much earlier. */
    async wait(ms: number): Promise<void> {
      passedMs += ms;
      await sql`update backhaul.effects
        set sent_at = sent_at - make_interval(secs => ${ms / 1_000}),
          last_sent_at = last_sent_at - make_interval(secs => ${ms / 1_000})
        where order_id = ${orderId} and state in ('INTENT', 'UNKNOWN')`.execute(ledger.db());
    },
    /** The next worker, if nobody holds the order. */
    async worker(leaseMs = 30_000): Promise<Work> {
      const lease = await leaseOrder(ledger, orderId, 'a worker', leaseMs);
      if (lease === null) throw new Error('somebody holds the order');
      return { ledger, shop, orderId, fence: lease.fence, log, metrics, now };
    },
  };
}

export type Case = Awaited<ReturnType<typeof aCase>>;

interface Wire {
  readonly text: string;
}

/**
 * Another system that counts how often a request took effect in it. Under one key (`same-key`) or one
 * external id it takes effect once; else every sending that arrives does.
 */
export function aRemote(repeat: Repeat, its: Case, script: readonly Ending[] = []) {
  const left = [...script];
  const done = new Set<string>();
  const late: { at: number; key: string }[] = [];
  const sent: { key: string; text: string }[] = [];
  let effects = 0;
  let probes = 0;
  let wordings = 0;
  let answer: 'truth' | 'foreign' | 'error' = 'truth';
  let gate: Promise<void> | null = null;

  const commit = (key: string): void => {
    if (done.has(key) && repeat === 'external-id') return;
    done.add(key);
    effects += 1;
  };
  const catchUp = (until = its.passedMs()): void => {
    for (const one of late.splice(0)) {
      if (one.at <= until) commit(one.key);
      else late.push(one);
    }
  };
  const lateMs = (repeat === 'external-id' ? netsuiteLateMs : shopifyLateMs) - 1_000;

  const perform = async (wire: Wire, key: string): Promise<StepResult> => {
    catchUp();
    sent.push({ key, text: wire.text });
    const ending = left.shift() ?? 'ok';
    await gate;
    const arrives = ending !== 'free' && ending !== 'after' && !ending.endsWith('-before');
    if (arrives && repeat === 'same-key') {
      // A key that is known answers as it did, one still under way asks for patience.
      if (late.some((one) => one.key === key)) throw new Problem('shopify-throttled', 'under way');
      if (done.has(key)) return { remoteId: `remote-${key}`, data: {} };
    }
    if (arrives && repeat === 'external-id' && done.has(key)) {
      throw new Problem('netsuite-duplicate', 'this external id is taken');
    }
    switch (ending) {
      case 'free':
        throw new Problem('shopify-unreachable', 'no connection');
      case 'after':
        throw new Problem('shopify-throttled', 'no budget', { retryAfterMs: 500 });
      case 'never':
        throw new Problem('shopify-rejected', 'refused');
      case 'lost-before':
        throw new Problem('shopify-outcome-unknown', 'no answer');
      case 'bug-before':
        throw new TypeError('a mistake of ours');
      case 'lost-late':
        late.push({ at: its.passedMs() + lateMs, key });
        throw new Problem('shopify-outcome-unknown', 'no answer');
      case 'ok':
        commit(key);
        return { remoteId: `remote-${key}`, data: { text: wire.text } };
      case 'lost-after':
        commit(key);
        throw new Problem('shopify-outcome-unknown', 'no answer');
      case 'bug-after':
        commit(key);
        throw new TypeError('a mistake of ours');
      default:
        return ending satisfies never;
    }
  };

  const verb: StepVerb<ApproveReturn, Wire> = {
    kind: 'approve-return',
    repeat,
    async prepare(_step, id) {
      wordings += 1;
      return { text: `request ${id}, wording ${wordings}` };
    },
    perform,
    async probe(_step, _wire, key): Promise<Probed> {
      catchUp();
      probes += 1;
      if (answer === 'error') throw new Problem('shopify-unreachable', 'no connection');
      if (answer === 'foreign') return { kind: 'foreign', detail: 'another thing has this name' };
      if (!done.has(key)) return { kind: 'absent' };
      return { kind: 'done', result: { remoteId: `remote-${key}`, data: {} } };
    },
  };
  return {
    verb,
    sent,
    /** How often it took effect in the end, when nothing is under way any more. */
    effects() {
      catchUp(Number.POSITIVE_INFINITY);
      return effects;
    },
    probes: () => probes,
    /** What a probe answers from now on. */
    answers(how: typeof answer) {
      answer = how;
    },
    /** Keeps sendings from being answered until the function it gives back is called. */
    hang(): () => void {
      let open = (): void => undefined;
      gate = new Promise((resolve) => {
        open = resolve;
      });
      return () => {
        gate = null;
        open();
      };
    },
  };
}
