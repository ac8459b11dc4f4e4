import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Stage } from '../stage.ts';

const credentialsSchema = z.object({
  account: z.string(),
  clientId: z.string(),
  certificateId: z.string(),
  privateKeyPem: z.string(),
});

/** Longer than the simulators may still commit a request that the app gave up; they stop at 2 s. */
const lateCommitMs = 4_000;
const readLagMs = 500;
/** Simulated Shopify keeps keys for a day; the app trusts them for the length of a demo only. */
const keyAgeMs = 600_000;
const pollIntervalMs = 2_000;

/** What a child may take over from this process; everything that configures Backhaul is left out. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'TZ', 'LANG', 'NODE_OPTIONS'];
  return Object.fromEntries(kept.flatMap((name) => [[name, process.env[name]]]));
}

/** Writes the app's configuration for this stage and gives the environment that points to it. */
export async function writeAppEnvironment(options: {
  readonly stage: Pick<Stage, 'shopify' | 'netsuite' | 'locations' | 'chargeItems' | 'timeZone'>;
  readonly dir: string;
  readonly dataDir: string;
  readonly noticePath: string;
  readonly origin: string;
  readonly databaseUrl: string | null;
  readonly redisUrl: string | null;
}): Promise<NodeJS.ProcessEnv> {
  const { stage, dir, origin } = options;
  const credentials = await stage.netsuite.get('/_sandbox/credentials', credentialsSchema);
  const shop = {
    id: 'demo',
    domain: 'default.myshopify.com',
    startAt: '2020-01-01T00:00:00Z',
    timeZone: stage.timeZone,
    policy: { money: { refundShipping: 'whole-order' } },
    shopify: { plan: 'plus', keyAgeMs, lateCommitMs },
    netsuite: { pollIntervalMs, lateCommitMs, readLagMs, changeSource: 'restlet' },
    notices: { shopName: 'Sandbox Store', locale: 'en' },
    mappings: {
      locations: Object.fromEntries(stage.locations),
      chargeItems: stage.chargeItems,
      payments: { '*': { paymentOption: '1', account: '3' } },
    },
  };
  const configFile = join(dir, 'backhaul.yaml');
  const keyFile = join(dir, 'netsuite-key.pem');
  // JSON is YAML.
  await writeFile(configFile, JSON.stringify({ shops: [shop] }, null, 2));
  await writeFile(keyFile, credentials.privateKeyPem, { mode: 0o600 });
  return {
    ...plainEnvironment(),
    PORT: new URL(origin).port,
    PUBLIC_URL: origin,
    DATA_DIR: options.dataDir,
    CONFIG_FILE: configFile,
    NOTICE_FILE: options.noticePath,
    SHOPIFY_ORIGIN: stage.shopify.origin,
    SHOPIFY_CLIENT_ID: 'client-default',
    SHOPIFY_CLIENT_SECRET: 'secret-default',
    NETSUITE_ORIGIN: stage.netsuite.origin,
    NETSUITE_ACCOUNT: credentials.account,
    NETSUITE_CLIENT_ID: credentials.clientId,
    NETSUITE_CERTIFICATE_ID: credentials.certificateId,
    NETSUITE_PRIVATE_KEY_FILE: keyFile,
    ...(options.databaseUrl === null ? {} : { DATABASE_URL: options.databaseUrl }),
    ...(options.redisUrl === null ? {} : { REDIS_URL: options.redisUrl }),
  };
}
