import { z } from 'zod';
import type { Diary } from '../diary.ts';
import type { Stage, Truth } from '../stage.ts';
import { returnNumberOf } from '../truth/netsuite.ts';

/** Approves what waits for approval in NetSuite, one after the other. */
export async function playStaff(
  stage: Stage,
  truth: Truth,
  diary: Diary,
  paceMs: number,
): Promise<void> {
  for (const rma of truth.netsuite.returnAuthorizations) {
    if (rma.status !== 'A' || diary.planOf(returnNumberOf(rma) ?? '') === undefined) continue;
    if (!diary.due(`approve ${rma.id}`, paceMs / 2)) continue;
    try {
      await stage.netsuite.post('/_sandbox/staff/approve', { rma: rma.id }, z.unknown());
      diary.note(`${rma.tranId} is approved in NetSuite`);
    } catch (error) {
      diary.mishap(`approving ${rma.tranId}`, error);
    }
  }
}
