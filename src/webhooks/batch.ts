import { Problem } from '../domain/problem.ts';
import type { Recorded, RecordHint, WebhookHint } from './hint.ts';

/** Inserts all hints in one transaction and says for each, in the same order, whether it was new. */
export type CommitHints = (hints: readonly WebhookHint[]) => Promise<readonly Recorded[]>;

export interface HintBatches {
  readonly record: RecordHint;
  /** Takes no more, and resolves when everything taken so far is committed or refused. */
  close(): Promise<void>;
}

interface Waiting {
  readonly hint: WebhookHint;
  readonly resolve: (recorded: Recorded) => void;
  readonly reject: (problem: Problem) => void;
}

/**
 * Group commit: whatever arrives while one commit is under way goes into the next, so that one fsync
 * answers for up to `maxBatch` requests. A promise resolves only after its own batch is committed; a
 * failing batch rejects all its requests with `ledger-unavailable`, and so does a full waiting room.
 */
export function createHintBatches(options: {
  readonly commit: CommitHints;
  readonly maxBatch?: number;
  /** Above this many waiting requests the next one is refused at once rather than held. */
  readonly maxWaiting?: number;
}): HintBatches {
  const { commit, maxBatch = 200, maxWaiting = 5_000 } = options;
  const waiting: Waiting[] = [];
  let draining: Promise<void> | null = null;
  let closed = false;

  const drain = async (): Promise<void> => {
    // One turn of the event loop lets requests that are already in the socket join the batch.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (waiting.length > 0) await settle(waiting.splice(0, maxBatch), commit);
    draining = null;
  };

  return {
    record: (hint) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(unavailable('The intake is shutting down'));
        if (waiting.length >= maxWaiting) return reject(unavailable('Too many messages wait'));
        waiting.push({ hint, resolve, reject });
        draining ??= drain();
      }),
    close: async () => {
      closed = true;
      await draining;
    },
  };
}

async function settle(batch: readonly Waiting[], commit: CommitHints): Promise<void> {
  try {
    const recorded = await commit(batch.map((one) => one.hint));
    batch.forEach((one, index) => {
      const answer = recorded[index];
      if (answer === undefined)
        one.reject(unavailable('The ledger did not answer for this message'));
      else one.resolve(answer);
    });
  } catch (cause) {
    for (const one of batch) one.reject(unavailable('The messages could not be recorded', cause));
  }
}

const unavailable = (message: string, cause?: unknown): Problem =>
  new Problem('ledger-unavailable', message, { cause });
