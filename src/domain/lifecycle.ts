import type { Stage } from './stage.ts';

/**
 * The lifecycle as data: from which stage a return may move to which, and by what. The dashboard
 * and docs/lifecycle.md draw this table; a test proves that it is complete and has no dead ends.
 */
export const transitions: readonly {
  readonly from: Stage;
  readonly to: Stage;
  readonly by: string;
}[] = [
  { from: 'requested', to: 'authorized', by: 'the RMA is past approval and the amount is locked' },
  { from: 'requested', to: 'declined', by: 'the request is declined in Shopify' },
  { from: 'requested', to: 'cancelled', by: 'the return is cancelled before anything arrived' },
  { from: 'authorized', to: 'in_transit', by: 'a parcel is on its way' },
  { from: 'authorized', to: 'received', by: 'NetSuite shows a receipt' },
  {
    from: 'authorized',
    to: 'posted',
    by: 'a credit is posted in advance, or nothing is to be received',
  },
  { from: 'authorized', to: 'cancelled', by: 'the return is cancelled before anything arrived' },
  { from: 'in_transit', to: 'received', by: 'NetSuite shows a receipt' },
  { from: 'in_transit', to: 'cancelled', by: 'the return is cancelled before anything arrived' },
  { from: 'received', to: 'inspected', by: 'every received unit is judged' },
  { from: 'inspected', to: 'posted', by: 'a valid credit covers the units' },
  { from: 'posted', to: 'settled', by: 'the money is with the customer and both sides say so' },
  { from: 'settled', to: 'closed', by: 'the return is closed in Shopify' },
];

/** Ends: no edge leaves them. */
export const finalStages: readonly Stage[] = ['closed', 'declined', 'cancelled'];

const order: readonly Stage[] = [
  'requested',
  'authorized',
  'in_transit',
  'received',
  'inspected',
  'posted',
  'settled',
  'closed',
];

/** How far a stage is along the way; ends outside the way count as complete. */
export function stageRank(stage: Stage): number {
  const rank = order.indexOf(stage);
  return rank === -1 ? order.length : rank;
}

/** The least advanced of several stages: the stage of a return is that of its least advanced open unit. */
export function leastAdvanced(stages: readonly Stage[]): Stage {
  return stages.reduce<Stage>(
    (least, stage) => (stageRank(stage) < stageRank(least) ? stage : least),
    'closed',
  );
}

/** Whether a return may be seen in `to` after `from`: any path of edges, since stages may be skipped between two looks. */
export function canReach(from: Stage, to: Stage): boolean {
  if (from === to) return true;
  const seen = new Set<Stage>([from]);
  const open: Stage[] = [from];
  for (let stage = open.pop(); stage !== undefined; stage = open.pop()) {
    for (const edge of transitions) {
      if (edge.from !== stage || seen.has(edge.to)) continue;
      if (edge.to === to) return true;
      seen.add(edge.to);
      open.push(edge.to);
    }
  }
  return false;
}
