import { z } from 'zod';
import { mappingTablesSchema, policySchema } from '../domain/policy.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** The name of an environment variable. A pasted secret does not look like one and is refused. */
const variable = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]*$/, 'it must be the name of an environment variable, not the value');

const httpOrigin = z.string().refine(isHttpOrigin, 'it is not an http(s) address');

const shopifySchema = z.strictObject({
  origin: httpOrigin.optional(),
  plan: z.enum(['standard', 'advanced', 'plus', 'enterprise']).default('standard'),
  // Shopify forgets a key after 24 hours and would then refund a second time.
  keyAgeMs: z
    .number()
    .int()
    .positive()
    .max(24 * hourMs - minuteMs)
    .default(23 * hourMs),
  // Above the time after which we give up a request ourselves: 20 seconds.
  lateCommitMs: z.number().int().positive().max(hourMs).default(minuteMs),
  credentials: z
    .strictObject({
      clientId: variable.default('SHOPIFY_CLIENT_ID'),
      clientSecret: variable.default('SHOPIFY_CLIENT_SECRET'),
      accessToken: variable.default('SHOPIFY_ACCESS_TOKEN'),
      webhookSecrets: variable.default('SHOPIFY_WEBHOOK_SECRETS'),
    })
    .prefault({}),
});

const netsuiteSchema = z.strictObject({
  account: z.string().refine(isAccount, 'it is not an account id').optional(),
  origin: httpOrigin.optional(),
  concurrencyLimit: z.number().int().min(1).max(100).default(4),
  lateCommitMs: z
    .number()
    .int()
    .nonnegative()
    .default(15 * minuteMs),
  readLagMs: z.number().int().nonnegative().default(minuteMs),
  changeSource: z.enum(['restlet', 'suiteql']).default('suiteql'),
  pollIntervalMs: z.number().int().min(100).default(15_000),
  credentials: z
    .strictObject({
      clientId: variable.default('NETSUITE_CLIENT_ID'),
      certificateId: variable.default('NETSUITE_CERTIFICATE_ID'),
      privateKey: variable.default('NETSUITE_PRIVATE_KEY'),
    })
    .prefault({}),
});

const noticesSchema = z.strictObject({
  customers: z.enum(['auto', 'email', 'file', 'none']).default('auto'),
  alertsTo: z.array(z.email()).default([]),
  from: z.string().min(3).optional(),
  replyTo: z.email().optional(),
  shopName: z.string().min(1).optional(),
  locale: z.string().refine(isLocale, 'it is not a language tag').default('en'),
});

const shopSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'it may hold lower-case letters, digits and hyphens')
    .optional(),
  domain: z.string().refine(isShopDomain, 'it is not <name>.myshopify.com').optional(),
  startAt: z.iso.datetime({ offset: true }).nullable().default(null),
  timeZone: z.string().refine(isTimeZone, 'it is not a time zone').default('UTC'),
  policy: policySchema.prefault({}),
  mappings: mappingTablesSchema.prefault({}),
  shopify: shopifySchema.prefault({}),
  netsuite: netsuiteSchema.prefault({}),
  notices: noticesSchema.prefault({}),
  reconciliation: z
    .strictObject({
      cron: z.string().refine(isCron, 'it is not five cron fields').default('30 2 * * *'),
    })
    .prefault({}),
});

/** The configuration file. Strict: a misspelt name is a fault, never ignored. */
export const configFileSchema = z.strictObject({
  shops: z.array(shopSchema).min(1),
});

/** A shop as the file describes it, defaults filled in. */
export type FileShop = z.infer<typeof shopSchema>;

/** The shop that stands when there is no file: every default. */
export const defaultShop = (): FileShop => shopSchema.parse({});

/** Whether this is the permanent domain of a Shopify store. */
export function isShopDomain(text: string): boolean {
  return /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/.test(text);
}

/** Whether this can be an account id; anything else could leave the domain of the host name. */
export function isAccount(text: string): boolean {
  return /^[A-Za-z0-9]+(?:[_-][A-Za-z0-9]+)*$/.test(text);
}

/** An address that requests can be sent under: no credentials, query or fragment in it. */
export function isHttpOrigin(text: string): boolean {
  const url = URL.parse(text);
  return (
    url !== null &&
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    `${url.username}${url.password}${url.search}${url.hash}` === ''
  );
}

function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

// Only the outer shape: the scheduler reads the expression itself and refuses the rest at start.
function isCron(text: string): boolean {
  return /^(?:[0-9*,/-]+)(?: [0-9A-Za-z*,/#?-]+){4}$/.test(text);
}
