import { z } from 'zod';
import { createPort, type Port } from '../port.ts';
import { type Child, spawnChild } from './spawn-child.ts';
import { waitUntil } from './wait-until.ts';

export interface RunningSandbox {
  readonly child: Child;
  readonly shopify: Port;
  readonly netsuite: Port;
}

const program = new URL('../../../sandbox/main.ts', import.meta.url);
const readySchema = z.object({ ready: z.literal(true), shopify: z.url(), netsuite: z.url() });

/** Starts both simulators on free ports in a process of their own; they end with this process. */
export async function startSandbox(options: {
  readonly seed: string;
  readonly logPath: string;
  readonly env: NodeJS.ProcessEnv;
}): Promise<RunningSandbox> {
  const { seed, logPath, env } = options;
  const args = ['--shopify-port', '0', '--netsuite-port', '0', '--seed', seed];
  const child = spawnChild(program, [...args, '--exit-with-parent'], { logPath, env });
  const ready = await Promise.race([
    waitUntil('the start of the sandbox', async () => readyLine(child.tail(20)), {
      timeoutMs: 60_000,
    }),
    child.ended.then((end) => {
      throw new Error(`The sandbox did not start (${end}):\n${child.tail(20)}`);
    }),
  ]);
  return { child, shopify: createPort(ready.shopify), netsuite: createPort(ready.netsuite) };
}

function readyLine(text: string): z.output<typeof readySchema> | null {
  for (const line of text.split('\n')) {
    if (!line.startsWith('{"ready"')) continue;
    return readySchema.parse(JSON.parse(line));
  }
  return null;
}
