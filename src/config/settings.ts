/** One environment variable. A secret can also be read from the file that `<NAME>_FILE` names. */
export interface Setting {
  readonly name: string;
  readonly group: 'process' | 'shopify' | 'netsuite' | 'notices';
  readonly secret: boolean;
  /** The value that stands when it is not set; null when there is none. */
  readonly fallback: string | null;
  readonly example: string | null;
  readonly meaning: string;
}

/** The one table of settings: parsing, documentation and `.env.example` are made from it. */
export const settings = [
  {
    name: 'PORT',
    group: 'process',
    secret: false,
    fallback: '3000',
    example: null,
    meaning: 'Port of the HTTP server (webhooks, API, dashboard). 0 takes any free one.',
  },
  {
    name: 'PUBLIC_URL',
    group: 'process',
    secret: false,
    fallback: null,
    example: 'https://returns.example.com',
    meaning:
      'Address under which Shopify reaches this process. With it Backhaul keeps its webhook subscriptions itself.',
  },
  {
    name: 'DATABASE_URL',
    group: 'process',
    secret: true,
    fallback: null,
    example: 'postgres://backhaul:password@localhost:5432/backhaul',
    meaning: 'PostgreSQL 15 or newer. Without it the ledger is embedded in `DATA_DIR`.',
  },
  {
    name: 'DATA_DIR',
    group: 'process',
    secret: false,
    fallback: './.data',
    example: null,
    meaning: 'Folder of the embedded ledger. One process owns it at a time.',
  },
  {
    name: 'REDIS_URL',
    group: 'process',
    secret: true,
    fallback: null,
    example: 'redis://localhost:6379',
    meaning: 'Redis for the queue, with `maxmemory-policy noeviction`. Needs `DATABASE_URL`.',
  },
  {
    name: 'ROLES',
    group: 'process',
    secret: false,
    fallback: 'web,worker,scheduler',
    example: null,
    meaning: 'What this process does, separated by commas. The embedded ledger needs all three.',
  },
  {
    name: 'CONFIG_FILE',
    group: 'process',
    secret: false,
    fallback: null,
    example: './backhaul.yaml',
    meaning: 'YAML file with the business settings of one or several shops.',
  },
  {
    name: 'LOG_LEVEL',
    group: 'process',
    secret: false,
    fallback: 'info',
    example: null,
    meaning: '`trace`, `debug`, `info`, `warn`, `error`, `fatal` or `silent`.',
  },
  {
    name: 'WEBHOOK_MAX_BYTES',
    group: 'process',
    secret: false,
    fallback: '2097152',
    example: null,
    meaning: 'Largest webhook body that is read; a larger one is answered 413.',
  },
  {
    name: 'SHOPIFY_SHOP',
    group: 'shopify',
    secret: false,
    fallback: null,
    example: 'your-store.myshopify.com',
    meaning: 'The store, as `<name>.myshopify.com`. Several stores are described in `CONFIG_FILE`.',
  },
  {
    name: 'SHOPIFY_ORIGIN',
    group: 'shopify',
    secret: false,
    fallback: null,
    example: null,
    meaning: 'Replaces `https://<SHOPIFY_SHOP>`, for the sandbox or a proxy. May carry a path.',
  },
  {
    name: 'SHOPIFY_CLIENT_ID',
    group: 'shopify',
    secret: false,
    fallback: null,
    example: null,
    meaning: 'Client id of the app. With the client secret it buys access tokens of 24 hours.',
  },
  {
    name: 'SHOPIFY_CLIENT_SECRET',
    group: 'shopify',
    secret: true,
    fallback: null,
    example: null,
    meaning: 'Client secret of the app. Webhooks signed with it are accepted too.',
  },
  {
    name: 'SHOPIFY_ACCESS_TOKEN',
    group: 'shopify',
    secret: true,
    fallback: null,
    example: null,
    meaning: 'Fixed Admin API token of an older custom app; used instead of client id and secret.',
  },
  {
    name: 'SHOPIFY_WEBHOOK_SECRETS',
    group: 'shopify',
    secret: true,
    fallback: null,
    example: null,
    meaning:
      'Further secrets that webhooks may be signed with, separated by commas: the old and the new one during a rotation.',
  },
  {
    name: 'START_AT',
    group: 'shopify',
    secret: false,
    fallback: null,
    example: '2026-12-01T00:00:00+01:00',
    meaning:
      'Returns that began before this time are observed only. Without it: the moment of the first start.',
  },
  {
    name: 'NETSUITE_ACCOUNT',
    group: 'netsuite',
    secret: false,
    fallback: null,
    example: '1234567_SB1',
    meaning: 'Account id, as NetSuite shows it.',
  },
  {
    name: 'NETSUITE_ORIGIN',
    group: 'netsuite',
    secret: false,
    fallback: null,
    example: null,
    meaning: "Replaces the account's own hosts, for the sandbox or a proxy. May carry a path.",
  },
  {
    name: 'NETSUITE_CLIENT_ID',
    group: 'netsuite',
    secret: false,
    fallback: null,
    example: null,
    meaning: 'Client id of the integration record (OAuth 2.0 client credentials).',
  },
  {
    name: 'NETSUITE_CERTIFICATE_ID',
    group: 'netsuite',
    secret: false,
    fallback: null,
    example: null,
    meaning: 'Id of the certificate mapping, as NetSuite shows it after the upload.',
  },
  {
    name: 'NETSUITE_PRIVATE_KEY',
    group: 'netsuite',
    secret: true,
    fallback: null,
    example: null,
    meaning: 'Private key of that certificate as PEM text; usually given as a file.',
  },
  {
    name: 'SMTP_URL',
    group: 'notices',
    secret: true,
    fallback: null,
    example: 'smtps://user:password@mail.example.com',
    meaning: 'Mail server for messages to customers and alerts.',
  },
  {
    name: 'SMTP_FROM',
    group: 'notices',
    secret: false,
    fallback: null,
    example: 'Your Store <returns@example.com>',
    meaning: 'Sender of every mail. Needed with `SMTP_URL`.',
  },
  {
    name: 'SLACK_WEBHOOK_URL',
    group: 'notices',
    secret: true,
    fallback: null,
    example: null,
    meaning: 'Incoming webhook for operations alerts.',
  },
  {
    name: 'NOTICE_FILE',
    group: 'notices',
    secret: false,
    fallback: null,
    example: './notices.jsonl',
    meaning: 'Messages are appended here as JSON lines where no mail server is set.',
  },
] as const satisfies readonly Setting[];

export type SettingName = (typeof settings)[number]['name'];
