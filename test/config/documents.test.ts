import { describe, expect, it } from 'vitest';
import { configurationMarkdown, environmentExample } from '../../src/config/describe.ts';
import { errorPages } from '../../src/config/error-pages.ts';
import { fileMeanings } from '../../src/config/file-meanings.ts';
import { fileSettings } from '../../src/config/json-schema.ts';
import { settings } from '../../src/config/settings.ts';
import { problems } from '../../src/domain/problems.ts';

describe('generated documents', () => {
  it('every setting of the file has a meaning, and no meaning stands alone', () => {
    const paths = fileSettings();
    const silent = paths.filter(([, node]) => node.description === undefined).map(([path]) => path);
    expect(silent).toEqual([]);
    const known = new Set(paths.map(([path]) => path));
    expect(Object.keys(fileMeanings).filter((path) => !known.has(path))).toEqual([]);
  });

  it('every variable and every setting stands in configuration.md', () => {
    const text = configurationMarkdown();
    for (const { name } of settings) expect(text).toContain(`\`${name}\``);
    for (const [path] of fileSettings()) expect(text).toContain(`\`${path}\``);
  });

  it('the example environment sets nothing by itself', () => {
    const lines = environmentExample().split('\n');
    expect(lines.every((line) => line === '' || line.startsWith('#'))).toBe(true);
    for (const { name } of settings) expect(lines.join('\n')).toContain(`# ${name}=`);
  });

  it('every problem code has a page that says what happened, what we do, what to do and who', () => {
    const pages = errorPages();
    for (const [code, { title, remedy }] of Object.entries(problems)) {
      const page = pages.get(`docs/errors/${code}.md`) ?? '';
      for (const part of [title, remedy, '**How Backhaul reacts.**', '**Who.**']) {
        expect(page).toContain(part);
      }
    }
  });
});
