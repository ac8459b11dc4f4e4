import type { Complaints } from './complaints.ts';
import { type SettingName, settings } from './settings.ts';

export type Environment = Readonly<Record<string, string | undefined>>;
/** Gives a file's text; throws when it cannot be read. */
export type ReadFile = (path: string) => string;

/** Reads settings by name; an empty value counts as not set. */
export interface SettingReader {
  /** A setting of the table, its default when it is not set. */
  get(name: SettingName): string | null;
  /** Whether the variable itself, or its file, is set. */
  has(name: SettingName): boolean;
  /** Any variable that may hold a secret, directly or through `<NAME>_FILE`. */
  secret(name: string): string | null;
}

/**
 * Reads the environment through the table of settings. A secret given both directly and by file is a
 * fault, since one of the two would silently win; each fault is told once.
 */
export function readSettings(
  env: Environment,
  readFile: ReadFile,
  complaints: Complaints,
): SettingReader {
  const secrets = new Map<string, string | null>();

  const readSecret = (name: string): string | null => {
    const fileName = `${name}_FILE`;
    const direct = filled(env[name]);
    const path = filled(env[fileName]);
    if (path === null) return direct;
    if (direct !== null) {
      complaints.add(name, `it is set, and ${fileName} too`, 'Keep one of the two');
      return direct;
    }
    return readText(fileName, path, readFile, complaints);
  };

  const secret = (name: string): string | null => {
    const known = secrets.get(name);
    if (known !== undefined) return known;
    const value = readSecret(name);
    secrets.set(name, value);
    return value;
  };

  return {
    secret,
    has: (name) => filled(env[name]) !== null || filled(env[`${name}_FILE`]) !== null,
    get: (name) => {
      const setting = settings.find((one) => one.name === name);
      const value = setting?.secret === true ? secret(name) : filled(env[name]);
      return value ?? setting?.fallback ?? null;
    },
  };
}

/** A file's text without white space around it; null and a complaint when there is none. */
export function readText(
  key: string,
  path: string,
  readFile: ReadFile,
  complaints: Complaints,
): string | null {
  try {
    const text = readFile(path).trim();
    if (text !== '') return text;
    complaints.add(key, `the file "${path}" is empty`, 'Write the value into it');
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    complaints.add(
      key,
      `the file "${path}" cannot be read${reason}`,
      'Correct the path, or let this user read the file',
    );
  }
  return null;
}

function filled(value: string | undefined): string | null {
  const text = value?.trim() ?? '';
  return text === '' ? null : text;
}
