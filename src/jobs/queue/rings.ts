import type { Ledger } from '../../ledger/open.ts';
import type { TransactionScope } from '../../ledger/transact.ts';
import { type Lane, lanes, type Ring } from './lanes.ts';

type Send = (lane: Lane, rings: readonly Ring[]) => Promise<void>;

/**
 * Collects the rings of a transaction and sends them at its end: in its last statements where the
 * queue shares the database, after its commit where it does not. Together and in one order, because
 * BullMQ locks each deduplication id until commit, and two transactions that rang in opposite orders
 * would wait for each other.
 */
export const makeRinger = (options: {
  ledger: Ledger;
  joinsLedger: boolean;
  send: Send;
  onError: (error: Error) => void;
}) => {
  const { ledger, joinsLedger, send, onError } = options;
  const pending = new WeakMap<TransactionScope, Ring[]>();

  const sendAll = async (rings: readonly Ring[]): Promise<void> => {
    for (const lane of lanes) {
      const inLane = withoutRepetitions(rings.filter((ring) => ring.lane === lane));
      if (inLane.length > 0) await send(lane, inLane);
    }
  };
  const sendIfPossible = (rings: readonly Ring[]): Promise<void> =>
    sendAll(rings).catch((error: unknown) => onError(asError(error)));

  return async (ring: Ring): Promise<void> => {
    const scope = ledger.scope();
    if (!scope) return joinsLedger ? await sendAll([ring]) : await sendIfPossible([ring]);
    const collected = pending.get(scope);
    if (collected) {
      collected.push(ring);
      return;
    }
    const rings = [ring];
    pending.set(scope, rings);
    if (joinsLedger) scope.beforeCommit(() => sendAll(rings));
    else scope.afterCommit(() => sendIfPossible(rings));
  };
};

/** The last of those that would become one anyway. */
const withoutRepetitions = (rings: readonly Ring[]): Ring[] => {
  const kept = new Map<string, Ring>();
  for (const [index, ring] of rings.entries()) {
    const { dedupeId, delayMs = 0 } = ring;
    kept.set(dedupeId === undefined ? `#${index}` : `${delayMs > 0} ${dedupeId}`, ring);
  }
  return [...kept.values()];
};

const asError = (error: unknown): Error =>
  error instanceof Error ? error : new Error(String(error));
