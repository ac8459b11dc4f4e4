import { describe, expect, it } from 'vitest';
import { exampleFile } from '../../src/config/describe.ts';
import { complaintsOf, load, loadYaml, oneStore, pem } from './environment.ts';

const twoShops = `
shops:
  - id: de
    domain: acme-de.myshopify.com
    policy: { netsuiteMode: operate }
    shopify:
      credentials: { accessToken: DE_TOKEN, webhookSecrets: DE_WEBHOOKS }
    netsuite:
      account: "111"
      credentials: { clientId: NS_ID, certificateId: NS_CERT, privateKey: NS_KEY }
  - id: us
    domain: acme-us.myshopify.com
    timeZone: America/New_York
    shopify:
      credentials: { accessToken: US_TOKEN, webhookSecrets: US_WEBHOOKS }
    netsuite:
      account: "111"
      credentials: { clientId: NS_ID, certificateId: NS_CERT, privateKey: NS_KEY }
`;
const twoShopsEnv = {
  DE_TOKEN: 'shpat_de',
  DE_WEBHOOKS: 'hook-de',
  US_TOKEN: 'shpat_us',
  US_WEBHOOKS: 'hook-us',
  NS_ID: 'ns',
  NS_CERT: 'cert',
  NS_KEY: pem,
};

describe('the configuration file', () => {
  it('describes several shops, each with its own credentials by reference', () => {
    const { shops } = loadYaml(twoShops, twoShopsEnv);
    expect(shops.map(({ id }) => id)).toEqual(['de', 'us']);
    expect(shops.map(({ shopify }) => shopify.login)).toEqual([
      { kind: 'token', accessToken: 'shpat_de' },
      { kind: 'token', accessToken: 'shpat_us' },
    ]);
    expect(shops.map(({ shopify }) => shopify.webhookSecrets)).toEqual([['hook-de'], ['hook-us']]);
    expect(shops[0]?.policy.netsuiteMode).toBe('operate');
    expect(shops[1]?.policy.netsuiteMode).toBe('observe');
  });

  it('adds business settings to the store of the environment', () => {
    const yaml = `
shops:
  - policy: { approvesRma: true, stock: { availableOwner: other } }
    netsuite: { lateCommitMs: 2000, changeSource: restlet }
    shopify: { keyAgeMs: 60000 }`;
    expect(loadYaml(yaml).shops[0]).toMatchObject({
      domain: 'acme.myshopify.com',
      policy: { approvesRma: true, stock: { availableOwner: 'other', onHandOwner: 'backhaul' } },
      netsuite: { account: '1234567_SB1', lateCommitMs: 2000, changeSource: 'restlet' },
      shopify: { keyAgeMs: 60_000 },
    });
  });

  it('the documented example is valid', () => {
    const env = { ...oneStore, SHOPIFY_SHOP: undefined, NETSUITE_ACCOUNT: undefined };
    const [shop] = loadYaml(exampleFile, env).shops;
    expect(shop?.mappings.locations).toEqual({ '7': 'gid://shopify/Location/24826418' });
  });

  it('tells all faults with their paths', () => {
    const yaml = `
shops:
  - domain: acme.com
    timeZone: Mars/Olympus
    startAt: "yesterday"
    policy: { netsuitMode: operate, inspection: { dispositions: { Good: perfect } } }
    mappings: { returnLocation: 7, fields: { orderId: 5 } }
    netsuite: { concurrencyLimit: 0 }
    shopify: { keyAgeMs: 90000000 }
    reconciliation: { cron: "at night" }`;
    const lines = complaintsOf(() => loadYaml(yaml));
    const keys = lines.map((line) => line.split(': ')[0]);
    expect(keys.sort()).toEqual([
      'shops[0].domain',
      'shops[0].mappings.fields.orderId',
      'shops[0].mappings.returnLocation',
      'shops[0].netsuite.concurrencyLimit',
      'shops[0].policy.inspection.dispositions.Good',
      'shops[0].policy.netsuitMode',
      'shops[0].reconciliation.cron',
      'shops[0].shopify.keyAgeMs',
      'shops[0].startAt',
      'shops[0].timeZone',
    ]);
    expect(lines.find((line) => line.includes('returnLocation'))).toContain('in quotes');
    expect(lines.find((line) => line.includes('netsuitMode'))).toContain('no such setting');
  });

  it('a pasted secret is refused without being repeated', () => {
    const yaml = 'shops:\n  - shopify: { credentials: { accessToken: shpat_canary } }';
    const lines = complaintsOf(() => loadYaml(yaml));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('the name of an environment variable, not the value');
    expect(lines[0]).not.toContain('shpat_canary');
  });

  it.each([
    ['a wrong indent', 'shops:\n  - id: a\n id: b'],
    ['a key given twice', 'shops:\n  - id: a\n    id: b'],
    ['an empty document', '# nothing'],
    ['a list', '- a'],
    ['no shop', 'shops: []'],
  ])('%s is refused', (_name, yaml) => {
    const lines = complaintsOf(() => loadYaml(yaml));
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toMatch(/^(CONFIG_FILE|shops)/);
  });

  const loadTwo = (from: RegExp | string, to: string, env: Record<string, string> = {}) =>
    complaintsOf(() => loadYaml(twoShops.replace(from, to), { ...twoShopsEnv, ...env }));

  it.each<[string, RegExp | string, string, Record<string, string>, string]>([
    ['one id twice', 'id: us', 'id: de', {}, 'two shops are "de"'],
    ['one domain twice', 'acme-us', 'acme-de', {}, 'two shops are acme-de.myshopify.com'],
    ['one token for two stores', 'US_TOKEN', 'DE_TOKEN', {}, 'opens one store only'],
    [
      'two limits for one account',
      'account: "111"',
      'account: "111"\n      concurrencyLimit: 9',
      {},
      'give different limits',
    ],
    [
      'another store in the environment',
      '',
      '',
      { SHOPIFY_SHOP: 'x.myshopify.com' },
      'other shops',
    ],
    ['another account', '', '', { NETSUITE_ACCOUNT: '222' }, 'names another account'],
    ['one address for all', '', '', { SHOPIFY_ORIGIN: 'http://x' }, 'shops[].shopify.origin'],
    ['two starts', '', '', { START_AT: '2026-12-01T00:00:00Z' }, 'shops[].startAt'],
    [
      'approving without writing',
      'netsuiteMode: operate',
      'netsuiteMode: readonly, approvesRma: true',
      {},
      'writes nothing to NetSuite',
    ],
    ['a shop without a domain', '    domain: acme-us.myshopify.com\n', '', {}, 'a shop has none'],
    ['a variable that is not set', 'US_TOKEN', 'MISSING', {}, 'MISSING: there is no way'],
  ])('%s is refused', (_name, from, to, env, expected) => {
    expect(loadTwo(from, to, env)).toEqual([expect.stringContaining(expected)]);
  });

  it.each([
    ['email', 'SMTP_URL'],
    ['file', 'NOTICE_FILE'],
  ])('customers told by %s need %s', (customers, name) => {
    const lines = complaintsOf(() => loadYaml(`shops: [{ notices: { customers: ${customers} } }]`));
    expect(lines).toEqual([expect.stringContaining(`${name}: acme`)]);
  });

  it('customers are mailed where there is a mail server, else written to the file', () => {
    const mail = { SMTP_URL: 'smtp://x', SMTP_FROM: 'a@b.example', NOTICE_FILE: 'n' };
    expect(load({ ...oneStore, ...mail }).shops[0]?.notices.customers).toBe('email');
    expect(load({ ...oneStore, NOTICE_FILE: 'n' }).shops[0]?.notices.customers).toBe('file');
  });
});
