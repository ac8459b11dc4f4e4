import { generateKeyPairSync } from 'node:crypto';
import { type Config, loadConfig } from '../../src/config.ts';
import type { Problem } from '../../src/domain/problem.ts';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
export const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** The environment of one store, complete. */
export const oneStore: Readonly<Record<string, string>> = {
  SHOPIFY_SHOP: 'acme.myshopify.com',
  SHOPIFY_CLIENT_ID: 'client',
  SHOPIFY_CLIENT_SECRET: 'shpss_secret',
  NETSUITE_ACCOUNT: '1234567_SB1',
  NETSUITE_CLIENT_ID: 'ns-client',
  NETSUITE_CERTIFICATE_ID: 'certificate',
  NETSUITE_PRIVATE_KEY_FILE: '/keys/netsuite.pem',
};

const files: Readonly<Record<string, string>> = { '/keys/netsuite.pem': pem };

/** Reads from a map in place of the disk. */
export const readFrom =
  (more: Readonly<Record<string, string>> = {}) =>
  (path: string): string => {
    const text = { ...files, ...more }[path];
    if (text === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
    return text;
  };

export const load = (
  env: Readonly<Record<string, string | undefined>> = oneStore,
  more: Readonly<Record<string, string>> = {},
): Config => loadConfig(env, readFrom(more));

export const loadYaml = (
  yaml: string,
  env: Readonly<Record<string, string | undefined>> = oneStore,
): Config => load({ ...env, CONFIG_FILE: '/backhaul.yaml' }, { '/backhaul.yaml': yaml });

/** What a refused configuration complains of, one line each. */
export function complaintsOf(read: () => Config): string[] {
  try {
    read();
  } catch (error) {
    const problem = error as Problem;
    if (problem.code === 'config-invalid') return problem.message.split('\n- ').slice(1);
    throw error;
  }
  return [];
}
