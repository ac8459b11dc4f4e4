import type { Args, Context, RootResolver } from './define.ts';
import type { UserError } from './errors.ts';
import { RequestError, userError } from './errors.ts';

/** The mutations that refuse to run without `@idempotent` since 2026-04. */
export const idempotentMutations = new Set([
  'refundCreate',
  'inventoryActivate',
  'inventoryAdjustQuantities',
  'inventoryMoveQuantities',
  'inventorySetOnHandQuantities',
  'inventorySetQuantities',
  'inventoryShipmentAddItems',
  'inventoryShipmentCreate',
  'inventoryShipmentCreateInTransit',
  'inventoryShipmentReceive',
  'inventoryTransferCreate',
  'inventoryTransferCreateAsReadyToShip',
  'inventoryTransferDuplicate',
  'inventoryTransferSetItems',
  'locationActivate',
  'locationDeactivate',
]);

/** Takes a key without asking for one (recorded). */
const alsoTakesKey = new Set(['inventoryDeactivate']);

type Attempt = {
  fingerprint: string;
  startedAt: number;
  state: 'running' | 'succeeded' | 'failed';
  payload: unknown;
};

/** What one mutation call brings: its key, and whether its userErrors carry codes. */
export type IdempotentCall = {
  mutation: string;
  key: string | undefined;
  args: Args;
  /** The arguments as the client wrote them, field order included. */
  fingerprint: string;
  context: Context;
  /** Null payload fields of this mutation, used when the answer is only a userError. */
  failedPayload: (errors: UserError[]) => unknown;
  errorsHaveCode: boolean;
  resolve: RootResolver;
};

export type Idempotency = { run(call: IdempotentCall): Promise<unknown> };

/** As recorded on locationDeactivate, and as the schema words the other two. */
const messages = {
  IDEMPOTENCY_CONCURRENT_REQUEST: 'This request is currently in progress, please try again.',
  IDEMPOTENCY_KEY_PARAMETER_MISMATCH:
    'The same idempotency key cannot be used with different operation parameters.',
  IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED:
    'A previous request with this idempotency key failed. Retry with a new idempotency key.',
};
type Code = keyof typeof messages;

/**
 * Remembers keys of one shop. A repeated call is answered from the current state of the records the
 * first one touched, since payloads hold records and not copies. The fingerprint keeps field order.
 */
export function createIdempotency(): Idempotency {
  const attempts = new Map<string, Attempt>();
  return {
    run: async (call) => {
      const { shop } = call.context;
      if (call.key === undefined) {
        // Optional in 2026-01, the oldest version still answered; mandatory from 2026-04 on.
        const isMandatory =
          call.context.apiVersion >= '2026-04' && idempotentMutations.has(call.mutation);
        if (!isMandatory) return call.resolve(call.args, call.context);
        throw new RequestError(
          'BAD_REQUEST',
          'The @idempotent directive is required for this mutation but was not provided.',
        );
      }
      if (call.key.trim() === '') {
        throw new RequestError('BAD_REQUEST', 'The idempotency key cannot be empty.');
      }
      if (!idempotentMutations.has(call.mutation) && !alsoTakesKey.has(call.mutation)) {
        throw new RequestError(
          'BAD_REQUEST',
          'The @idempotent directive is not supported for this mutation.',
        );
      }
      const id = `${call.mutation} ${call.key}`;
      const lifeMs = shop.settings.get('idempotencyKeyLifeSeconds') * 1000;
      const known = attempts.get(id);
      if (known !== undefined && shop.now().getTime() - known.startedAt < lifeMs) {
        const code = refusalOf(known, call.fingerprint);
        return code === undefined ? known.payload : refuse(call, code);
      }
      return firstRun(attempts, id, call);
    },
  };
}

function refusalOf(known: Attempt, fingerprint: string): Code | undefined {
  if (known.fingerprint !== fingerprint) return 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH';
  if (known.state === 'running') return 'IDEMPOTENCY_CONCURRENT_REQUEST';
  return known.state === 'failed' ? 'IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED' : undefined;
}

async function firstRun(attempts: Map<string, Attempt>, id: string, call: IdempotentCall) {
  const { shop } = call.context;
  const attempt: Attempt = {
    fingerprint: call.fingerprint,
    startedAt: shop.now().getTime(),
    state: 'running',
    payload: null,
  };
  attempts.set(id, attempt);
  try {
    const workMs = shop.settings.get('mutationProcessingMs');
    if (workMs > 0) await new Promise((done) => setTimeout(done, workMs));
    attempt.payload = await call.resolve(call.args, call.context);
    const { userErrors } = attempt.payload as { userErrors?: unknown[] };
    attempt.state = userErrors !== undefined && userErrors.length > 0 ? 'failed' : 'succeeded';
    return attempt.payload;
  } catch (error) {
    attempts.delete(id);
    throw error;
  }
}

function refuse(call: IdempotentCall, code: Code): unknown {
  const { settings } = call.context.shop;
  if (!call.errorsHaveCode && settings.get('idempotencyErrorsWithoutCode') === 'topLevel') {
    throw new RequestError(code, messages[code]);
  }
  return call.failedPayload([userError(null, messages[code], code)]);
}
