import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { configurationMarkdown, environmentExample } from '../src/config/describe.ts';
import { errorPages } from '../src/config/error-pages.ts';
import { configJsonSchema } from '../src/config/json-schema.ts';
import { lifecycleMarkdown } from './docs/lifecycle.ts';
import { sandboxSettingsMarkdown } from './docs/sandbox-settings.ts';

const root = join(import.meta.dirname, '..');

/** Every generated document, as path → text. */
function documents(): ReadonlyMap<string, string> {
  return new Map([
    ['docs/configuration.md', configurationMarkdown()],
    ['docs/config.schema.json', `${JSON.stringify(configJsonSchema(), null, 2)}\n`],
    ['.env.example', environmentExample()],
    ['docs/lifecycle.md', lifecycleMarkdown()],
    ['docs/sandbox-settings.md', sandboxSettingsMarkdown()],
    ...errorPages(),
  ]);
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return null;
  }
}

/** Pages under docs/errors that no code stands behind any more. */
function orphans(wanted: ReadonlyMap<string, string>): readonly string[] {
  try {
    return readdirSync(join(root, 'docs/errors'))
      .map((name) => `docs/errors/${name}`)
      .filter((path) => path.endsWith('.md') && !wanted.has(path));
  } catch {
    return [];
  }
}

const wanted = documents();
const stale = [...wanted].filter(([path, text]) => readOrNull(path) !== text).map(([path]) => path);
const gone = orphans(wanted);

if (process.argv.includes('--check')) {
  const out = [...stale, ...gone];
  process.stdout.write(
    out.length === 0
      ? `${wanted.size} generated documents are up to date.\n`
      : `Out of date (run npm run docs):\n${out.map((path) => `  ${path}\n`).join('')}`,
  );
  process.exitCode = out.length === 0 ? 0 : 1;
} else {
  for (const path of stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), wanted.get(path) ?? '');
  }
  for (const path of gone) rmSync(join(root, path));
  process.stdout.write(`Wrote ${stale.length} of ${wanted.size}, removed ${gone.length}.\n`);
}
