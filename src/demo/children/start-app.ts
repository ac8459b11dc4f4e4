import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { createPort, type Port } from '../port.ts';
import { type Child, spawnChild } from './spawn-child.ts';
import { waitUntil } from './wait-until.ts';

export interface RunningApp {
  readonly port: Port;
  /** Another process after a restart. */
  child(): Child;
  /** `kill -9`, and the same start again over the same folder. */
  killAndRestart(): Promise<void>;
  stop(): Promise<void>;
}

const program = new URL('../../cli.ts', import.meta.url);

/** Starts `backhaul start` in a process of its own and waits until it is ready; it ends with this one. */
export async function startApp(options: {
  readonly origin: string;
  readonly logPath: string;
  readonly env: NodeJS.ProcessEnv;
}): Promise<RunningApp> {
  const { origin, logPath, env } = options;
  const port = createPort(origin);
  let child: Child;
  const start = async () => {
    child = spawnChild(program, ['start', '--exit-with-parent'], { logPath, env });
    const { ended, tail } = child;
    await Promise.race([
      waitUntil('the start of the app', () => port.get('/readyz', z.unknown()), {
        timeoutMs: 60_000,
      }),
      ended.then((end) => {
        throw new Error(`The app did not start (${end}):\n${tail(20)}`);
      }),
    ]);
  };
  await start();
  return {
    port,
    child: () => child,
    killAndRestart: async () => {
      await child.kill();
      await sleep(500);
      await start();
    },
    stop: () => child.stop(),
  };
}
