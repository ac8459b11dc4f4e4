import { z } from 'zod';
import { type Diary, numberOf } from '../diary.ts';
import type { PlannedReturn } from '../plan.ts';
import type { Stage, Truth } from '../stage.ts';
import { returnNumberOf, type TrueRma } from '../truth/netsuite.ts';

export interface Warehouse {
  play(truth: Truth): Promise<void>;
  /** Units of an RMA that were judged. */
  judged(rmaId: string): number;
}

type Outcome = 'sellable' | 'damaged' | 'quarantine';

/** Receives the parcels of approved returns and judges what is in them, as each return's plan says. */
export function createWarehouse(stage: Stage, diary: Diary, paceMs: number): Warehouse {
  /** By RMA and line: how many units were judged. */
  const judged = new Map<string, Map<number, number>>();
  const parcels = new Map<string, number>();
  const judgedOf = (rma: TrueRma, line: number) => judged.get(rma.id)?.get(line) ?? 0;

  const receive = async (rma: TrueRma, plan: PlannedReturn): Promise<void> => {
    const sent = parcels.get(rma.id) ?? 0;
    if (sent >= plan.parcels || !'BDE'.includes(rma.status)) return;
    if (!diary.due(`parcel ${rma.id}/${sent}`, paceMs)) return;
    const part = plan.parcels === 2 && sent === 0 ? firstHalf(rma) : [];
    await stage.netsuite.post(
      '/_sandbox/warehouse/receive',
      {
        rma: rma.id,
        ...(part.length === 0 ? {} : { lines: part }),
        ...(plan.elsewhere ? { location: Number([...stage.locations.keys()].at(-1)) } : {}),
      },
      z.unknown(),
    );
    // What is in one line of one unit cannot come in two parcels.
    parcels.set(rma.id, part.length === 0 ? plan.parcels : sent + 1);
    diary.note(`${rma.tranId}: ${part.length === 0 ? 'the goods arrive' : 'a part of it arrives'}`);
  };

  const inspect = async (rma: TrueRma, plan: PlannedReturn): Promise<void> => {
    const units = goodsOf(rma).flatMap(({ line, quantityReceived }) => {
      const quantity = quantityReceived - judgedOf(rma, line);
      return quantity > 0 ? [{ line, quantity }] : [];
    });
    const count = units.reduce((sum, { quantity }) => sum + quantity, 0);
    if (count === 0 || !diary.due(`inspect ${rma.id}/${count}/${units.length}`, paceMs)) return;
    const lines = verdictOn(units, plan, [...(judged.get(rma.id) ?? [])].length === 0);
    await stage.netsuite.post('/_sandbox/warehouse/inspect', { rma: rma.id, lines }, z.unknown());
    const done = judged.get(rma.id) ?? new Map<number, number>();
    for (const { line, quantity } of units) done.set(line, (done.get(line) ?? 0) + quantity);
    judged.set(rma.id, done);
    diary.note(`${rma.tranId}: ${summaryOf(lines)}`);
  };

  return {
    judged: (rmaId) => [...(judged.get(rmaId)?.values() ?? [])].reduce((sum, n) => sum + n, 0),
    play: async (truth) => {
      const open = new Set(
        truth.shopify.orders
          .flatMap(({ returns }) => returns)
          .flatMap(({ id, status }) => (status === 'OPEN' ? [numberOf(id)] : [])),
      );
      for (const rma of truth.netsuite.returnAuthorizations) {
        const number = returnNumberOf(rma) ?? '';
        const plan = diary.planOf(number);
        // The shopper sends nothing before the return is confirmed.
        if (plan === undefined || !open.has(number)) continue;
        try {
          await inspect(rma, plan);
          await receive(rma, plan);
        } catch (error) {
          diary.mishap(`the warehouse's work on ${rma.tranId}`, error);
        }
      }
    },
  };
}

/** The lines of an RMA that are articles, not charges or discounts. */
export function goodsOf(rma: TrueRma): TrueRma['lines'] {
  return rma.lines.filter(
    ({ itemType, orderLine }) => itemType === 'InvtPart' && orderLine !== null,
  );
}

function firstHalf(rma: TrueRma): { line: number; quantity: number }[] {
  const units = goodsOf(rma).flatMap(({ line, quantity }) =>
    Array.from({ length: quantity }, () => line),
  );
  if (units.length < 2) return [];
  const counts = new Map<number, number>();
  for (const line of units.slice(0, Math.ceil(units.length / 2))) {
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts].map(([line, quantity]) => ({ line, quantity }));
}

function verdictOn(
  units: readonly { readonly line: number; readonly quantity: number }[],
  plan: PlannedReturn,
  isFirst: boolean,
): { line: number; quantity: number; outcome: Outcome }[] {
  const bad: Outcome = plan.reason === 'DEFECTIVE' ? 'damaged' : 'quarantine';
  if (plan.verdict !== 'mixed') {
    const outcome = plan.verdict === 'pass' ? 'sellable' : bad;
    return units.map((each) => ({ ...each, outcome }));
  }
  return units.flatMap(({ line, quantity }, index) => {
    // Of everything that comes back, the very first unit fails.
    const failed = isFirst && index === 0 ? 1 : 0;
    return [
      { line, quantity: failed, outcome: bad },
      { line, quantity: quantity - failed, outcome: 'sellable' as const },
    ].filter((each) => each.quantity > 0);
  });
}

function summaryOf(lines: readonly { readonly quantity: number; readonly outcome: Outcome }[]) {
  const counts = new Map<Outcome, number>();
  for (const { quantity, outcome } of lines) {
    counts.set(outcome, (counts.get(outcome) ?? 0) + quantity);
  }
  return [...counts].map(([outcome, quantity]) => `${quantity} ${outcome}`).join(', ');
}
