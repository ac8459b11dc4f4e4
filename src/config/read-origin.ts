import type { Complaints } from './complaints.ts';
import { isHttpOrigin } from './file-schema.ts';
import type { SettingReader } from './read-settings.ts';

/** The http(s) address in a setting, without a trailing slash; null when it is not set. */
export function readOrigin(
  name: 'PUBLIC_URL' | 'SHOPIFY_ORIGIN' | 'NETSUITE_ORIGIN',
  settings: SettingReader,
  complaints: Complaints,
): string | null {
  const origin = settings.get(name);
  if (origin === null) return null;
  if (isHttpOrigin(origin)) return withoutSlash(origin);
  complaints.add(
    name,
    'it is not an http(s) address without credentials, query and fragment',
    'Write it like https://returns.example.com',
  );
  return null;
}

/** Addresses are kept without a trailing slash, so that a path can be put behind them. */
export const withoutSlash = (origin: string): string => origin.replace(/\/+$/, '');
