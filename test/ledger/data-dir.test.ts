import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lockDataDir } from '../../src/ledger/data-dir.ts';

let path: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'backhaul-data-dir-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(path, { recursive: true, force: true });
});

/** A process that takes the folder and stays. */
const spawnOwner = async (): Promise<ChildProcess> => {
  const script = `
    import { lockDataDir } from ${JSON.stringify(new URL('../../src/ledger/data-dir.ts', import.meta.url).href)};
    lockDataDir(${JSON.stringify(path)});
    console.log('locked');
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  return child;
};

const died = (child: ChildProcess): Promise<unknown> =>
  new Promise((resolve) => child.once('exit', resolve));

it('refuses a folder that another process owns, and names it', async () => {
  const owner = await spawnOwner();
  expect(() => lockDataDir(path)).toThrowError(
    expect.objectContaining({
      code: 'data-dir-in-use',
      detail: { pid: String(owner.pid), path },
    }),
  );
});

it('is free the moment its owner was killed', async () => {
  const owner = await spawnOwner();
  owner.kill('SIGKILL');
  await died(owner);
  const mine = lockDataDir(path);
  expect(() => lockDataDir(path)).toThrowError(
    expect.objectContaining({ detail: { pid: String(process.pid), path } }),
  );
  mine.release();
});

it('keeps its owner after a refused start', async () => {
  const owner = await spawnOwner();
  expect(() => lockDataDir(path)).toThrow();
  expect(() => lockDataDir(path)).toThrow();
  expect(owner.exitCode).toBeNull();
});

it('refuses a second owner in the same process, and lets one in after release', () => {
  const first = lockDataDir(path);
  expect(() => lockDataDir(path)).toThrowError(
    expect.objectContaining({ code: 'data-dir-in-use' }),
  );
  first.release();
  lockDataDir(path).release();
});

it('stays locked beside a child whose parent died', async () => {
  const script = `
    import { spawn } from 'node:child_process';
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', ${JSON.stringify(`
      import { lockDataDir } from ${JSON.stringify(new URL('../../src/ledger/data-dir.ts', import.meta.url).href)};
      lockDataDir(${JSON.stringify(path)});
      process.send(process.pid);
      setInterval(() => undefined, 1000);`)}], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], detached: true });
    child.once('message', (pid) => { console.log(pid); process.exit(); });`;
  const parent = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(parent);
  const said = await new Promise<Buffer>((resolve) => parent.stdout?.once('data', resolve));
  const orphan = Number(said.toString().trim());
  if (parent.exitCode === null) await died(parent);
  try {
    expect(() => lockDataDir(path)).toThrowError(
      expect.objectContaining({ detail: { pid: String(orphan), path } }),
    );
  } finally {
    process.kill(orphan, 'SIGKILL');
  }
});
