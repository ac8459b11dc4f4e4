import { z } from 'zod';
import { createSettings, defineSwitch, type Settings } from '../settings.ts';

const flag = z.boolean();
const seconds = z.number().min(0);

/** Facts about Shopify that are unverified or differ from shop to shop; each default is the likelier answer. */
export const shopSwitches = {
  returnChangeBumpsOrderUpdatedAt: defineSwitch(
    flag,
    false,
    'A change of a Return raises Order.updatedAt and sends orders/updated. Recorded on a real store: request, approve, close, reopen and cancel left updatedAt alone.',
  ),
  processClosesReturn: defineSwitch(
    flag,
    false,
    'returnProcess closes the Return (and its reverse fulfillment orders) once nothing is unprocessed.',
  ),
  processAllowsAmountAboveSuggested: defineSwitch(
    flag,
    true,
    'returnProcess accepts a payment amount above the suggested one.',
  ),
  processAllowsAmountBelowSuggested: defineSwitch(
    flag,
    true,
    'returnProcess accepts a payment amount below the suggested one.',
  ),
  restockAfterProcessingRequired: defineSwitch(
    flag,
    true,
    'A unit disposed as PROCESSING_REQUIRED can be disposed once more.',
  ),
  overDisposalAllowed: defineSwitch(
    flag,
    true,
    'More units than a reverse fulfillment order line holds can be disposed (recorded with a custom line item).',
  ),
  processingRequiredAddsQualityControl: defineSwitch(
    flag,
    false,
    'Disposition PROCESSING_REQUIRED adds the units to quality_control.',
  ),
  notRestockedAddsNothing: defineSwitch(
    flag,
    true,
    'Disposition NOT_RESTOCKED leaves stock alone; false adds the units to damaged.',
  ),
  omittedRestockTypeRestocks: defineSwitch(
    flag,
    false,
    'refundCreate without restockType puts the units back on sale.',
  ),
  createdReturnSendsApprove: defineSwitch(
    flag,
    true,
    'A Return born OPEN (returnCreate, staff) sends returns/approve.',
  ),
  overRefundingBeyondNetPayment: defineSwitch(
    flag,
    false,
    'allowOverRefunding lets a refund exceed the net payment received.',
  ),
  metafieldWriteSendsOrdersUpdated: defineSwitch(
    flag,
    true,
    'metafieldsSet on an order raises updatedAt and sends orders/updated.',
  ),
  refundTransactionStatus: defineSwitch(
    z.enum(['SUCCESS', 'PENDING', 'FAILURE']),
    'SUCCESS',
    'Status with which a refund transaction on a non-manual gateway is born.',
  ),
  failedRefundKeepsRefundRecord: defineSwitch(
    flag,
    true,
    'When a refund transaction fails the Refund record stays.',
  ),
  createdReturnNotifiesCustomer: defineSwitch(
    flag,
    false,
    'returnCreate makes Shopify mail the customer.',
  ),
  readAllOrders: defineSwitch(
    flag,
    true,
    'The app has read_all_orders; false hides orders older than 60 days.',
  ),
  idempotencyKeyLifeSeconds: defineSwitch(
    seconds,
    24 * 3600,
    'How long an @idempotent key is remembered.',
  ),
  idempotencyErrorsWithoutCode: defineSwitch(
    z.enum(['userError', 'topLevel']),
    'userError',
    'How a refused @idempotent key looks where userErrors have no code (refundCreate): a userError with only the message, or a top-level error with the code. Elsewhere it is a userError with the code (recorded).',
  ),
  accessScopes: defineSwitch(
    z.array(z.string()),
    [
      'read_all_orders',
      'read_customers',
      'read_inventory',
      'read_locations',
      'read_orders',
      'read_products',
      'read_returns',
      'write_inventory',
      'write_orders',
      'write_products',
      'write_returns',
      'write_store_credit_account_transactions',
    ],
    'What the app was granted; a root field it has no scope for is ACCESS_DENIED.',
  ),
  storeCreditRefundShowsTransaction: defineSwitch(
    flag,
    true,
    'A refund to store credit shows as a REFUND transaction of gateway shopify_store_credit.',
  ),
  exchangeProcessedCreatesFulfillmentOrder: defineSwitch(
    flag,
    true,
    'Processing an exchange line adds the line to the order with an open fulfillment order and commits stock.',
  ),
  mutationProcessingMs: defineSwitch(
    z.number().min(0),
    0,
    'How long a mutation covered by @idempotent works before it commits.',
  ),
  clientCredentialsTokenLifeSeconds: defineSwitch(
    seconds,
    24 * 3600,
    'Life of a token from the client credentials grant.',
  ),
  staticAccessToken: defineSwitch(
    flag,
    true,
    'The static token shpat_sandbox_<tenant> is accepted.',
  ),
  webhookTimeScale: defineSwitch(
    z.number().min(0),
    0.0005,
    'Real seconds per second of the webhook retry schedule (1 = the real 4 hours).',
  ),
  webhookTimeoutMs: defineSwitch(z.number().min(1), 5000, 'How long a webhook receiver may take.'),
  webhookLatencyMs: defineSwitch(
    z.number().min(0),
    0,
    'How long after the change a webhook is sent for the first time.',
  ),
  webhookRemovalAfterFailures: defineSwitch(
    z.number().min(1),
    8,
    'Consecutive failed deliveries after which a subscription made through the API is removed.',
  ),
  webhookIdStableAcrossRetries: defineSwitch(
    flag,
    true,
    'Retries of a delivery keep X-Shopify-Webhook-Id.',
  ),
  searchIndexDelayMs: defineSwitch(
    z.number().min(0),
    0,
    'How long a change takes to show in orders(query: …).',
  ),
  restoreRate: defineSwitch(z.number().min(1), 100, 'Cost points restored per second.'),
  maximumAvailable: defineSwitch(z.number().min(1), 2000, 'Size of the cost bucket.'),
} as const;

export type ShopSettings = Settings<typeof shopSwitches>;

/** Fresh switches at their defaults, for one shop. */
export function createShopSettings(): ShopSettings {
  return createSettings(shopSwitches);
}
