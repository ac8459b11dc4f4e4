import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ConformanceOptions, runConformance } from '../../sandbox/shopify/conformance/run.ts';

const own = path.join(import.meta.dirname, '../fixtures/recorded');
const cycle = '2026-10__orders__return-cycle.json';
const hold = '2026-10__products__stock-hold.json';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'recorded-'));
  cpSync(own, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function run(options: Partial<ConformanceOptions> = {}) {
  const lines: string[] = [];
  const verdict = await runConformance({ folder, write: (line) => lines.push(line), ...options });
  return { ...verdict, lines, text: lines.join('\n') };
}

/** Rewrites a recording as text; fails where there is nothing to rewrite. */
function tamper(file: string, from: string | RegExp, to: string): void {
  const target = path.join(folder, file);
  const before = readFileSync(target, 'utf8');
  const after = before.replace(from, to);
  expect(after, `nothing to change in ${file}`).not.toBe(before);
  writeFileSync(target, after);
}

describe('a recording of a real store', () => {
  it('is reproduced, set-up steps and exchanges named by a specification included', async () => {
    const { totals, passed, text } = await run();
    expect(text).toContain('reproduced    2026-10__orders__return-cycle setup.orderCreate');
    expect(text).toContain('reproduced    2026-10__products__stock-hold downstreamRead');
    expect(totals).toMatchObject({ exchanges: 11, reproduced: 11, different: 0 });
    expect(passed).toBe(true);
  });

  it('is found by name', async () => {
    const { totals } = await run({ only: 'stock-hold' });
    expect(totals.exchanges).toBe(3);
  });

  it('can be reported as one JSON document', async () => {
    const { lines } = await run({ json: true, only: 'stock-hold' });
    expect(JSON.parse(lines.join('\n'))).toMatchObject({ passed: true, share: 1 });
  });
});

describe('a tampered recording', () => {
  it('differs where a user error has another message', async () => {
    tamper(cycle, /"message": "[^"]*quantity[^"]*"/i, '"message": "something else"');
    const { passed, text } = await run({ only: 'return-cycle' });
    expect(text).toMatch(/different .*validation\.tooMany .*something else/);
    expect(passed).toBe(false);
  });

  it('differs where a quantity is another', async () => {
    tamper(hold, /("name": "quality_control",\s*"quantity": )3/, '$13000');
    const { text, totals } = await run({ only: 'stock-hold' });
    expect(text).toMatch(/different .*downstreamRead .*3000/);
    expect(totals.different).toBe(1);
  });

  it('differs where an id names another thing than before', async () => {
    const content = readFileSync(path.join(folder, cycle), 'utf8');
    const parsed = JSON.parse(content);
    const answer = parsed.downstreamRead.response.payload.data;
    answer.return.order.id = 'gid://shopify/Order/610000999999';
    writeFileSync(path.join(folder, cycle), JSON.stringify(parsed));
    const { text } = await run({ only: 'return-cycle' });
    expect(text).toMatch(/different .*downstreamRead .*return\.order\.id/);
  });

  it('differs where an answer has a field more, or none where there was a time', async () => {
    tamper(cycle, '"closedAt": "', '"closedAt": null, "closedOn": "');
    const { text } = await run({ only: 'return-cycle', verbose: true });
    expect(text).toContain('closedAt: the store said null');
    expect(text).toContain('closedOn: the store said');
  });

  it('does not differ in times, cursors and cost', async () => {
    tamper(cycle, /"createdAt": "2026-[^"]*"/, '"createdAt": "2025-01-01T00:00:00Z"');
    tamper(cycle, /"startCursor": "[^"]*"/, '"startCursor": "other"');
    tamper(cycle, /"actualQueryCost": \d+/, '"actualQueryCost": 77');
    expect((await run({ only: 'return-cycle' })).passed).toBe(true);
  });
});

describe('an exchange that cannot be held against the simulator', () => {
  it('is listed as not seedable, and not counted, where its state is not told', async () => {
    const parsed = JSON.parse(readFileSync(path.join(folder, hold), 'utf8'));
    writeFileSync(path.join(folder, hold), JSON.stringify({ ...parsed, upstreamCalls: [] }));
    const { totals, text } = await run({ only: 'stock-hold' });
    expect(text).toMatch(/not seedable .*cases\.hold .*InventoryItem\/73000000001/);
    expect(totals.different).toBe(0);
    expect(totals['not seedable']).toBeGreaterThan(0);
  });

  it('is passed over where its document is no longer valid', async () => {
    tamper(cycle, 'displayFulfillmentStatus totalPriceSet', 'fieldOfLongAgo totalPriceSet');
    const { text } = await run({ only: 'return-cycle' });
    expect(text).toMatch(/passed over .*setup\.orderCreate .*fieldOfLongAgo/);
  });

  it('is reported where the simulator has no such root', async () => {
    const parsed = JSON.parse(readFileSync(path.join(folder, cycle), 'utf8'));
    parsed.cleanup.page = {
      query: 'query { pagesCount { count } }',
      variables: {},
      response: { data: { pagesCount: { count: 0 } } },
    };
    writeFileSync(path.join(folder, cycle), JSON.stringify(parsed));
    const { unmodelled, passed } = await run({ only: 'return-cycle' });
    expect(unmodelled).toEqual([{ root: 'QueryRoot.pagesCount', count: 1 }]);
    expect(passed).toBe(true);
  });
});

it('a folder without exchanges, or with a file that cannot be read, does not pass', async () => {
  expect((await run({ only: 'no such recording' })).passed).toBe(false);
  writeFileSync(path.join(folder, 'broken.json'), '{');
  const { passed, text } = await run();
  expect(passed).toBe(false);
  expect(text).toContain('unreadable    broken.json');
});
