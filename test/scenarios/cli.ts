import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const program = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command of the command line as a child; `ended` resolves when it is over. */
export function runCli(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...plainEnvironment(), ...env },
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    output.stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output.stderr += chunk.toString();
  });
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code) => resolve({ code, ...output }));
  });
  return { child, ended };
}

/** Nothing of the developer's own settings reaches a child. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, ...(TMPDIR === undefined ? {} : { TMPDIR }) };
}

/** Settings with which the program starts although nobody answers under them. */
export function lonelySettings(dataDir: string, port: number): NodeJS.ProcessEnv {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    PORT: String(port),
    DATA_DIR: dataDir,
    LOG_LEVEL: 'error',
    SHOPIFY_SHOP: 'lonely.myshopify.com',
    SHOPIFY_ORIGIN: 'http://127.0.0.1:9',
    SHOPIFY_ACCESS_TOKEN: 'token',
    SHOPIFY_WEBHOOK_SECRETS: 'secret',
    NETSUITE_ORIGIN: 'http://127.0.0.1:9',
    NETSUITE_ACCOUNT: 'TSTDRV1',
    NETSUITE_CLIENT_ID: 'client',
    NETSUITE_CERTIFICATE_ID: 'certificate',
    NETSUITE_PRIVATE_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** Asks every tenth of a second until it is so. */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  timeoutMs = 60_000,
): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`${what}: not within ${timeoutMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Whether a process of this id lives. */
export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Whether somebody answers 200 there. */
export async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

const law = z.object({ checked: z.number(), violations: z.number() });

/** The summary that `demo --once --json` prints; the names are a promise to those who run it. */
export const summarySchema = z.object({
  seed: z.string(),
  returns: z.number(),
  finished: z.number(),
  parked: z.number(),
  seconds: z.number(),
  laws: z.strictObject({ 1: law, 2: law, 3: law, 4: law, 5: law, 6: law, 7: law, 8: law }),
  shopify: z.looseObject({ refundedMinor: z.record(z.string(), z.string()) }),
  netsuite: z.looseObject({ creditedMinor: z.record(z.string(), z.string()) }),
  points: z.number(),
  calls: z.number(),
  findings: z.record(z.string(), z.array(z.string())),
  restarts: z.number(),
});
