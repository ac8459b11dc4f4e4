import { changeTags, changeTagsVariables } from '../../connectors/shopify/change-tags.ts';
import { readOrder } from '../../connectors/shopify/read-order.ts';
import {
  writeStatus as send,
  writeStatusVariables,
} from '../../connectors/shopify/write-status.ts';
import { Problem } from '../../domain/problem.ts';
import { stages } from '../../domain/stage.ts';
import type { WriteStatus } from '../../domain/step.ts';
import { lastResult } from '../../ledger/effects.ts';
import type { StepVerb } from '../step-verb.ts';

interface Wire {
  readonly orderId: string;
  readonly value: string;
  readonly tag: string;
  readonly compareDigest: string | null;
}

interface Written {
  readonly compareDigest: string;
}

const tagOf = (stage: string) => `return:${stage}`;

/**
 * Writes the status of all returns of an order: the JSON metafield by compare-and-swap, then the
 * one-of-N tag. Writing the same again is harmless; a digest that moved is read again once.
 */
export const writeStatus: StepVerb<WriteStatus, Wire, Written> = {
  kind: 'write-status',
  repeat: 'harmless',
  async prepare(step, _effectId, work, seen) {
    const value = JSON.stringify({ version: 1, returns: step.returns });
    const own = await lastResult<Written>(work.ledger, work.orderId, 'write-status');
    const read = seen.shopify.order.statusMetafield?.compareDigest ?? null;
    const compareDigest = own?.compareDigest ?? read;
    return { orderId: step.orderId, value, tag: tagOf(step.tagStage), compareDigest };
  },
  async perform(wire, _effectId, work) {
    const { client } = work.shop.shopify;
    const write = async (compareDigest: string | null) =>
      await send(
        client,
        writeStatusVariables({ orderId: wire.orderId, value: wire.value, compareDigest }),
      );
    let written: Awaited<ReturnType<typeof send>>;
    try {
      written = await write(wire.compareDigest);
    } catch (error) {
      if (!(error instanceof Problem) || error.retry !== 'never') throw error;
      const side = await readOrder(client, wire.orderId, work.now());
      written = await write(side?.order.statusMetafield?.compareDigest ?? null);
    }
    const remove = stages.map(tagOf).filter((tag) => tag !== wire.tag);
    await changeTags(
      client,
      changeTagsVariables({ orderId: wire.orderId, remove, add: [wire.tag] }),
    );
    return { remoteId: null, data: { compareDigest: written.compareDigest } };
  },
  async probe() {
    return { kind: 'absent' };
  },
};
