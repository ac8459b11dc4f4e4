#!/usr/bin/env node
import { Command, InvalidArgumentError } from 'commander';
import { printFailure } from './commands/print-failure.ts';
import { appVersion } from './ledger/app-version.ts';

/** Each command is loaded when it is called: `--help` need not open a database driver. */
const program = new Command('backhaul')
  .description('Returns middleware between Shopify and NetSuite.')
  .version(appVersion())
  .showHelpAfterError();

const whole = (least: number) => (text: string) => {
  const value = Number(text);
  if (/^[0-9]{1,9}$/.test(text) && value >= least) return value;
  throw new InvalidArgumentError(`It must be a whole number, ${least} or more.`);
};

program
  .command('start')
  .description('run the program in the roles that ROLES names')
  .option('--exit-with-parent', 'close when standard input ends')
  .action(async (options: { exitWithParent?: boolean }) => {
    const { runProgram } = await import('./main.ts');
    await runProgram({ exitWithParent: options.exitWithParent ?? false });
  });

program
  .command('migrate')
  .description("bring the ledger's schema up to date, and end")
  .option('--json', 'print JSON only')
  .action(async (options: { json?: boolean }) => {
    const { migrateLedger } = await import('./commands/migrate.ts');
    process.exitCode = await migrateLedger({ json: options.json ?? false });
  });

program
  .command('reconcile')
  .description('walk both systems, heal what was missed and compare the sums')
  .option('--shop <id>', 'this shop only')
  .option('--json', 'print JSON only')
  .option('--timeout <seconds>', 'wait this long for the run to end', whole(1), 1_800)
  .action(async (options: { shop?: string; json?: boolean; timeout: number }) => {
    const { reconcileShops } = await import('./commands/reconcile.ts');
    process.exitCode = await reconcileShops({
      shopId: options.shop ?? null,
      json: options.json ?? false,
      timeoutMs: options.timeout * 1_000,
    });
  });

program
  .command('doctor')
  .description('check the configuration and everything it points to, with a remedy for each fault')
  .option('--json', 'print JSON only')
  .action(async (options: { json?: boolean }) => {
    const { doctor } = await import('./commands/doctor.ts');
    process.exitCode = await doctor({ json: options.json ?? false });
  });

program
  .command('demo')
  .description('show the main job on simulators of both systems, nothing else installed')
  .option('--once', 'end when every return has ended or waits for a person')
  .option('--json', 'print the summary as JSON and nothing else (with --once)')
  .option('--returns <count>', 'how many returns', whole(1), 12)
  .option('--seed <text>', 'another seed, another world', '1')
  .option('--port <number>', 'port of the page; 0 takes any free one', whole(0), 0)
  .option('--data-dir <folder>', 'where the ledger and the logs go')
  .option('--keep', 'leave that folder behind')
  .option('--kill-app-after <seconds>', 'kill -9 the app once and start it again', whole(1))
  .option('--timeout <seconds>', 'with --once: give up after', whole(1), 600)
  .action(async (options: DemoFlags) => {
    const { runDemo } = await import('./demo/run-demo.ts');
    process.exitCode = await runDemo({
      once: options.once ?? false,
      json: options.json ?? false,
      returns: options.returns,
      seed: options.seed,
      port: options.port,
      dataDir: options.dataDir ?? null,
      keep: options.keep ?? false,
      killAppAfterMs: options.killAppAfter === undefined ? null : options.killAppAfter * 1_000,
      timeoutMs: options.timeout * 1_000,
    });
  });

interface DemoFlags {
  once?: boolean;
  json?: boolean;
  returns: number;
  seed: string;
  port: number;
  dataDir?: string;
  keep?: boolean;
  killAppAfter?: number;
  timeout: number;
}

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = printFailure(error);
}
