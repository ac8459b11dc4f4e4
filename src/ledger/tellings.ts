import type { TellCustomer } from '../domain/step.ts';
import { encodeJson } from './json.ts';
import type { Ledger } from './open.ts';

/** Notes that the customer was told a milestone for these units, in the transaction of the outcome. */
export const recordTelling = async (
  ledger: Ledger,
  step: TellCustomer,
  effectId: string,
): Promise<void> => {
  await ledger
    .db()
    .insertInto('tellings')
    .values({
      return_id: step.returnId,
      milestone: step.milestone,
      batch_key: step.batchKey,
      amount_minor: step.amountMinor,
      units: encodeJson(step.units),
      told_by: 'backhaul',
      effect_id: effectId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};
