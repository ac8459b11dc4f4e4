import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { checkCase } from './cases/check-case.ts';

/**
 * Runs a file of refund cases against the money core: `npm run cases -- FILE`. Prints one line a case
 * and exits 1 when one fails. What a case expects beyond the amount is named as not looked at.
 */
function main(file: string | undefined): number {
  if (file === undefined) {
    process.stderr.write('usage: npm run cases -- FILE\n');
    return 2;
  }
  const { cases } = z
    .object({ cases: z.array(z.looseObject({ id: z.string(), kind: z.string() })) })
    .parse(JSON.parse(readFileSync(file, 'utf8')));
  const counts = { passed: 0, failed: 0, 'not-amount': 0 };
  for (const peer of cases) {
    const result = checkCase(peer);
    counts[result.outcome] += 1;
    process.stdout.write(`${peer.id.padEnd(26)} ${describe(peer.kind, result)}\n`);
  }
  process.stdout.write(
    `\n${counts.passed} passed, ${counts.failed} failed, ${counts['not-amount']} not an amount case, ${cases.length} in all\n`,
  );
  return counts.failed === 0 ? 0 : 1;
}

function describe(kind: string, result: ReturnType<typeof checkCase>): string {
  if (result.outcome === 'not-amount') return `not an amount case (${kind})`;
  const rest =
    result.unchecked.length === 0 ? '' : `; not looked at: ${result.unchecked.join(', ')}`;
  if (result.outcome === 'passed') return `passed (${result.checked.join(', ')})${rest}`;
  return `FAILED ${result.wrong.join('; ')}${rest}`;
}

process.exitCode = main(process.argv[2]);
