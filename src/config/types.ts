import type { MappingTables, Policy } from '../domain/policy.ts';

/** What this process does; any number of processes may share the work, except on the embedded ledger. */
export const roles = ['web', 'worker', 'scheduler'] as const;
export type Role = (typeof roles)[number];

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Where ledger and queue live; decided by which addresses are set. */
export type Profile = 'embedded' | 'postgres' | 'postgres-redis';

/** Everything the process was told, checked as a whole. Secrets are in it: never log it. */
export interface Config {
  readonly port: number;
  /** Without a trailing slash; null leaves webhook subscriptions to people. */
  readonly publicUrl: string | null;
  readonly profile: Profile;
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly redisUrl: string | null;
  readonly roles: readonly Role[];
  readonly logLevel: LogLevel;
  readonly webhookMaxBytes: number;
  readonly smtp: { readonly url: string; readonly from: string } | null;
  readonly slackWebhookUrl: string | null;
  readonly noticeFile: string | null;
  readonly shops: readonly ShopConfig[];
  /** Sentences for the log and `doctor`: allowed, but worth knowing. Without secrets. */
  readonly notes: readonly string[];
}

export interface ShopConfig {
  readonly id: string;
  /** `<name>.myshopify.com` */
  readonly domain: string;
  /** ISO time with zone; null is the moment of the first start, which the ledger remembers. */
  readonly startAt: string | null;
  readonly timeZone: string;
  readonly policy: Policy;
  readonly mappings: MappingTables;
  readonly shopify: ShopifyConfig;
  readonly netsuite: NetsuiteConfig;
  readonly notices: NoticeConfig;
  readonly reconciliation: { readonly cron: string };
}

export interface ShopifyConfig {
  /** Without a trailing slash; may carry a path prefix. */
  readonly origin: string;
  readonly plan: 'standard' | 'advanced' | 'plus' | 'enterprise';
  /** An idempotency key older than this is never sent again. */
  readonly keyAgeMs: number;
  /** How long after a request was sent Shopify may still commit it. */
  readonly lateCommitMs: number;
  /** A fixed token, or else the pair that buys short-lived ones. */
  readonly login:
    | { readonly kind: 'token'; readonly accessToken: string }
    | {
        readonly kind: 'client-credentials';
        readonly clientId: string;
        readonly clientSecret: string;
      };
  /** Every secret a webhook may be signed with; never empty. */
  readonly webhookSecrets: readonly string[];
}

export interface NetsuiteConfig {
  readonly account: string;
  /** Replaces both hosts of the account when set; without a trailing slash. */
  readonly origin: string | null;
  readonly clientId: string;
  readonly certificateId: string;
  readonly privateKeyPem: string;
  readonly concurrencyLimit: number;
  /** How long after we gave up NetSuite may still commit a request. */
  readonly lateCommitMs: number;
  /** How far behind a read may be. */
  readonly readLagMs: number;
  readonly changeSource: 'restlet' | 'suiteql';
  readonly pollIntervalMs: number;
}

export interface NoticeConfig {
  /** How customers are told; null tells nobody, and every milestone becomes an exception. */
  readonly customers: 'email' | 'file' | null;
  readonly alertsTo: readonly string[];
  readonly from: string | null;
  readonly replyTo: string | null;
  readonly shopName: string | null;
  readonly locale: string;
}
