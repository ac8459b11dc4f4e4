import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plainEnvironment, writeAppEnvironment } from './children/app-environment.ts';
import { freePort } from './children/free-port.ts';
import { type RunningApp, startApp } from './children/start-app.ts';
import { startSandbox } from './children/start-sandbox.ts';
import { makeOwnServices } from './database.ts';
import { awaitSubscriptions, makeTrouble, type Stage, setStage } from './stage.ts';

/** Both simulators and the app, each a process of its own, ready to be played on. */
export interface House {
  readonly dir: string;
  readonly stage: Stage;
  readonly app: RunningApp;
  readonly noticePath: string;
}

/**
 * Starts everything and gives each thing started a way to end it to `onClose`, at once: what fails
 * halfway is closed too. The folder is removed at the end unless it was given or is to be kept.
 */
export async function openHouse(
  options: {
    readonly seed: string;
    readonly port: number;
    readonly dataDir: string | null;
    readonly keep: boolean;
  },
  note: (text: string) => void,
  onClose: (closer: () => Promise<unknown>) => void,
): Promise<House> {
  const dir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'backhaul-demo-')));
  await mkdir(dir, { recursive: true });
  if (options.dataDir === null && !options.keep) {
    onClose(() => rm(dir, { recursive: true, force: true }));
  }
  note('starting the sandbox: a Shopify store and a NetSuite account');
  const services = await makeOwnServices(process.env);
  onClose(() => services.close());
  const env = plainEnvironment();
  const sandboxLog = join(dir, 'sandbox.log');
  const sandbox = await startSandbox({ seed: options.seed, env, logPath: sandboxLog });
  onClose(() => sandbox.child.stop());
  const stage = await setStage(sandbox.shopify, sandbox.netsuite);

  note('starting Backhaul');
  const origin = `http://127.0.0.1:${options.port === 0 ? await freePort() : options.port}`;
  const noticePath = join(dir, 'notices.jsonl');
  const appEnv = await writeAppEnvironment({
    stage,
    dir,
    dataDir: join(dir, 'data'),
    noticePath,
    origin,
    databaseUrl: services.databaseUrl,
    redisUrl: services.redisUrl,
  });
  const app = await startApp({ origin, env: appEnv, logPath: join(dir, 'app.log') });
  onClose(() => app.stop());
  await awaitSubscriptions(stage, origin);
  await makeTrouble(stage);
  return { dir, stage, app, noticePath };
}
