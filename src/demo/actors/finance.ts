import { z } from 'zod';
import type { Diary } from '../diary.ts';
import type { Stage, Truth } from '../stage.ts';
import { returnNumberOf, type TrueRma } from '../truth/netsuite.ts';
import { goodsOf, type Warehouse } from './warehouse.ts';

const creditSchema = z.object({ tranId: z.string() });
/** What somebody in finance takes off when they type another amount over a credit. */
const typedOffMinor = 137n;

/** Credits what was received and judged, by cash refund or credit memo as the sale asks for. */
export async function playFinance(
  stage: Stage,
  truth: Truth,
  warehouse: Warehouse,
  diary: Diary,
  paceMs: number,
): Promise<void> {
  for (const rma of truth.netsuite.returnAuthorizations) {
    const plan = diary.planOf(returnNumberOf(rma) ?? '');
    if (plan === undefined) continue;
    const { ordered, received, billed } = countOf(rma);
    if (received === 0 || received <= billed || warehouse.judged(rma.id) < received) continue;
    if (plan.credits === 'at-end' && received < ordered) continue;
    if (!diary.due(`credit ${rma.id}/${received}`, paceMs)) continue;
    const typed = plan.typedOver && rma.totalMinor > 2n * typedOffMinor;
    try {
      const { tranId } = await stage.netsuite.post(
        '/_sandbox/finance/credit',
        {
          rma: rma.id,
          ...(typed ? { amountOverrideMinor: `${rma.totalMinor - typedOffMinor}` } : {}),
        },
        creditSchema,
      );
      diary.note(`${rma.tranId} is credited by ${tranId}${typed ? ', typed over' : ''}`);
    } catch (error) {
      diary.mishap(`crediting ${rma.tranId}`, error);
    }
  }
}

function countOf(rma: TrueRma) {
  const sum = { ordered: 0, received: 0, billed: 0 };
  for (const line of goodsOf(rma)) {
    sum.ordered += line.isClosed ? line.quantityReceived : line.quantity;
    sum.received += line.quantityReceived;
    sum.billed += line.quantityBilled;
  }
  return sum;
}
