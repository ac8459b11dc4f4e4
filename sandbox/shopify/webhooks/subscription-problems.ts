import { type UserError, userError } from '../graphql/errors.ts';
import { numberOfId } from '../ids.ts';
import type { WebhookSubscriptionRecord } from '../model.ts';
import type { Shop } from '../shop.ts';

const addressField = ['webhookSubscription', 'callbackUrl'];
const address = (message: string): UserError => userError(addressField, `Address ${message}`);

const largestAddressBytes = 64 * 1024 - 1;
const internalHost =
  /(^|\.)(shopify\.com|myshopify\.com|shopifycloud\.com|localhost)$|\.(local|internal)$/i;

/** This machine, which real Shopify would refuse and the sandbox delivers to. */
const isOwnMachine = (uri: string): boolean => /^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(uri);

function pubsubProblems(uri: string): UserError[] {
  const [, project = '', topic = ''] = /^pubsub:\/\/([^:]*)(?::(.*))?$/.exec(uri) ?? [];
  if (project === '' || topic === '')
    return [
      address('protocol pubsub:// is not supported'),
      address('is not a valid GCP pub/sub format. Format should be pubsub://project:topic'),
    ];
  if (!/^([a-z][a-z0-9-]{4,28}[a-z0-9]|\d+)$/.test(project))
    return [address('is invalid'), address('is not a valid GCP project id.')];
  return /^(?!goog)[A-Za-z][\w.~+%-]{2,254}$/.test(topic)
    ? []
    : [address('is invalid'), address('is not a valid GCP topic id.')];
}

function eventBridgeProblems(shop: Shop, uri: string): UserError[] {
  const client =
    /^arn:aws:events:[a-z0-9-]+::event-source\/aws\.partner\/shopify\.com(?:\.test)?\/(\d+)\/.+$/.exec(
      uri,
    )?.[1];
  if (client === undefined) return [address('is invalid'), address('is not a valid AWS ARN')];
  const own = String(numberOfId(shop.appId));
  return client === own
    ? []
    : [
        address('is invalid'),
        address(`is an AWS ARN and includes api_client_id '${client}' instead of '${own}'`),
      ];
}

/** What is wrong with where a webhook is to go, in Shopify's words (recorded). */
export function addressProblems(shop: Shop, given: string): UserError[] {
  const uri = given.trim();
  if (uri === '') return [address("can't be blank")];
  if (Buffer.byteLength(uri) > largestAddressBytes)
    return [address('is too big (maximum is 64 KB)')];
  if (uri.startsWith('pubsub:')) return pubsubProblems(uri);
  if (uri.startsWith('arn:')) return eventBridgeProblems(shop, uri);
  if (isOwnMachine(uri)) return [];
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(uri)?.[1];
  if (scheme === undefined) return [address('is invalid')];
  if (scheme === 'kafka')
    return [address('protocol kafka:// is not supported'), address('is not a valid kafka topic')];
  if (scheme !== 'https') return [address(`protocol ${scheme}:// is not supported`)];
  if (!URL.canParse(uri)) return [address('is invalid')];
  return internalHost.test(new URL(uri).hostname)
    ? [address('cannot be a Shopify or an internal domain')]
    : [];
}

/** What is wrong with a subscription's name; names are compared without regard to case (recorded). */
export function nameProblems(
  shop: Shop,
  name: string | null | undefined,
  own: WebhookSubscriptionRecord | undefined,
): UserError[] {
  if (name === null || name === undefined) return [];
  const problem = (message: string): UserError =>
    userError(['webhookSubscription', 'name'], `Name ${message}`);
  const errors = name === '' ? [problem('is too short (minimum is 1 character)')] : [];
  if (!/^[\w-]+$/.test(name))
    errors.push(
      problem('name field can only contain alphanumeric characters, underscores, and hyphens'),
    );
  const isTaken = [...shop.webhookSubscriptions.values()].some(
    (one) => one !== own && one.name?.toLowerCase() === name.toLowerCase(),
  );
  return isTaken ? [...errors, problem('already exists, no duplicate allowed')] : errors;
}
