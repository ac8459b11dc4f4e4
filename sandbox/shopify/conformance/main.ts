import { parseArgs } from 'node:util';
import { runConformance } from './run.ts';

const usage = 'npm run conformance -- FOLDER [--only NAME] [--verbose] [--json]';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    verbose: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const [folder] = positionals;
if (folder === undefined) {
  process.stderr.write(`${usage}\n`);
  process.exitCode = 2;
} else {
  const { passed } = await runConformance({
    folder,
    only: values.only,
    verbose: values.verbose,
    json: values.json,
    write: (line) => void process.stdout.write(`${line}\n`),
  });
  process.exitCode = passed ? 0 : 1;
}
