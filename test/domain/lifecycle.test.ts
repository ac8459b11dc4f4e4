import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  canReach,
  finalStages,
  leastAdvanced,
  stageRank,
  transitions,
} from '../../src/domain/lifecycle.ts';
import { type Stage, stages } from '../../src/domain/stage.ts';

const anyStage = fc.constantFrom(...stages);

test('the table names every stage, each edge once and with its cause', () => {
  const named = new Set(transitions.flatMap((edge) => [edge.from, edge.to]));
  expect([...stages].filter((stage) => !named.has(stage))).toEqual([]);
  const edges = transitions.map((edge) => `${edge.from} ${edge.to}`);
  expect(new Set(edges).size).toBe(edges.length);
  for (const edge of transitions) expect(edge.by).not.toBe('');
});

test('nothing leaves an end, and every other stage leads to one', () => {
  for (const stage of stages) {
    const exits = transitions.filter((edge) => edge.from === stage);
    const isEnd = finalStages.includes(stage);
    expect(exits.length === 0, stage).toBe(isEnd);
    expect(
      finalStages.some((end) => canReach(stage, end)),
      stage,
    ).toBe(true);
  }
});

test('every stage can be reached from the request', () => {
  expect(stages.filter((stage) => !canReach('requested', stage))).toEqual([]);
});

test('no way leads back', () => {
  for (const edge of transitions) {
    expect(stageRank(edge.to), `${edge.from} to ${edge.to}`).toBeGreaterThan(stageRank(edge.from));
    expect(canReach(edge.to, edge.from), `${edge.to} to ${edge.from}`).toBe(false);
  }
});

test('what can be reached over a stage can be reached', () => {
  fc.assert(
    fc.property(anyStage, anyStage, anyStage, (a, b, c) => {
      fc.pre(canReach(a, b) && canReach(b, c));
      expect(canReach(a, c)).toBe(true);
    }),
  );
});

test('the least advanced of several stages is one of them, below none, whatever their order', () => {
  fc.assert(
    fc.property(fc.array(anyStage, { minLength: 1 }), (several) => {
      const least = leastAdvanced(several);
      for (const stage of several) expect(stageRank(least)).toBeLessThanOrEqual(stageRank(stage));
      const ranks = several.map(stageRank);
      expect(stageRank(least)).toBe(Math.min(...ranks, stageRank('closed')));
      expect(stageRank(leastAdvanced([...several].reverse()))).toBe(stageRank(least));
    }),
  );
});

test('a unit that has ended holds the stage of the others back in no way', () => {
  const onTheWay: readonly Stage[] = stages.filter((stage) => !finalStages.includes(stage));
  for (const stage of onTheWay) {
    for (const end of finalStages) expect(leastAdvanced([end, stage])).toBe(stage);
  }
});
