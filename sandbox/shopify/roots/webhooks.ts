import { z } from 'zod';
import { connectionOf } from '../graphql/connection.ts';
import { type Args, type Context, fieldsOf, type RootModule } from '../graphql/define.ts';
import { refuseUnmodelled, userError } from '../graphql/errors.ts';
import { numberOfId } from '../ids.ts';
import type { WebhookSubscriptionRecord } from '../model.ts';
import { removeSubscription } from '../webhooks/deliver.ts';
import { addressProblems, nameProblems } from '../webhooks/subscription-problems.ts';

const subscriptionInput = z.object({
  uri: z.string().nullish(),
  callbackUrl: z.string().nullish(),
  name: z.string().nullish(),
  filter: z.string().nullish(),
  includeFields: z.array(z.string()).nullish(),
  metafieldNamespaces: z.array(z.string()).nullish(),
  format: z.enum(['JSON', 'XML']).nullish(),
  metafields: z.array(z.unknown()).nullish(),
});

/** Topics that can only be registered in the app's own configuration file. */
const complianceTopics = new Set(['CUSTOMERS_DATA_REQUEST', 'CUSTOMERS_REDACT', 'SHOP_REDACT']);

export const webhookRoots: RootModule = {
  queries: {
    webhookSubscriptions: (args, { shop }) => {
      const topics = args['topics'] as string[] | null | undefined;
      const uri = args['uri'] ?? args['callbackUrl'];
      const found = [...shop.webhookSubscriptions.values()].filter(
        (one) => (topics == null || topics.includes(one.topic)) && (uri == null || one.uri === uri),
      );
      return connectionOf(found, args);
    },
    webhookSubscription: (args, { shop }) =>
      shop.webhookSubscriptions.get(String(args['id'])) ?? null,
  },
  mutations: {
    webhookSubscriptionCreate: create,
    webhookSubscriptionUpdate: update,
    webhookSubscriptionDelete: (args, { shop }) => {
      const found = shop.webhookSubscriptions.get(String(args['id']));
      if (found === undefined) {
        const error = userError(['id'], 'Webhook subscription does not exist');
        return { deletedWebhookSubscriptionId: null, userErrors: [error] };
      }
      removeSubscription(shop, found);
      return { deletedWebhookSubscriptionId: found.id, userErrors: [] };
    },
  },
  types: {
    WebhookSubscription: fieldsOf<WebhookSubscriptionRecord>({
      id: (one) => one.id,
      legacyResourceId: (one) => numberOfId(one.id),
      topic: (one) => one.topic,
      uri: (one) => one.uri,
      callbackUrl: (one) => one.uri,
      endpoint: (one) => endpointOf(one.uri),
      name: (one) => one.name,
      filter: (one) => one.filter,
      format: (one) => one.format,
      includeFields: (one) => one.includeFields,
      metafieldNamespaces: (one) => one.metafieldNamespaces,
      metafields: () => [],
      apiVersion: (one) => ({
        handle: one.apiVersion,
        displayName: one.apiVersion,
        supported: true,
      }),
      createdAt: (one) => one.createdAt,
      updatedAt: (one) => one.updatedAt,
    }),
  },
};

function parseInput(given: unknown): z.infer<typeof subscriptionInput> {
  const parsed = subscriptionInput.parse(given);
  const { metafields, metafieldNamespaces } = parsed;
  const filter = parsed.filter === '' ? null : parsed.filter;
  const format = parsed.format === 'XML' ? 'XML' : null;
  refuseUnmodelled('WebhookSubscriptionInput', { filter, metafields, metafieldNamespaces, format });
  return parsed;
}

function create(args: Args, { shop, apiVersion }: Context) {
  const wanted = parseInput(args['webhookSubscription']);
  const topic = String(args['topic']);
  const uri = (wanted.uri ?? wanted.callbackUrl ?? '').trim();
  const errors = [...addressProblems(shop, uri), ...nameProblems(shop, wanted.name, undefined)];
  if (complianceTopics.has(topic)) {
    errors.push(
      userError(['topic'], 'Compliance topics are registered in the app configuration only'),
    );
  }
  const same = [...shop.webhookSubscriptions.values()].some(
    (one) => one.topic === topic && one.uri === uri,
  );
  if (same)
    errors.push(
      userError(
        ['webhookSubscription', 'callbackUrl'],
        'Address for this topic has already been taken',
      ),
    );
  if (errors.length > 0) return { webhookSubscription: null, userErrors: errors };
  const now = shop.now();
  const made = shop.register<WebhookSubscriptionRecord>({
    __typename: 'WebhookSubscription',
    id: shop.ids.next('WebhookSubscription'),
    topic,
    uri,
    name: wanted.name ?? null,
    filter: wanted.filter ?? null,
    includeFields: wanted.includeFields ?? [],
    metafieldNamespaces: wanted.metafieldNamespaces ?? [],
    format: wanted.format ?? 'JSON',
    apiVersion,
    createdAt: now,
    updatedAt: now,
    consecutiveFailures: 0,
  });
  shop.webhookSubscriptions.set(made.id, made);
  return { webhookSubscription: made, userErrors: [] };
}

function update(args: Args, { shop }: Context) {
  const found = shop.webhookSubscriptions.get(String(args['id']));
  if (found === undefined) {
    return {
      webhookSubscription: null,
      userErrors: [userError(['id'], 'Webhook subscription does not exist')],
    };
  }
  const wanted = parseInput(args['webhookSubscription']);
  const uri = (wanted.uri ?? wanted.callbackUrl ?? found.uri).trim();
  const errors = [...addressProblems(shop, uri), ...nameProblems(shop, wanted.name, found)];
  if (errors.length > 0) return { webhookSubscription: null, userErrors: errors };
  found.uri = uri;
  if (wanted.name !== undefined) found.name = wanted.name;
  if (wanted.filter !== undefined) found.filter = wanted.filter;
  if (wanted.includeFields != null) found.includeFields = wanted.includeFields;
  found.updatedAt = shop.now();
  return { webhookSubscription: found, userErrors: [] };
}

function endpointOf(uri: string) {
  const pubsub = /^pubsub:\/\/([^:]*):(.*)$/.exec(uri);
  if (pubsub !== null)
    return {
      __typename: 'WebhookPubSubEndpoint',
      pubSubProject: pubsub[1],
      pubSubTopic: pubsub[2],
    };
  return uri.startsWith('arn:')
    ? { __typename: 'WebhookEventBridgeEndpoint', arn: uri }
    : { __typename: 'WebhookHttpEndpoint', callbackUrl: uri };
}
