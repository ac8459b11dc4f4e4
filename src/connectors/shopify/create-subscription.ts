import { z } from 'zod';
import {
  CreateSubscriptionDocument,
  type CreateSubscriptionMutationVariables,
  type WebhookSubscriptionTopic,
} from './admin.generated.ts';
import type { ShopifyClient } from './client.ts';
import { nothingCameBack } from './errors.ts';
import { type Subscription, subscriptionSchema } from './list-subscriptions.ts';
import type { Given } from './operation.ts';
import { throwOnUserErrors, userErrorSchema } from './user-errors.ts';

export type CreateSubscriptionVariables = Given<CreateSubscriptionMutationVariables>;

const answerSchema = z.object({
  webhookSubscriptionCreate: z
    .object({
      webhookSubscription: subscriptionSchema.nullable(),
      userErrors: z.array(userErrorSchema),
    })
    .nullable(),
});

/** A subscription to whole bodies: leaving fields out would make Shopify drop equal ones. */
export function createSubscriptionVariables(options: {
  topic: WebhookSubscriptionTopic;
  uri: string;
}): CreateSubscriptionVariables {
  return { topic: options.topic, webhookSubscription: { uri: options.uri } };
}

/** Refused (`shopify-rejected`) when the same topic already goes to the same address. */
export async function createSubscription(
  client: ShopifyClient,
  variables: CreateSubscriptionVariables | string,
): Promise<Subscription> {
  const answer = await client.execute(CreateSubscriptionDocument, variables, answerSchema);
  const payload = answer.webhookSubscriptionCreate;
  throwOnUserErrors(CreateSubscriptionDocument.name, payload?.userErrors ?? []);
  if (payload?.webhookSubscription != null) return payload.webhookSubscription;
  throw nothingCameBack(CreateSubscriptionDocument);
}
