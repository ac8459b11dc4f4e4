import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { answers, lives, runCli, summarySchema, until } from './cli.ts';

it('runs mixed returns to their end and holds every law', { timeout: 180_000 }, async () => {
  const { ended } = runCli(['demo', '--once', '--json', '--returns', '8', '--seed', '8']);
  const { code, stdout, stderr } = await ended;
  expect(stderr).toBe('');
  const summary = summarySchema.parse(JSON.parse(stdout));
  expect(summary.findings).toEqual({});
  expect(summary).toMatchObject({ seed: '8', returns: 8, restarts: 0 });
  expect(summary.finished + summary.parked).toBe(8);
  expect(summary.finished).toBeGreaterThan(5);
  for (const { checked, violations } of Object.values(summary.laws)) {
    expect(checked).toBeGreaterThan(0);
    expect(violations).toBe(0);
  }
  expect(code).toBe(0);
});

it('takes everything it started with it when it is killed', { timeout: 120_000 }, async () => {
  const dir = await mkdtemp(join(tmpdir(), 'backhaul-demo-test-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const { child, ended } = runCli(['demo', '--returns', '1', '--data-dir', dir]);
  const owner = async () =>
    Number(await readFile(join(dir, 'data', 'owner.pid'), 'utf8').catch(() => '0'));
  const sandboxLog = () => readFile(join(dir, 'sandbox.log'), 'utf8').catch(() => '');
  await until('the start', async () => (await owner()) > 0);
  const pid = await owner();
  const [shopify = ''] = /http:\/\/127\.0\.0\.1:[0-9]+/.exec(await sandboxLog()) ?? [];
  expect(lives(pid)).toBe(true);
  expect(await answers(`${shopify}/_sandbox/state`)).toBe(true);
  child.kill('SIGKILL');
  await ended;
  await until('the end of the app', () => !lives(pid), 40_000);
  await until('the end of the sandbox', async () => !(await answers(`${shopify}/_sandbox/state`)));
});
