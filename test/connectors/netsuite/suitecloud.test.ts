import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { builtInSearch, defaultRestlet } from '../../../src/connectors/netsuite/search-page.ts';
import { mappingTablesSchema } from '../../../src/domain/policy.ts';

const root = new URL('../../../netsuite/', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const objects = readdirSync(new URL('src/Objects/', root)).map((name) => ({
  name,
  text: read(`src/Objects/${name}`),
}));

describe('the SuiteCloud project', () => {
  it('has a tested RESTlet', async () => {
    const run = promisify(execFile);
    const tests = new URL('test/search_restlet.test.cjs', root).pathname;
    const { stdout } = await run(process.execPath, ['--test', tests]);
    expect(stdout).toMatch(/fail 0/);
  });

  it('speaks the names that the connector sends', () => {
    const script = read('src/FileCabinet/SuiteScripts/backhaul/search_restlet.js');
    expect(script).toContain(`const builtIn = '${builtInSearch}'`);
    const deployed = objects.find((one) => one.name === `${defaultRestlet.script}.xml`)?.text;
    expect(deployed).toContain(`scriptid="${defaultRestlet.deployment}"`);
    expect(deployed).toContain('<allroles>F</allroles>');
  });

  it('has every custom field that the mapping tables name by default', () => {
    const names = objects.map((one) => one.name);
    for (const field of Object.values(mappingTablesSchema.parse({}).fields)) {
      expect(names).toContain(`${field}.xml`);
    }
  });

  it('is well-formed, and every object is called like its file', () => {
    for (const { name, text } of objects) {
      expect(text).toContain(`scriptid="${name.replace('.xml', '')}"`);
      const open: string[] = [];
      for (const [, closing, tag, selfClosing] of text.matchAll(/<(\/?)([a-z]+)[^<>]*?(\/?)>/g)) {
        if (selfClosing) continue;
        if (closing) expect(open.pop()).toBe(tag);
        else open.push(tag ?? '');
      }
      expect(open).toEqual([]);
    }
  });

  it('gives the role nothing that could override a period or administrate', () => {
    const role = objects.find((one) => one.name.startsWith('customrole'))?.text ?? '';
    expect(role).not.toMatch(/ADMI_PERIODOVERRIDE|ADMI_MANAGE|ADMI_CUSTOMSCRIPT/);
    for (const key of ['TRAN_SALESORD', 'TRAN_CUSTINVC', 'TRAN_CASHSALE', 'TRAN_ITEMRCPT']) {
      expect(role).toMatch(new RegExp(`<permkey>${key}</permkey>\\s*<permlevel>VIEW`));
    }
  });
});
