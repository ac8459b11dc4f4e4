import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAssetsRouter } from '../../src/dashboard/assets.ts';
import { contentSecurityPolicy } from '../../src/dashboard/document.ts';
import { page } from '../../src/dashboard/page.ts';
import type { ReturnJson } from '../../src/dashboard/router.ts';
import { readView, type View } from '../../src/dashboard/view.ts';
import { ago, grouped } from '../../src/dashboard/words.ts';
import { problems } from '../../src/domain/problems.ts';
import type { Summary } from '../../src/ledger/summarize.ts';

const now = new Date('2026-11-20T12:00:00Z');

const aReturn = (its: Partial<ReturnJson> = {}): ReturnJson => ({
  id: 'ret_1',
  name: '#1001-R1',
  order: '#1001',
  stage: 'received',
  stageSince: '2026-11-20T11:00:00Z',
  rma: 'RMA7',
  erpAmount: '12.50',
  shopifyAmount: '0.00',
  currency: 'EUR',
  waitsFor: 'inspection of the goods',
  problem: null,
  ended: false,
  ...its,
});

const aSummary = (its: Partial<Summary> = {}): Summary => ({
  stages: new Map([['received', 1]]),
  openExceptions: 0,
  returnsNeedingPerson: 0,
  balances: [],
  ...its,
});

const draw = (returns: readonly ReturnJson[], summary = aSummary(), view: View = readView({})) =>
  page({ returns, summary, view, now });

describe('the page', () => {
  it('shows a return with its stage, its amount and what it waits for', () => {
    const drawn = draw([aReturn()]);
    for (const text of [
      '#1001-R1',
      'RMA7',
      'Received',
      '12.50',
      'Inspection of the goods',
      '1 h',
    ]) {
      expect(drawn).toContain(text);
    }
  });

  it('marks equal amounts, and amounts that differ once money has moved', () => {
    const mark = (its: Partial<ReturnJson>) => draw([aReturn(its)]);
    expect(mark({ shopifyAmount: '12.50' })).toContain('>equal</span>');
    expect(mark({ shopifyAmount: '12.49' })).toContain('not equal');
    expect(mark({ shopifyAmount: '0.00' })).toContain('not yet');
    expect(mark({ shopifyAmount: '0.00', stage: 'closed', ended: true })).toContain('not equal');
  });

  it('never lets the text of a return become markup', () => {
    const drawn = draw([aReturn({ name: '<script>x</script>', waitsFor: `"'><img src=x>` })]);
    expect(drawn).not.toContain('<script>x');
    expect(drawn).not.toContain('<img');
  });

  it('carries no inline style, script or handler, as its policy demands', () => {
    const drawn = draw([aReturn({ problem: 'over-return' })]);
    expect(drawn).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*src=)/);
    expect(contentSecurityPolicy).not.toContain('unsafe');
  });

  it('sums both systems up as an equation and says so when it does not hold', () => {
    const balance = { currency: 'JPY', returns: 2, erpMinor: 1500n, shopifyMinor: 1500n };
    const even = draw([], aSummary({ balances: [{ ...balance, differenceMinor: 0n }] }));
    expect(even).toContain('over 2 settled returns');
    expect(even).toContain('1,500');
    expect(even).not.toContain('is-unequal');
    const odd = draw([], aSummary({ balances: [{ ...balance, differenceMinor: 20n }] }));
    expect(odd).toContain('is-unequal');
  });

  it('links each problem code to its explanation', () => {
    expect(draw([aReturn({ problem: 'over-return' })])).toContain('href="/problems/over-return"');
  });

  it('shows only what the address asks for', () => {
    const returns = [
      aReturn(),
      aReturn({ id: 'ret_2', name: '#1002-R1', stage: 'posted', rma: 'RMA9' }),
    ];
    expect(draw(returns, aSummary(), readView({ stage: 'posted' }))).not.toContain('#1001-R1');
    expect(draw(returns, aSummary(), readView({ find: 'rma7' }))).not.toContain('#1002-R1');
    expect(draw(returns, aSummary(), readView({ show: 'ended' }))).toContain('No return fits');
    expect(readView({ stage: 'nowhere', show: 'what', find: ['a'] })).toEqual(readView({}));
  });
});

describe('words', () => {
  it('groups digits without touching them', () => {
    expect(['0.05', '999.90', '1234567.89', '1500'].map(grouped)).toEqual([
      '0.05',
      '999.90',
      '1,234,567.89',
      '1,500',
    ]);
  });

  it('tells a time in the largest unit that fits', () => {
    const minutesAgo = (minutes: number) => ago(new Date(now.getTime() - minutes * 60_000), now);
    expect([0, 59, 60, 2_879, 2_880].map(minutesAgo)).toEqual([
      'just now',
      '59 min',
      '1 h',
      '47 h',
      '2 days',
    ]);
  });
});

describe('what the page loads', () => {
  let server: Server;
  let url: string;
  beforeAll(async () => {
    server = express().use(createAssetsRouter()).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('is served by the process itself, with the right types', async () => {
    const types = {
      'page.css': 'text/css',
      'page.js': 'text/javascript',
      'mark.svg': 'image/svg+xml',
    };
    for (const [name, type] of Object.entries(types)) {
      const response = await fetch(`${url}/assets/${name}`);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toContain(type);
      await response.arrayBuffer();
    }
  });

  it('explains every problem code and no other', async () => {
    for (const [code, { remedy }] of Object.entries(problems)) {
      const response = await fetch(`${url}/problems/${code}`);
      expect(response.headers.get('content-security-policy')).toBe(contentSecurityPolicy);
      expect(await response.text()).toContain(remedy.replaceAll("'", '&#39;'));
    }
    expect((await fetch(`${url}/problems/toString`)).status).toBe(404);
  });
});
