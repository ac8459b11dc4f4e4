import { Problem } from '../domain/problem.ts';
import { effectId } from '../ledger/effect-id.ts';
import {
  beginEffect,
  type Effect,
  type EffectOutcome,
  finishEffect,
  latestEffect,
  markSent,
  markUnsent,
  noteProbe,
} from '../ledger/effects.ts';
import { recordEvent } from '../ledger/events.ts';
import { decodeJson } from '../ledger/json.ts';
import type { OutwardStep, StepResult, StepVerb } from './step-verb.ts';
import { fateUnknownCode, finalAbsenceMs } from './unknown-fate.ts';
import type { Seen, Work } from './work.ts';

export type Performed =
  | { readonly kind: 'done' }
  /** Refused for good: deciding again turns it into an exception. */
  | { readonly kind: 'rejected' }
  /** Not now: no budget, a system away, an outcome still unknown. */
  | { readonly kind: 'waiting'; readonly until: Date; readonly why: string };

/** A step with its verb and the exact request, as it was stored with the intent. */
interface Stored<S extends OutwardStep, W> {
  readonly step: S;
  readonly wire: W;
}

/**
 * Carries one outward step through the effect protocol: intent with the exact request committed
 * before the call, outcome committed after it, nothing sent blindly again in between. Finding an
 * intent whose fate is unknown, it asks before it acts. Throws `lease-lost` when another worker has
 * the order; then nothing was sent by this one. `seen` is needed only for a step not begun yet.
 */
export async function performStep<S extends OutwardStep, W, R extends object>(
  step: S,
  verb: StepVerb<S, W, R>,
  work: Work,
  seen: Seen | null,
): Promise<Performed> {
  const begun = await intend(step, verb, work, seen);
  if ('kind' in begun) return begun;
  const { effect } = begun;
  if (effect.state === 'DONE') return { kind: 'done' };
  if (effect.state === 'REJECTED') return { kind: 'rejected' };
  const stored = decodeJson<Stored<S, W>>(effect.request);
  if (effect.sent_at === null) return await send(stored, verb, effect, work);
  return await learn(stored, verb, effect, effect.sent_at, work);
}

/** The newest attempt at this step; begun now, with what must stand beside it, if there is none. */
async function intend<S extends OutwardStep, W, R extends object>(
  step: S,
  verb: StepVerb<S, W, R>,
  work: Work,
  seen: Seen | null,
): Promise<{ readonly effect: Effect } | Performed> {
  const lease = { orderId: work.orderId, fence: work.fence };
  const known = await latestEffect(work.ledger, {
    ...lease,
    kind: step.kind,
    subject: step.subject,
  });
  const intent = {
    shopId: work.shop.id,
    returnId: step.returnId,
    kind: step.kind,
    subject: step.subject,
  };
  if (known !== null) {
    if (known.state === 'DONE' || known.state === 'REJECTED') return { effect: known };
    const request = decodeJson<object>(known.request);
    return await beginEffect(work.ledger, lease, { ...intent, attempt: known.attempt, request });
  }
  if (seen === null) throw new Error('a step is begun on the facts it was decided on');
  let wire: W;
  try {
    const id = effectId({ ...lease, kind: step.kind, subject: step.subject, attempt: 1 });
    wire = await verb.prepare(step, id, work, seen);
  } catch (error) {
    // Preparing only reads: whatever failed there, nothing was sent.
    if (!(error instanceof Problem)) throw error;
    if (error.retry !== 'never') return waiting(work, error.retryAfterMs ?? 15_000, error.message);
    return await refuseUnsent(step, error, work);
  }
  return await work.ledger.transact(async () => {
    const begun = await beginEffect(work.ledger, lease, { ...intent, request: { step, wire } });
    if (begun.isNew) {
      await verb.claim?.(step, begun.effect.id, work);
      await audit(work, step, 'intended', begun.effect.id, null);
    }
    return begun;
  });
}

/** A step that cannot even be put into words ends as refused: it becomes an exception, and can be replayed. */
async function refuseUnsent(step: OutwardStep, problem: Problem, work: Work): Promise<Performed> {
  const lease = { orderId: work.orderId, fence: work.fence };
  const { returnId, kind, subject } = step;
  await work.ledger.transact(async () => {
    const intent = { shopId: work.shop.id, returnId, kind, subject, request: { step, wire: null } };
    const { effect } = await beginEffect(work.ledger, lease, intent);
    await finish(work, effect, { state: 'REJECTED', code: problem.code, detail: problem.message });
    await audit(work, step, 'rejected', effect.id, null);
  });
  return { kind: 'rejected' };
}

async function send<S extends OutwardStep, W, R extends object>(
  stored: Stored<S, W>,
  verb: StepVerb<S, W, R>,
  effect: Effect,
  work: Work,
): Promise<Performed> {
  await markSent(work.ledger, effect.id, work.fence);
  let result: StepResult<R>;
  try {
    result = await verb.perform(stored.wire, effect.id, work, stored.step);
  } catch (error) {
    return await failed(stored.step, effect, error, work);
  }
  return await succeed(stored.step, verb, effect, result, work);
}

async function succeed<S extends OutwardStep, W, R extends object>(
  step: S,
  verb: StepVerb<S, W, R>,
  effect: Effect,
  result: StepResult<R>,
  work: Work,
): Promise<Performed> {
  await work.ledger.transact(async () => {
    await finish(work, effect, { state: 'DONE', remoteId: result.remoteId, result: result.data });
    await verb.settle?.(step, result, effect.id, work);
    await audit(work, step, 'done', effect.id, result.remoteId);
  });
  work.metrics.effect(step.kind, 'done');
  return { kind: 'done' };
}

/** What a failure means is decided by the stage in which it happened, never by its text. */
async function failed(
  step: OutwardStep,
  effect: Effect,
  error: unknown,
  work: Work,
): Promise<Performed> {
  if (!(error instanceof Problem)) {
    const { id, kind } = effect;
    work.log.error({ err: error, effect: id, kind }, 'a step failed in an unexpected way');
    return await unknown(step, effect, new Problem(fateUnknownCode(step), String(error)), work);
  }
  switch (error.retry) {
    case 'free':
    case 'after':
      // Provably not executed; but of an earlier sending this one says nothing.
      if (effect.sent_at === null) await markUnsent(work.ledger, effect.id, work.fence);
      work.metrics.effect(step.kind, 'postponed');
      return waiting(work, error.retryAfterMs ?? 2_000, error.message);
    case 'never':
      // A second sending goes under the same key, or after absence was certain: its refusal is final too.
      return await reject(step, effect, error, work);
    case 'probe':
      return await unknown(step, effect, error, work);
    default:
      return error.retry satisfies never;
  }
}

async function unknown(
  step: OutwardStep,
  effect: Effect,
  problem: Problem,
  work: Work,
): Promise<Performed> {
  await finishEffect(work.ledger, effect.id, work.fence, {
    state: 'UNKNOWN',
    code: problem.code,
    detail: problem.message,
  });
  work.metrics.effect(step.kind, 'unknown');
  return waiting(work, problem.retryAfterMs ?? 1_000, problem.message);
}

/** An effect that was sent and has no outcome: looks it up, and acts on the answer only. */
async function learn<S extends OutwardStep, W, R extends object>(
  stored: Stored<S, W>,
  verb: StepVerb<S, W, R>,
  effect: Effect,
  sentAt: Date,
  work: Work,
): Promise<Performed> {
  const ageMs = work.now().getTime() - sentAt.getTime();
  if (verb.repeat === 'same-key' && ageMs < work.shop.shopify.keyAgeMs) {
    return await send(stored, verb, effect, work);
  }
  if (verb.repeat === 'harmless') return await send(stored, verb, effect, work);
  await noteProbe(work.ledger, effect.id);
  let probed: Awaited<ReturnType<typeof verb.probe>>;
  try {
    probed = await verb.probe(stored.step, stored.wire, effect.id, work);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return waiting(work, error.retryAfterMs ?? 5_000, error.message);
  }
  if (probed.kind === 'done') return await succeed(stored.step, verb, effect, probed.result, work);
  if (probed.kind === 'foreign') {
    return await reject(
      stored.step,
      effect,
      new Problem(fateUnknownCode(stored.step), probed.detail),
      work,
    );
  }
  // Counted from the newest sending: it is the one that may still be carried out late.
  const sinceMs = work.now().getTime() - (effect.last_sent_at ?? sentAt).getTime();
  const finalMs = finalAbsenceMs(stored.step, verb.repeat, work.shop);
  if (sinceMs < finalMs) {
    return waiting(
      work,
      Math.min(finalMs - sinceMs, 60_000),
      'whether it took effect is not known yet',
    );
  }
  if (verb.repeat === 'external-id' || verb.repeat === 'read-back') {
    return await send(stored, verb, effect, work);
  }
  const lost = new Problem(fateUnknownCode(stored.step), 'its fate could not be learnt');
  return await reject(stored.step, effect, lost, work);
}

async function reject(
  step: OutwardStep,
  effect: Effect,
  problem: Problem,
  work: Work,
): Promise<Performed> {
  await work.ledger.transact(async () => {
    await finish(work, effect, { state: 'REJECTED', code: problem.code, detail: problem.message });
    await audit(work, step, 'rejected', effect.id, null);
  });
  work.metrics.effect(step.kind, 'rejected');
  return { kind: 'rejected' };
}

async function finish(work: Work, effect: Effect, outcome: EffectOutcome): Promise<void> {
  if (await finishEffect(work.ledger, effect.id, work.fence, outcome)) return;
  throw new Problem('lease-lost', `Another worker took ${effect.kind} over.`);
}

async function audit(
  work: Work,
  step: OutwardStep,
  what: 'intended' | 'done' | 'rejected',
  effect: string,
  remoteId: string | null,
): Promise<void> {
  await recordEvent(work.ledger, {
    shopId: work.shop.id,
    orderId: work.orderId,
    returnId: step.returnId,
    actorKind: 'system',
    actor: 'backhaul',
    action: `${step.kind}.${what}`,
    data: { effect, subject: step.subject, ...(remoteId === null ? {} : { remoteId }) },
  });
}

function waiting(work: Work, delayMs: number, why: string): Performed {
  return { kind: 'waiting', until: new Date(work.now().getTime() + delayMs), why };
}
