import { expect, test } from 'vitest';
import type { NetsuiteCredit, NetsuiteRma, NetsuiteSide } from '../../src/domain/snapshot.ts';
import { usedUnits } from '../../src/mappings/used-units.ts';
import { aCredit, aReturn } from '../domain/decide/builders.ts';

const base = aReturn({ quantity: 5, upTo: 'opened' }).netsuite;
const rmaWith = (
  over: Partial<NetsuiteRma>,
  line: Partial<NetsuiteRma['lines'][number]> = {},
): NetsuiteRma => {
  const [rma] = base.rmas;
  if (rma === undefined) throw new Error('the builder has no RMA');
  return { ...rma, ...over, lines: rma.lines.map((each) => ({ ...each, quantity: 3, ...line })) };
};
const side = (more: Partial<NetsuiteSide>): NetsuiteSide => ({ ...base, ...more });
const used = (more: Partial<NetsuiteSide>, except: readonly string[] = []) =>
  Object.fromEntries(usedUnits(side(more), new Set(except)));

test('an open RMA takes what it authorizes, or what was credited on it if that is more', () => {
  expect(used({ rmas: [rmaWith({})] })).toEqual({ '500:1': 3 });
  expect(used({ rmas: [rmaWith({}, { quantityBilled: 2 })] })).toEqual({ '500:1': 3 });
  expect(used({ rmas: [rmaWith({}, { quantityBilled: 4 })] })).toEqual({ '500:1': 4 });
});

test('an RMA or a line that has ended takes only what was credited', () => {
  for (const status of ['C', 'H']) {
    expect(used({ rmas: [rmaWith({ status }, { quantityBilled: 1 })] })).toEqual({ '500:1': 1 });
  }
  expect(used({ rmas: [rmaWith({}, { isClosed: true, quantityBilled: 2 })] })).toEqual({
    '500:1': 2,
  });
});

test("several RMAs add up, but for the return's own", () => {
  const rmas = [rmaWith({}), rmaWith({ id: '901' }, { quantity: 1 })];
  expect(used({ rmas })).toEqual({ '500:1': 4 });
  expect(used({ rmas }, ['900'])).toEqual({ '500:1': 1 });
});

test('a charge line and an RMA of no known source take nothing', () => {
  expect(used({ rmas: [rmaWith({}, { orderLine: null })] })).toEqual({});
  expect(used({ rmas: [rmaWith({ sourceId: null })] })).toEqual({});
});

test('a credit made straight from the sale takes its units, unless it is void', () => {
  const straight = (over: Partial<NetsuiteCredit> = {}) =>
    aCredit('1', [{ rmaLine: 1, quantity: 2 }], { rmaId: null, ...over });
  expect(used({ rmas: [], credits: [straight()] })).toEqual({ '500:1': 2 });
  expect(used({ rmas: [], credits: [straight({ voided: true })] })).toEqual({});
  expect(used({ rmas: [], credits: [straight({ sourceId: null })] })).toEqual({});
});

test('a credit that descends from an RMA is not counted beside it', () => {
  const credits = [aCredit('1', [{ rmaLine: 1, quantity: 2 }])];
  expect(used({ rmas: [rmaWith({}, { quantityBilled: 2 })], credits })).toEqual({ '500:1': 3 });
});
