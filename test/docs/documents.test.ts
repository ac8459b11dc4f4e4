import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { accountSwitches } from '../../sandbox/netsuite/settings.ts';
import { shopSwitches } from '../../sandbox/shopify/switches.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

const pages = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'netsuite/README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

describe('the documents', () => {
  it.each(pages)('%s links only to what exists', (page) => {
    const targets = [...read(page).matchAll(/(?:\]\(|srcset="|src=")([^)"\s]+)/g)]
      .map(([, target = '']) => target.replace(/#.*$/, ''))
      .filter((target) => target !== '' && !/^[a-z]+:/.test(target));
    const missing = targets.filter(
      (target) => !existsSync(join(root, normalize(join(dirname(page), target)))),
    );
    expect(missing).toEqual([]);
  });

  it('the assumptions name files and switches that exist', () => {
    const text = read('docs/assumptions.md');
    const files = [...text.matchAll(/`(src\/[^`]+)`/g)].map(([, path = '']) => path);
    expect(files.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    const switches: ReadonlySet<string> = new Set([
      ...Object.keys(shopSwitches),
      ...Object.keys(accountSwitches),
    ]);
    const rows = text.split('\n').filter((line) => line.startsWith('|'));
    const named = rows.flatMap((row) =>
      [...(row.split('|')[3] ?? '').matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
    );
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter((name) => !switches.has(name))).toEqual([]);
  });

  it('what is generated is up to date', () => {
    execFileSync(process.execPath, [join(root, 'scripts/docs.ts'), '--check'], { cwd: root });
  });
});

it('the compose file keeps what Backhaul needs of PostgreSQL and Redis', () => {
  const service = z.looseObject({ image: z.string().optional(), command: z.unknown().optional() });
  const compose = z
    .looseObject({ services: z.record(z.string(), service) })
    .parse(parse(read('compose.yaml')));
  const image = compose.services['postgres']?.image ?? '';
  expect(Number(image.split(':')[1])).toBeGreaterThanOrEqual(16);
  expect(JSON.stringify(compose.services['redis']?.command)).toContain(
    '"--appendonly","yes","--maxmemory-policy","noeviction"',
  );
});
