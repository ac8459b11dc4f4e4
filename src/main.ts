import { startApp } from './app.ts';
import { loadProcessConfig } from './config.ts';
import { createLog } from './telemetry/log.ts';

/**
 * Runs the program until it is told to stop. Resolves when it is up; SIGTERM and SIGINT close it in
 * good order, a second one ends it at once. With `exitWithParent` the end of standard input does the
 * same, so that no child outlives the process that started it, however that dies.
 */
export async function runProgram(
  options: { readonly exitWithParent?: boolean } = {},
): Promise<void> {
  const config = loadProcessConfig();
  const log = createLog({ level: config.logLevel });
  const app = await startApp(config, log);
  log.info({ url: app.url, profile: config.profile, roles: config.roles }, 'backhaul is up');
  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) process.exit(130);
    stopping = true;
    log.info({ signal }, 'backhaul is closing');
    await app.close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => void stop(signal));
  }
  if (options.exitWithParent) {
    process.stdin.once('close', () => void stop('end of standard input'));
    process.stdin.resume();
  }
}
