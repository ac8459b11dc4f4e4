import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { checkCase } from '../../scripts/cases/check-case.ts';

const file = new URL('../fixtures/peer-cases.json', import.meta.url);
const { cases } = z
  .object({
    cases: z.array(
      z.looseObject({
        id: z.string(),
        kind: z.string(),
        group: z.string(),
        expect: z.record(z.string(), z.unknown()),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(file, 'utf8')));

/** A quantity that may arrive short is the lifecycle's, not the money's. */
const notAmount = ['OCA-11'];

describe('what other projects found out about refunds holds here', () => {
  test.each(cases.map((peer) => [peer.id, peer.group, peer] as const))(
    '%s: %s',
    (id, _group, peer) => {
      const result = checkCase(peer);
      if (notAmount.includes(id)) {
        expect(result.outcome).toBe('not-amount');
        return;
      }
      expect(result).toMatchObject({ outcome: 'passed', wrong: [] });
    },
  );

  test('a wrong expectation fails a case', () => {
    const peer = cases.find((candidate) => candidate.id === 'MED-05');
    const wrong = { ...peer, expect: { ...peer?.expect, refund_total: '5337705' } };
    expect(checkCase(wrong)).toMatchObject({
      outcome: 'failed',
      wrong: ['refund_total: expected 53377.05, got 53377.06 (0.01)'],
    });
  });
});
