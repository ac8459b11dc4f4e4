import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { buildShop } from './config/build-shop.ts';
import { type Complaints, createComplaints } from './config/complaints.ts';
import { defaultShop, type FileShop } from './config/file-schema.ts';
import { notesOn } from './config/notes.ts';
import { readConfigFile } from './config/read-file.ts';
import { readOrigin } from './config/read-origin.ts';
import {
  type Environment,
  type ReadFile,
  readSettings,
  readText,
  type SettingReader,
} from './config/read-settings.ts';
import { refuseConflicts } from './config/refuse-conflicts.ts';
import type { SettingName } from './config/settings.ts';
import { type Config, logLevels, type Profile, type Role, roles } from './config/types.ts';

export type {
  Config,
  NetsuiteConfig,
  NoticeConfig,
  ShopConfig,
  ShopifyConfig,
} from './config/types.ts';

/**
 * Reads and checks the whole configuration; pure but for `readFile`. Throws one `config-invalid` that
 * names every faulty key with what is wrong and what to do, never a value of a secret. Commands that
 * touch no shop pass `shopsRequired: false` and get `shops: []` where none is described.
 */
export function loadConfig(
  env: Environment,
  readFile: ReadFile,
  options: { readonly shopsRequired?: boolean } = {},
): Config {
  const complaints = createComplaints();
  const settings = readSettings(env, readFile, complaints);
  const process = readProcess(settings, complaints);
  const fileShops = readFileShops(settings, readFile, complaints);
  const described = describedShops(settings, fileShops, options.shopsRequired ?? true, complaints);
  const shops = described.flatMap(
    (shop) => buildShop(shop, described.length === 1, settings, complaints) ?? [],
  );
  refuseConflicts(settings, { roles: process.roles, fileShops }, shops, complaints);
  complaints.throwIfAny();
  const config = { ...process, shops };
  return { ...config, notes: notesOn(config) };
}

/** The configuration of this process: its own environment and files. */
export function loadProcessConfig(options: { readonly shopsRequired?: boolean } = {}): Config {
  return loadConfig(process.env, (path) => readFileSync(path, 'utf8'), options);
}

function readProcess(
  settings: SettingReader,
  complaints: Complaints,
): Omit<Config, 'shops' | 'notes'> {
  const number = (name: SettingName, least: number, most: number): number => {
    const text = settings.get(name) ?? '';
    const value = /^[0-9]{1,12}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    complaints.add(name, `it is not a whole number from ${least} to ${most}`, 'Correct it');
    return least;
  };
  const databaseUrl = addressOf('DATABASE_URL', ['postgres:', 'postgresql:'], settings, complaints);
  const redisUrl = addressOf('REDIS_URL', ['redis:', 'rediss:'], settings, complaints);
  return {
    port: number('PORT', 0, 65_535),
    publicUrl: readOrigin('PUBLIC_URL', settings, complaints),
    profile: profileOf(databaseUrl, redisUrl),
    databaseUrl,
    dataDir: settings.get('DATA_DIR') ?? './.data',
    redisUrl,
    roles: readRoles(settings, complaints),
    logLevel: readLogLevel(settings, complaints),
    webhookMaxBytes: number('WEBHOOK_MAX_BYTES', 1_024, 67_108_864),
    smtp: readSmtp(settings, complaints),
    slackWebhookUrl: addressOf('SLACK_WEBHOOK_URL', ['https:', 'http:'], settings, complaints),
    noticeFile: settings.get('NOTICE_FILE'),
  };
}

function profileOf(databaseUrl: string | null, redisUrl: string | null): Profile {
  if (databaseUrl === null) return 'embedded';
  return redisUrl === null ? 'postgres' : 'postgres-redis';
}

function readRoles(settings: SettingReader, complaints: Complaints): readonly Role[] {
  const named = (settings.get('ROLES') ?? '').split(',').map((one) => one.trim());
  const parsed = z.array(z.enum(roles)).safeParse(named.filter((one) => one !== ''));
  if (parsed.success && parsed.data.length > 0) return [...new Set(parsed.data)];
  complaints.add('ROLES', 'it names an unknown role', `Choose from ${roles.join(', ')}`);
  return roles;
}

function readLogLevel(settings: SettingReader, complaints: Complaints): Config['logLevel'] {
  const parsed = z.enum(logLevels).safeParse(settings.get('LOG_LEVEL'));
  if (parsed.success) return parsed.data;
  complaints.add('LOG_LEVEL', 'it is not a level', `Choose from ${logLevels.join(', ')}`);
  return 'info';
}

function readSmtp(settings: SettingReader, complaints: Complaints): Config['smtp'] {
  const url = addressOf('SMTP_URL', ['smtp:', 'smtps:'], settings, complaints);
  if (url === null) return null;
  const from = settings.get('SMTP_FROM');
  if (from !== null && /^[^@\r\n]+@[^@\s]+$/.test(from)) return { url, from };
  complaints.add('SMTP_FROM', 'SMTP_URL needs a sender', 'Set it like Store <returns@example.com>');
  return null;
}

function addressOf(
  name: SettingName,
  protocols: readonly string[],
  settings: SettingReader,
  complaints: Complaints,
): string | null {
  const text = settings.get(name);
  if (text === null || protocols.includes(URL.parse(text)?.protocol ?? '')) return text;
  complaints.add(name, 'it is not an address', `It must begin with ${protocols.join('// or ')}//`);
  return null;
}

/** Null when no file is named; empty when it could not be read, which is already complained of. */
function readFileShops(
  settings: SettingReader,
  readFile: ReadFile,
  complaints: Complaints,
): readonly FileShop[] | null {
  const path = settings.get('CONFIG_FILE');
  if (path === null) return null;
  const text = readText('CONFIG_FILE', path, readFile, complaints);
  return text === null ? [] : (readConfigFile(text, complaints) ?? []);
}

function describedShops(
  settings: SettingReader,
  fileShops: readonly FileShop[] | null,
  required: boolean,
  complaints: Complaints,
): readonly FileShop[] {
  if (fileShops !== null) return fileShops;
  if (!required && settings.get('SHOPIFY_SHOP') === null) return [];
  const startAt = settings.get('START_AT');
  if (startAt === null) return [defaultShop()];
  const parsed = z.iso.datetime({ offset: true }).safeParse(startAt);
  if (!parsed.success) {
    complaints.add('START_AT', 'it is not a time with zone', 'Write it like 2026-12-01T00:00:00Z');
  }
  return [{ ...defaultShop(), startAt }];
}
