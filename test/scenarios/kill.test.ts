import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { newTestDataDir } from '../support/ledger.ts';
import {
  answers,
  lives,
  lonelySettings,
  plainEnvironment,
  runCli,
  summarySchema,
  until,
} from './cli.ts';

it('a process that is killed in the middle loses nothing and does nothing twice', {
  timeout: 240_000,
}, async () => {
  const args = ['--once', '--json', '--returns', '6', '--seed', '4', '--kill-app-after', '3'];
  const { code, stdout, stderr } = await runCli(['demo', ...args]).ended;
  expect(stderr).toBe('');
  const summary = summarySchema.parse(JSON.parse(stdout));
  expect(summary.findings).toEqual({});
  expect(summary.restarts).toBe(1);
  expect(summary.finished + summary.parked).toBe(6);
  expect(code).toBe(0);
});

it('a second start on the same data folder is refused, also beside an orphan', {
  timeout: 120_000,
}, async () => {
  const dataDir = await newTestDataDir();
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const port = await freePort();
  const settings = lonelySettings(dataDir, port);
  // The shell is the parent; when it is killed the program lives on without one.
  const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
  const parent = spawn('sh', ['-c', '"$0" "$1" start & wait', process.execPath, cli], {
    stdio: 'ignore',
    env: { ...plainEnvironment(), ...settings },
  });
  await until('the first start', () => answers(`http://127.0.0.1:${port}/readyz`));
  const owner = Number(await readFile(join(dataDir, 'owner.pid'), 'utf8'));
  try {
    const other = { ...settings, PORT: String(await freePort()) };
    const second = await runCli(['start'], other).ended;
    expect(second.code).toBe(1);
    expect(second.stderr).toContain('data-dir-in-use');
    expect(second.stderr).toContain(String(owner));
    expect(second.stderr).toContain('What to do:');

    parent.kill('SIGKILL');
    await once(parent, 'exit');
    expect(lives(owner)).toBe(true);
    const third = await runCli(['start'], other).ended;
    expect(third.code).toBe(1);
    expect(third.stderr).toContain('data-dir-in-use');
    expect(await answers(`http://127.0.0.1:${port}/readyz`)).toBe(true);
  } finally {
    process.kill(owner, 'SIGKILL');
  }
  // The lock falls with its owner.
  await until('the death of the owner', () => !lives(owner));
  const next = runCli(['start', '--exit-with-parent'], settings);
  await until('the next start', () => answers(`http://127.0.0.1:${port}/readyz`));
  next.child.stdin?.end();
  expect((await next.ended).code).toBe(0);
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
