import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { complaintsOf, load, oneStore, pem, readFrom } from './environment.ts';

const without = (...names: string[]) =>
  Object.fromEntries(Object.entries(oneStore).filter(([name]) => !names.includes(name)));

describe('the environment of one store', () => {
  it('gives a whole configuration with the documented defaults', () => {
    const config = load();
    expect(config).toMatchObject({
      port: 3000,
      profile: 'embedded',
      databaseUrl: null,
      dataDir: './.data',
      redisUrl: null,
      roles: ['web', 'worker', 'scheduler'],
      logLevel: 'info',
      smtp: null,
    });
    expect(config.shops).toHaveLength(1);
    expect(config.shops[0]).toMatchObject({
      id: 'acme',
      domain: 'acme.myshopify.com',
      startAt: null,
      timeZone: 'UTC',
      policy: { netsuiteMode: 'observe', approvesRma: false },
      shopify: {
        origin: 'https://acme.myshopify.com',
        keyAgeMs: 82_800_000,
        lateCommitMs: 60_000,
        login: { kind: 'client-credentials', clientId: 'client', clientSecret: 'shpss_secret' },
        webhookSecrets: ['shpss_secret'],
      },
      netsuite: {
        account: '1234567_SB1',
        origin: null,
        privateKeyPem: pem.trim(),
        lateCommitMs: 900_000,
        pollIntervalMs: 15_000,
      },
      reconciliation: { cron: '30 2 * * *' },
    });
  });

  it('names the profile by the addresses that are set', () => {
    const DATABASE_URL = 'postgres://u:p@db/backhaul';
    expect(load({ ...oneStore, DATABASE_URL }).profile).toBe('postgres');
    const redis = { ...oneStore, DATABASE_URL, REDIS_URL: 'redis://queue' };
    expect(load(redis).profile).toBe('postgres-redis');
  });

  it('keeps a path in an origin and drops its trailing slash', () => {
    const { shops } = load({ ...oneStore, SHOPIFY_ORIGIN: 'http://127.0.0.1:4010/t/abc/' });
    expect(shops[0]?.shopify.origin).toBe('http://127.0.0.1:4010/t/abc');
  });

  it('prefers a fixed token and still believes webhooks signed with the client secret', () => {
    const { shops } = load({
      ...oneStore,
      SHOPIFY_ACCESS_TOKEN: 'shpat_x',
      SHOPIFY_WEBHOOK_SECRETS: 'old, new ,',
    });
    expect(shops[0]?.shopify.login).toEqual({ kind: 'token', accessToken: 'shpat_x' });
    expect(shops[0]?.shopify.webhookSecrets).toEqual(['old', 'new', 'shpss_secret']);
  });

  it.each([
    ['SHOPIFY_CLIENT_SECRET'],
    ['SHOPIFY_ACCESS_TOKEN'],
    ['SHOPIFY_WEBHOOK_SECRETS'],
    ['DATABASE_URL'],
    ['SLACK_WEBHOOK_URL'],
  ])('reads %s from a file too, without the line end', (name) => {
    const text = name.endsWith('URL') ? 'https://x.example/y' : 'from-file';
    const value = name === 'DATABASE_URL' ? 'postgres://db/x' : text;
    const config = load(
      { ...without(name), [`${name}_FILE`]: '/run/secrets/it' },
      { '/run/secrets/it': `${value}\n` },
    );
    expect(JSON.stringify(config)).toContain(`"${value}"`);
  });

  it('needs no shop for commands that touch none', () => {
    expect(loadConfig({}, readFrom(), { shopsRequired: false }).shops).toEqual([]);
    expect(loadConfig(oneStore, readFrom(), { shopsRequired: false }).shops).toHaveLength(1);
  });

  it('says at start that the embedded ledger does not survive the machine', () => {
    expect(load().notes.join()).toContain('not of the machine');
    const env = { ...oneStore, DATABASE_URL: 'postgres://db/x', NOTICE_FILE: 'n.jsonl' };
    expect(load(env).notes).toEqual([]);
  });

  it('says that nobody is told when there is no way to', () => {
    expect(load().notes.join()).toContain('customers are told nothing');
    expect(load().shops[0]?.notices.customers).toBeNull();
  });
});

describe('what is wrong', () => {
  it('is told all at once, each with its key and what to do', () => {
    const lines = complaintsOf(() => load({ PORT: 'x', ROLES: 'web,cook', LOG_LEVEL: 'loud' }));
    for (const key of [
      'PORT: it is not a whole number from 0 to 65535. Correct it.',
      'ROLES: it names an unknown role. Choose from web, worker, scheduler.',
      'LOG_LEVEL: it is not a level.',
      'SHOPIFY_SHOP: it is not set. Set it to <name>.myshopify.com.',
      'SHOPIFY_ACCESS_TOKEN: there is no way to sign in',
      'SHOPIFY_WEBHOOK_SECRETS: no webhook of shop could be verified',
      'NETSUITE_ACCOUNT: shop has no account',
      'NETSUITE_CLIENT_ID: it is not set',
      'NETSUITE_CERTIFICATE_ID: it is not set',
      'NETSUITE_PRIVATE_KEY: it is not set',
    ]) {
      expect(lines.filter((line) => line.startsWith(key))).toHaveLength(1);
    }
    expect(lines).toHaveLength(10);
  });

  it.each([
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['PORT', '3e3'],
    ['WEBHOOK_MAX_BYTES', '10'],
    ['DATABASE_URL', 'mysql://db/x'],
    ['DATABASE_URL', 'localhost'],
    ['SHOPIFY_SHOP', 'acme.com'],
    ['SHOPIFY_SHOP', 'evil.com#.myshopify.com'],
    ['SHOPIFY_SHOP', 'a/b.myshopify.com'],
    ['PUBLIC_URL', 'returns.example.com'],
    ['SHOPIFY_ORIGIN', 'ftp://x'],
    ['SHOPIFY_ORIGIN', 'https://user:pass@x'],
    ['NETSUITE_ORIGIN', 'https://x?y=1'],
    ['NETSUITE_ACCOUNT', 'evil.com/'],
    ['NETSUITE_ACCOUNT', '123.evil'],
    ['START_AT', '2026-12-01'],
    ['SMTP_URL', 'https://mail'],
    ['ROLES', ','],
  ])('%s=%s is refused', (name, value) => {
    const lines = complaintsOf(() => load({ ...oneStore, [name]: value }));
    expect(lines.some((line) => line.startsWith(`${name}: `))).toBe(true);
  });

  it('never repeats a value that may be a secret', () => {
    const canary = 'canary-7f3a';
    const lines = complaintsOf(() =>
      load({
        ...without('NETSUITE_PRIVATE_KEY_FILE'),
        NETSUITE_PRIVATE_KEY: canary,
        DATABASE_URL: `mysql://${canary}`,
        SLACK_WEBHOOK_URL: canary,
        SMTP_URL: canary,
        SHOPIFY_ORIGIN: `https://user:${canary}@x`,
      }),
    );
    expect(lines.length).toBeGreaterThanOrEqual(5);
    expect(lines.join()).not.toContain(canary);
  });

  it('a missing or empty file is told with its path', () => {
    const [missing] = complaintsOf(() =>
      load({ ...oneStore, NETSUITE_PRIVATE_KEY_FILE: '/nowhere.pem' }),
    );
    expect(missing).toContain('"/nowhere.pem" cannot be read (ENOENT)');
    const empty = complaintsOf(() => load({ ...oneStore, CONFIG_FILE: '/e' }, { '/e': ' \n' }));
    expect(empty).toEqual([expect.stringContaining('"/e" is empty')]);
  });
});

describe('settings that contradict each other are refused with the reason', () => {
  it.each<[string, Record<string, string>, string]>([
    ['a queue without a ledger', { REDIS_URL: 'redis://x' }, 'REDIS_URL: it needs DATABASE_URL'],
    ['half a process on the embedded ledger', { ROLES: 'web' }, 'ROLES: the embedded ledger'],
    ['a mail server without a sender', { SMTP_URL: 'smtp://x' }, 'SMTP_FROM: SMTP_URL needs'],
    [
      'a secret given twice',
      { SHOPIFY_CLIENT_SECRET_FILE: '/keys/netsuite.pem' },
      'SHOPIFY_CLIENT_SECRET: it is set, and SHOPIFY_CLIENT_SECRET_FILE too',
    ],
  ])('%s', (_name, more, expected) => {
    const lines = complaintsOf(() => load({ ...oneStore, ...more }));
    expect(lines).toEqual([expect.stringContaining(expected)]);
  });
});
